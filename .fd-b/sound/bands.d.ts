/** The lowest frequency that is measured, in Hz. */
export declare const LOWEST_HZ = 20;
/** The highest, in Hz: half of the sample rate. */
export declare const HIGHEST_HZ: number;
/** A band of frequencies, in Hz, the lower end first. */
export type Band = readonly [from: number, to: number];
/** The third octaves from 20 Hz up; the last ends at half of the sample rate. */
export declare const BANDS: readonly Band[];
/** The share of each third octave, from 0 to 1, that lies in a band; by the logarithm of the frequency. */
export declare function sharesOf([from, to]: Band): readonly number[];
/** A bin of a spectrum that lies in a band, and the share of the bin that does. */
export interface BinShare {
    readonly bin: number;
    readonly share: number;
}
/** The bins of each third octave, for spectra of windows with `size` samples. Narrow bands share bins. */
export declare function binsOf(size: number): readonly (readonly BinShare[])[];
