// Times that a track decides: `4beats`, `2bars`, and `duration: sound`. The schema reports where they stand; here they
// become seconds, once the track is known, and the preset is checked again.

import { describeValue, type FieldProblem, isMap, type Path } from './fields.js';
import { type DeferredTime, formatTime } from './reader.js';
import { checkSettings, openingSecondsOf, soundOf } from './schema.js';

/** What a track decides about times, in its own seconds. */
export interface TrackTimes {
  readonly seconds: number;
  /** Null for a track without a beat. */
  readonly beats: {
    readonly tempo: number;
    readonly times: readonly number[];
    readonly beatsPerBar: number;
    /** Index of the first beat that begins a bar. */
    readonly firstBar: number;
  } | null;
}

/** A checked preset, or all problems. */
type Checked = ReturnType<typeof checkSettings>;

/** Whether some time of a preset waits for its track. */
export function waitsForTrack(value: unknown): boolean {
  const checked = checkSettings(value);
  return 'problems' in checked && checked.problems.some(({ deferred }) => deferred !== undefined);
}

/** Times may depend on times: keyframes count from the end of an opening, which may last two bars of a later start. */
const MOST_ROUNDS = 4;

/**
 * Checks a preset as `checkSettings`, with times that its track decides.
 *
 * @param given - Undefined where nobody has listened to it: then such times are problems.
 */
export function checkWithTrack(value: unknown, given: TrackTimes | undefined): Checked {
  const track = hasSound(value) ? given : undefined;
  let current = value;
  for (let round = 0; ; round++) {
    const checked = checkSettings(current);
    if (!('problems' in checked)) return checked;
    const waiting = checked.problems.filter(({ deferred }) => deferred !== undefined);
    if (waiting.length === 0) return checked;
    const next = track === undefined ? undefined : resolved(current, waiting, track);
    if (next === undefined || round === MOST_ROUNDS) {
      return { problems: checked.problems.map((problem) => explained(problem, current, track)) };
    }
    current = next;
  }
}

/** The preset with the times that can be known now; undefined when there are none. */
function resolved(value: unknown, waiting: readonly FieldProblem[], track: TrackTimes): unknown {
  const start = soundOf(value)?.startSeconds;
  const opening = openingSecondsOf(value);
  let next = value;
  for (const { path, deferred } of waiting) {
    const isStart = path.join('.') === 'sound.start';
    const origin = isStart ? 0 : start === undefined || opening === undefined ? undefined : start + opening;
    const seconds = secondsOf(deferred!, track, { origin, start });
    if (seconds !== undefined) next = withValue(next, path, formatTime(Math.max(0, Number(seconds.toFixed(6)))));
  }
  return next === value ? undefined : next;
}

/** A deferred time in seconds; undefined while what it counts from is unknown, or where there is no beat. */
function secondsOf(
  { count, unit, isMoment }: DeferredTime,
  { seconds, beats }: TrackTimes,
  { origin, start }: { readonly origin: number | undefined; readonly start: number | undefined },
): number | undefined {
  if (unit === 'sound') return start === undefined ? undefined : seconds - start;
  if (beats === null) return undefined;
  const { tempo, times, beatsPerBar, firstBar } = beats;
  const step = unit === 'bars' ? beatsPerBar : 1;
  const period = (60 / tempo) * step;
  if (!isMoment) return count * period;
  if (origin === undefined) return undefined;
  const moments = unit === 'bars' ? times.filter((_, i) => i >= firstBar && (i - firstBar) % step === 0) : times;
  return momentAfter(moments, period, origin, count) - origin;
}

/** A moment a little before its beat still is on it. */
const TOLERANCE = 0.02;

/** The `count`-th moment from a time on, from 0; between moments for a fraction, and evenly after the last. */
function momentAfter(moments: readonly number[], period: number, from: number, count: number): number {
  const first = moments.findIndex((time) => time >= from - TOLERANCE);
  const before = moments.at(-1) ?? from;
  // After the last beat they go on evenly.
  if (first < 0) return before + period * (Math.ceil((from - before) / period - TOLERANCE) + count);
  const at = first + count;
  const whole = Math.floor(at);
  const timeOf = (index: number) => moments[index] ?? before + (index - moments.length + 1) * period;
  return timeOf(whole) + (at - whole) * (timeOf(whole + 1) - timeOf(whole));
}

/** A copy of plain data with another value at a path. */
function withValue(data: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(data)) return data.map((item: unknown, i) => (i === key ? withValue(item, rest, value) : item));
  if (!isMap(data)) return data;
  return { ...data, [key]: withValue(data[key], rest, value) };
}

function hasSound(value: unknown): boolean {
  return isMap(value) && value.sound !== undefined && value.sound !== null;
}

/** A problem with a time that nothing decides, in words. */
function explained(problem: FieldProblem, value: unknown, track: TrackTimes | undefined): FieldProblem {
  const { deferred } = problem;
  if (deferred === undefined) return problem;
  const got = describeValue(deferred.text);
  const expected = !hasSound(value)
    ? 'a time in seconds, or a `sound` at the top of the preset to count by'
    : track?.beats === null
      ? 'a time in seconds, since no beat was found in the sound'
      : 'a time in seconds, or a preset that is loaded from its file, since the sound has to be listened to';
  return { ...problem, message: `expected ${expected}, got ${got}` };
}
