import type { Node } from '../../graph/graph.js';
import { type Dimension, type Shape } from '../../graph/shapes.js';
/** Numbers that do not depend on the picture. */
export interface ConstantValue {
    readonly kind: 'constant';
    readonly dims: readonly number[];
    /** Integers are exact. A NaN among them is a dimension that depends on the picture size. */
    readonly type: 'float' | 'integer';
    readonly data: Float32Array | Float64Array;
}
/**
 * ONNX's dimensions in order, one letter each: n is the batch (always 1), c channels, h height, w width, p height times
 * width, g groups of channels and m the channels of a group. 'nc' is a row `[1, c]` of our graph; all others are maps.
 */
export type View = 'nchw' | 'nhwc' | 'nc' | 'ncp' | 'npc' | 'ngmhw' | 'nmghw' | 'nhwgm' | 'nhwmg';
/** A value that depends on the picture. */
export interface GraphValue {
    readonly kind: 'graph';
    readonly node: Node;
    readonly view: View;
    /** The number of groups, for views that split the channels. */
    readonly groups: number;
}
/** A value that depends on the picture, of a file that is read at one size. Its numbers are in ONNX's order. */
export interface FixedValue {
    readonly kind: 'fixed';
    /** Any shape with the same number of elements. */
    readonly node: Node;
    /** ONNX's dimensions. */
    readonly dims: readonly number[];
    /** The index of the channels among them. */
    readonly channels: number;
}
/** The value of an edge of the graph. */
export type Value = ConstantValue | GraphValue | FixedValue;
/** A map `[1, c, h, w]` or, for a node of two dimensions, a row `[1, c]`. */
export declare function graphValue(node: Node, view?: View, groups?: number): GraphValue;
/** Integers: a list, or of the shape `dims`. */
export declare function integers(values: readonly number[], dims?: readonly number[]): ConstantValue;
/** ONNX's dimensions, from our shape of the node; null for unknown ones. */
export declare function dimensionsOf({ view, groups }: GraphValue, shape: Shape): Dimension[];
/** The index of the channels in ONNX's dimensions; -1 if they are split. */
export declare function channelAxis({ view }: GraphValue): number;
/** The product of dimensions. */
export declare function countOf(dims: readonly number[]): number;
