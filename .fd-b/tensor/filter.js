// Gaussian blur of planar pictures, mirrored about their edges. The Laplacian bands are in `pyramid`.
import { mirrored } from './axis.js';
import { twinSize } from './planes.js';
/**
 * Blurs every plane of a picture.
 *
 * @param source - `[n, channels, height, width]`; not modified.
 * @param target - Receives the result; of the same shape, and not the source itself.
 * @param sigma - Standard deviation of the kernel, in pixels, at least 0; 0 copies. The kernel ends at 4 sigma or
 *   slightly beyond, where it has fallen to 0.03 %. Its sum is 1, so a constant stays the same.
 * @throws RangeError when the shapes differ or sigma is negative or not finite.
 */
export function gaussianBlur(source, target, sigma) {
    if (!(sigma >= 0 && sigma < Number.POSITIVE_INFINITY)) {
        throw new RangeError(`Expected \`sigma\` to be a number of at least 0, got \`${sigma}\`.`);
    }
    const { planes, height, width } = twinSize(source, target);
    const kernel = halfGaussian(sigma);
    const reach = kernel.length - 1;
    const padded = new Float64Array(width + 2 * reach);
    const across = new Float64Array(height * width);
    const sums = new Float64Array(width);
    const [lefts, rights] = [new Int32Array(reach + 1), new Int32Array(reach + 1)];
    for (let plane = 0; plane < planes; plane++) {
        const start = plane * height * width;
        for (let k = 0; k <= reach; k++) {
            lefts[k] = reach - k;
            rights[k] = reach + k;
        }
        for (let y = 0; y < height; y++) {
            for (let x = -reach; x < width + reach; x++) {
                padded[x + reach] = source.data[start + y * width + mirrored(x, width)];
            }
            weigh(padded, lefts, rights, kernel, sums);
            across.set(sums, y * width);
        }
        for (let y = 0; y < height; y++) {
            for (let k = 0; k <= reach; k++) {
                lefts[k] = mirrored(y - k, height) * width;
                rights[k] = mirrored(y + k, height) * width;
            }
            weigh(across, lefts, rights, kernel, sums);
            target.data.set(sums, start + y * width);
        }
    }
}
/** Pairs of taps that one pass over a row adds. */
const PAIRS = 4;
/** The kernel's weights from its centre outwards, a whole number of passes long; with both sides its sum is 1. */
function halfGaussian(sigma) {
    const reach = PAIRS * Math.ceil((4 * sigma) / PAIRS);
    const weights = Float64Array.from({ length: reach + 1 }, (_, k) => (k === 0 ? 1 : Math.exp(-0.5 * (k / sigma) ** 2)));
    const sum = weights.reduce((total, weight, k) => total + (k === 0 ? weight : 2 * weight), 0);
    return weights.map((weight) => weight / sum);
}
/** Adds up a row: for each k the samples from `lefts[k]` and `rights[k]` on, equally far from the centre. */
function weigh(samples, lefts, rights, kernel, sums) {
    const { length } = sums;
    const centre = lefts[0];
    const weight = kernel[0];
    for (let x = 0; x < length; x++)
        sums[x] = weight * samples[centre + x];
    for (let k = 1; k < kernel.length; k += PAIRS) {
        const [w0, w1, w2, w3] = [kernel[k], kernel[k + 1], kernel[k + 2], kernel[k + 3]];
        const [a, c, e, g] = [lefts[k], lefts[k + 1], lefts[k + 2], lefts[k + 3]];
        const [b, d, f, h] = [rights[k], rights[k + 1], rights[k + 2], rights[k + 3]];
        for (let x = 0; x < length; x++) {
            sums[x] =
                sums[x] +
                    w0 * (samples[a + x] + samples[b + x]) +
                    w1 * (samples[c + x] + samples[d + x]) +
                    w2 * (samples[e + x] + samples[f + x]) +
                    w3 * (samples[g + x] + samples[h + x]);
        }
    }
}
//# sourceMappingURL=filter.js.map