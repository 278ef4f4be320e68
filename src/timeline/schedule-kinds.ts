// The kinds of schedules: a constant, keyframes, a wave, what a track does. To add a kind, add its type to `ScheduleSpec` and its entry to
// `KINDS`. The entry also defines the notation in presets for the checker, the JSON Schema and the writer.

import { AUDIO_MEASURES, type AudioMeasure, bendsWithin, type Heights, heightAt } from './audio.js';
import { bendsOf, EASES, type Ease, easingOf, reachOf } from './easing.js';
import { WAVE_SHAPES, WAVES, type WaveShape } from './waves.js';

/** A value as a function of time in seconds. The same time gives the same value: no memory, no clock. */
export type Schedule<T = number> = (seconds: number) => T;

/** The same value all the time. */
export interface Constant {
  readonly kind: 'constant';
  readonly value: number;
}

/** A value at a moment. */
export interface Keyframe {
  /** In seconds, 0 or more, later than the keyframe before. */
  readonly at: number;
  readonly value: number;
  /** How the value moves to the next keyframe. */
  readonly ease: Ease;
}

/** Values at moments. Before the first keyframe and after the last the value holds. */
export interface Keyframes {
  readonly kind: 'keyframes';
  /** 1 to 1000. */
  readonly keyframes: readonly Keyframe[];
}

/** A value that goes from `low` to `high` and back, again and again. */
export interface Wave {
  readonly kind: 'wave';
  readonly wave: WaveShape;
  /** The value at the start of a period. May be more than `high`: then the wave starts downwards. */
  readonly low: number;
  /** The value in the middle of a period. */
  readonly high: number;
  /** In seconds, 0.01 to 1e6. */
  readonly period: number;
  /** How much of a period has passed at 0 s, as a fraction of it: 0 starts at `low`, 0.5 at `high`. 0 to 1. */
  readonly phase: number;
  /** Chooses the values of random shapes: a whole number from 0 to 2^32 - 1. */
  readonly seed: number;
}

/** A value that follows the film's sound. */
export interface Audio {
  readonly kind: 'audio';
  readonly audio: AudioMeasure;
  /** The frequencies that count, in Hz, for 'onset' and 'rms'. */
  readonly band: readonly [from: number, to: number];
  /** The value where the sound is at its weakest: its 5th percentile over the track. */
  readonly low: number;
  /** The value at its strongest: its 95th percentile. */
  readonly high: number;
  /** How long before a peak the value begins to rise to it, in seconds. */
  readonly attack: number;
  /** In how many seconds it falls to a tenth after a peak. */
  readonly release: number;
  /** Exponent of the height: above 1, only strong sounds count. */
  readonly curve: number;
  /** What the track made of it. Absent until the track is known. */
  readonly heights?: Heights;
}

/** A schedule as plain data. */
export type ScheduleSpec = Constant | Keyframes | Wave | Audio;

/** A value a fraction `t` of the way from one value to another. */
export type Mixer = (from: number, to: number, t: number) => number;

/** How presets write one field of a schedule. */
export type FieldNotation = {
  /** What the field means, in one sentence. */
  readonly about: string;
} & (
  | { readonly is: 'value' }
  | {
      readonly is: 'time';
      readonly min: number;
      readonly max: number;
      readonly default?: number;
      /** Whether it is a moment instead of a duration. */
      readonly isMoment?: boolean;
    }
  | { readonly is: 'number'; readonly min: number; readonly max: number; readonly default: number }
  | { readonly is: 'band'; readonly min: number; readonly max: number }
  | { readonly is: 'fraction'; readonly min: number; readonly max: number; readonly default: number }
  | { readonly is: 'choice'; readonly words: readonly string[]; readonly default?: string }
  | { readonly is: 'ease'; readonly words: readonly string[]; readonly default: string }
  | { readonly is: 'whole'; readonly min: number; readonly max: number; readonly default: number }
);

/** How presets write the fields of a map. */
export type FieldNotations<T> = { readonly [K in Exclude<keyof T, 'kind'>]: FieldNotation };

/**
 * How presets write a kind: as a bare value, which the schedule holds as `value`; as a list of maps, which it holds
 * under the kind's name; or as a map with the schedule's own keys, of which one has the kind's name.
 */
