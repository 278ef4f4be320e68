// Readers: each takes what YAML gives (a number, a text such as '2s', anything at all) to a value in base units, or to
// the words for what was expected instead. The unit is in the value, so that nobody has to guess it.

/** What a reader makes of a value: the value read, or how to say what was expected. */
export type ParseResult<T> = { readonly value: T } | { readonly expected: string };

/** Reads one kind of value as YAML gives it. */
export type Reader<T> = (value: unknown) => ParseResult<T>;

/** Least and greatest value allowed, both included. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

const DECIMAL = String.raw`\d+(?:\.\d+)?(?:e[+-]?\d+)?`;
const DURATION = new RegExp(`^(?:(${DECIMAL})h)?(?:(${DECIMAL})m)?(?:(${DECIMAL})s)?(?:(${DECIMAL})ms)?$`);
/** Seconds in what each group of a duration counts: hours, minutes, seconds, thousandths. */
const UNIT_SECONDS = [3600, 60, 1] as const;
const MS_PER_SECOND = 1000;

/** A time, such as `2s`, `500ms`, `1m30s` or `2m`, in seconds. A bare number is refused: 2 of what? */
export function time({ min, max }: Range): Reader<number> {
  return (value) => {
    const parts = typeof value === 'string' && value !== '' ? DURATION.exec(value) : null;
    if (parts === null) return { expected: 'a time such as 2s' };
    // Thousandths are divided, since 500 / 1000 is the nearest number to 0.5 and 500 * 0.001 need not be.
    const seconds =
      UNIT_SECONDS.reduce((sum, unit, i) => sum + Number(parts[i + 1] ?? 0) * unit, 0) +
      Number(parts[4] ?? 0) / MS_PER_SECOND;
    return seconds >= min && seconds <= max
      ? { value: seconds }
      : { expected: `a time from ${toTime(min)} to ${toTime(max)}` };
  };
}

/** Writes seconds as a time that `time` reads back to the same number. */
export function toTime(seconds: number): string {
  return `${seconds}s`;
}

/** A bare number. */
export function number({ min, max }: Range): Reader<number> {
  return (value) =>
    typeof value === 'number' && value >= min && value <= max
      ? { value }
      : { expected: `a number from ${min} to ${max}` };
}

/** A bare whole number. */
export function whole({ min, max }: Range): Reader<number> {
  return (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
      ? { value }
      : { expected: `a whole number from ${min} to ${max}` };
}

/** A fraction: 0.15 or `15%`. */
export function fraction({ min, max }: Range): Reader<number> {
  return (value) => {
    const read = withUnit(value, '%');
    const share = typeof value === 'string' ? read / 100 : read;
    return share >= min && share <= max
      ? { value: share }
      : { expected: `a number from ${min} to ${max}, or a percentage` };
  };
}

/** Pixels: 16 or `16px`. */
export function pixels({ min, max }: Range): Reader<number> {
  return (value) => {
    const length = withUnit(value, 'px');
    return length >= min && length <= max ? { value: length } : { expected: `pixels from ${min}px to ${max}px` };
  };
}

/** Whole pixels: 64 or `64px`. */
export function wholePixels({ min, max }: Range): Reader<number> {
  return (value) => {
    const length = withUnit(value, 'px');
    return Number.isInteger(length) && length >= min && length <= max
      ? { value: length }
      : { expected: `whole pixels from ${min}px to ${max}px` };
  };
}

/** The number in `15%`, or a bare one; NaN, which lies in no range, for anything else. */
function withUnit(value: unknown, unit: string): number {
  if (typeof value === 'number') return value;
  const digits = typeof value === 'string' && value.endsWith(unit) ? value.slice(0, -unit.length) : '';
  return new RegExp(`^-?${DECIMAL}$`).test(digits) ? Number(digits) : Number.NaN;
}

/** A picture's size, such as `512x512`: width, then height, in pixels. */
export function size({ min, max }: Range): Reader<{ readonly width: number; readonly height: number }> {
  return (value) => {
    const [, width, height] = (typeof value === 'string' ? /^(\d+)x(\d+)$/.exec(value) : null)?.map(Number) ?? [];
    return width !== undefined &&
      height !== undefined &&
      Math.min(width, height) >= min &&
      Math.max(width, height) <= max
      ? { value: { width, height } }
      : { expected: `a size such as 512x512, from ${min} to ${max} pixels a side` };
  };
}

/** A frame rate as a ratio of whole numbers. */
export interface FrameRate {
  readonly numerator: number;
  readonly denominator: number;
}

/** The rates that are broadcast at N/1.001 frames per second (SMPTE ST 12-1), ... */
const BROADCAST_RATES = [24, 30, 48, 60, 120] as const;
/** ... and how far 29.97 may be from 30/1.001: people write two or three decimals. */
const BROADCAST_TOLERANCE = 0.0051;

/** Frames per second: 25, 12.5 (up to three decimals), '30000/1001', or the broadcast rates 23.976, 29.97, 59.94, ..., which mean N/1.001. */
export function frameRate({ min, max }: Range): Reader<FrameRate> {
  return (value) => {
    const rate =
      typeof value === 'number' ? fromNumber(value) : typeof value === 'string' ? fromRatio(value) : undefined;
    const fps = rate === undefined ? Number.NaN : rate.numerator / rate.denominator;
    return rate !== undefined && fps >= min && fps <= max
      ? { value: rate }
      : { expected: `frames per second from ${min} to ${max}, such as 25, 29.97 or 30000/1001` };
  };
}

/** Writes a frame rate so that `frameRate` reads back the same ratio. */
export function toFrameRate({ numerator, denominator }: FrameRate): number | string {
  return denominator === 1 ? numerator : `${numerator}/${denominator}`;
}

function fromNumber(fps: number): FrameRate | undefined {
  const broadcast = BROADCAST_RATES.find((rate) => fps < rate && Math.abs(fps - rate / 1.001) < BROADCAST_TOLERANCE);
  if (broadcast !== undefined) return { numerator: broadcast * 1000, denominator: 1001 };
  // Up to three decimals: 12.5, 23.333. Anything finer is a ratio, to be written as one.
  const thousandths = Math.round(fps * 1000);
  return Math.abs(fps * 1000 - thousandths) < 1e-6 ? inLowestTerms(thousandths, 1000) : undefined;
}

function fromRatio(text: string): FrameRate | undefined {
  const [, numerator, denominator] = /^(\d{1,9})\/(\d{1,9})$/.exec(text)?.map(Number) ?? [];
  return numerator === undefined || !denominator ? undefined : inLowestTerms(numerator, denominator);
}

function inLowestTerms(numerator: number, denominator: number): FrameRate {
  let [divisor, rest] = [numerator, denominator];
  while (rest !== 0) [divisor, rest] = [rest, divisor % rest];
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** One of a few words. */
export function choice<const W extends string>(words: readonly W[]): Reader<W> {
  return (value) => {
    const word = words.find((each) => each === value);
    return word !== undefined ? { value: word } : { expected: `one of ${words.join(', ')}` };
  };
}

/** `true` or `false`. */
export function flag(): Reader<boolean> {
  return (value) => (typeof value === 'boolean' ? { value } : { expected: 'true or false' });
}

/** One line of text, not empty, without control characters, at most `max` characters; spaces at its ends are cut off. */
export function text({ max }: { readonly max: number }): Reader<string> {
  return (value) => {
    const line = typeof value === 'string' ? value.trim() : '';
    return line !== '' && line.length <= max && !/\p{Cc}/u.test(line)
      ? { value: line }
      : { expected: `a line of text, at most ${max} characters` };
  };
}
