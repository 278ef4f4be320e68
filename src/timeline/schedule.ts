// Schedules: values over time. A schedule is written as data (a constant, keyframes or a wave), so that it can be kept
// in a file, and compiled to a function of time without memory, so that any moment can be asked for alone.

import { EASINGS, type Ease } from './easing.js';

/** A value as a function of time. Same time, same value: no memory, no clock. */
export type Schedule<T = number> = (seconds: number) => T;

/** A value at a moment. Before the first keyframe and after the last the value holds. */
export interface Keyframe {
  /** In seconds, 0 or more, later than the keyframe before. */
  readonly at: number;
  readonly value: number;
  /** How the value travels to the next keyframe. @default 'linear' */
  readonly ease?: Ease;
}

/** The shapes of a wave. */
export const WAVE_SHAPES = ['sine', 'triangle'] as const;

/** A value that goes from `low` to `high` and back, for ever. */
export interface Wave {
  readonly wave: (typeof WAVE_SHAPES)[number];
  /** The value at the start of a period. May be more than `high`: then the wave starts downwards. */
  readonly low: number;
  /** The value in the middle of a period. */
  readonly high: number;
  /** In seconds, above 0. */
  readonly period: number;
  /** How much of a period has gone by at 0 s, as a fraction of it: 0 starts at `low`, 0.5 at `high`. @default 0 */
  readonly phase?: number;
}

/** A schedule as data. */
export type ScheduleSpec = number | readonly Keyframe[] | Wave;

/**
 * How values are mixed on the way from one to the other: 'linear' by difference (halfway between 1 and 4 is 2.5),
 * 'ratio' by ratio (halfway is 2), as for zooms and for times to double; then all values must be above 0.
 */
export type Mix = 'linear' | 'ratio';

const MIXES: { readonly [K in Mix]: (from: number, to: number, t: number) => number } = {
  linear: (from, to, t) => from + (to - from) * t,
  ratio: (from, to, t) => from * (to / from) ** t,
};

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
  if (typeof spec === 'number') return () => spec;
  return isKeyframes(spec) ? compileKeyframes(spec, mix) : compileWave(spec, mix);
}

/** Every value that a schedule names: its constant, its keyframes' values, or the two ends of its wave. */
export function valuesOf(spec: ScheduleSpec): readonly number[] {
  if (typeof spec === 'number') return [spec];
  return isKeyframes(spec) ? spec.map(({ value }) => value) : [spec.low, spec.high];
}

/**
 * The moments strictly inside an interval where the schedule jumps or bends (keyframes, the corners of a triangle),
 * rising. Between them it is smooth, which is what an integral over it needs to know.
 */
export function knotsWithin(spec: ScheduleSpec, from: number, to: number): readonly number[] {
  if (typeof spec === 'number') return [];
  if (isKeyframes(spec)) return spec.map(({ at }) => at).filter((at) => at > from && at < to);
  if (spec.wave === 'sine') return [];
  const knots: number[] = [];
  const half = spec.period / 2;
  const shift = (spec.phase ?? 0) * spec.period;
  for (let corner = Math.floor((from + shift) / half) + 1; corner * half - shift < to; corner++) {
    knots.push(corner * half - shift);
  }
  return knots;
}

function isKeyframes(spec: Exclude<ScheduleSpec, number>): spec is readonly Keyframe[] {
  return Array.isArray(spec);
}

function compileKeyframes(keyframes: readonly Keyframe[], mix: Mix): Schedule {
  const first = keyframes[0];
  if (first === undefined) throw new RangeError('Expected `keyframes` to be a list of at least one, got `[]`.');
  keyframes.forEach(({ at }, i) => {
    const earliest = i === 0 ? -Infinity : keyframes[i - 1]!.at;
    if (!Number.isFinite(at) || at <= earliest) {
      throw new RangeError(`Expected \`at\` to be a time after ${earliest} s, got \`${at}\`.`);
    }
  });
  return (seconds) => {
    const next = firstAfter(keyframes, seconds);
    if (next === 0) return first.value;
    const from = keyframes[next - 1]!;
    const to = keyframes[next];
    if (to === undefined) return from.value;
    return MIXES[mix](from.value, to.value, EASINGS[from.ease ?? 'linear']((seconds - from.at) / (to.at - from.at)));
  };
}

/** Index of the first keyframe later than `seconds`, or their number when there is none. By halves: lists may be long. */
function firstAfter(keyframes: readonly Keyframe[], seconds: number): number {
  let low = 0;
  let high = keyframes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyframes[middle]!.at <= seconds) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compileWave({ wave, low, high, period, phase = 0 }: Wave, mix: Mix): Schedule {
  if (!(period > 0 && Number.isFinite(period))) {
    throw new RangeError(`Expected \`period\` to be above 0 s, got \`${period}\`.`);
  }
  if (!Number.isFinite(phase)) throw new RangeError(`Expected \`phase\` to be a finite number, got \`${phase}\`.`);
  return (seconds) => {
    const turns = seconds / period + phase;
    const height =
      wave === 'sine' ? (1 - Math.cos(2 * Math.PI * turns)) / 2 : 1 - Math.abs(1 - 2 * (turns - Math.floor(turns)));
    return MIXES[mix](low, high, height);
  };
}