export type Notation =
  | { readonly form: 'value' }
  | {
      readonly form: 'list';
      readonly min: number;
      readonly max: number;
      /** A map of the list in words, for error messages. */
      readonly example: string;
      readonly fields: Readonly<Record<string, FieldNotation>>;
    }
  | { readonly form: 'map'; readonly fields: Readonly<Record<string, FieldNotation>> };

/** Reports a wrong part of a schedule: the path to it as presets write it, what was expected, and what there was. */
export type Report = (path: readonly (string | number)[], expected: string, got: string) => void;

/** Everything that is known about a kind of schedules. */
export interface ScheduleKind<S extends ScheduleSpec = ScheduleSpec> {
  readonly notation: Notation;
  /** The same schedule of other values. */
  mapValues(spec: S, change: (value: number) => number): S;
  /** Times strictly between `from` and `to` at which it jumps or bends, rising; it is smooth between them. */
  knots(spec: S, from: number, to: number): readonly number[];
  /** @throws RangeError when a time is not finite, times do not rise, or a period is not above 0. */
  compile(spec: S, mix: Mixer): Schedule;
  /** The least and the greatest value that it passes. @default the least and greatest that it names */
  bounds?(spec: S, mix: Mixer): readonly [least: number, greatest: number];
  /** Reports problems that involve several fields. */
  check?(spec: S, report: Report): void;
}

const constantKind: ScheduleKind<Constant> = {
  notation: { form: 'value' },
  mapValues: ({ value, ...spec }, change) => ({ ...spec, value: change(value) }),
  knots: () => [],
  compile:
    ({ value }) =>
    () =>
      value,
};

/** Times of keyframes, in seconds; 1e6 s is 11 days. */
const KEYFRAME_TIMES = { min: 0, max: 1e6 };
const KEYFRAME_FIELDS: FieldNotations<Keyframe> = {
  at: {
    is: 'time',
    isMoment: true,
    ...KEYFRAME_TIMES,
    about: 'When the value is reached, counted from the end of a shown opening.',
  },
  value: { is: 'value', about: 'The value at that time.' },
  ease: { is: 'ease', words: EASES, default: 'linear', about: 'How the value moves to the next keyframe.' },
};

const keyframesKind: ScheduleKind<Keyframes> = {
  notation: {
    form: 'list',
    ...{ min: 1, max: 1000 },
    example: 'a keyframe such as { at: 2s, value: 1 }',
    fields: KEYFRAME_FIELDS,
  },
  mapValues: ({ keyframes, ...spec }, change) => ({
    ...spec,
    keyframes: keyframes.map((keyframe) => ({ ...keyframe, value: change(keyframe.value) })),
  }),
  knots: ({ keyframes }, from, to) =>
    keyframes
      .flatMap(({ at, ease }, i) => {
        const next = keyframes[i + 1];
        return next === undefined ? [at] : [at, ...bendsOf(ease).map((bend) => at + bend * (next.at - at))];
      })
      .filter((at) => at > from && at < to),
  bounds({ keyframes }, mix) {
    const passed = keyframes.flatMap(({ value, ease }, i) => {
      const next = keyframes[i + 1];
      return next === undefined ? [value] : reachOf(ease).map((reach) => mix(value, next.value, reach));
    });
    return [Math.min(...passed), Math.max(...passed)];
  },
  check({ keyframes }, report) {
    keyframes.forEach(({ at }, i) => {
      const before = keyframes[i - 1]?.at ?? -1;
      if (at > before) return;
      report([i, 'at'], `a time after ${before}s (the keyframe before it)`, `${at}s`);
    });
  },
  compile({ keyframes }, mix) {
    const first = keyframes[0];
    if (first === undefined) throw new RangeError('Expected `keyframes` to be a list of at least one, got `[]`.');
    keyframes.forEach(({ at }, i) => {
      const earliest = i === 0 ? -Infinity : keyframes[i - 1]!.at;
      if (!Number.isFinite(at) || at <= earliest) {
        throw new RangeError(`Expected \`at\` to be a time after ${earliest} s, got \`${at}\`.`);
      }
    });
    const easings = keyframes.map(({ ease }) => easingOf(ease));
    return (seconds) => {
      const next = firstAfter(keyframes, seconds);
      if (next === 0) return first.value;
      const from = keyframes[next - 1]!;
      const to = keyframes[next];
      if (to === undefined) return from.value;
      return mix(from.value, to.value, easings[next - 1]!((seconds - from.at) / (to.at - from.at)));
    };
  },
};

