import type { Matrix3, Triple } from './color.js';
import type { Tensor } from './tensor.js';
/** How a picture becomes bytes. */
export interface PixelOptions {
    /** Where the crop begins, in pixels from the picture's top left; its size is that of the target. */
    readonly top: number;
    readonly left: number;
    /** Colour to display, `matrix * colour + offset`: then 0 is black, 1 is white, and values beyond are clipped. */
    readonly matrix: Matrix3;
    readonly offset: Triple;
    /**
     * Where the soft shoulder begins, as a fraction of the way from middle grey to black or white, above 0. From there on
     * values are compressed, so that black and white are reached at `2 - knee` of the way and highlights keep their form.
     * 1 clips hard.
     */
    readonly knee: number;
    /** Spreads the rounding error over an 8x8 pattern, so that slow gradients show no bands. Same picture, same bytes. */
    readonly dither: boolean;
}
/** A picture of 8 bits a channel: interleaved R, G, B, rows from top to bottom. */
export interface Rgb8Image {
    /** In pixels. */
    readonly width: number;
    readonly height: number;
    /** `width * height * 3` bytes. */
    readonly data: Uint8Array;
}
/**
 * Writes a picture, or a part of it, as bytes. NaN becomes black.
 *
 * @param source - `[1, 3, height, width]`; not modified.
 * @param target - Receives the crop, which has its size.
 * @throws RangeError when the crop is not inside the picture or the target has too few or too many bytes.
 */
export declare function toRgb8(source: Tensor, target: Rgb8Image, options: PixelOptions): void;
