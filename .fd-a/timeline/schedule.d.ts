import { type Constant, type Keyframe, type Keyframes, type Schedule, type ScheduleSpec, type Wave } from './schedule-kinds.js';
/**
 * How values are mixed on the way from one to the other: 'linear' by difference (halfway between 1 and 4 is 2.5),
 * 'ratio' by ratio (halfway is 2), as for zooms and for times to double; then all values must be above 0.
 */
export type Mix = 'linear' | 'ratio';
/** A schedule that has the same value all the time. */
export declare function constant(value: number): Constant;
/**
 * A schedule that passes through values at moments.
 *
 * @param frames - Their times in seconds, 0 or more and rising, their values, and how each moves to the next one.
 *   `ease` is 'linear' by default.
 */
export declare function keyframes(frames: readonly (Omit<Keyframe, 'ease'> & Partial<Keyframe>)[]): Keyframes;
/** A schedule that swings between two values. `phase` is 0 by default: it starts at `low`. */
export declare function wave(swing: Omit<Wave, 'kind' | 'phase'> & {
    readonly phase?: number;
}): Wave;
/**
 * Compiles a schedule to a function of time.
 *
 * @throws RangeError when a value or a time is not finite, a list is empty or its times do not rise, a period is not
 *   above 0, or a value to be mixed by ratio is not above 0.
 */
export declare function compileSchedule(spec: ScheduleSpec, { mix }?: {
    readonly mix?: Mix;
}): Schedule;
/** Every value that a schedule names, in order; it never goes beyond the least and the greatest of them. */
export declare function valuesOf(spec: ScheduleSpec): readonly number[];
/** The same schedule with every value that it names changed. */
export declare function mapValues(spec: ScheduleSpec, change: (value: number) => number): ScheduleSpec;
/**
 * The moments strictly inside an interval where the schedule jumps or bends (keyframes, the corners of a triangle),
 * rising. Between them it is smooth, which is what an integral over it needs to know.
 */
export declare function knotsWithin(spec: ScheduleSpec, from: number, to: number): readonly number[];
