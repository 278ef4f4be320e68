import type { Grade } from '../../optvis/grade.js';
import type { Subject } from './subject.js';
/** Formats of pictures and their ranges of quality. PNG is lossless and has none. */
export declare const PICTURE_FORMATS: {
    readonly png: {
        readonly extensions: readonly [".png"];
        readonly quality: null;
    };
    readonly jpeg: {
        readonly extensions: readonly [".jpg", ".jpeg"];
        readonly quality: {
            readonly min: 1;
            readonly max: 100;
            readonly default: 92;
        };
    };
    readonly webp: {
        readonly extensions: readonly [".webp"];
        readonly quality: {
            readonly min: 1;
            readonly max: 100;
            readonly default: 90;
        };
    };
    readonly avif: {
        readonly extensions: readonly [".avif"];
        readonly quality: {
            readonly min: 1;
            readonly max: 100;
            readonly default: 75;
        };
    };
};
/** The name of a picture's format. */
export type PictureFormat = keyof typeof PICTURE_FORMATS;
/** How a picture climbs: plain numbers, since nothing changes over time. */
export interface PictureAscent {
    /** Root mean square of one step's change, on values of -1 to 1. */
    readonly rate: number;
    /** Largest roll before a step, in whole pixels. */
    readonly jitter: number;
    /** Amplitude of the fresh noise at each size, on values of -1 to 1. */
    readonly noise: number;
    /** Whole pixels climbed around the picture and cropped from it. */
    readonly margin: number;
    /** Weights of the gradient's bands, from fine to coarse. */
    readonly bands: readonly number[];
    /** Weight of chroma in the gradient: 1 is calm, 2 lively. */
    readonly color: number;
    /** Standard deviation of the blur on the first gradient at each size, in pixels. */
    readonly smooth: number;
}
/** Variations of one picture. */
export interface Variations {
    /** How many variations grow. */
    readonly count: number;
    /** Index of this picture among them, from 0. */
    readonly number: number;
    /** How strongly they are made to differ. With 0 each grows alone. */
    readonly diversity: number;
}
/** Everything that a picture's bytes depend on besides the program, the engine and the network. */
export interface PictureSettings {
    /** @default 'efficientnet-lite0' */
    readonly network: string;
    /** @default 'natural' */
    readonly look: 'natural' | 'raw';
    /** Width of one picture, or of one cell of a sheet, in pixels. @default 512 */
    readonly width: number;
    readonly height: number;
    /** @default 7 */
    readonly seed: number;
    /** Rows of subjects, top to bottom. An image has one row with one subject. */
    readonly show: readonly (readonly Subject[])[];
    /** How a sheet of several pictures is laid out; null for an image. */
    readonly sheet: {
        readonly captions: boolean;
        readonly gap: number;
    } | null;
    readonly variations: Variations;
    /** A picture to start from instead of noise, and the SHA-256 of its file. */
    readonly init: {
        readonly file: string;
        readonly sha256: string | null;
    } | null;
    readonly growth: {
        /** Short side at the start, in pixels. */
        readonly fromPixels: number;
        readonly enlargements: number;
        /** Steps at each size. */
        readonly steps: number;
        /** Steps at full size, each smaller than the one before. */
        readonly finish: number;
    };
    readonly ascent: PictureAscent;
    readonly grade: Grade;
    readonly output: {
        readonly format: PictureFormat;
        readonly quality: number | null;
    };
}
