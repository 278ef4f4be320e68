// Turns a grown picture into the entry of a neuron in an atlas.
import { measurePicture, rounded } from '../../atlas/measure.js';
import { shrunk } from './sheets.js';
/** Measures a neuron from its picture and its ascent. */
export async function measureStill(neuron, still, cell, classesOf) {
    const thumbnail = await shrunk(still, cell);
    const classes = await classesOf(still);
    return { measured: { neuron, ...climbMeasures(still), classes, ...measurePicture(thumbnail) }, thumbnail };
}
/** The measures of an ascent. */
export function climbMeasures({ startScore, endScore, curve, isActive }) {
    return {
        scoreStart: digits(startScore),
        scoreEnd: digits(endScore),
        convergence: rounded(convergence(curve), 3),
        dead: !isActive,
    };
}
/**
 * The share of the ascent that remained when half of the gain was reached: near 1 for a neuron whose score rises at
 * once, 0 for an ascent without gain.
 *
 * @param curve - Scores at equal intervals, from the first to the last; at least two.
 */
export function convergence(curve) {
    const [start, end] = [curve[0], curve.at(-1)];
    const half = (start + end) / 2;
    if (!(end > start))
        return 0;
    const after = curve.findIndex((score) => score >= half);
    const [low, high] = [curve[after - 1], curve[after]];
    const at = after - 1 + (half - low) / (high - low);
    return 1 - at / (curve.length - 1);
}
function digits(score) {
    return Number(score.toPrecision(6));
}
//# sourceMappingURL=climb.js.map