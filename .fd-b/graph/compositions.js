// Operations of networks that are composed of our operations, so that they need no shape rule, gradient or lowering of
// their own.
import { tensor } from '../tensor/tensor.js';
import { activation, add, affine, averagePool, concat, constant, conv, convTranspose, expand, maxPool, mul, pad, spatialMax, spatialMean, unflatten, } from './ops.js';
import { channelsOf, ShapeError, shapeOf } from './shapes.js';
/** x * factor + offset, the same for every channel. */
export function scaled(x, factor, offset = 0) {
    const channels = channelsOf(x);
    const all = (value) => constant({ shape: [channels], data: new Float32Array(channels).fill(value) });
    return affine(x, all(factor), all(offset));
}
/**
 * a + b, with broadcasting: one of them may be repeated along its dimensions of size 1.
 *
 * @throws ShapeError when neither can be broadcast to the shape of the other.
 */
export function sum(a, b) {
    return add(...broadcast(a, b));
}
/** a - b, with broadcasting. */
export function difference(a, b) {
    return sum(a, scaled(b, -1));
}
/** a * b, with broadcasting; for example a map times a gate per channel. */
export function product(a, b) {
    return mul(...broadcast(a, b));
}
/** a / b, with broadcasting. */
export function quotient(a, b) {
    return product(a, activation(b, { kind: 'power', exponent: -1 }));
}
/** The mean of each channel, as a map `[1, c, 1, 1]`. */
export function globalAverage(x) {
    return placeOf(spatialMean(x));
}
/** The largest value of each channel, as a map `[1, c, 1, 1]`. */
export function globalMax(x) {
    return placeOf(spatialMax(x));
}
/** A row `[1, c]` as a map `[1, c, 1, 1]`. */
export function placeOf(row) {
    return unflatten(row, { channels: channelsOf(row), height: 1, width: 1, order: 'channels-first' });
}
/** The mean over the channels, `[1, 1, h, w]`. */
export function channelMean(x) {
    const channels = channelsOf(x);
    const kernel = { shape: [1, channels, 1, 1], data: new Float32Array(channels).fill(1 / channels) };
    return conv(x, constant(kernel), undefined, POINTWISE);
}
/**
 * x / (bias + alpha / size * sum of the squares of the neighbouring channels)^beta: local response normalisation, as in
 * ONNX' LRN. The sum is a 1x1 convolution whose kernel is a band matrix. Krizhevsky et al. 2012, section 3.3.
 */
export function localResponse(x, { size, alpha, beta, bias }) {
    const channels = channelsOf(x);
    const [before, after] = [Math.floor((size - 1) / 2), Math.ceil((size - 1) / 2)];
    const band = new Float32Array(channels * channels);
    for (let c = 0; c < channels; c++) {
        const [first, end] = [Math.max(0, c - before), Math.min(channels, c + after + 1)];
        band.fill(alpha / size, c * channels + first, c * channels + end);
    }
    const kernel = constant({ shape: [channels, channels, 1, 1], data: band });
    const offset = constant({ shape: [channels], data: new Float32Array(channels).fill(bias) });
    const sums = conv(mul(x, x), kernel, offset, POINTWISE);
    return mul(x, activation(sums, { kind: 'power', exponent: 0 - beta }));
}
/** Upsamples by whole factors: repeats every pixel. */
export function repeatPixels(x, factors) {
    const channels = channelsOf(x);
    const ones = new Float32Array(channels * factors[0] * factors[1]).fill(1);
    const kernel = constant({ shape: [channels, 1, ...factors], data: ones });
    return convTranspose(x, kernel, undefined, { ...UNPADDED, strides: factors, groups: channels });
}
/**
 * Upsamples by whole factors with bilinear interpolation. The edge is repeated outside the picture.
 *
 * @param centres - 'half-pixel': the centre of pixel i is at i + 1/2; 'asymmetric': at i, so the last pixels are
 *   repeated.
 */
export function enlarge(x, factors, centres) {
    const channels = channelsOf(x);
    const [rows, columns] = [triangle(factors[0], centres), triangle(factors[1], centres)];
    const tent = rows.weights.flatMap((row) => columns.weights.map((column) => row * column));
    const data = Float32Array.from({ length: channels * tent.length }, (_, i) => tent[i % tent.length]);
    const kernel = constant({ shape: [channels, 1, rows.weights.length, columns.weights.length], data });
    const edged = pad(x, { top: 1, left: 1, bottom: 1, right: 1, fill: 'edge' });
    const large = convTranspose(edged, kernel, undefined, { ...UNPADDED, strides: factors, groups: channels });
    return pad(large, {
        top: 0 - rows.before,
        left: 0 - columns.before,
        bottom: 0 - rows.after,
        right: 0 - columns.after,
        fill: 0,
    });
}
/**
 * Downsamples by whole factors and cuts off the rest at the end. Each pixel is the first of those that it replaces
 * (`nearest`), or the linear interpolation at their centre (`linear`).
 */
