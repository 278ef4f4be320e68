// The finest detail of a picture: what differs from its blur by the binomial kernel [1 2 1; 2 4 2; 1 2 1] / 16.
import { planarSize, twinSize } from './planes.js';
/** Rows between two that are measured: detail is much the same all over a picture. */
const ROW_STRIDE = 4;
/** The RMS of the finest detail, from every fourth row and without the edges. 0 for pictures below 3 x 3 pixels. */
export function detailRms(picture) {
    const { planes, height, width } = planarSize(picture, 'picture');
    const { data } = picture;
    let sum = 0;
    let count = 0;
    for (let plane = 0; plane < planes; plane++) {
        for (let y = 1; y < height - 1; y += ROW_STRIDE) {
            const row = (plane * height + y) * width;
            for (let i = row + 1; i < row + width - 1; i++) {
                const detail = detailAt(data, i, width);
                sum += detail * detail;
            }
            count += Math.max(0, width - 2);
        }
    }
    return count === 0 ? 0 : Math.sqrt(sum / count);
}
/**
 * Brings the finest detail to a strength, if it is weaker.
 *
 * @param source - `[n, channels, height, width]`; not modified.
 * @param target - Receives the result; of the same shape, and not the source itself. The edges are copied.
 * @param wanted - As `detailRms` measures it; reached to about a percent.
 * @param mostGain - The most that is added, as a multiple of the detail.
 */
export function strengthenDetail(source, target, wanted, mostGain) {
    const { planes, height, width } = twinSize(source, target);
    const [from, to] = [source.data, target.data];
    to.set(from);
    const before = detailRms(source);
    const gain = Math.min(mostGain, wanted / before - 1);
    if (!(gain > 0))
        return;
    for (let plane = 0; plane < planes; plane++) {
        for (let y = 1; y < height - 1; y++) {
            const row = (plane * height + y) * width;
            for (let i = row + 1; i < row + width - 1; i++)
                to[i] = from[i] + gain * detailAt(from, i, width);
        }
    }
    // The detail of what was added is only a part of it, more or less of it by the picture: add in proportion.
    const reached = detailRms(target);
    const factor = Math.min(mostGain / gain, (wanted - before) / (reached - before));
    if (!(factor > 0))
        return;
    for (let i = 0; i < to.length; i++)
        to[i] = from[i] + factor * (to[i] - from[i]);
}
function detailAt(data, i, width) {
    const [above, below] = [i - width, i + width];
    const corners = data[above - 1] + data[above + 1] + data[below - 1] + data[below + 1];
    const sides = data[above] + data[below] + data[i - 1] + data[i + 1];
    return 0.75 * data[i] - 0.125 * sides - 0.0625 * corners;
}
//# sourceMappingURL=detail.js.map