// The sections of a track: where its sound changes for longer (Foote 2000, "Automatic Audio Segmentation Using a
// Measure of Audio Novelty"), and which sections sound alike.
import { BANDS } from './bands.js';
import { CHROMA_RATE, levelOf, PITCHES, RATE } from './spectra.js';
/** Bars before and after a change that are compared. */
const REACH = 4;
/** Fewest bars of a section. */
const SHORTEST = 4;
/** A change is at least so great, as a difference of similarities from 0 to 2. */
const LEAST_NOVELTY = 0.12;
/** Sections with at least this similarity have the same label. */
const ALIKE = 0.88;
/**
 * Finds the sections.
 *
 * @param bars - The times at which bars begin, in seconds, rising. Without any, the track is one section.
 */
export function findSections(spectra, bars) {
    const seconds = spectra.count / RATE;
    const edges = [0, ...bars.filter((time) => time > 0.5 && time < seconds - 0.5), seconds];
    const features = edges.slice(1).map((to, i) => featureOf(spectra, edges[i], to));
    const starts = [0, ...changes(features), features.length];
    const parts = starts.slice(1).map((end, i) => meanOf(features.slice(starts[i], end)));
    const known = [];
    return parts.map((feature, i) => {
        const like = known.find((one) => similarity(one.feature, feature) >= ALIKE);
        const label = like?.label ?? labelOf(known.length);
        if (like === undefined)
            known.push({ label, feature });
        const [from, to] = [edges[starts[i]], edges[starts[i + 1]]];
        return { from, to, label, level: levelBetween(spectra, from, to) };
    });
}
/** 'A' to 'Z', then 'A2', 'B2', ... */
function labelOf(index) {
    const letter = String.fromCharCode(65 + (index % 26));
    return index < 26 ? letter : `${letter}${1 + Math.floor(index / 26)}`;
}
/** The bars at which something new begins, rising. */
function changes(features) {
    const novelty = features.map((_, at) => noveltyAt(features, at));
    const found = [];
    const byStrength = novelty.map((value, at) => ({ at, value })).sort((a, b) => b.value - a.value || a.at - b.at);
    for (const { at, value } of byStrength) {
        if (value < LEAST_NOVELTY)
            break;
        const isFar = [0, features.length, ...found].every((other) => Math.abs(other - at) >= SHORTEST);
        if (isFar)
            found.push(at);
    }
    return found.sort((a, b) => a - b);
}
/** How alike the bars of each side are, minus how alike they are across. */
function noveltyAt(features, at) {
    const before = features.slice(Math.max(0, at - REACH), at);
    const after = features.slice(at, at + REACH);
    if (before.length < 2 || after.length < 2)
        return 0;
    const within = (meanSimilarity(before, before) + meanSimilarity(after, after)) / 2;
    return within - meanSimilarity(before, after);
}
function meanSimilarity(some, others) {
    let sum = 0;
    for (const one of some)
        for (const other of others)
            sum += similarity(one, other);
    return sum / (some.length * others.length);
}
/** 1 for the same sound; falls with the distance of levels (20 dB to 1/e) and with other pitches. */
function similarity(a, b) {
    let square = 0;
    for (let band = 0; band < BANDS.length; band++)
        square += (a[band] - b[band]) ** 2;
    let dot = 0;
    for (let i = BANDS.length; i < a.length; i++)
        dot += a[i] * b[i];
    return Math.exp(-Math.sqrt(square / BANDS.length) / 20) * (0.85 + 0.15 * dot);
}
const DECIBELS = Float64Array.from({ length: 256 }, (_, byte) => 10 * Math.log10(Math.max(1e-7, levelOf(byte))));
/** Levels of all third octaves in decibels, not below -70, and the pitches as a vector of unit length. */
function featureOf({ levels, chroma, count }, from, to) {
    const feature = new Float64Array(BANDS.length + PITCHES);
    const [first, last] = [Math.floor(from * RATE), Math.min(count, Math.ceil(to * RATE))];
    for (let n = first; n < last; n++) {
        for (let band = 0; band < BANDS.length; band++) {
            feature[band] += DECIBELS[levels[n * BANDS.length + band]] / (last - first);
        }
    }
    for (let n = Math.floor(from * CHROMA_RATE); n < to * CHROMA_RATE; n++) {
        for (let pitch = 0; pitch < PITCHES; pitch++)
            feature[BANDS.length + pitch] += chroma[n * PITCHES + pitch] ?? 0;
    }
    return withUnitPitches(feature);
}
function withUnitPitches(feature) {
    const scale = Math.max(1e-9, Math.hypot(...feature.subarray(BANDS.length)));
    for (let pitch = BANDS.length; pitch < feature.length; pitch++)
        feature[pitch] /= scale;
    return feature;
}
function meanOf(features) {
    const mean = features[0].map((_, i) => features.reduce((sum, feature) => sum + feature[i], 0) / features.length);
    return withUnitPitches(mean);
}
function levelBetween({ levels, count }, from, to) {
    let sum = 0;
    const [first, last] = [Math.floor(from * RATE), Math.min(count, Math.ceil(to * RATE))];
    for (let n = first; n < last; n++) {
        for (let band = 0; band < BANDS.length; band++)
            sum += levelOf(levels[n * BANDS.length + band]);
    }
    return Math.min(0, 10 * Math.log10(Math.max(1e-11, sum / Math.max(1, last - first))));
}
//# sourceMappingURL=sections.js.map