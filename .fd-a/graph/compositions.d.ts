import type { Convolution, Pair } from './attributes.js';
import type { Node } from './graph.js';
/** x * factor + offset, the same for every channel. */
export declare function scaled(x: Node, factor: number, offset?: number): Node;
/**
 * a + b, with broadcasting: one of them may be repeated along its dimensions of size 1.
 *
 * @throws ShapeError when neither can be broadcast to the shape of the other.
 */
export declare function sum(a: Node, b: Node): Node;
/** a - b, with broadcasting. */
export declare function difference(a: Node, b: Node): Node;
/** a * b, with broadcasting; for example a map times a gate per channel. */
export declare function product(a: Node, b: Node): Node;
/** a / b, with broadcasting. */
export declare function quotient(a: Node, b: Node): Node;
/** The mean of each channel, as a map `[1, c, 1, 1]`. */
export declare function globalAverage(x: Node): Node;
/** The largest value of each channel, as a map `[1, c, 1, 1]`. */
export declare function globalMax(x: Node): Node;
/** A row `[1, c]` as a map `[1, c, 1, 1]`. */
export declare function placeOf(row: Node): Node;
/** The mean over the channels, `[1, 1, h, w]`. */
export declare function channelMean(x: Node): Node;
/** The parameters of a local response normalisation. */
export interface LocalResponse {
    /** How many channels the sum covers, centred on this one; if even, one more after it than before. */
    readonly size: number;
    readonly alpha: number;
    readonly beta: number;
    readonly bias: number;
}
/**
 * x / (bias + alpha / size * sum of the squares of the neighbouring channels)^beta: local response normalisation, as in
 * ONNX' LRN. The sum is a 1x1 convolution whose kernel is a band matrix. Krizhevsky et al. 2012, section 3.3.
 */
export declare function localResponse(x: Node, { size, alpha, beta, bias }: LocalResponse): Node;
/** Upsamples by whole factors: repeats every pixel. */
export declare function repeatPixels(x: Node, factors: Pair): Node;
/**
 * Upsamples by whole factors with bilinear interpolation. The edge is repeated outside the picture.
 *
 * @param centres - 'half-pixel': the centre of pixel i is at i + 1/2; 'asymmetric': at i, so the last pixels are
 *   repeated.
 */
export declare function enlarge(x: Node, factors: Pair, centres: 'half-pixel' | 'asymmetric'): Node;
/**
 * Downsamples by whole factors and cuts off the rest at the end. Each pixel is the first of those that it replaces
 * (`nearest`), or the linear interpolation at their centre (`linear`).
 */
export declare function shrink(x: Node, factors: Pair, how: 'nearest' | 'linear'): Node;
/**
 * A dilated max pool. One convolution copies each tap of the window to a channel, a transposed one lays these channels
 * side by side as pixels, and an ordinary pool takes the maximum. This is exact, since every sum has a single nonzero
 * term.
 */
export declare function dilatedMax(x: Node, window: Pair, { strides, dilations }: Pick<Convolution, 'strides' | 'dilations'>): Node;
/** Adds channels of a constant before and after those of a map. */
export declare function padChannels(x: Node, before: number, after: number, fill: number): Node;
/** Keeps every n-th pixel from the first on: an average pool with a window of one pixel. */
export declare function everyPixel(x: Node, strides: Pair): Node;
