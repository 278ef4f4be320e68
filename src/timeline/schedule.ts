// Schedules: values over time. A schedule is written as data (`ScheduleSpec`), so that a file can hold it, and compiled
// to a function of time without memory, so that any moment can be asked for alone.

import {
  type Constant,
  type Keyframe,
  type Keyframes,
  KINDS,
  type Mixer,
  type Schedule,
  type ScheduleKind,
  type ScheduleSpec,
  type Wave,
} from './schedule-kinds.js';

/**
 * How values are mixed on the way from one to the other: 'linear' by difference (halfway between 1 and 4 is 2.5),
 * 'ratio' by ratio (halfway is 2), as for zooms and for times to double; then all values must be above 0.
 */
export type Mix = 'linear' | 'ratio';

const MIXERS: { readonly [K in Mix]: Mixer } = {
  linear: (from, to, t) => from + (to - from) * t,
  ratio: (from, to, t) => from * (to / from) ** t,
};

/** A schedule that has the same value all the time. */
export function constant(value: number): Constant {
  return { kind: 'constant', value };
}

/**
 * A schedule that passes through values at moments.
 *
 * @param frames - Their times in seconds, 0 or more and rising, their values, and how each moves to the next one.
 *   `ease` is 'linear' by default.
 */
export function keyframes(frames: readonly (Omit<Keyframe, 'ease'> & Partial<Keyframe>)[]): Keyframes {
  return { kind: 'keyframes', keyframes: frames.map((frame) => ({ ease: 'linear', ...frame })) };
}

/** A schedule that swings between two values. `phase` and `seed` are 0 by default: it starts at `low`. */
export function wave(swing: Omit<Wave, 'kind' | 'phase' | 'seed'> & Partial<Pick<Wave, 'phase' | 'seed'>>): Wave {
  return { kind: 'wave', phase: 0, seed: 0, ...swing };
}

/**
 * Compiles a schedule to a function of time.
 *
 * @throws RangeError when a value or a time is not finite, a list is empty or its times do not rise, a period is not
 *   above 0, or a value to be mixed by ratio is not above 0.
 */
export function compileSchedule(spec: ScheduleSpec, { mix = 'linear' }: { readonly mix?: Mix } = {}): Schedule {
  for (const value of valuesOf(spec)) {
    if (!Number.isFinite(value) || (mix === 'ratio' && value <= 0)) {
      throw new RangeError(
        `Expected \`value\` to be ${mix === 'ratio' ? 'above 0' : 'a finite number'}, got \`${value}\`.`,
      );
    }
  }
  return kindOf(spec).compile(spec, MIXERS[mix]);
}

/** The least and the greatest value that a schedule passes: easings that overshoot go beyond the values that it names. */
export function boundsOf(
  spec: ScheduleSpec,
  { mix = 'linear' }: { readonly mix?: Mix } = {},
): readonly [number, number] {
  const values = valuesOf(spec);
  return kindOf(spec).bounds?.(spec, MIXERS[mix]) ?? [Math.min(...values), Math.max(...values)];
}

/** Every value that a schedule names, in order. */
export function valuesOf(spec: ScheduleSpec): readonly number[] {
  const values: number[] = [];
  mapValues(spec, (value) => {
    values.push(value);
    return value;
  });
  return values;
}

/** The same schedule with every value that it names changed. */
export function mapValues(spec: ScheduleSpec, change: (value: number) => number): ScheduleSpec {
  return kindOf(spec).mapValues(spec, change);
}

/**
 * The moments strictly inside an interval where the schedule jumps or bends (keyframes, the corners of a triangle),
 * rising. Between them it is smooth, which is what an integral over it needs to know.
 */
export function knotsWithin(spec: ScheduleSpec, from: number, to: number): readonly number[] {
  return kindOf(spec).knots(spec, from, to);
}

/** What is known of a schedule's kind. The table gives each kind its own entry, which the compiler cannot follow. */
function kindOf(spec: ScheduleSpec): ScheduleKind {
  return KINDS[spec.kind] as ScheduleKind;
}
