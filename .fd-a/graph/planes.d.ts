import { type Node } from './graph.js';
/**
 * A number, or a formula of a side of the picture: each step adds a number and divides, rounding down; at the end a
 * number is added.
 */
export type Side = number | FreeSide;
/** A side that depends on the picture size. */
export interface FreeSide {
    readonly of: 'height' | 'width';
    /** Applied in order; 0 <= plus < over. */
    readonly steps: readonly {
        readonly plus: number;
        readonly over: number;
    }[];
    readonly plus: number;
}
/** The height and the width of a map. */
export type Plane = readonly [height: Side, width: Side];
/** The planes of the maps that the outputs need, where formulas exist. Rows have none. */
export declare function planesOf(outputs: readonly Node[]): ReadonlyMap<Node, Plane>;
/** The formula as a text; equal formulas have equal texts. */
export declare function sideName(side: Side): number | string;
