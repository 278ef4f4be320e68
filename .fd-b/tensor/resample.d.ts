import type { Motion } from './motion.js';
import { type Tensor } from './tensor.js';
/**
 * Zooms, turns and shifts a picture.
 *
 * With F = (width (1/2 + focusX), height (1/2 + focusY)) and P = (panX width, panY height), the point p of the result
 * shows the point `q = F + R(-radians) (p - F + P) / zoom` of the source, R(a) = [[cos a, -sin a], [sin a, cos a]] with
 * y pointing down. A motion that does nothing copies the source, bit for bit. Values may overshoot the source's range
 * by some percent.
 *
 * @param source - `[n, channels, height, width]`; not modified.
 * @param target - Receives the result; of the same shape, and not the source itself.
 * @param sharpness - Keys' -a, from 0 to 1: 0.5 is the most exact, 0.75 offsets the blur of repeated warps.
 *   @default 0.5
 * @throws RangeError when the shapes differ or a number is out of its range (other than `zoom`: -64 to 64).
 */
export declare function warp(source: Tensor, target: Tensor, motion: Motion, { sharpness }?: {
    readonly sharpness?: number;
}): void;
/**
 * Resizes a picture about its centre: bicubic where it grows; where it shrinks, the kernel is widened, so that fine
 * detail is averaged and does not alias.
 *
 * @param source - `[n, channels, height, width]`; not modified.
 * @param height - Of the result, in pixels, like `width`. The aspect ratio may change.
 * @param ratio - Magnification, from 1/64 to 64; what does not fit is cropped, what is missing mirrored.
 *   @default what fills the result, on each axis
 * @returns A new tensor `[n, channels, height, width]`. Values may overshoot the source's range by some percent.
 * @throws RangeError when a size is not a whole number of at least 1 or a number is out of its range.
 */
export declare function resize(source: Tensor, height: number, width: number, { sharpness, ratio }?: {
    readonly sharpness?: number;
    readonly ratio?: number;
}): Tensor;
