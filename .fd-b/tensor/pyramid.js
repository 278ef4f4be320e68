// The Laplacian pyramid (Burt & Adelson 1983, "The Laplacian Pyramid as a Compact Image Code"). Its kernel on each axis
// is [1, 4, 6, 4, 1] / 16. `reduce` filters and keeps every second sample, the first included; `expand` enlarges again,
// with gain 2 per axis. Edges are reflected about the outermost sample (d c b | a b c d), so a constant keeps its exact
// value at every level. All functions take planar pictures of any size >= 1. Scratch rows are float64, which saves a
// conversion per tap.
import { addEvenRow, addRowPair, blendFive, coarseNeighbour, evenRowPower, expandRow, halved, RING, reduceRow, reflected, rowPairPower, } from './pyramid-rows.js';
/** Scratch for pictures up to `width` pixels wide. */
export function pyramidRows(width) {
    return { width, data: new Float64Array(RING * width) };
}
/**
 * Filters and halves: `target[i, j] = sum of w[a] w[b] source[2i + a, 2j + b]`, a and b from -2 to 2.
 *
 * @param source - `planes` pictures of `height * width` numbers.
 * @param target - Receives `planes` pictures of `halved(height) * halved(width)`; must not be `source`.
 */
export function reduce(source, target, planes, height, width, rows) {
    checkRows(rows, width);
    const ring = rows.data;
    const halfHeight = halved(height);
    const halfWidth = halved(width);
    for (let plane = 0; plane < planes; plane++) {
        const from = plane * height * width;
        const to = plane * halfHeight * halfWidth;
        let filtered = 0; // rows of this plane that went through the horizontal filter
        for (let y = 0; y < halfHeight; y++) {
            const last = Math.min(2 * y + 2, height - 1);
            for (; filtered <= last; filtered++) {
                reduceRow(source, from + filtered * width, width, ring, (filtered % RING) * halfWidth);
            }
            blendFive(ring, (reflected(2 * y - 2, height) % RING) * halfWidth, (reflected(2 * y - 1, height) % RING) * halfWidth, ((2 * y) % RING) * halfWidth, (reflected(2 * y + 1, height) % RING) * halfWidth, (reflected(2 * y + 2, height) % RING) * halfWidth, target, to + y * halfWidth, halfWidth);
        }
    }
}
/**
 * Enlarges a coarse picture to the next finer level and adds it, in place: `target = gain * target + expand(coarse)`.
 *
 * @param coarse - `planes` pictures of `halved(height) * halved(width)`.
 * @param target - `planes` pictures of `height * width` finite numbers.
 */
export function expandAdd(coarse, target, gain, planes, height, width, rows) {
    checkRows(rows, width);
    const ring = rows.data;
    const halfHeight = halved(height);
    const halfWidth = halved(width);
    for (let plane = 0; plane < planes; plane++) {
        const from = plane * halfHeight * halfWidth;
        const to = plane * height * width;
        expandRow(coarse, from, halfWidth, ring, 0, width);
        for (let y = 0; y < halfHeight; y++) {
            if (y + 1 < halfHeight) {
                expandRow(coarse, from + (y + 1) * halfWidth, halfWidth, ring, ((y + 1) % RING) * width, width);
            }
            const here = (y % RING) * width;
            const above = (coarseNeighbour(y - 1, height) % RING) * width;
            const below = (coarseNeighbour(y + 1, height) % RING) * width;
            const addRows = 2 * y + 1 < height ? addRowPair : addEvenRow;
            addRows(ring, above, here, below, target, gain, to + 2 * y * width, width);
        }
    }
}
/**
 * Mean square of a Laplacian band, `fine - expand(coarse)`, over all planes.
 *
 * @param every - Samples one pair of rows out of `every` (1: all, which is exact). A pair, because even and odd rows
 *   differ in variance; at a position that changes from group to group, because gradients contain grids with the
 *   strides of their network.
 * @param height - Of the finer level, in pixels; so is `width`.
 */
export function bandPower(fine, coarse, planes, height, width, every, rows) {
    checkRows(rows, width);
    const ring = rows.data;
    const halfHeight = halved(height);
    const halfWidth = halved(width);
    let sum = 0;
    let count = 0;
    for (let plane = 0; plane < planes; plane++) {
        const from = plane * height * width;
        const coarseFrom = plane * halfHeight * halfWidth;
        for (let group = 0; group * every < halfHeight; group++) {
            const y = Math.min(group * every + spread(group + plane * GROUPS_APART, every), halfHeight - 1);
            const above = coarseNeighbour(y - 1, height);
            const below = coarseNeighbour(y + 1, height);
            expandRow(coarse, coarseFrom + above * halfWidth, halfWidth, ring, 0, width);
            expandRow(coarse, coarseFrom + y * halfWidth, halfWidth, ring, width, width);
            expandRow(coarse, coarseFrom + below * halfWidth, halfWidth, ring, 2 * width, width);
            const paired = 2 * y + 1 < height;
            const power = paired ? rowPairPower : evenRowPower;
            sum += power(ring, 0, width, 2 * width, fine, from + 2 * y * width, width);
            count += paired ? 2 * width : width;
        }
    }
    return sum / count;
}
/** Shifts the sampled rows of one plane against those of the next. */
const GROUPS_APART = 7;
/** A position in [0, every) that moves by the golden ratio, so that it follows no grid. */
function spread(group, every) {
    const position = group * 0.6180339887498949;
    return Math.floor((position - Math.floor(position)) * every);
}
function checkRows(rows, width) {
    if (rows.width < width) {
        throw new RangeError(`Expected \`rows\` to be at least ${width} pixels wide, got \`${rows.width}\`.`);
    }
}
//# sourceMappingURL=pyramid.js.map