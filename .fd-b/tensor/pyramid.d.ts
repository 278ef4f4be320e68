/** Scratch rows of the functions below, reused from call to call. */
export interface PyramidRows {
    /** Widest picture that they fit, in pixels. */
    readonly width: number;
    readonly data: Float64Array;
}
/** Scratch for pictures up to `width` pixels wide. */
export declare function pyramidRows(width: number): PyramidRows;
/**
 * Filters and halves: `target[i, j] = sum of w[a] w[b] source[2i + a, 2j + b]`, a and b from -2 to 2.
 *
 * @param source - `planes` pictures of `height * width` numbers.
 * @param target - Receives `planes` pictures of `halved(height) * halved(width)`; must not be `source`.
 */
export declare function reduce(source: Float32Array, target: Float32Array, planes: number, height: number, width: number, rows: PyramidRows): void;
/**
 * Enlarges a coarse picture to the next finer level and adds it, in place: `target = gain * target + expand(coarse)`.
 *
 * @param coarse - `planes` pictures of `halved(height) * halved(width)`.
 * @param target - `planes` pictures of `height * width` finite numbers.
 */
export declare function expandAdd(coarse: Float32Array, target: Float32Array, gain: number, planes: number, height: number, width: number, rows: PyramidRows): void;
/**
 * Mean square of a Laplacian band, `fine - expand(coarse)`, over all planes.
 *
 * @param every - Samples one pair of rows out of `every` (1: all, which is exact). A pair, because even and odd rows
 *   differ in variance; at a position that changes from group to group, because gradients contain grids with the
 *   strides of their network.
 * @param height - Of the finer level, in pixels; so is `width`.
 */
export declare function bandPower(fine: Float32Array, coarse: Float32Array, planes: number, height: number, width: number, every: number, rows: PyramidRows): number;
