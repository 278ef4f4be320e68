import { type Node } from './graph.js';
import { type PictureSize } from './shapes.js';
/** The cost of one evaluation of a graph at one picture size. */
export interface GraphCost {
    /** Floating point operations; a multiplication and an addition count as two. */
    readonly operations: number;
    /** Bytes of all constants. */
    readonly weightBytes: number;
    /** Peak of the bytes of computed values, if each is freed after its last use. */
    readonly valueBytes: number;
}
/**
 * Counts the cost of one evaluation of the outputs.
 *
 * @param size - Size of the picture, in pixels.
 * @throws ShapeError when the picture is too small for the graph.
 */
export declare function costOf(outputs: readonly Node[], size: PictureSize & {
    readonly height: number;
    readonly width: number;
}): GraphCost;
