// Readers: each converts a value parsed from YAML (a number, a text such as '2s', or anything else) to base units, and
// describes in words and in JSON Schema what it accepts. The text contains the unit, which avoids ambiguity.

import { BEZIER_PATTERN, readBezier } from '../../timeline/easing.js';
import { type FrameRate, frameRateOf, lowestTerms } from '../frame-rate.js';

/** Reads one kind of value, as parsed from YAML. */
export interface Reader<T> {
  /** The expected value in words: "a number from 0 to 1". */
  readonly expected: string;
  /** The JSON Schema (draft-07) of such values. It cannot express the range of a text such as '2s'. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** The range of the values, in base units. */
  readonly range?: Range;
  /** The value, or undefined if it is of another kind. */
  read(value: unknown): T | undefined;
  /** A value that only the track can decide; `read` gives undefined for it. */
  defer?(value: unknown): DeferredTime | undefined;
}

/** A time that only the track can decide. */
export interface DeferredTime {
  /** As written. */
  readonly text: string;
  readonly count: number;
  /** 'sound' is the rest of the track. */
  readonly unit: 'beats' | 'bars' | 'sound';
  /** Whether it is a moment, which lies on a beat, instead of a duration. */
  readonly isMoment: boolean;
}

/** Least and greatest value allowed, both included. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

const isWithin = (value: number, { min, max }: Range): boolean => value >= min && value <= max;

/** Patterns of JSON Schema are matched with the Unicode flag. */
function matchOf(pattern: string, value: unknown): RegExpExecArray | null {
  return typeof value === 'string' ? new RegExp(pattern, 'u').exec(value) : null;
}

const DECIMAL = String.raw`\d+(?:\.\d+)?(?:e[+-]?\d+)?`;
const TIME = `^(?=\\d)(?:(${DECIMAL})h)?(?:(${DECIMAL})m)?(?:(${DECIMAL})s)?(?:(${DECIMAL})ms)?$`;
const SECONDS_PER_HOUR = 3600;
const SECONDS_PER_MINUTE = 60;
const MS_PER_SECOND = 1000;

const BEATS = `^(${DECIMAL}) ?(beat|bar)s?$`;

/**
 * A time, such as `2s`, `500ms`, `1m30s` or `2m`, in seconds. A bare number is refused: it has no unit. `4beats` and
 * `2bars` are times that the track decides.
 *
 * @param isMoment - Whether it is a moment, which lies on a beat, instead of a duration. @default false
 */
export function time(
  range: Range,
  { isMoment = false }: { readonly isMoment?: boolean | undefined } = {},
): Reader<number> {
  return {
    expected: `a time such as 2s, from ${formatTime(range.min)} to ${formatTime(range.max)}`,
    schema: { type: 'string', anyOf: [{ pattern: TIME }, { pattern: BEATS }] },
    defer(value) {
      const match = matchOf(BEATS, value);
      if (match === null) return undefined;
      return { text: match[0], count: Number(match[1]), unit: match[2] === 'bar' ? 'bars' : 'beats', isMoment };
    },
    read(value) {
      const match = matchOf(TIME, value);
      if (match === null) return undefined;
      const [hours, minutes, seconds, ms] = match.slice(1).map((digits: string | undefined) => Number(digits ?? 0));
      // Thousandths are divided, since 500 / 1000 is the nearest number to 0.5 and 500 * 0.001 need not be.
      const sum = hours! * SECONDS_PER_HOUR + minutes! * SECONDS_PER_MINUTE + seconds! + ms! / MS_PER_SECOND;
      return isWithin(sum, range) ? sum : undefined;
    },
  };
}

/** A time, or `sound`: as long as the track. */
export function timeOrSound(range: Range): Reader<number> {
  const plain = time(range);
  return {
    ...plain,
    expected: `${plain.expected}, or sound`,
    schema: { anyOf: [plain.schema, { const: 'sound' }] },
    defer: (value) =>
      value === 'sound' ? { text: value, count: 1, unit: 'sound', isMoment: false } : plain.defer?.(value),
  };
}

