import { type Band } from '../bands.js';
import { type Spectra } from '../spectra.js';
/** The onsets of a track, weighted for finding its beat; one value a measurement, 0 or more. */
export declare function beatEnvelope(spectra: Spectra): Float64Array;
/** The onsets of a track in a band of frequencies, as the mean over it; one value a measurement, 0 or more. */
export declare function bandOnsets(spectra: Spectra, band: Band): Float64Array;
/** Values smoothed by a Gaussian. @param sigma - Its standard deviation in values, above 0. */
export declare function smoothed(values: Float64Array, sigma: number): Float64Array;
/** A value that lies this share of the way from the least to the greatest; 0 for none. */
export declare function percentile(values: ArrayLike<number>, share: number): number;
