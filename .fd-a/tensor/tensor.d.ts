/** Row-major numbers with a shape. Pictures are `[1, 3, height, width]`. */
export interface Tensor {
    readonly shape: readonly number[];
    readonly data: Float32Array;
}
/** Number of elements of a shape: the product of its dimensions (1 for a scalar's `[]`). */
export declare function elementCount(shape: readonly number[]): number;
/**
 * Makes a tensor, filled with zeros or around given data (not copied).
 *
 * @throws RangeError when `data` does not have as many elements as `shape` says.
 */
export declare function tensor(shape: readonly number[], data?: Float32Array): Tensor;
