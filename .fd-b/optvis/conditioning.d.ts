/** How a gradient is conditioned. May change with every step. */
export interface Conditioning {
    /**
     * Weight of each Laplacian band from fine to coarse, at least 0; the last is for the low-pass rest. With one number
     * the gradient is not split. A picture too small for that many bands (see `MIN_BAND_SIDE`) gets only the first ones,
     * and the rest gets the weight of the band that it replaces. A good choice is `[0.5, 0.8, 1, 0.9, 0.6]`.
     */
    readonly bands: readonly number[];
    /** Strength of colour, the `chroma` of `colorMatrix`: 1 calm, 2 lively; `undefined` does not change the colours. */
    readonly color: number | undefined;
}
/**
 * The error for NaN or infinite values: the ascent has left the range in which the network has a gradient, or an engine
 * has failed.
 */
export declare class NotFiniteError extends RangeError {
    constructor(what: string);
}
/** Conditions gradients of one size. Its buffers take about a third of a gradient; it need not be closed. */
export interface Conditioner {
    /**
     * Conditions a gradient in place: afterwards each channel has mean 0 and the whole has unit RMS. A gradient without
     * contrast (zero or constant) becomes 0.
     *
     * @param gradient - The data of `[1, 3, height, width]`.
     * @throws NotFiniteError when the gradient is not finite, and does not change it; RangeError when it has another
     *   size, or a weight is below 0 or not finite.
     */
    condition(gradient: Float32Array, conditioning: Conditioning): void;
}
/**
 * Only a band with sides of at least this many pixels is split further: below, the five taps read mostly reflections.
 */
export declare const MIN_BAND_SIDE = 4;
/** Opens a conditioner for one size, in pixels. @throws RangeError when a side is not a whole number from 1. */
export declare function openConditioner({ height, width }: {
    readonly height: number;
    readonly width: number;
}): Conditioner;
/**
 * Only scales a gradient to unit RMS, in place (the raw look). A zero gradient stays zero.
 *
 * @throws NotFiniteError when it is not finite, and does not change it.
 */
export declare function normalize(gradient: Float32Array): void;
/** Root of the mean square, computed in float64; NaN or Infinity if a value is. */
export declare function rootMeanSquare(values: Float32Array): number;
