// Frequency bands: third octaves in which spectra are kept, and the share that each has in a band that a user names.
import { SAMPLE_RATE } from './decode.js';
/** The lowest frequency that is measured, in Hz. */
export const LOWEST_HZ = 20;
/** The highest, in Hz: half of the sample rate. */
export const HIGHEST_HZ = SAMPLE_RATE / 2;
const PER_OCTAVE = 3;
/** The third octaves from 20 Hz up; the last ends at half of the sample rate. */
export const BANDS = Array.from({ length: Math.ceil(PER_OCTAVE * Math.log2(HIGHEST_HZ / LOWEST_HZ)) }, (_, k) => [LOWEST_HZ * 2 ** (k / PER_OCTAVE), Math.min(HIGHEST_HZ, LOWEST_HZ * 2 ** ((k + 1) / PER_OCTAVE))]);
/** The share of each third octave, from 0 to 1, that lies in a band; by the logarithm of the frequency. */
export function sharesOf([from, to]) {
    return BANDS.map(([low, high]) => {
        const overlap = Math.log2(Math.min(high, to) / Math.max(low, from));
        return Math.max(0, overlap) / Math.log2(high / low);
    });
}
/** The bins of each third octave, for spectra of windows with `size` samples. Narrow bands share bins. */
export function binsOf(size) {
    const width = SAMPLE_RATE / size;
    return BANDS.map(([low, high]) => {
        const bins = [];
        for (let bin = Math.max(1, Math.round(low / width)); (bin - 0.5) * width < high; bin++) {
            const share = (Math.min(high, (bin + 0.5) * width) - Math.max(low, (bin - 0.5) * width)) / width;
            if (share > 0)
                bins.push({ bin, share });
        }
        return bins;
    });
}
//# sourceMappingURL=bands.js.map