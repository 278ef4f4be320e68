import { type SoundAnalysis } from './analysis.js';
import { type Band } from './bands.js';
/**
 * What a curve follows:
 * - 'onset': what begins, in a band;
 * - 'rms': the root mean square, in a band;
 * - 'loudness': as the ear hears it, over 0.4 s (ITU-R BS.1770);
 * - 'centroid': how bright the sound is, as the logarithm of the mean frequency;
 * - 'beat', 'bar': 1 at each beat, or at each bar's first, 0 between.
 */
export declare const SOUND_MEASURES: readonly ['onset', 'rms', 'loudness', 'centroid', 'beat', 'bar'];
/** What a curve follows. */
export type SoundMeasure = (typeof SOUND_MEASURES)[number];
/** How a curve is made. */
export interface CurveOptions {
    readonly measure: SoundMeasure;
    /** In Hz, for 'onset' and 'rms'. */
    readonly band: Band;
    /** How long before a peak the curve begins to rise to it, in seconds, 0 or more. */
    readonly attack: number;
    /** In how many seconds it falls to a tenth after a peak, 0 or more. */
    readonly release: number;
    /** Exponent of the result, above 0: above 1, only strong peaks stand out. */
    readonly curve: number;
}
/** Measurements a second, of curves. */
export declare const CURVE_RATE = 100;
/**
 * A curve of a whole track, one value each 0.01 s, from 0 to 1. A measure is normalised by its 5th and 95th percentile
 * over the track; of onsets, which are rare, the upper one is that of the strongest in each second.
 */
export declare function curveOf(analysis: SoundAnalysis, { measure, band, attack, release, curve }: CurveOptions): Float32Array;
/** The whole range, in Hz. */
export declare const ALL: Band;
