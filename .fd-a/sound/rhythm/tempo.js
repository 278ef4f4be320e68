// The tempo of a track: by the autocorrelation of its onsets, as the fastest pulse whose multiples are all strong.
import { RATE } from '../spectra.js';
import { smoothed } from './envelope.js';
/** The tempos that are looked for, in beats per minute. */
export const TEMPOS = { min: 55, max: 205 };
/** Candidates are apart by this ratio. */
const STEP = 1.004;
/** Multiples of a beat that are compared. */
const MULTIPLES = [1, 2, 3, 4, 6, 8];
/** Tempos near this one are likelier, by a Gaussian of the ratio in octaves: what people tap (Moelants 2002). */
const PREFERRED = { bpm: 120, octaves: 1.1 };
/**
 * A pulse twice or three times as fast is the beat if what falls between is this strong, as a share: backbeats are,
 * hi-hats are not.
 */
const FAST_ENOUGH = 0.3;
/**
 * The period of the beat.
 *
 * @param envelope - From `beatEnvelope`.
 * @returns In seconds; null where nothing repeats.
 */
export function beatPeriod(envelope) {
    const longest = Math.min(envelope.length - 1, Math.ceil((MULTIPLES.at(-1) * 60 * RATE) / TEMPOS.min) + 2);
    // The root brings soft drums nearer to loud ones.
    const correlation = autocorrelation(smoothed(withoutMean(envelope).map(Math.sqrt), 1), longest);
    if (correlation[0] <= 0)
        return null;
    /** The mean correlation over some multiples of a period. */
    const strength = (period, multiples = MULTIPLES) => {
        let sum = 0;
        let count = 0;
        for (const multiple of multiples) {
            const lag = multiple * period * RATE;
            if (lag + 1 > longest)
                break;
            sum += interpolated(correlation, lag) / correlation[0];
            count += 1;
        }
        return count === 0 ? 0 : sum / count;
    };
    let best = { period: 0, score: 0 };
    for (let bpm = TEMPOS.min; bpm <= TEMPOS.max; bpm *= STEP) {
        const score = strength(60 / bpm) * Math.exp(-0.5 * (Math.log2(bpm / PREFERRED.bpm) / PREFERRED.octaves) ** 2);
        if (score > best.score)
            best = { period: 60 / bpm, score };
    }
    if (best.score <= 0)
        return null;
    return faster(best.period, strength);
}
/** How a period may be divided: which multiples of the shorter one are new, and which are multiples of both. */
const DIVISIONS = [
    { divisor: 3, between: [1, 2, 4, 5, 7], on: [3, 6] },
    { divisor: 2, between: [1, 3, 5, 7], on: [2, 4, 6, 8] },
    { divisor: 1.5, between: [1, 2, 4, 5, 7], on: [3, 6] },
];
/** A faster pulse, if it is as good a beat. */
function faster(period, strength) {
    for (const { divisor, between, on } of DIVISIONS) {
        const shorter = refined(period / divisor, strength);
        if (60 / shorter > TEMPOS.max)
            continue;
        if (strength(shorter, between) >= FAST_ENOUGH * strength(shorter, on))
            return shorter;
    }
    return refined(period, strength);
}
/** The strongest period within two percent. */
function refined(period, strength) {
    let best = period;
    for (let ratio = 0.98; ratio <= 1.02; ratio += 0.0005) {
        if (strength(period * ratio) > strength(best))
            best = period * ratio;
    }
    return best;
}
/** Values minus their mean over 4 s around, and not below 0. */
function withoutMean(values) {
    const reach = 2 * RATE;
    const sums = new Float64Array(values.length + 1);
    for (const [i, value] of values.entries())
        sums[i + 1] = sums[i] + value;
    return values.map((value, i) => {
        const [from, to] = [Math.max(0, i - reach), Math.min(values.length, i + reach)];
        return Math.max(0, value - (sums[to] - sums[from]) / (to - from));
    });
}
function autocorrelation(values, longest) {
    const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
    const centred = values.map((value) => value - mean);
    return Float64Array.from({ length: longest + 1 }, (_, lag) => {
        let sum = 0;
        for (let i = lag; i < centred.length; i++)
            sum += centred[i] * centred[i - lag];
        return sum / (centred.length - lag);
    });
}
function interpolated(values, at) {
    const low = Math.floor(at);
    return values[low] + (at - low) * (values[low + 1] - values[low]);
}
//# sourceMappingURL=tempo.js.map