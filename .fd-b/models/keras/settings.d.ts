import type { Edges, Pair } from '../../graph/attributes.js';
import type { JsonObject } from '../json.js';
/** The Keras generation. Keras 3 changed a few activations and names. */
export type Generation = 2 | 3;
/** The generation by the version in a file: '2.15.0', '3.8.0', or nothing in the oldest files. */
export declare function generationOf(version: unknown): Generation;
/** The settings of one layer. */
export interface Settings {
    /** The layer's name. */
    readonly layer: string;
    /** The value in the file; null counts as missing. */
    raw(key: string): unknown;
    text(key: string, fallback: string): string;
    flag(key: string, fallback: boolean): boolean;
    number(key: string, fallback: number): number;
    /** An integer from 1 to 65536, or null if it is missing. */
    count(key: string): number | null;
    /** One number for both, or rows and columns. Integers from 1 to 4096. */
    pair(key: string, fallback: Pair): Pair;
    /** One number for all, or one for rows and one for columns, or two for each. Integers from 0 to 4096. */
    edges(key: string, fallback: number): Edges;
    /** A list of numbers. A single number is a list of one; a missing setting is an empty list. */
    numbers(key: string): readonly number[];
}
/** Reads the settings of the layer of this name. Errors are UserError NETWORK_UNREADABLE. */
export declare function settingsOf(layer: string, config: JsonObject): Settings;
