/** Measurements per second. */
export declare const RATE = 100;
/** Measurements of pitches per second. */
export declare const CHROMA_RATE = 25;
/** Pitches of an octave, from C up. */
export declare const PITCHES = 12;
/** What is measured of a track, by the number of the measurement. */
export interface Spectra {
    /** How many measurements, at 0 s, 0.01 s, ... */
    readonly count: number;
    /** Level of each third octave in half decibels: `count` rows of `BANDS.length`. See `levelOf`. */
    readonly levels: Uint8Array;
    /** Rise of the level of each third octave in 20 ms, likewise. See `onsetOf`. */
    readonly onsets: Uint8Array;
    /** Spectral centroid in 1/8 semitones above 20 Hz, one byte a measurement; 0 in silence. */
    readonly centroids: Uint8Array;
    /** Strength of the twelve pitches, 25 rows a second, from C up; 255 is the loudest of its row. */
    readonly chroma: Uint8Array;
}
/** The power of a level: 1 is a sine wave at full scale; 0 below -110 dB. */
export declare function levelOf(byte: number): number;
/** The onset strength of a byte, from 0 up. */
export declare function onsetOf(byte: number): number;
/** The frequency of a centroid, in Hz. */
export declare function centroidOf(byte: number): number;
/** Takes samples in order, of any number, and measures them. */
export interface SpectraMeter {
    add(samples: Float32Array): void;
    /** Call once. */
    finish(): Spectra;
}
/** Begins to measure a track. */
export declare function openSpectraMeter(): SpectraMeter;
