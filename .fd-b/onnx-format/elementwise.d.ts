import { type Node } from '../graph/graph.js';
import type { Tensor } from '../tensor/tensor.js';
import type { Emitter } from './emitter.js';
/** One number for all channels, or one per channel. */
export type PerChannel = number | Float32Array;
/** The tensor of a node that must be a constant. */
export declare function constantOf(node: Node): Tensor;
/** A tensor filled with one number. */
export declare function filled(shape: readonly number[], value: number): Tensor;
/** A float scalar. */
export declare function scalar(emit: Emitter, value: number): string;
/** x * factor + offset. `like` is a node of the shape of x. */
export declare function line(emit: Emitter, x: string, like: Node, factor: PerChannel, offset: PerChannel): string;
/**
 * 1 where x > bound, else 0; with direction -1, 1 where x < bound. This is a hard sigmoid of a line so steep that the
 * result is a step. onnxruntime fuses the two and computes them in the blocked layout, where Sign or Greater would cost
 * two reorders. Exact unless x and the bound differ by less than 2^-120 of their size; the result is then between 0 and
 * 1.
 */
export declare function step(emit: Emitter, x: string, like: Node, bound: number, direction?: 1 | -1): string;
/** 1 where low < x < high, else 0; either may be infinite. */
export declare function between(emit: Emitter, x: string, like: Node, low: number, high: number): string;