/** Index of the first keyframe later than `seconds`, or their number when there is none. Bisects: lists may be long. */
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

/** Periods of waves, in seconds: a hundredth of a second is shorter than a frame. */
const WAVE_PERIODS = { min: 0.01, max: 1e6 };
const WAVE_FIELDS: FieldNotations<Wave> = {
  wave: { is: 'choice', words: WAVE_SHAPES, about: 'The shape of the wave.' },
  low: { is: 'value', about: 'The value at the start of a period.' },
  high: { is: 'value', about: 'The value in the middle of a period.' },
  period: { is: 'time', ...WAVE_PERIODS, about: 'How long the way from low to high and back takes.' },
  phase: { is: 'fraction', min: 0, max: 1, default: 0, about: 'How much of a period has passed at 0s.' },
  seed: { is: 'whole', min: 0, max: 2 ** 32 - 1, default: 0, about: 'Chooses the values of random and steps.' },
};

const waveKind: ScheduleKind<Wave> = {
  notation: { form: 'map', fields: WAVE_FIELDS },
  mapValues: (spec, change) => ({ ...spec, low: change(spec.low), high: change(spec.high) }),
  knots({ wave, period, phase }, from, to) {
    const knots: number[] = [];
    for (let periods = Math.floor(from / period + phase); periods * period - phase * period < to; periods++) {
      for (const knot of WAVES[wave].knots) knots.push((periods + knot) * period - phase * period);
    }
    return knots.filter((knot) => knot > from && knot < to);
  },
  compile({ wave, low, high, period, phase, seed }, mix) {
    if (!(period > 0 && Number.isFinite(period))) {
      throw new RangeError(`Expected \`period\` to be above 0 s, got \`${period}\`.`);
    }
    if (!Number.isFinite(phase)) throw new RangeError(`Expected \`phase\` to be a finite number, got \`${phase}\`.`);
    return (seconds) => mix(low, high, WAVES[wave].height(seconds / period + phase, seed));
  },
};

/** Where a schedule of kind audio has no track yet. */
const NO_TRACK: Heights = { rate: 1, offset: 0, values: Float32Array.of(0.5) };

/** The frequencies of the analysis, in Hz. */
const FREQUENCIES = { min: 20, max: 12_000 };
const AUDIO_FIELDS: FieldNotations<Omit<Audio, 'heights'>> = {
  audio: { is: 'choice', words: AUDIO_MEASURES, about: "What of the film's sound the value follows." },
  band: { is: 'band', ...FREQUENCIES, about: 'The frequencies that count, for onset and rms; all by default.' },
  low: { is: 'value', about: 'The value where the sound is at its weakest.' },
  high: { is: 'value', about: 'The value where it is at its strongest.' },
  attack: { is: 'time', min: 0, max: 10, default: 0.02, about: 'How long before a peak the value begins to rise.' },
  release: { is: 'time', min: 0, max: 60, default: 0.25, about: 'In what time it falls to a tenth after a peak.' },
  curve: { is: 'number', min: 0.1, max: 10, default: 1, about: 'Exponent: above 1, only strong sounds count.' },
};

const audioKind: ScheduleKind<Audio> = {
  notation: { form: 'map', fields: AUDIO_FIELDS },
  mapValues: (spec, change) => ({ ...spec, low: change(spec.low), high: change(spec.high) }),
  knots: ({ heights = NO_TRACK }, from, to) => bendsWithin(heights, from, to),
  check({ band: [from, to] }, report) {
    if (from >= to) report(['band'], 'a band from a lower to a higher frequency', `${from}Hz to ${to}Hz`);
  },
  // Without a track, as for an estimate, it rests in the middle.
  compile:
    ({ low, high, heights = NO_TRACK }, mix) =>
    (seconds) =>
      mix(low, high, heightAt(heights, seconds)),
};

/** Every kind by its name. */
export const KINDS: { readonly [K in ScheduleSpec['kind']]: ScheduleKind<Extract<ScheduleSpec, { kind: K }>> } = {
  constant: constantKind,
  keyframes: keyframesKind,
  wave: waveKind,
  audio: audioKind,
};
