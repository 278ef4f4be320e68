import type { OnnxCall } from '../call.js';
import { type ConstantValue } from '../values.js';
/** The number of elements. Checked before memory is allocated. */
export declare function checkedCount(call: OnnxCall, dims: readonly number[]): number;
/** A constant of these numbers. */
export declare function made(type: ConstantValue['type'], dims: readonly number[], values: ArrayLike<number> | Iterable<number>): ConstantValue;
/** The common shape that two constants are repeated to. Their dimensions must be equal or 1. */
export declare function common(call: OnnxCall, a: readonly number[], b: readonly number[]): number[];
/** A constant, repeated along its dimensions of size 1 to a common shape with the target. */
export declare function repeated(call: OnnxCall, x: ConstantValue, target: readonly number[]): ConstantValue;
/** The stride of each dimension; that of the last is 1. */
export declare function stridesOf(dims: readonly number[]): number[];
/** How a new constant takes its numbers from an old one: from `start` on, with a stride per dimension. */
export interface Strided {
    readonly dims: readonly number[];
    readonly strides: readonly number[];
    readonly start: number;
}
/**
 * A constant of another one's numbers: transposed, sliced, repeated or mirrored. All indices must be inside the other.
 */
export declare function strided(call: OnnxCall, x: ConstantValue, { dims, strides, start }: Strided): ConstantValue;
/** Zeros. */
export declare function blank(type: ConstantValue['type'], count: number): Float32Array | Float64Array;