/** Writes seconds as a time that `time` reads back to the same number. */
export function formatTime(seconds: number): string {
  const isHours = seconds > 0 && seconds % SECONDS_PER_HOUR === 0;
  return isHours ? `${seconds / SECONDS_PER_HOUR}h` : `${seconds}s`;
}

/** A bare number. */
export function number({ min, max }: Range): Reader<number> {
  return {
    expected: `a number from ${min} to ${max}`,
    schema: { type: 'number', minimum: min, maximum: max },
    range: { min, max },
    read: (value) => (typeof value === 'number' && isWithin(value, { min, max }) ? value : undefined),
  };
}

/** A bare whole number. */
export function whole({ min, max }: Range): Reader<number> {
  return {
    expected: `a whole number from ${min} to ${max}`,
    schema: { type: 'integer', minimum: min, maximum: max },
    read: (value) =>
      Number.isInteger(value) && isWithin(value as number, { min, max }) ? (value as number) : undefined,
  };
}

/** A number that `bare` accepts, or a text that matches `pattern`: the number in its first group, times `scale`. */
function withUnit(bare: Reader<number>, pattern: string, scale: (digits: number) => number): Reader<number> {
  return {
    ...bare,
    schema: { anyOf: [bare.schema, { type: 'string', pattern }] },
    read(value) {
      const match = matchOf(pattern, value);
      return bare.read(match === null ? value : scale(Number(match[1])));
    },
  };
}

/** A fraction: 0.15 or `15%`. */
export function fraction(range: Range): Reader<number> {
  const expected = `a number from ${range.min} to ${range.max}, or a percentage`;
  return withUnit({ ...number(range), expected }, `^(-?${DECIMAL})%$`, (percent) => percent / 100);
}

/** A text of so many hexadecimal digits. */
export function hexDigits(count: number): Reader<string> {
  const pattern = `^[0-9a-f]{${count}}$`;
  return {
    expected: `${count} hexadecimal digits`,
    schema: { type: 'string', pattern },
    read: (value) => matchOf(pattern, value)?.[0],
  };
}

const FREQUENCY = `^(${DECIMAL}) ?(k?)Hz$`;

/** A frequency, such as `30Hz` or `1.2kHz`, in Hz. A bare number is refused: it has no unit. */
export function frequency(range: Range): Reader<number> {
  return {
    expected: `a frequency such as 30Hz, from ${formatFrequency(range.min)} to ${formatFrequency(range.max)}`,
    schema: { type: 'string', pattern: FREQUENCY },
    read(value) {
      const match = matchOf(FREQUENCY, value);
      if (match === null) return undefined;
      const hertz = Number(match[1]) * (match[2] === '' ? 1 : 1000);
      return isWithin(hertz, range) ? hertz : undefined;
    },
  };
}

/** Writes a frequency that `frequency` reads back to the same number. */
export function formatFrequency(hertz: number): string {
  return `${hertz}Hz`;
}

/** Decibels: -3 or `-3dB`. */
export function decibels(range: Range): Reader<number> {
  const expected = `decibels from ${range.min}dB to ${range.max}dB`;
  return withUnit({ ...number(range), expected }, `^([+-]?${DECIMAL}) ?dB$`, (digits) => digits);
}

/** Pixels: 16 or `16px`. */
export function pixels(range: Range): Reader<number> {
  const expected = `pixels from ${range.min}px to ${range.max}px`;
  return withUnit({ ...number(range), expected }, `^(${DECIMAL})px$`, (digits) => digits);
}

/** Whole pixels: 64 or `64px`. */
export function wholePixels(range: Range): Reader<number> {
  const expected = `whole pixels from ${range.min}px to ${range.max}px`;
  return withUnit({ ...whole(range), expected }, '^(\\d+)px$', (digits) => digits);
}

