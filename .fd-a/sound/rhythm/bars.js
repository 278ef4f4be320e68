// The bars of a track: how many beats they have, and which beat is the first. Bars begin where the bass comes in and
// the harmony changes.
import { BANDS } from '../bands.js';
import { CHROMA_RATE, levelOf, PITCHES, RATE } from '../spectra.js';
import { bandOnsets } from './envelope.js';
/** Bars of three are only believed where they fit this much better than bars of four. */
const THREE_NEEDS = 1.2;
/** Finds the bars. @param beats - Their times in seconds. */
export function findBars(spectra, beats) {
    const accents = accentsOf(spectra, beats);
    const fits = (length) => (repeats(accents, length) + repeats(accents, 2 * length)) / 2;
    const three = fits(3);
    const beatsPerBar = three > 0 && three > THREE_NEEDS * Math.max(0, fits(4)) ? 3 : 4;
    let first = 0;
    let most = -Infinity;
    for (let phase = 0; phase < Math.min(beatsPerBar, Math.max(1, beats.length)); phase++) {
        let sum = 0;
        let count = 0;
        for (let i = phase; i < accents.length; i += beatsPerBar) {
            sum += accents[i];
            count += 1;
        }
        // The earliest of equal ones.
        if (count > 0 && sum / count > most + 1e-9) {
            most = sum / count;
            first = phase;
        }
    }
    return { beatsPerBar, first };
}
/** How much each beat is like the first of a bar: bass that begins, and pitches that are new. */
function accentsOf(spectra, beats) {
    const bass = bandOnsets(spectra, [20, 160]);
    const low = beats.map((time) => peakAround(bass, Math.round(time * RATE)));
    const news = beats.map((_, i) => noveltyAt(spectra, beats, i));
    const scale = (values) => Math.max(1e-9, ...values.map(Math.abs));
    const [most, newest] = [scale(low), scale(news)];
    return low.map((value, i) => value / most + (1.5 * news[i]) / newest);
}
function peakAround(values, at) {
    let most = 0;
    for (let i = Math.max(0, at - 4); i <= Math.min(values.length - 1, at + 4); i++)
        most = Math.max(most, values[i]);
    return most;
}
/** How different the pitches and the bass of a beat are from those of the beat before, 0 to 2. */
function noveltyAt(spectra, beats, i) {
    if (i === 0 || i + 1 >= beats.length)
        return 0;
    const [before, after] = [meanOver(spectra, beats[i - 1], beats[i]), meanOver(spectra, beats[i], beats[i + 1])];
    return 1 - cosine(before, after);
}
function meanOver({ chroma, levels, count }, from, to) {
    const mean = new Float64Array(PITCHES + LOW_BANDS);
    // The windows at the ends see the neighbours too.
    const margin = 0.2 * (to - from);
    for (let n = Math.ceil((from + margin) * CHROMA_RATE); n < (to - margin) * CHROMA_RATE; n++) {
        for (let pitch = 0; pitch < PITCHES; pitch++)
            mean[pitch] += chroma[n * PITCHES + pitch] ?? 0;
    }
    const chromaScale = Math.max(1e-9, Math.hypot(...mean.subarray(0, PITCHES)));
    for (let pitch = 0; pitch < PITCHES; pitch++)
        mean[pitch] /= chromaScale;
    for (let n = Math.ceil((from + margin) * RATE); n < Math.min(count, (to - margin) * RATE); n++) {
        for (let band = 0; band < LOW_BANDS; band++) {
            mean[PITCHES + band] += Math.sqrt(levelOf(levels[n * BANDS.length + band]));
        }
    }
    const levelScale = Math.max(1e-9, Math.hypot(...mean.subarray(PITCHES)));
    for (let band = PITCHES; band < mean.length; band++)
        mean[band] /= 2 * levelScale;
    return mean;
}
/** Third octaves up to 160 Hz. */
const LOW_BANDS = 9;
function cosine(a, b) {
    let dot = 0;
    for (let i = 0; i < a.length; i++)
        dot += a[i] * b[i];
    const scale = Math.hypot(...a) * Math.hypot(...b);
    return scale === 0 ? 1 : dot / scale;
}
/** The correlation of accents with those `lag` beats later, -1 to 1. */
function repeats(accents, lag) {
    const mean = accents.reduce((sum, accent) => sum + accent, 0) / Math.max(1, accents.length);
    let sum = 0;
    let square = 0;
    for (let i = 0; i < accents.length; i++)
        square += (accents[i] - mean) ** 2;
    for (let i = lag; i < accents.length; i++)
        sum += (accents[i] - mean) * (accents[i - lag] - mean);
    return square === 0 || accents.length <= lag ? 0 : (sum * accents.length) / ((accents.length - lag) * square);
}
//# sourceMappingURL=bars.js.map