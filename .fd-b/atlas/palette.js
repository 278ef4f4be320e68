// Finds the dominant colours of a picture and their shares. The same picture always gives the same colours.
import { toHex } from './oklab.js';
/** Clusters of k-means. Clusters that end up close together are merged. */
const MAX_COLOURS = 5;
/** Rounds of k-means. On thumbnails the shares hardly change after half as many. */
const ROUNDS = 12;
/** The most pixels that are used: every second, third and so on of larger pictures. */
const MAX_PIXELS = 10_000;
/** Colours nearer than this look the same in a swatch (a just noticeable difference is about 0.02). */
const MERGE_DISTANCE = 0.05;
/** A colour that covers less than this is left out. */
const MIN_SHARE = 0.02;
/** Weight of lightness relative to hue, since light and shade in a texture look like one colour. */
const LIGHTNESS = 0.5;
/**
 * Weight of a grey pixel; the chroma of a pixel is added to it. Without it the mean of many hues, which is grey, would
 * prevail.
 */
const GREY_WEIGHT = 0.02;
/**
 * The dominant colours of a picture, the largest share first: k-means in Oklab. The first centre is the mean, each
 * further one the pixel farthest from all earlier centres. Centres are means weighted by chroma; shares count pixels.
 *
 * @see Lloyd 1982, "Least squares quantization in PCM"; Gonzalez 1985 on farthest-first clustering, for the first
 *   centres.
 */
export function dominantColours(planes) {
    const points = sampled(planes);
    const centres = firstCentres(points);
    let sizes = [];
    for (let round = 0; round < ROUNDS; round++)
        sizes = move(centres, points);
    const clusters = merged(centres.map((centre, i) => ({ centre, size: sizes[i] })).filter(({ size }) => size > 0));
    const all = clusters.reduce((sum, { size }) => sum + size, 0);
    return clusters
        .map(({ centre, size }) => ({ colour: toHex(...centre), share: size / all }))
        .sort((one, other) => other.share - one.share)
        .filter(({ share }, i) => i === 0 || share >= MIN_SHARE);
}
function sampled({ lightness, a, b }) {
    const stride = Math.ceil(lightness.length / MAX_PIXELS);
    return Array.from({ length: Math.ceil(lightness.length / stride) }, (_, i) => {
        const at = i * stride;
        return [lightness[at], a[at], b[at]];
    });
}
function firstCentres(points) {
    const centres = [meanOf(points)];
    const distances = points.map((point) => distance(point, centres[0]));
    while (centres.length < MAX_COLOURS) {
        const farthest = distances.indexOf(Math.max(...distances));
        if (distances[farthest] === 0)
            break; // every pixel is already a centre
        const centre = points[farthest];
        centres.push(centre);
        for (const [i, point] of points.entries())
            distances[i] = Math.min(distances[i], distance(point, centre));
    }
    return centres;
}
/** Moves each centre, in place, to the mean of the points nearest to it. @returns how many points each centre has. */
function move(centres, points) {
    const sums = centres.map(() => [0, 0, 0, 0]);
    const sizes = centres.map(() => 0);
    for (const point of points) {
        let best = 0;
        for (let i = 1, least = distance(point, centres[0]); i < centres.length; i++) {
            const far = distance(point, centres[i]);
            if (far >= least)
                continue;
            least = far;
            best = i;
        }
        const sum = sums[best];
        const weight = GREY_WEIGHT + Math.hypot(point[1], point[2]);
        for (let axis = 0; axis < 3; axis++)
            sum[axis] += weight * point[axis];
        sum[3] += weight;
        sizes[best] += 1;
    }
    for (const [i, [l, a, b, weight]] of sums.entries()) {
        if (weight > 0)
            centres[i] = [l / weight, a / weight, b / weight];
    }
    return sizes;
}
/** Merges each cluster into the largest similar one. */
function merged(clusters) {
    const kept = [];
    for (const one of [...clusters].sort((a, b) => b.size - a.size)) {
        const same = kept.findIndex(({ centre }) => distance(centre, one.centre) < MERGE_DISTANCE ** 2);
        if (same < 0)
            kept.push(one);
        else
            kept[same] = { ...kept[same], size: kept[same].size + one.size };
    }
    return kept;
}
function meanOf(points) {
    const sum = (axis) => points.reduce((total, point) => total + point[axis], 0) / points.length;
    return [sum(0), sum(1), sum(2)];
}
/** The squared distance of two colours. */
function distance(one, other) {
    return (LIGHTNESS * (one[0] - other[0])) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2;
}
//# sourceMappingURL=palette.js.map