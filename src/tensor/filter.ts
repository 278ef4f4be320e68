// Gaussian blur of planar pictures, mirrored about their edges. The Laplacian bands have a file of their own: `pyramid`.

import { type Axis, resampleByAxes } from './axis.js';
import { twinSize } from './planes.js';
import type { Tensor } from './tensor.js';

/**
 * Blurs every plane of a picture.
 *
 * @param source - `[n, channels, height, width]`; not modified.
 * @param target - Receives the result; of the same shape, and not the source itself.
 * @param sigma - Standard deviation of the kernel, in pixels, at least 0; 0 copies. The kernel ends at 4 sigma, where it has
 *   fallen to 0.03 %, and has a sum of 1: a constant stays what it is.
 * @throws RangeError when the shapes differ or sigma is negative or not finite.
 */
export function gaussianBlur(source: Tensor, target: Tensor, sigma: number): void {
  if (!(sigma >= 0 && sigma < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`Expected \`sigma\` to be a number of at least 0, got \`${sigma}\`.`);
  }
  const { planes, height, width } = twinSize(source, target);
  const kernel = gaussian(sigma);
  resampleByAxes(source.data, planes, height, width, target.data, axisOf(kernel, width), axisOf(kernel, height));
}

function gaussian(sigma: number): readonly number[] {
  const radius = Math.ceil(4 * sigma);
  const weights = Array.from({ length: 2 * radius + 1 }, (_, i) =>
    sigma === 0 ? 1 : Math.exp(-0.5 * ((i - radius) / sigma) ** 2),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** The same kernel about every sample of an axis. */
function axisOf(kernel: readonly number[], size: number): Axis {
  const radius = (kernel.length - 1) / 2;
  return {
    taps: kernel.length,
    first: Int32Array.from({ length: size }, (_, i) => i - radius),
    weights: Float64Array.from({ length: size * kernel.length }, (_, i) => kernel[i % kernel.length]!),
  };
}
