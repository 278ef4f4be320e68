import { z } from 'zod';
import type { Problem } from '../../errors.js';
import type { Range, Reader } from './reader.js';
/** Checks any value and converts it to a `T`. */
export type Field<T> = z.ZodType<T>;
/** The location of a problem: keys and indices from the top of the preset down. */
export type Path = readonly (string | number)[];
/** A problem that a field found; its message is "expected ..., got ...". */
export interface FieldProblem extends Problem {
    /** Whether to point at the key instead of its value. */
    readonly onKey: boolean;
}
/** Reports a problem with the checked value, or with the value at `path` below it. */
export type Refuse = (expected: string, got: string, path?: Path) => undefined;
/** Checks a value with a field. */
export declare function check<T>(field: Field<T>, value: unknown): {
    readonly value: T;
} | {
    readonly problems: readonly FieldProblem[];
};
/** The JSON Schema (draft-07) of the values that a field accepts. */
export declare function toJsonSchema(field: Field<unknown>): object;
/** A single value, read by a reader. */
export declare function field<T>({ expected, schema, read }: Reader<T>): Field<T>;
/** A valid combination of keys: all of `needs`, any of `may`, and no other key that a way of the section names. */
export interface Way {
    readonly needs: readonly string[];
    readonly may?: readonly string[];
}
/** Properties of a section besides its keys. */
export interface SectionOptions {
    /** In words, for messages. @default 'a map' */
    readonly expected?: string;
    /** The ways in which its keys may be combined. @default any */
    readonly ways?: readonly Way[];
}
/**
 * A map of known keys. An unknown key is refused with the nearest known one. If no key is required, an empty value is
 * read as an empty map, so that all lines of a section can be commented out.
 */
export declare function section<S extends z.ZodRawShape>(shape: S, { expected, ways }?: SectionOptions): Field<z.output<z.ZodObject<S>>>;
/** A list of `min` to `max` items. */
export declare function list<T>(item: Field<T>, { min, max }: Range, expected: string): Field<readonly T[]>;
/** One of several fields. If none accepts the value, the field that `pick` chooses reports its problems. */
export declare function either<T>(options: readonly Field<T>[], pick: (value: unknown) => Field<T>): Field<T>;
/**
 * Refines the value of a field: returns the final value or refuses it. Not called if the field itself has problems.
 */
export declare function refine<A, B>(base: Field<A>, finish: (value: A, refuse: Refuse) => B | undefined): Field<B>;
/** Whether a value is a plain map, not a list, a single value or null. */
export declare function isMap(value: unknown): value is Readonly<Record<string, unknown>>;
/** Describes a value in a message. */
export declare function describeValue(value: unknown): string;
/** Replaces the characters that move a terminal's cursor or change the direction of writing. */
export declare function printable(text: string): string;
