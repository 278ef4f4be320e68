import { type FrameRate } from '../frame-rate.js';
/** Reads one kind of value, as parsed from YAML. */
export interface Reader<T> {
    /** The expected value in words: "a number from 0 to 1". */
    readonly expected: string;
    /** The JSON Schema (draft-07) of such values. It cannot express the range of a text such as '2s'. */
    readonly schema: Readonly<Record<string, unknown>>;
    /** The value, or undefined if it is of another kind. */
    read(value: unknown): T | undefined;
}
/** Least and greatest value allowed, both included. */
export interface Range {
    readonly min: number;
    readonly max: number;
}
/** A time, such as `2s`, `500ms`, `1m30s` or `2m`, in seconds. A bare number is refused: it has no unit. */
export declare function time(range: Range): Reader<number>;
/** Writes seconds as a time that `time` reads back to the same number. */
export declare function formatTime(seconds: number): string;
/** A bare number. */
export declare function number({ min, max }: Range): Reader<number>;
/** A bare whole number. */
export declare function whole({ min, max }: Range): Reader<number>;
/** A fraction: 0.15 or `15%`. */
export declare function fraction(range: Range): Reader<number>;
/** Pixels: 16 or `16px`. */
export declare function pixels(range: Range): Reader<number>;
/** Whole pixels: 64 or `64px`. */
export declare function wholePixels(range: Range): Reader<number>;
/** A picture's size, such as `512x512`: width, then height, in pixels. */
export declare function size(range: Range): Reader<{
    readonly width: number;
    readonly height: number;
}>;
/** Frames per second: 25, 12.5, 29.97 (see `frameRateOf`), or '30000/1001'. */
export declare function frameRate({ min, max }: Range): Reader<FrameRate>;
/** One of a few words. */
export declare function choice<const W extends string | number>(words: readonly W[]): Reader<W>;
/** `true` or `false`. */
export declare function flag(): Reader<boolean>;
/**
 * One line of text, not empty, without control characters, at most `max` characters. Leading and trailing spaces are
 * removed.
 */
export declare function text({ max }: {
    readonly max: number;
}): Reader<string>;
/**
 * The name of a file inside a folder or its subfolders: no absolute path, no drive, no `..`. A preset may come from
 * anyone and must not be able to name the user's other files.
 */
export declare function nameInFolder({ max }: {
    readonly max: number;
}): Reader<string>;
