// Loudness by ITU-R BS.1770-4: levels weighted as the ear hears them, in LUFS. Here from third octaves, which is near
// enough to print and to drive schedules; ffmpeg's loudnorm measures what the soundtrack is brought to.
import { BANDS } from './bands.js';
import { levelOf, RATE } from './spectra.js';
/** Seconds of momentary loudness. */
const BLOCK = 0.4;
/** The offset of BS.1770, for powers of which 1 is a sine wave at full scale. */
const OFFSET_DB = -0.691 + 10 * Math.log10(0.5);
/** The K weighting of each third octave, as a factor of power: a shelf above 1.5 kHz, less below 100 Hz. */
const WEIGHTS = BANDS.map(([low, high]) => kWeighting(Math.sqrt(low * high)));
/**
 * The gain of power of both filters of BS.1770 at a frequency: analogue prototypes of the coefficients that it gives
 * for 48 kHz (the shelf of 4 dB at 1681.97 Hz with Q 0.7072, the high pass at 38.135 Hz with Q 0.5003).
 */
function kWeighting(hertz) {
    const f = hertz / 1681.974;
    const [q, high] = [0.7071752, 10 ** (3.999843853973347 / 20)];
    const middle = high ** 0.4996667741545416;
    const shelf = ((1 - high * f * f) ** 2 + ((middle * f) / q) ** 2) / ((1 - f * f) ** 2 + (f / q) ** 2);
    const g = hertz / 38.13547;
    const pass = g ** 4 / ((1 - g * g) ** 2 + (g / 0.5003270373238773) ** 2);
    return shelf * pass;
}
/** Momentary loudness over 0.4 s around each measurement, in LUFS; -Infinity in silence. */
export function momentaryLoudness(spectra) {
    const reach = Math.round((BLOCK * RATE) / 2);
    const sums = new Float64Array(spectra.count + 1);
    for (let n = 0; n < spectra.count; n++)
        sums[n + 1] = sums[n] + weightedPower(spectra, n);
    return Float64Array.from({ length: spectra.count }, (_, n) => {
        const [from, to] = [Math.max(0, n - reach), Math.min(spectra.count, n + reach)];
        return OFFSET_DB + 10 * Math.log10((sums[to] - sums[from]) / (to - from));
    });
}
const POWERS = Float64Array.from({ length: 256 }, (_, byte) => levelOf(byte));
/** The sum over a window's bins counts a sine wave 1.5 times: that is the noise bandwidth of a Hann window. */
const BANDWIDTH = 1.5;
function weightedPower({ levels }, n) {
    let sum = 0;
    for (let band = 0; band < BANDS.length; band++)
        sum += WEIGHTS[band] * POWERS[levels[n * BANDS.length + band]];
    return sum / BANDWIDTH;
}
//# sourceMappingURL=loudness.js.map