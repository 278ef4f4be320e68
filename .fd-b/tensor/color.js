// Colour as algebra: 3x3 matrices (row-major, 9 numbers) on planar RGB pictures, and the moments of their colours. A
// colour is a column vector; every operation is colour -> matrix * colour + offset.
import { BLOCK } from './blocks.js';
/** Leaves every colour as it is. */
export const IDENTITY = [1, 0, 0, 0, 1, 0, 0, 0, 1];
/**
 * lucid's colour correlation `C`, undivided: the square root of the colour covariance of ImageNet's photographs.
 * Rows are R, G, B; columns brightness, red-blue, green-magenta. (tensorflow/lucid, `lucid/optvis/param/color.py`)
 */
const COLOR_CORRELATION = [0.26, 0.09, 0.02, 0.27, 0.0, -0.05, 0.27, -0.09, 0.03];
/**
 * The matrix that pulls a gradient towards natural colour: `10 C diag(1, chroma, chroma) C^T + 0.06 I`.
 *
 * The two constants were chosen by eye, side by side, on InceptionV3's mixed4.
 *
 * @param chroma - Weight of colour against brightness: 1 is calm, 2 lively, 0 nearly grey. At least 0.
 * @throws RangeError when `chroma` is negative or not finite.
 */
export function colorMatrix(chroma) {
    if (!(chroma >= 0 && chroma < Number.POSITIVE_INFINITY)) {
        throw new RangeError(`Expected \`chroma\` to be a number of at least 0, got \`${chroma}\`.`);
    }
    const gains = [10, 0, 0, 0, 10 * chroma, 0, 0, 0, 10 * chroma];
    const [a, b, c, d, e, f, g, h, i] = congruent(COLOR_CORRELATION, gains);
    return [a + 0.06, b, c, d, e + 0.06, f, g, h, i + 0.06];
}
/** The product `a b`: first `b`, then `a`. */
function multiply(a, b) {
    const [b0, b1, b2, b3, b4, b5, b6, b7, b8] = b;
    const [x, y, z] = [transform(a, [b0, b3, b6]), transform(a, [b1, b4, b7]), transform(a, [b2, b5, b8])];
    return [x[0], y[0], z[0], x[1], y[1], z[1], x[2], y[2], z[2]];
}
/** The vector `m v`. */
export function transform(m, v) {
    return [
        m[0] * v[0] + m[1] * v[1] + m[2] * v[2],
        m[3] * v[0] + m[4] * v[1] + m[5] * v[2],
        m[6] * v[0] + m[7] * v[1] + m[8] * v[2],
    ];
}
/** `m s m^T`: the covariance of colours with covariance `s` after `m`. */
export function congruent(m, s) {
    return multiply(multiply(m, s), [m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]]);
}
/**
 * Applies `matrix * colour + offset` to every pixel, in place.
 *
 * @param planes - Three planes of equal size, one after the other: the data of a `[1, 3, height, width]` picture.
 */
export function applyColor(planes, matrix, offset) {
    const size = planeSize(planes);
    for (let from = 0; from < size; from += BLOCK) {
        applyToBlock(planes, size, from, Math.min(from + BLOCK, size), matrix, offset);
    }
}
/**
 * Mean and covariance of the three planes, in float64.
 *
 * @param region - The part to measure, inside the picture. @default all of it
 */
export function colorMoments(planes, region) {
    const plane = planeSize(planes);
    const size = region === undefined ? plane : region.height * region.width;
    // Sums of the distance to the first pixel: an offset larger than the spread would cost digits of the squares.
    const [r0, g0, b0] = [planes[0], planes[plane], planes[2 * plane]];
    const sums = new Float64Array(9);
    if (region === undefined) {
        for (let from = 0; from < plane; from += BLOCK) {
            addMoments(planes, plane, from, Math.min(from + BLOCK, plane), r0, g0, b0, sums);
        }
    }
    else {
        for (let y = region.top; y < region.top + region.height; y++) {
            const from = y * region.stride + region.left;
            addMoments(planes, plane, from, from + region.width, r0, g0, b0, sums);
        }
    }
    const [r1, g1, b1, rr, rg, rb, gg, gb, bb] = sums;
    const [r, g, b] = [r1 / size, g1 / size, b1 / size];
    const [crg, crb, cgb] = [rg / size - r * g, rb / size - r * b, gb / size - g * b];
    return {
        mean: [r + r0, g + g0, b + b0],
        // Rounding may leave a constant channel with a variance of -1e-20.
        covariance: [
            Math.max(0, rr / size - r * r),
            crg,
            crb,
            crg,
            Math.max(0, gg / size - g * g),
            cgb,
            crb,
            cgb,
            Math.max(0, bb / size - b * b),
        ],
    };
}
function applyToBlock(planes, size, from, end, matrix, offset) {
    const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = matrix;
    const [o0, o1, o2] = offset;
    for (let i = from, j = from + size, k = from + 2 * size; i < end; i++, j++, k++) {
        const r = planes[i];
        const g = planes[j];
        const b = planes[k];
        planes[i] = m0 * r + m1 * g + m2 * b + o0;
        planes[j] = m3 * r + m4 * g + m5 * b + o1;
        planes[k] = m6 * r + m7 * g + m8 * b + o2;
    }
}
/** Adds to the sums of r, g, b, rr, rg, rb, gg, gb and bb, each less its origin. */
function addMoments(planes, size, from, end, r0, g0, b0, sums) {
    let [r1, g1, b1, rr, rg, rb, gg, gb, bb] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
    for (let i = from, j = from + size, k = from + 2 * size; i < end; i++, j++, k++) {
        const r = planes[i] - r0;
        const g = planes[j] - g0;
        const b = planes[k] - b0;
        r1 += r;
        g1 += g;
        b1 += b;
        rr += r * r;
        rg += r * g;
        rb += r * b;
        gg += g * g;
        gb += g * b;
        bb += b * b;
    }
    const block = [r1, g1, b1, rr, rg, rb, gg, gb, bb];
    for (let n = 0; n < sums.length; n++)
        sums[n] = sums[n] + block[n];
}
function planeSize(planes) {
    if (planes.length === 0 || planes.length % 3 !== 0) {
        throw new RangeError(`Expected \`planes\` to hold three planes of equal size, got \`${planes.length}\` numbers.`);
    }
    return planes.length / 3;
}
//# sourceMappingURL=color.js.map