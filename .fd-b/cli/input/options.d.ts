import { type Override } from '../../preset/yaml/override.js';
import type { Call } from '../command.js';
/**
 * The values that the options of a call set, in the order of the table.
 *
 * @param values - The path of the value, by option.
 * @param toValue - The value for the text of an option. @default the text
 * @throws UserError ARGUMENT_INVALID for an option with an empty value.
 */
export declare function namedOverrides(call: Call, values: Readonly<Record<string, string>>, toValue?: (option: string, text: string) => string): readonly Override[];
/** Completes a size that is written as one number, as in `--size 1024`: it is square. */
export declare function toSize(text: string): string;
/**
 * Refuses one file in --out for several results.
 *
 * @param what - Names the results: `films`.
 * @throws UserError ARGUMENT_INVALID.
 */
export declare function checkOut(call: Call, count: number, what: string): Promise<void>;
/** The first and the last frame, from 0. */
export interface FrameRange {
    readonly first: number;
    readonly last: number;
}
/**
 * Reads the frames of `--frames`: `3..5`, `3..`, `..5`, `..` or `3`.
 *
 * @throws UserError ARGUMENT_INVALID when the text has another form, or the range is not within the film.
 */
export declare function parseFrames(text: string, frameCount: number): FrameRange;
