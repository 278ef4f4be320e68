import type { ScheduleSpec } from './schedule-kinds.js';
/** A scale at which the picture is climbed. */
export interface OctavePlan {
    /** Size of the copy that is climbed, as a fraction of the picture's; above 0, at most 1. */
    readonly scale: number;
    /** Steps per key; rounded to whole ones. */
    readonly steps: ScheduleSpec;
    /** Root mean square of one step's change, on values of -1 to 1. */
    readonly rate: ScheduleSpec;
    /** Weights of the gradient's bands, from fine to coarse. */
    readonly bands: readonly ScheduleSpec[];
}
/** Octaves chosen by how large the forms should be. */
export interface FormPlan {
    /** Size of the forms as a share of the frame's short side, above 0. */
    readonly form: ScheduleSpec;
    /** The largest depth that the layers can take. */
    readonly deepest: number;
}
/**
 * How many scales the picture is climbed at, each half the next (1: full size only); or by the size of forms; or each
 * scale, from coarse to fine.
 */
export type OctavesPlan = number | FormPlan | readonly OctavePlan[];
/** The values of an octave in one frame. */
export interface OctaveValues {
    readonly scale: number;
    /** Whole, 0 or more. */
    readonly steps: number;
    readonly rate: number;
    readonly bands: readonly number[];
}
/** Most octaves. More would make copies of a few pixels. */
export declare const MAX_OCTAVES = 6;
/** Smallest short side of an octave, in pixels: the stride of the deepest layers of most networks. */
export declare const LEAST_OCTAVE = 32;
/** Size of the forms by default, as a share of the frame's short side. */
export declare const DEFAULT_FORM = 0.3;
/**
 * Compiles octaves to a function of time, of the steps, rate and bands of the whole climb, and of the picture's size as
 * a fraction of the frame's, which is below 1 while it grows. Octaves larger than the picture are left out then.
 *
 * @param shortSide - Of the frame, in pixels.
 * @returns From coarse to fine; the last has scale 1, unless a list says otherwise.
 */
export declare function compileOctaves(plan: OctavesPlan, shortSide: number): (seconds: number, climb: Omit<OctaveValues, 'scale'>, size: number) => readonly OctaveValues[];
/**
 * The octaves of a smaller picture: as large in pixels, up to the first that the picture does not exceed, which becomes
 * the picture itself.
 *
 * @param octaves - From coarse to fine.
 * @param size - Of the picture, as a fraction of the one that has all octaves.
 */
export declare function octavesWithin<T extends {
    readonly scale: number;
}>(octaves: readonly T[], size: number): readonly T[];
