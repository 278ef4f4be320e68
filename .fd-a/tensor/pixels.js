// Converts a float picture to 8 bits: crops, grades, dithers and interleaves it.
/**
 * Writes a picture, or a part of it, as bytes. NaN becomes black.
 *
 * @param source - `[1, 3, height, width]`; not modified.
 * @param target - Receives the crop, which has its size.
 * @throws RangeError when the crop is not inside the picture or the target has too few or too many bytes.
 */
export function toRgb8(source, target, options) {
    const { top, left, matrix, offset, dither, knee } = options;
    if (!(knee > 0 && knee <= 1))
        throw new RangeError(`Expected \`knee\` to be above 0 and at most 1, got \`${knee}\`.`);
    const [n, channels, height = 0, width = 0] = source.shape;
    if (source.shape.length !== 4 || n !== 1 || channels !== 3) {
        throw new RangeError(`Expected \`source\` to be [1, 3, height, width], got \`[${source.shape.join(', ')}]\`.`);
    }
    checkCrop('top', top, target.height, height);
    checkCrop('left', left, target.width, width);
    if (target.data.length !== target.width * target.height * 3) {
        throw new RangeError(`Expected \`target.data\` to have ${target.width * target.height * 3} bytes, got \`${target.data.length}\`.`);
    }
    const thresholds = dither ? ORDERED : ROUNDED;
    for (let y = 0; y < target.height; y++) {
        const from = (top + y) * width + left;
        const to = y * target.width * 3;
        writeRow(source.data, from, height * width, target.data, to, target.width, matrix, offset, thresholds, y, knee);
    }
}
const WHITE = 255;
/** Side of the dither pattern, in pixels; a power of two. */
const SIDE = 8;
/** Adding one half before truncating is rounding. */
const ROUNDED = new Float64Array(SIDE * SIDE).fill(0.5);
/** Bayer's ordered dither (1973): thresholds in (0, 1) with mean one half, neighbours as far apart as possible. */
const ORDERED = Float64Array.from({ length: SIDE * SIDE }, (_, i) => (bayer(i >> 3, i & 7) + 0.5) / (SIDE * SIDE));
/** Where green and blue begin in the pattern: the channels round at different pixels, and brightness varies least. */
const GREEN_SHIFT = 3;
const BLUE_SHIFT = 6;
function writeRow(source, from, size, target, to, width, matrix, offset, thresholds, y, knee) {
    const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = matrix;
    const [o0, o1, o2] = offset;
    const row = (y & 7) * SIDE;
    const greenRow = ((y + GREEN_SHIFT) & 7) * SIDE;
    const blueRow = ((y + BLUE_SHIFT) & 7) * SIDE;
    for (let x = 0, i = from, j = from + size, k = from + 2 * size, at = to; x < width; x++, i++, j++, k++, at += 3) {
        const r = source[i];
        const g = source[j];
        const b = source[k];
        const column = x & 7;
        const red = softened(m0 * r + m1 * g + m2 * b + o0, knee) * WHITE + thresholds[row + column];
        const green = softened(m3 * r + m4 * g + m5 * b + o1, knee) * WHITE + thresholds[greenRow + column];
        const blue = softened(m6 * r + m7 * g + m8 * b + o2, knee) * WHITE + thresholds[blueRow + column];
        target[at] = red < 0 ? 0 : red > WHITE ? WHITE : red | 0;
        target[at + 1] = green < 0 ? 0 : green > WHITE ? WHITE : green | 0;
        target[at + 2] = blue < 0 ? 0 : blue > WHITE ? WHITE : blue | 0;
    }
}
/** The shoulder: slope 1 at the knee, 0 at white, a parabola in between; the same towards black. */
function softened(value, knee) {
    const distance = 2 * value - 1;
    if (distance > knee)
        return 0.5 + 0.5 * (knee + compressed(distance - knee, 1 - knee));
    if (distance < -knee)
        return 0.5 - 0.5 * (knee + compressed(-distance - knee, 1 - knee));
    return value;
}
/** `beyond` in [0, 2 room] to [0, room]: room (t - t^2 / 4) with t = beyond / room. */
function compressed(beyond, room) {
    return beyond >= 2 * room ? room : beyond - (beyond * beyond) / (4 * room);
}
/** Rank of a pixel in the 8x8 pattern: the bits of x ^ y and y, reversed and interleaved. */
function bayer(y, x) {
    let rank = 0;
    for (let bit = 0; bit < 3; bit++) {
        rank |= (((x ^ y) >> bit) & 1) << (5 - 2 * bit);
        rank |= ((y >> bit) & 1) << (4 - 2 * bit);
    }
    return rank;
}
function checkCrop(name, start, size, whole) {
    if (!Number.isInteger(start) || start < 0 || size < 1 || start + size > whole) {
        throw new RangeError(`Expected \`${name}\` to leave ${size} of ${whole} pixels, from 0 to ${whole - size}, got \`${start}\`.`);
    }
}
//# sourceMappingURL=pixels.js.map