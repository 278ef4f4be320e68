import { type Spectra } from '../spectra.js';
/** The bars of a track. */
export interface Bars {
    /** 3 or 4. */
    readonly beatsPerBar: number;
    /** Index of the first beat that begins a bar. */
    readonly first: number;
}
/** Finds the bars. @param beats - Their times in seconds. */
export declare function findBars(spectra: Spectra, beats: readonly number[]): Bars;
