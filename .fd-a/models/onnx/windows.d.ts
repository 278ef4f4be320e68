import type { Padding, Pair } from '../../graph/attributes.js';
import type { OnnxCall, Translation } from './call.js';
import { type ConstantValue } from './values.js';
/** By operation. */
export declare const WINDOW_TRANSLATIONS: Readonly<Record<string, Translation>>;
/** Two integers of at least 1. */
export declare function pairOf(call: OnnxCall, attribute: string): Pair;
/** The padding that `auto_pad` and `pads` declare. */
export declare function paddingOf(call: OnnxCall): Padding;
/** A bias, which may be one number for all. */
export declare function rowOf(call: OnnxCall, { data, dims }: ConstantValue, outs: number): Float32Array;
/** A matrix `[in, out]` from a constant that may be transposed. */
export declare function matrixOf({ dims, data }: ConstantValue, isTransposed: boolean, factor: number, call: OnnxCall): {
    shape: number[];
    data: Float32Array;
};
