import { type Spectra } from './spectra.js';
/** A part of a track that sounds alike. */
export interface Section {
    /** In seconds. */
    readonly from: number;
    readonly to: number;
    /** 'A' for the first, and for every later one that sounds like it; 'B' for the next new one, and so on. */
    readonly label: string;
    /** Mean level in decibels below full scale, 0 or less. */
    readonly level: number;
}
/**
 * Finds the sections.
 *
 * @param bars - The times at which bars begin, in seconds, rising. Without any, the track is one section.
 */
export declare function findSections(spectra: Spectra, bars: readonly number[]): readonly Section[];
