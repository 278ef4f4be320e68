import { type CadencePlan } from './cadence.js';
import { type CameraMove, type CameraSpec } from './camera.js';
import { type ActiveNeurons, type CyclePlan } from './cycle.js';
import { type OctavesPlan, type OctaveValues } from './octaves.js';
import type { ScheduleSpec } from './schedule-kinds.js';
/** How the picture grows from a few pixels to its full size. */
export interface OpeningPlan {
    /** The picture's short side when growth starts, in pixels; a film that is smaller starts at full size. */
    readonly fromPixels: number;
    /** How many times the picture is enlarged, by equal ratios, on its way to full size. */
    readonly enlargements: number;
    /** Ascent steps at each size. */
    readonly steps: number;
    /** Whether the film opens with the growth; otherwise it is over before frame 0. */
    readonly show: boolean;
    /** How long the growth takes when shown, in seconds; part of the film's duration. */
    readonly seconds: number;
}
/** How the picture climbs; its values, for rate and noise, go from -1 to 1. */
export interface AscentPlan {
    /** How many frames lie from one key to the next: only keys are climbed. See `compileCadence`. */
    readonly cadence: CadencePlan;
    /** The scales at which the picture is climbed. */
    readonly octaves: OctavesPlan;
    /** Steps per key, at its coarsest octave; rounded to whole ones. */
    readonly steps: ScheduleSpec;
    /** Root mean square of one step's change, on values of -1 to 1. */
    readonly rate: ScheduleSpec;
    /** Largest roll of the picture before a step, in pixels; rounded. */
    readonly jitter: ScheduleSpec;
    /** Amplitude of the fresh, zero-mean noise of each frame, on values of -1 to 1. */
    readonly noise: ScheduleSpec;
    /** How much more noise there is in the middle of a crossfade: noise * (1 + blendNoise * crossfade). */
    readonly blendNoise: ScheduleSpec;
    /** Standard deviation of the blur on a frame's first gradient, in pixels. */
    readonly smooth: ScheduleSpec;
    /** Weight k of chroma in the gradient's colour matrix C diag(1, k, k) C': 1 is calm, 2 lively. */
    readonly color: ScheduleSpec;
    /** Weights of the gradient's bands, from fine to coarse. */
    readonly bands: readonly ScheduleSpec[];
}
/** How each frame's tones are held. */
export interface GradePlan {
    /** How far a frame moves towards the aims below: 0 not at all, 1 all the way. */
    readonly servo: ScheduleSpec;
    /** Aim for the standard deviation of each channel, on a scale of 0 to 1. */
    readonly contrast: ScheduleSpec;
    /** Aim for the mean of each channel, on a scale of 0 to 1. */
    readonly brightness: ScheduleSpec;
    /** Factor on chroma: 1 leaves it alone. */
    readonly saturation: ScheduleSpec;
}
/**
 * A film as data. All schedules, the cycle and the camera count their seconds from the end of a shown opening (from
 * frame 0 when it is not shown), and during it stand as they do at 0 s.
 */
export interface TimelinePlan {
    /** Frames per second, exactly: 30000/1001 is 29.97. */
    readonly fps: {
        readonly numerator: number;
        readonly denominator: number;
    };
    /** Of the whole film, a shown opening included; rounded to whole frames, at least one. */
    readonly durationSeconds: number;
    /** A safe integer. */
    readonly seed: number;
    /** Short side of the film's frames, in pixels. */
    readonly shortSide: number;
    readonly opening: OpeningPlan;
    readonly cycle: CyclePlan;
    readonly camera: CameraSpec;
    readonly ascent: AscentPlan;
    readonly grade: GradePlan;
}
/** All values of one frame. */
export interface Shot {
    /** Number of the frame, from 0. */
    readonly frame: number;
    /** Its time in the film. */
    readonly seconds: number;
    /** 'growth' while a shown opening lasts, 'film' after it. */
    readonly phase: 'growth' | 'film';
    /** Size of the picture as a fraction of its full size: below 1 only while it grows. */
    readonly scale: number;
    readonly active: ActiveNeurons;
    /** From the frame before to this one. Frame 0 and a shown opening hold still. */
    readonly move: CameraMove;
    /** Whether the frame is climbed; others show what lies between two keys. */
    readonly isKey: boolean;
    readonly ascent: {
        /** Whole, 0 or more; 0 between keys. */
        readonly steps: number;
        readonly rate: number;
        /** From coarse to fine. With one scale: scale 1, and these steps, rate and bands. Empty between keys. */
        readonly octaves: readonly OctaveValues[];
        /** Whole pixels, 0 or more. */
        readonly jitter: number;
        /** With the additional noise of a crossfade. */
        readonly noise: number;
        readonly smooth: number;
        readonly color: number;
        /** From fine to coarse. */
        readonly bands: readonly number[];
    };
    readonly grade: {
        readonly servo: number;
        readonly contrast: number;
        readonly brightness: number;
        readonly saturation: number;
    };
}
/** A compiled film: any frame can be asked for, alone and in any order. */
export interface Timeline {
    readonly frameCount: number;
    /** `frameCount` frames, exactly. */
    readonly durationSeconds: number;
    /** The values of one frame, independent of other calls. @throws RangeError when the frame does not exist. */
    shot(frame: number): Shot;
    /**
     * The octaves of a growth before frame 0.
     *
     * @param size - Of the picture, as a fraction of its full size.
     * @param steps - At the coarsest octave.
     */
    growthOctaves(size: number, steps: number): readonly OctaveValues[];
}
/**
 * Compiles a film's plan.
 *
 * @throws RangeError when the plan is impossible: a schedule, the cycle or the camera is wrong (see there), the frame
 *   rate or the duration is not above 0, or a shown opening is not shorter than the film.
 */
export declare function createTimeline(plan: TimelinePlan): Timeline;
/** How many frames a film has: its duration in whole frames, at least one. */
export declare function frameCountOf({ durationSeconds, fps }: Pick<TimelinePlan, 'durationSeconds' | 'fps'>): number;
