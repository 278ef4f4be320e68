// Describes a picture by 51 bytes: its colours, and the amount of structure by size and direction. The cosine
// similarity of two descriptors measures how similar two pictures look.
/** Structure is measured at full, half and quarter size. */
const SCALES = 3;
/** Directions of a gradient, 22.5 degrees apart; opposite directions are the same. */
const DIRECTIONS = 8;
const HUES = 8;
/** Dark, medium, light. */
const LEVELS = 3;
/**
 * Below this chroma a colour counts partly as grey, above it only as its hue. A washed-out poster has about this
 * chroma.
 */
const FULL_CHROMA = 0.12;
const STRUCTURE = SCALES * DIRECTIONS;
const COLOURS = LEVELS * (HUES + 1);
/** Bytes of a descriptor. */
export const DESCRIPTOR_BYTES = STRUCTURE + COLOURS;
/**
 * Describes a picture.
 *
 * Structure is a histogram of gradient directions at three scales, weighted by magnitude. Colour is a histogram of hue
 * and lightness, weighted by chroma. Each histogram sums to 1. The descriptor holds the square roots of the values, so
 * that the scalar product of two descriptors is the Bhattacharyya coefficient of their histograms.
 *
 * @see Dalal and Triggs 2005, "Histograms of oriented gradients for human detection"; Arandjelovic and Zisserman 2012,
 *   "Three things everyone should know to improve object retrieval", for the square root.
 */
export function describe(planes) {
    const structure = new Float64Array(STRUCTURE);
    let plane = { width: planes.width, height: planes.height, values: planes.lightness };
    for (let scale = 0; scale < SCALES && Math.min(plane.width, plane.height) >= 3; scale++) {
        addDirections(structure.subarray(scale * DIRECTIONS, (scale + 1) * DIRECTIONS), plane);
        plane = halved(plane);
    }
    const colours = new Float64Array(COLOURS);
    for (let i = 0; i < planes.lightness.length; i++) {
        addColour(colours, planes.lightness[i], planes.a[i], planes.b[i]);
    }
    const bytes = [...rooted(structure), ...rooted(colours)].map((value) => Math.round(255 * value));
    return Uint8Array.from(bytes);
}
/** The cosine of the angle between two descriptors: 1 for the same direction, 0 if one of them is all zeros. */
export function cosineSimilarity(one, other) {
    let [product, ones, others] = [0, 0, 0];
    for (let i = 0; i < one.length; i++) {
        product += one[i] * other[i];
        ones += one[i] ** 2;
        others += other[i] ** 2;
    }
    return product === 0 ? 0 : product / Math.sqrt(ones * others);
}
function addDirections(histogram, { width, height, values }) {
    for (let y = 1; y < height - 1; y++) {
        for (let x = 1; x < width - 1; x++) {
            const at = y * width + x;
            const dx = values[at + 1] - values[at - 1];
            const dy = values[at + width] - values[at - width];
            const turn = (Math.atan2(dy, dx) / Math.PI + 1) % 1; // 1 is half a turn
            addBetween(histogram, 0, DIRECTIONS, turn * DIRECTIONS, Math.hypot(dx, dy) / (width * height));
        }
    }
}
function addColour(histogram, lightness, a, b) {
    const level = Math.min(LEVELS - 1, Math.floor(lightness * LEVELS));
    const first = level * (HUES + 1);
    const share = Math.min(1, Math.hypot(a, b) / FULL_CHROMA);
    const turn = (Math.atan2(b, a) / (2 * Math.PI) + 1) % 1;
    addBetween(histogram, first, HUES, turn * HUES, share);
    histogram[first + HUES] += 1 - share;
}
/** Divides a weight between the two nearest bins of a circle, so that a small rotation makes a small change. */
function addBetween(histogram, first, bins, position, weight) {
    const low = Math.floor(position) % bins;
    const part = position - Math.floor(position);
    histogram[first + low] += weight * (1 - part);
    histogram[first + ((low + 1) % bins)] += weight * part;
}
/** Means of 2x2 pixels. An odd last row or column is left out. */
function halved({ width, height, values }) {
    const half = { width: width >> 1, height: height >> 1 };
    const means = new Float32Array(half.width * half.height);
    for (let y = 0; y < half.height; y++) {
        for (let x = 0; x < half.width; x++) {
            const at = 2 * y * width + 2 * x;
            means[y * half.width + x] = (values[at] + values[at + 1] + values[at + width] + values[at + width + 1]) / 4;
        }
    }
    return { ...half, values: means };
}
/** Square roots of the shares of the sum; all zeros stay zeros. */
function rooted(histogram) {
    const sum = histogram.reduce((total, value) => total + value, 0);
    return Array.from(histogram, (value) => (sum === 0 ? 0 : Math.sqrt(value / sum)));
}
//# sourceMappingURL=descriptor.js.map