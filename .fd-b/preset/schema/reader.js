// Readers: each converts a value parsed from YAML (a number, a text such as '2s', or anything else) to base units, and
// describes in words and in JSON Schema what it accepts. The text contains the unit, which avoids ambiguity.
import { frameRateOf, lowestTerms } from '../frame-rate.js';
const isWithin = (value, { min, max }) => value >= min && value <= max;
/** Patterns of JSON Schema are matched with the Unicode flag. */
function matchOf(pattern, value) {
    return typeof value === 'string' ? new RegExp(pattern, 'u').exec(value) : null;
}
const DECIMAL = String.raw `\d+(?:\.\d+)?(?:e[+-]?\d+)?`;
const TIME = `^(?=\\d)(?:(${DECIMAL})h)?(?:(${DECIMAL})m)?(?:(${DECIMAL})s)?(?:(${DECIMAL})ms)?$`;
const SECONDS_PER_HOUR = 3600;
const SECONDS_PER_MINUTE = 60;
const MS_PER_SECOND = 1000;
/** A time, such as `2s`, `500ms`, `1m30s` or `2m`, in seconds. A bare number is refused: it has no unit. */
export function time(range) {
    return {
        expected: `a time such as 2s, from ${formatTime(range.min)} to ${formatTime(range.max)}`,
        schema: { type: 'string', pattern: TIME },
        read(value) {
            const match = matchOf(TIME, value);
            if (match === null)
                return undefined;
            const [hours, minutes, seconds, ms] = match.slice(1).map((digits) => Number(digits ?? 0));
            // Thousandths are divided, since 500 / 1000 is the nearest number to 0.5 and 500 * 0.001 need not be.
            const sum = hours * SECONDS_PER_HOUR + minutes * SECONDS_PER_MINUTE + seconds + ms / MS_PER_SECOND;
            return isWithin(sum, range) ? sum : undefined;
        },
    };
}
/** Writes seconds as a time that `time` reads back to the same number. */
export function formatTime(seconds) {
    const isHours = seconds > 0 && seconds % SECONDS_PER_HOUR === 0;
    return isHours ? `${seconds / SECONDS_PER_HOUR}h` : `${seconds}s`;
}
/** A bare number. */
export function number({ min, max }) {
    return {
        expected: `a number from ${min} to ${max}`,
        schema: { type: 'number', minimum: min, maximum: max },
        read: (value) => (typeof value === 'number' && isWithin(value, { min, max }) ? value : undefined),
    };
}
/** A bare whole number. */
export function whole({ min, max }) {
    return {
        expected: `a whole number from ${min} to ${max}`,
        schema: { type: 'integer', minimum: min, maximum: max },
        read: (value) => Number.isInteger(value) && isWithin(value, { min, max }) ? value : undefined,
    };
}
/** A number that `bare` accepts, or a text that matches `pattern`: the number in its first group, times `scale`. */
function withUnit(bare, pattern, scale) {
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
export function fraction(range) {
    const expected = `a number from ${range.min} to ${range.max}, or a percentage`;
    return withUnit({ ...number(range), expected }, `^(-?${DECIMAL})%$`, (percent) => percent / 100);
}
/** Pixels: 16 or `16px`. */
export function pixels(range) {
    const expected = `pixels from ${range.min}px to ${range.max}px`;
    return withUnit({ ...number(range), expected }, `^(${DECIMAL})px$`, (digits) => digits);
}
/** Whole pixels: 64 or `64px`. */
export function wholePixels(range) {
    const expected = `whole pixels from ${range.min}px to ${range.max}px`;
    return withUnit({ ...whole(range), expected }, '^(\\d+)px$', (digits) => digits);
}
const SIZE = '^(\\d+)x(\\d+)$';
/** A picture's size, such as `512x512`: width, then height, in pixels. */
export function size(range) {
    return {
        expected: `a size such as 512x512, from ${range.min} to ${range.max} pixels a side`,
        schema: { type: 'string', pattern: SIZE },
        read(value) {
            const [width, height] = matchOf(SIZE, value)?.slice(1).map(Number) ?? [];
            if (width === undefined || height === undefined)
                return undefined;
            return isWithin(width, range) && isWithin(height, range) ? { width, height } : undefined;
        },
    };
}
const RATIO = '^(\\d{1,9})/(\\d{1,9})$';
/** Frames per second: 25, 12.5, 29.97 (see `frameRateOf`), or '30000/1001'. */
export function frameRate({ min, max }) {
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
/** One of a few words. */
export function choice(words) {
    return {
        expected: `one of ${words.join(', ')}`,
        schema: { enum: words },
        read: (value) => words.find((each) => each === value),
    };
}
/** `true` or `false`. */
export function flag() {
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
export function text({ max }) {
    return textWithout('', `a line of text, at most ${max} characters`, max);
}
/**
 * The name of a file inside a folder or its subfolders: no absolute path, no drive, no `..`. A preset may come from
 * anyone and must not be able to name the user's other files.
 */
export function nameInFolder({ max }) {
    const outside = String.raw `(?!\s*(?:[/\\]|[A-Za-z]:))(?!(?:.*[/\\])?\s*\.\.\s*(?:[/\\]|$))`;
    return textWithout(outside, 'a name inside the output folder (--out takes any path)', max);
}
/** @param lookahead - A pattern before the text. */
function textWithout(lookahead, expected, max) {
    const control = String.raw `\u0000-\u001f\u007f-\u009f`;
    const end = `[^\\s${control}]`;
    const pattern = `^${lookahead}\\s*${end}(?:[^${control}]{0,${max - 2}}${end})?\\s*$`;
    return {
        expected,
        schema: { type: 'string', pattern },
        read: (value) => (typeof value === 'string' ? matchOf(pattern, value)?.[0].trim() : undefined),
    };
}
//# sourceMappingURL=reader.js.map