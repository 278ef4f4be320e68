// A tensor is a shape and its numbers: row-major, float32, images as NCHW. No strides, no views, no lazy evaluation.

/** Row-major numbers with a shape. Pictures are `[1, 3, height, width]`. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Number of elements of a shape: the product of its dimensions (1 for a scalar's `[]`). */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}

/**
 * Makes a tensor, filled with zeros or around given data (not copied).
 *
 * @throws RangeError when `data` does not have as many elements as `shape` says.
 */
export function tensor(shape: readonly number[], data?: Float32Array): Tensor {
  const count = elementCount(shape);
  if (data !== undefined && data.length !== count) {
    throw new RangeError(`Expected ${count} elements for shape [${shape.join(', ')}], got ${data.length}.`);
  }
  return { shape, data: data ?? new Float32Array(count) };
}

/** Makes a tensor of zeros in memory that threads can share. */
export function sharedTensor(shape: readonly number[]): Tensor {
  return { shape, data: new Float32Array(new SharedArrayBuffer(4 * elementCount(shape))) };
}
