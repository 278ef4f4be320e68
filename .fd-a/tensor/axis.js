// One axis of a separable resampling as a table: the source samples that an output sample is made of, and their
// weights. Sample k of an axis is at position k; beyond its ends the axis is mirrored about the edge of the picture (b
// a | a b c d | d c).
/** Keys' cubic at a = -0.5, the only a that reproduces quadratics (third-order accurate); more is sharper and rings. */
export const KEYS_SHARPNESS = 0.5;
/**
 * Makes the table of an axis on which output sample i is at source position `i + start + i * drift`.
 *
 * If the output is coarser than the source (`drift` > 0) and `smooth` is set, the kernel is widened by that factor, so
 * that detail too fine for the output is averaged instead of aliased.
 *
 * @param size - Of the output, in samples.
 * @param drift - How much faster than the output the source passes: 1 / zoom - 1; more than -1.
 * @param sharpness - The cubic's -a, from 0 to 1.
 */
export function cubicAxis(size, start, drift, sharpness, smooth) {
    const scale = smooth ? Math.max(1, 1 + drift) : 1;
    const taps = 2 * Math.ceil(2 * scale);
    const first = new Int32Array(size);
    const weights = new Float64Array(size * taps);
    for (let i = 0; i < size; i++) {
        const position = i + (start + i * drift); // in this order, so that an unchanged axis has whole positions
        const from = Math.floor(position) - taps / 2 + 1;
        first[i] = from;
        let sum = 0;
        for (let tap = 0; tap < taps; tap++) {
            const weight = keysCubic((from + tap - position) / scale, -sharpness);
            weights[i * taps + tap] = weight;
            sum += weight;
        }
        for (let tap = 0; tap < taps; tap++)
            weights[i * taps + tap] /= sum;
    }
    return { taps, first, weights };
}
/**
 * `index` folded back into [0, size), mirrored about the picture's edges, half a sample beyond the outermost samples.
 */
export function mirrored(index, size) {
    if (index >= 0 && index < size)
        return index;
    const period = 2 * size;
    const within = ((index % period) + period) % period;
    return within < size ? within : period - 1 - within;
}
/**
 * The kernel at a distance in samples, with a free a: Keys 1981, "Cubic Convolution Interpolation for Digital Image
 * Processing".
 */
export function keysCubic(distance, a) {
    const d = Math.abs(distance);
    if (d < 1)
        return ((a + 2) * d - (a + 3)) * d * d + 1;
    if (d < 2)
        return a * (((d - 5) * d + 8) * d - 4);
    return 0;
}
/**
 * Resamples planar pictures, rows and columns each by its axis.
 *
 * @param source - `planes` pictures of `height * width`.
 * @param target - Receives `planes` pictures with the axes' numbers of rows and columns; must not be `source`.
 */
export function resampleByAxes(source, planes, height, width, target, columns, rows) {
    const outHeight = rows.first.length;
    const outWidth = columns.first.length;
    const low = columns.first[0];
    const padded = new Float64Array(columns.first[outWidth - 1] + columns.taps - low);
    const ring = new Float64Array(rows.taps * outWidth);
    const sums = new Float64Array(outWidth);
    const held = new Float64Array(rows.taps); // the source row in each slot of the ring; float64, since it holds NaN too
    for (let plane = 0; plane < planes; plane++) {
        const from = plane * height * width;
        held.fill(Number.NaN);
        for (let y = 0; y < outHeight; y++) {
            const first = rows.first[y];
            for (let row = first; row < first + rows.taps; row++) {
                const slot = mod(row, rows.taps);
                if (held[slot] === row)
                    continue;
                held[slot] = row;
                padRow(source, from + mirrored(row, height) * width, width, low, padded);
                if (columns.taps === 4)
                    resampleRowByFour(padded, low, columns, ring, slot * outWidth);
                else
                    resampleRow(padded, low, columns, ring, slot * outWidth);
            }
            const to = (plane * outHeight + y) * outWidth;
            if (rows.taps === 4)
                blendFour(ring, first, rows.weights, 4 * y, target, to, outWidth);
            else
                blendRows(ring, first, rows, y, sums, target, to);
        }
    }
}
function mod(value, size) {
    return ((value % size) + size) % size;
}
/** A source row from index `low` on, mirrored beyond its ends. */
function padRow(source, from, width, low, padded) {
    const inner = Math.min(Math.max(-low, 0), padded.length);
    const end = Math.min(Math.max(width - low, inner), padded.length);
    for (let i = 0; i < inner; i++)
        padded[i] = source[from + mirrored(low + i, width)];
    for (let i = inner, at = from + low + inner; i < end; i++, at++)
        padded[i] = source[at];
    for (let i = end; i < padded.length; i++)
        padded[i] = source[from + mirrored(low + i, width)];
}
function resampleRowByFour(padded, low, columns, ring, to) {
    const { first, weights } = columns;
    for (let x = 0, w = 0; x < first.length; x++, w += 4) {
        const at = first[x] - low;
        ring[to + x] =
            weights[w] * padded[at] +
                weights[w + 1] * padded[at + 1] +
                weights[w + 2] * padded[at + 2] +
                weights[w + 3] * padded[at + 3];
    }
}
function resampleRow(padded, low, columns, ring, to) {
    const { first, weights, taps } = columns;
    for (let x = 0; x < first.length; x++) {
        const at = first[x] - low;
        let sum = 0;
        for (let tap = 0; tap < taps; tap++)
            sum += weights[x * taps + tap] * padded[at + tap];
        ring[to + x] = sum;
    }
}
function blendFour(ring, first, weights, from, target, to, width) {
    const [w0, w1, w2, w3] = [weights[from], weights[from + 1], weights[from + 2], weights[from + 3]];
    const [a, b, c, d] = [0, 1, 2, 3].map((tap) => mod(first + tap, 4) * width);
    for (let x = 0; x < width; x++) {
        target[to + x] = w0 * ring[a + x] + w1 * ring[b + x] + w2 * ring[c + x] + w3 * ring[d + x];
    }
}
function blendRows(ring, first, rows, y, sums, target, to) {
    const { taps, weights } = rows;
    const width = sums.length;
    sums.fill(0);
    for (let tap = 0; tap < taps; tap++) {
        const weight = weights[y * taps + tap];
        const from = mod(first + tap, taps) * width;
        for (let x = 0; x < width; x++)
            sums[x] = sums[x] + weight * ring[from + x];
    }
    target.set(sums, to);
}
//# sourceMappingURL=axis.js.map