// Onset envelopes: how much begins at each moment, as the sum over frequencies of what rises.
import { BANDS, sharesOf } from '../bands.js';
import { onsetOf } from '../spectra.js';
/** Ranges of frequencies and their weight in the envelope: drums and bass carry the beat, cymbals divide it. */
const RANGES = [
    { band: [20, 160], weight: 1 },
    { band: [160, 1600], weight: 0.8 },
    { band: [1600, 12_000], weight: 0.3 },
];
/** The onsets of a track, weighted for finding its beat; one value a measurement, 0 or more. */
export function beatEnvelope(spectra) {
    const weights = new Float64Array(BANDS.length);
    for (const { band, weight } of RANGES) {
        const shares = sharesOf(band);
        const sum = shares.reduce((all, share) => all + share, 0);
        for (const [i, share] of shares.entries())
            weights[i] += (weight * share) / sum;
    }
    return weighted(spectra, weights);
}
/** The onsets of a track in a band of frequencies, as the mean over it; one value a measurement, 0 or more. */
export function bandOnsets(spectra, band) {
    const shares = sharesOf(band);
    const sum = shares.reduce((all, share) => all + share, 0);
    return weighted(spectra, Float64Array.from(shares, (share) => share / sum));
}
function weighted({ count, onsets }, weights) {
    const width = weights.length;
    const values = new Float64Array(count);
    for (let n = 0; n < count; n++) {
        let sum = 0;
        for (let i = 0; i < width; i++)
            sum += weights[i] * onsetOf(onsets[n * width + i]);
        values[n] = sum;
    }
    return values;
}
/** Values smoothed by a Gaussian. @param sigma - Its standard deviation in values, above 0. */
export function smoothed(values, sigma) {
    const reach = Math.ceil(3 * sigma);
    const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-0.5 * ((i - reach) / sigma) ** 2));
    const sum = kernel.reduce((all, one) => all + one, 0);
    return values.map((_, n) => {
        let value = 0;
        for (let i = -reach; i <= reach; i++)
            value += kernel[i + reach] * (values[n + i] ?? 0);
        return value / sum;
    });
}
/** A value that lies this share of the way from the least to the greatest; 0 for none. */
export function percentile(values, share) {
    const sorted = Float64Array.from(values).sort();
    if (sorted.length === 0)
        return 0;
    const at = share * (sorted.length - 1);
    const low = Math.floor(at);
    return sorted[low] + (at - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low]);
}
//# sourceMappingURL=envelope.js.map