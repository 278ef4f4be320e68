// Curves: one measure of a track over time, brought to 0 to 1, for schedules that follow the sound.
import { barTimes } from './analysis.js';
import { BANDS, HIGHEST_HZ, LOWEST_HZ, sharesOf } from './bands.js';
import { momentaryLoudness } from './loudness.js';
import { bandOnsets, percentile } from './rhythm/envelope.js';
import { levelOf, RATE } from './spectra.js';
/**
 * What a curve follows:
 * - 'onset': what begins, in a band;
 * - 'rms': the root mean square, in a band;
 * - 'loudness': as the ear hears it, over 0.4 s (ITU-R BS.1770);
 * - 'centroid': how bright the sound is, as the logarithm of the mean frequency;
 * - 'beat', 'bar': 1 at each beat, or at each bar's first, 0 between.
 */
export const SOUND_MEASURES = ['onset', 'rms', 'loudness', 'centroid', 'beat', 'bar'];
/** Measurements a second, of curves. */
export const CURVE_RATE = RATE;
/**
 * A curve of a whole track, one value each 0.01 s, from 0 to 1. A measure is normalised by its 5th and 95th percentile
 * over the track; of onsets, which are rare, the upper one is that of the strongest in each second.
 */
export function curveOf(analysis, { measure, band, attack, release, curve }) {
    const raw = normalised(analysis, measure, band);
    return Float32Array.from(followed(raw, attack, release), (height) => height ** curve);
}
/** The whole range, in Hz. */
export const ALL = [LOWEST_HZ, HIGHEST_HZ];
function normalised(analysis, measure, band) {
    const { spectra, beats } = analysis;
    if (measure === 'beat' || measure === 'bar')
        return pulses(beats, measure, spectra.count);
    const values = measured(spectra, measure, band);
    const finite = values.filter(Number.isFinite);
    const high = percentile(measure === 'onset' ? strongest(values) : finite, 0.95);
    const low = Math.min(percentile(finite, 0.05), high);
    // A measure that stays the same is no movement.
    if (!(high - low > 1e-9))
        return new Float64Array(values.length);
    return values.map((value) => Math.max(0, Math.min(1, (value - low) / (high - low))));
}
function measured(spectra, measure, band) {
    if (measure === 'onset')
        return bandOnsets(spectra, band);
    if (measure === 'rms')
        return bandRms(spectra, band);
    // Below the gate of BS.1770 it is silence.
    if (measure === 'loudness')
        return momentaryLoudness(spectra).map((loudness) => Math.max(-70, loudness));
    return centroids(spectra);
}
function bandRms({ count, levels }, band) {
    const shares = sharesOf(band);
    return Float64Array.from({ length: count }, (_, n) => {
        let sum = 0;
        for (const [i, share] of shares.entries())
            sum += share * levelOf(levels[n * BANDS.length + i]);
        return Math.sqrt(sum);
    });
}
/** The centroid as steps of its logarithm; in silence it stays where it was. */
function centroids({ centroids: bytes, count }) {
    const values = new Float64Array(count);
    let last = bytes.find((byte) => byte > 0) ?? 0;
    for (let n = 0; n < count; n++) {
        if (bytes[n] > 0)
            last = bytes[n];
        values[n] = last;
    }
    return values;
}
function pulses(beats, measure, count) {
    const values = new Float64Array(count);
    if (beats === null)
        return values;
    for (const time of measure === 'beat' ? beats.times : barTimes(beats)) {
        const at = Math.round(time * RATE);
        if (at < count)
            values[at] = 1;
    }
    return values;
}
/** The greatest value of each second. */
function strongest(values) {
    return Float64Array.from({ length: Math.ceil(values.length / RATE) }, (_, second) => Math.max(...values.subarray(second * RATE, (second + 1) * RATE)));
}
/** Lets values fall slowly, and rise before their peaks: each falls to a tenth in the given time, in seconds. */
function followed(values, attack, release) {
    const result = Float64Array.from(values);
    const fall = factorOf(release);
    for (let n = 1; n < result.length; n++)
        result[n] = Math.max(result[n], fall * result[n - 1]);
    const rise = factorOf(attack);
    for (let n = result.length - 2; n >= 0; n--)
        result[n] = Math.max(result[n], rise * result[n + 1]);
    return result;
}
function factorOf(seconds) {
    return seconds === 0 ? 0 : 10 ** (-1 / (seconds * RATE));
}
//# sourceMappingURL=curves.js.map