// A tensor is a shape and its numbers: row-major, float32, images as NCHW. No strides, no views, no lazy evaluation.
/** Number of elements of a shape: the product of its dimensions (1 for a scalar's `[]`). */
export function elementCount(shape) {
    return shape.reduce((product, dimension) => product * dimension, 1);
}
/**
 * Makes a tensor, filled with zeros or around given data (not copied).
 *
 * @throws RangeError when `data` does not have as many elements as `shape` says.
 */
export function tensor(shape, data) {
    const count = elementCount(shape);
    if (data !== undefined && data.length !== count) {
        throw new RangeError(`Expected ${count} elements for shape [${shape.join(', ')}], got ${data.length}.`);
    }
    return { shape, data: data ?? new Float32Array(count) };
}
//# sourceMappingURL=tensor.js.map