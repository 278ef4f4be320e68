import type { Tensor } from './tensor.js';
/**
 * Blurs every plane of a picture.
 *
 * @param source - `[n, channels, height, width]`; not modified.
 * @param target - Receives the result; of the same shape, and not the source itself.
 * @param sigma - Standard deviation of the kernel, in pixels, at least 0; 0 copies. The kernel ends at 4 sigma or
 *   slightly beyond, where it has fallen to 0.03 %. Its sum is 1, so a constant stays the same.
 * @throws RangeError when the shapes differ or sigma is negative or not finite.
 */
export declare function gaussianBlur(source: Tensor, target: Tensor, sigma: number): void;
