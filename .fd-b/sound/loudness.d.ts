import { type Spectra } from './spectra.js';
/** Momentary loudness over 0.4 s around each measurement, in LUFS; -Infinity in silence. */
export declare function momentaryLoudness(spectra: Spectra): Float64Array;
