// The beats of a track by dynamic programming: the sequence of moments that lie on strong onsets and are evenly apart
// (Ellis 2007, "Beat Tracking by Dynamic Programming", Journal of New Music Research 36).
import { RATE } from '../spectra.js';
import { smoothed } from './envelope.js';
/** How much an uneven beat costs, against onsets of unit deviation (Ellis: 100 to 680). */
const TIGHTNESS = 300;
/**
 * A beat is found this much before it is heard: a window sees an onset when its front edge reaches it. Measured on
 * clicks and drums.
 */
const LATENCY = 0.017;
/**
 * The times of the beats, in seconds, rising.
 *
 * @param envelope - From `beatEnvelope`.
 * @param period - Of the beat, in seconds.
 */
export function findBeats(envelope, period) {
    const frames = period * RATE;
    const scale = deviationOf(envelope);
    if (scale === 0)
        return [];
    const local = smoothed(envelope, Math.max(1, frames / 32)).map((value) => value / scale);
    const { scores, previous } = chain(local, frames);
    const last = bestEnd(scores, frames);
    const found = [];
    for (let at = last; at >= 0; at = previous[at])
        found.push(at);
    found.reverse();
    return found.map((at) => refinedPeak(envelope, at) / RATE + LATENCY).filter((seconds) => seconds >= 0);
}
function chain(local, frames) {
    const scores = new Float64Array(local.length);
    const previous = new Int32Array(local.length).fill(-1);
    const [nearest, farthest] = [Math.max(1, Math.round(frames / 2)), Math.round(2 * frames)];
    const costs = Float64Array.from({ length: farthest + 1 }, (_, lag) => TIGHTNESS * Math.log(lag / frames) ** 2);
    let begun = false;
    for (let at = 0; at < local.length; at++) {
        let best = -Infinity;
        let from = -1;
        for (let lag = nearest; lag <= farthest && lag <= at; lag++) {
            const score = scores[at - lag] - costs[lag];
            if (score > best) {
                best = score;
                from = at - lag;
            }
        }
        scores[at] = local[at] + (from < 0 ? 0 : best);
        // The first beats have none before: a chain begins with the first onset that is worth one.
        if (!begun && local[at] < FIRST)
            scores[at] = local[at];
        else {
            begun = true;
            previous[at] = from;
        }
    }
    return { scores, previous };
}
/** The strength of an onset, in deviations, with which the beats may begin. */
const FIRST = 0.5;
/** The best of the last beats: any within the last period. */
function bestEnd(scores, frames) {
    let best = scores.length - 1;
    for (let at = Math.max(0, Math.floor(scores.length - frames)); at < scores.length; at++) {
        if (scores[at] > scores[best])
            best = at;
    }
    return best;
}
/** Moves a beat to the top of the onset that it is on, between measurements. */
function refinedPeak(values, at) {
    let top = at;
    for (let near = Math.max(0, at - 3); near <= at + 3; near++)
        if ((values[near] ?? 0) > values[top])
            top = near;
    const [a, b, c] = [values[top - 1] ?? 0, values[top], values[top + 1] ?? 0];
    // Between onsets, as in a pause, the beat stays where the beats around put it.
    if (b <= 0)
        return at;
    const bend = a - 2 * b + c;
    return bend < 0 ? top + (0.5 * (a - c)) / bend : top;
}
function deviationOf(values) {
    const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
    const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
    return Math.sqrt(square);
}
//# sourceMappingURL=beats.js.map