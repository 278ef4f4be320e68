import { type Section } from './sections.js';
import { type Spectra } from './spectra.js';
/** Raise it when any measure changes: analyses on disk are made anew then. */
export declare const ANALYSIS_VERSION = 1;
/** The beats of a track. */
export interface Beats {
    /** Beats per minute: the median. */
    readonly tempo: number;
    /** Times in seconds, rising. */
    readonly times: readonly number[];
    /** 3 or 4. */
    readonly beatsPerBar: number;
    /** Index of the first beat that begins a bar. */
    readonly firstBar: number;
}
/** Everything that is known of a track. */
export interface SoundAnalysis {
    readonly seconds: number;
    readonly spectra: Spectra;
    /** Null for a track without a beat. */
    readonly beats: Beats | null;
    /** At least one; they follow each other without gaps. */
    readonly sections: readonly Section[];
}
/** Analyses what was measured of a track. @param seconds - Its length. */
export declare function analyse(spectra: Spectra, seconds: number): SoundAnalysis;
/** The times at which bars begin. */
export declare function barTimes({ times, beatsPerBar, firstBar }: Beats): readonly number[];
/** The loudest measurement as a power, of which 1 is a sine wave at full scale. */
export declare function peakPower({ levels, count }: Spectra): number;
