import type { Padding } from './attributes.js';
import { type Node } from './graph.js';
/** A dimension; null if it depends on a picture size that is not known. */
export type Dimension = number | null;
/** Dimensions, outermost first: `[1, channels, height, width]` for a map, `[1, channels]` for a flat value. */
export type Shape = readonly Dimension[];
/** Thrown when a picture is too small for a layer, shapes do not match, or a shape that must be known is unknown. */
export declare class ShapeError extends Error {
    readonly name = "ShapeError";
}
/** In pixels; null for an unknown side. */
export interface PictureSize {
    readonly height: Dimension;
    readonly width: Dimension;
}
/**
 * The shape of every node that the outputs need.
 *
 * @param size - Picture size in pixels; null for a side leaves the dimensions unknown that depend on it.
 * @throws ShapeError when the picture is too small for a layer or shapes contradict each other.
 */
export declare function inferShapes(outputs: readonly Node[], size?: PictureSize): ReadonlyMap<Node, Shape>;
/**
 * Makes a function for the shape of a node at the given picture size. Results are cached, so that the nodes of a
 * network take one walk together.
 *
 * @returns a function that throws ShapeError when the picture is too small for a layer or shapes contradict each other.
 */
export declare function rememberedShapes(size: PictureSize): (node: Node) => Shape;
/**
 * The shape of a node at an unknown picture size. Results are cached, so that the nodes of a network take one walk
 * together.
 *
 * @throws ShapeError when shapes contradict each other.
 */
export declare const shapeOf: (node: Node) => Shape;
/**
 * The number of channels (dimension 1) of a node. Only behind a flatten can it depend on the picture size.
 *
 * @throws ShapeError if it depends on the picture size.
 */
export declare function channelsOf(node: Node): number;
/** Whether the value is a row `[1, channels]` rather than a map. */
export declare function isFlat(node: Node): boolean;
/** The padding before and after one axis, in pixels. */
export declare function paddingOf(padding: Padding, input: number, extent: number, stride: number, axis: 'rows' | 'columns'): readonly [before: number, after: number];
