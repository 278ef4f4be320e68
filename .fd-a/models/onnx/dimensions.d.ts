import type { OnnxCall } from './call.js';
/** The target of a Reshape, with its 0 and -1 replaced. */
export declare function reshapedDims(call: OnnxCall, dims: readonly number[]): readonly number[];
/** The two dimensions of a Flatten. */
export declare function flattenedDims(call: OnnxCall, dims: readonly number[]): readonly number[];
/** The dimensions without those that a Squeeze removes. */
export declare function squeezedDims(call: OnnxCall, dims: readonly number[]): readonly number[];
/** The dimensions with those that an Unsqueeze adds. */
export declare function unsqueezedDims(call: OnnxCall, dims: readonly number[]): readonly number[];
/**
 * The order of dimensions of a Transpose.
 *
 * @throws UserError NETWORK_UNREADABLE unless each dimension occurs once.
 */
export declare function permOf(call: OnnxCall, rank: number): readonly number[];
/** A range of one dimension: `count` positions from `from`, `step` apart (backwards if negative). */
export interface Span {
    readonly axis: number;
    readonly from: number;
    readonly step: number;
    readonly count: number;
}
/**
 * The ranges of a Slice of a value whose dimensions are all known.
 *
 * @throws UserError when bounds are missing or depend on the picture size.
 */
export declare function spansOf(call: OnnxCall, dims: readonly number[]): readonly Span[];
/** The sizes of the parts of a dimension: as the node says, or equal ones with a smaller last one. */
export declare function splitSizes(call: OnnxCall, size: number): readonly number[];
/** The padding before and after each of `rank` dimensions. */
export declare function padsOf(call: OnnxCall, rank: number): {
    readonly before: number[];
    readonly after: number[];
};