export function shrink(x, factors, how) {
    const channels = channelsOf(x);
    const tapsOf = (factor) => {
        const middle = how === 'nearest' ? 0 : (factor - 1) / 2;
        return Array.from({ length: factor }, (_, i) => Math.max(0, 1 - Math.abs(i - middle)));
    };
    const [rows, columns] = [tapsOf(factors[0]), tapsOf(factors[1])];
    const taps = rows.flatMap((row) => columns.map((column) => row * column));
    const data = Float32Array.from({ length: channels * taps.length }, (_, i) => taps[i % taps.length]);
    const kernel = constant({ shape: [channels, 1, ...factors], data });
    return conv(x, kernel, undefined, { ...POINTWISE, strides: factors, groups: channels });
}
/**
 * A dilated max pool. One convolution copies each tap of the window to a channel, a transposed one lays these channels
 * side by side as pixels, and an ordinary pool takes the maximum. This is exact, since every sum has a single nonzero
 * term.
 */
export function dilatedMax(x, window, { strides, dilations }) {
    const channels = channelsOf(x);
    const taps = window[0] * window[1];
    const data = new Float32Array(channels * taps * taps);
    for (let i = 0; i < channels * taps; i++)
        data[i * taps + (i % taps)] = 1;
    const kernel = constant({ shape: [channels * taps, 1, ...window], data });
    const seen = conv(x, kernel, undefined, { strides, dilations, padding: 'valid', groups: channels });
    const laid = convTranspose(seen, kernel, undefined, { ...UNPADDED, strides: window, groups: channels });
    return maxPool(laid, { window, strides: window, padding: 'valid' });
}
/** Adds channels of a constant before and after those of a map. */
export function padChannels(x, before, after, fill) {
    const channels = channelsOf(x);
    const blank = (count) => {
        const kernel = constant(tensor([count, channels, 1, 1]));
        return conv(x, kernel, constant({ shape: [count], data: new Float32Array(count).fill(fill) }), POINTWISE);
    };
    return concat([...(before > 0 ? [blank(before)] : []), x, ...(after > 0 ? [blank(after)] : [])]);
}
/** Keeps every n-th pixel from the first on: an average pool with a window of one pixel. */
export function everyPixel(x, strides) {
    return averagePool(x, { window: [1, 1], strides, padding: 'valid' });
}
const UNPADDED = { padding: 'valid', dilations: [1, 1], outputPadding: [0, 0] };
const POINTWISE = { strides: [1, 1], padding: 'valid', dilations: [1, 1], groups: 1 };
/** Expands one of two values to the shape of the other. */
function broadcast(a, b) {
    const [of, by] = [shapeOf(a), shapeOf(b)];
    if (canExpand(by, of))
        return [a, expanded(b, a, by, of)];
    if (canExpand(of, by))
        return [expanded(a, b, of, by), b];
    const say = (shape) => `[${shape.map((dimension) => dimension ?? '?').join(', ')}]`;
    throw new ShapeError(`The shapes ${say(of)} and ${say(by)} cannot be broadcast to each other`);
}
function canExpand(from, to) {
    const fits = (a, b) => a === b || a === 1 || (b !== 1 && (a === null || b === null));
    return from.length === to.length && from.every((dimension, axis) => fits(dimension, to[axis]));
}
function expanded(x, like, from, to) {
    return from.some((dimension, axis) => dimension === 1 && to[axis] !== 1) ? expand(x, like) : x;
}
/**
 * Bilinear upsampling along one axis: the weights of a pixel in the result, and how many pixels of the padded,
 * upsampled picture lie before and after the result.
 */
function triangle(factor, centres) {
    // Pixel k of the picture lies at position factor * k + shift of the upsampled picture.
    const shift = centres === 'half-pixel' ? (factor - 1) / 2 : 0;
    const reach = Math.ceil(factor + shift) - 1; // the last position where a pixel at `shift` has a weight
    const first = Math.floor(shift - factor) + 1;
    const weights = Array.from({ length: reach - first + 1 }, (_, i) => 1 - Math.abs(first + i - shift) / factor);
    // The padded picture begins at position `first` of the edge pixel, which lies one pixel before the picture.
    const before = factor - first;
    // For a picture of n pixels it has (n + 1) * factor + weights.length pixels; the result has n * factor.
    const after = factor + weights.length - before;
    return { weights, before, after };
}
//# sourceMappingURL=compositions.js.map