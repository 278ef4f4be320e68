// The parts a schema is built of, each a zod type that reports every problem with the path to it and in one grammar,
// "expected ..., got ...". Zod walks the maps and fills in the defaults; what a value may be is told by readers.

import { z } from 'zod';
import { nearest } from '../nearest.js';
import type { Range, Reader } from './reader.js';

/** Checks a value of any kind and turns it into a `T`. */
export type Field<T> = z.ZodType<T>;

/** Where a problem is: keys and indices from the top of the preset down. */
export type Path = readonly (string | number)[];

/** Something wrong with a value. */
export interface Problem {
  readonly path: Path;
  /** "expected ..., got ..." */
  readonly message: string;
  /** Whether the key is wrong rather than its value. */
  readonly onKey: boolean;
}

/** Reports a problem, in words, with the value being checked, or with what lies at `path` below it. */
export type Refuse = (expected: string, got: string, path?: Path) => undefined;

/** Checks a value with a field. */
export function check<T>(
  field: Field<T>,
  value: unknown,
): { readonly value: T } | { readonly problems: readonly Problem[] } {
  const result = field.safeParse(value);
  if (result.success) return { value: result.data };
  const problems = result.error.issues.map((issue) => ({
    path: issue.path.filter((key) => typeof key !== 'symbol'),
    message: issue.message,
    onKey: issue.code === 'custom' && issue.params?.onKey === true,
  }));
  return { problems };
}

/** A single value, told by a reader. */
export function field<T>(reader: Reader<T>): Field<T> {
  return custom((value, refuse) => {
    const reading = reader(value);
    if ('value' in reading) return reading.value;
    return refuse(reading.expected, inWords(value));
  });
}

/**
 * A map of known keys; unknown ones are refused, with the nearest known key. Nothing at all counts as an empty map, so
 * that all lines of a section can be commented out.
 */
export function section<S extends z.ZodRawShape>(shape: S, expected = 'a map'): Field<z.output<z.ZodObject<S>>> {
  const object = z.object(shape);
  return z.unknown().transform((value, context) => {
    const map = value ?? {};
    if (!isMap(map)) return reject(context, { path: [], message: told(expected, inWords(value)), onKey: false });
    for (const key of Object.keys(map)) {
      if (Object.hasOwn(shape, key)) continue;
      const [closest] = nearest(key, Object.keys(shape), 1);
      reject(context, { path: [key], message: told(`a known key (nearest: ${closest})`, inWords(key)), onKey: true });
    }
    return forward(context, object, map);
  });
}

/** A list of `min` to `max` items. */
export function list<T>(item: Field<T>, { min, max }: Range, expected: string): Field<readonly T[]> {
  return z.unknown().transform((value, context) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) {
      return reject(context, { path: [], message: told(`${min} to ${max} ${expected}`, inWords(value)), onKey: false });
    }
    return value.map((each: unknown, index) => forward(context, item, each, [index]));
  });
}

/** A field that depends on the value: `pick` looks at it and chooses. */
export function either<T>(pick: (value: unknown) => Field<T>): Field<T> {
  return z.unknown().transform((value, context) => forward(context, pick(value), value));
}

/** Refines what a field gives: returns the final value, or refuses it. Not asked where the field itself found problems. */
export function refine<A, B>(base: Field<A>, finish: (value: A, refuse: Refuse) => B | undefined): Field<B> {
  return base.transform((value, context) => finish(value, refuseIn(context)) ?? z.NEVER);
}

/** Whether a value is a plain map, as opposed to a list, nothing, or a single value. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function custom<T>(read: (value: unknown, refuse: Refuse) => T | undefined): Field<T> {
  return z.unknown().transform((value, context) => read(value, refuseIn(context)) ?? z.NEVER);
}

type Context = z.core.$RefinementCtx<unknown>;

function refuseIn(context: Context): Refuse {
  return (expected, got, path = []) => {
    reject(context, { path, message: told(expected, got), onKey: false });
    return undefined;
  };
}

function reject(context: Context, { path, message, onKey }: Problem): never {
  context.addIssue({ code: 'custom', path: [...path], message, params: { onKey } });
  return z.NEVER;
}

/** Checks a part of the value; its problems become this value's, and then the result is never used. */
function forward<T>(context: Context, part: Field<T>, value: unknown, at: Path = []): T {
  const checked = check(part, value);
  if ('value' in checked) return checked.value;
  for (const { path, ...problem } of checked.problems) reject(context, { path: [...at, ...path], ...problem });
  return z.NEVER;
}

/** Longest value quoted in a message, in characters. */
const QUOTED = 40;

function told(expected: string, got: string): string {
  return `expected ${expected}, got ${got}`;
}

/** A value as a message calls it. */
export function inWords(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object') return 'a map';
  const words = String(value);
  if (typeof value !== 'string') return words;
  return JSON.stringify(printable(words.length > QUOTED ? `${words.slice(0, QUOTED)}...` : words));
}

/** Without the characters that move a terminal's cursor or turn the direction of writing; each leaves its place. */
export function printable(text: string): string {
  return text.replace(/\t/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD');
}