const SIZE = '^(\\d+)x(\\d+)$';

/** A picture's size, such as `512x512`: width, then height, in pixels. */
export function size(range: Range): Reader<{ readonly width: number; readonly height: number }> {
  return {
    expected: `a size such as 512x512, from ${range.min} to ${range.max} pixels a side`,
    schema: { type: 'string', pattern: SIZE },
    read(value) {
      const [width, height] = matchOf(SIZE, value)?.slice(1).map(Number) ?? [];
      if (width === undefined || height === undefined) return undefined;
      return isWithin(width, range) && isWithin(height, range) ? { width, height } : undefined;
    },
  };
}

const RATIO = '^(\\d{1,9})/(\\d{1,9})$';

/** Frames per second: 25, 12.5, 29.97 (see `frameRateOf`), or '30000/1001'. */
export function frameRate({ min, max }: Range): Reader<FrameRate> {
  return {
    expected: `frames per second from ${min} to ${max}, such as 25, 29.97 or 30000/1001`,
    schema: { anyOf: [number({ min, max }).schema, { type: 'string', pattern: RATIO }] },
    read(value) {
      const [numerator, denominator] = matchOf(RATIO, value)?.slice(1).map(Number) ?? [];
      const isRatio = numerator !== undefined && denominator !== undefined && denominator > 0;
      const rate = isRatio
        ? lowestTerms(numerator, denominator)
        : typeof value === 'number'
          ? frameRateOf(value)
          : undefined;
      return rate !== undefined && isWithin(rate.numerator / rate.denominator, { min, max }) ? rate : undefined;
    },
  };
}

/** The name of an easing, or a curve of CSS. */
export function ease(words: readonly string[]): Reader<string> {
  return {
    expected: `one of ${words.join(', ')}, or cubic-bezier(x1, y1, x2, y2)`,
    schema: { anyOf: [{ enum: words }, { type: 'string', pattern: BEZIER_PATTERN }] },
    read: (value) =>
      typeof value === 'string' && (words.includes(value) || readBezier(value) !== undefined) ? value : undefined,
  };
}

/** One of a few words. */
export function choice<const W extends string | number>(words: readonly W[]): Reader<W> {
  return {
    expected: `one of ${words.join(', ')}`,
    schema: { enum: words },
    read: (value) => words.find((each) => each === value),
  };
}

/** `true` or `false`. */
export function flag(): Reader<boolean> {
  return {
    expected: 'true or false',
    schema: { type: 'boolean' },
    read: (value) => (typeof value === 'boolean' ? value : undefined),
  };
}

/**
 * One line of text, not empty, without control characters, at most `max` characters. Leading and trailing spaces are
 * removed.
 */
export function text({ max }: { readonly max: number }): Reader<string> {
  return textWithout('', `a line of text, at most ${max} characters`, max);
}

/**
 * The name of a file inside a folder or its subfolders: no absolute path, no drive, no `..`. A preset may come from
 * anyone and must not be able to name the user's other files.
 */
export function nameInFolder({ max }: { readonly max: number }): Reader<string> {
  const outside = String.raw`(?!\s*(?:[/\\]|[A-Za-z]:))(?!(?:.*[/\\])?\s*\.\.\s*(?:[/\\]|$))`;
  return textWithout(outside, 'a name inside the output folder (--out takes any path)', max);
}

/** @param lookahead - A pattern before the text. */
function textWithout(lookahead: string, expected: string, max: number): Reader<string> {
  const control = String.raw`\u0000-\u001f\u007f-\u009f`;
  const end = `[^\\s${control}]`;
  const pattern = `^${lookahead}\\s*${end}(?:[^${control}]{0,${max - 2}}${end})?\\s*$`;
  return {
    expected,
    schema: { type: 'string', pattern },
    read: (value) => (typeof value === 'string' ? matchOf(pattern, value)?.[0].trim() : undefined),
  };
}
