// Reads and checks a Keras layer's `config`, which is JSON of unknown origin. Each reader returns the setting or, if it
// is missing, Keras's default. Otherwise the error names the layer, the value and what is expected.

import { UserError } from '../../errors.js';
import type { Edges, Pair } from '../../graph/attributes.js';
import type { JsonObject } from '../json.js';

/** The Keras generation. Keras 3 changed a few activations and names. */
export type Generation = 2 | 3;

/** The generation by the version in a file: '2.15.0', '3.8.0', or nothing in the oldest files. */
export function generationOf(version: unknown): Generation {
  return typeof version === 'string' && Number.parseInt(version, 10) >= 3 ? 3 : 2;
}

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

/** Limits of kernels, strides, windows and margins. No network needs more, and these still fit in memory. */
const MAX_EXTENT = 4096;
const MAX_COUNT = 65_536;

/** Reads the settings of the layer of this name. Errors are UserError NETWORK_UNREADABLE. */
export function settingsOf(layer: string, config: JsonObject): Settings {
  const raw = (key: string) => (Object.hasOwn(config, key) ? (config[key] ?? undefined) : undefined);
  const refuse = (key: string, expected: string): never => {
    throw new UserError(
      'NETWORK_UNREADABLE',
      `layer '${layer}' has the setting '${key}' ${quoted(raw(key))}; expected ${expected}`,
    );
  };
  function checked<T>(key: string, expected: string, fallback: T, read: (value: unknown) => T | undefined): T {
    const value = raw(key);
    return value === undefined ? fallback : (read(value) ?? refuse(key, expected));
  }
  return {
    layer,
    raw,
    text: (key, fallback) =>
      checked(key, 'a string', fallback, (value) => (typeof value === 'string' ? value : undefined)),
    flag: (key, fallback) =>
      checked(key, 'true or false', fallback, (value) => (typeof value === 'boolean' ? value : undefined)),
    number: (key, fallback) => checked(key, 'a number', fallback, (value) => (isNumber(value) ? value : undefined)),
    count: (key) =>
      checked<number | null>(key, `an integer from 1 to ${MAX_COUNT}`, null, (value) =>
        isInteger(value, 1, MAX_COUNT) ? value : undefined,
      ),
    pair: (key, fallback) =>
      checked(key, `one or two integers from 1 to ${MAX_EXTENT}`, fallback, (value) => pairOf(value, 1)),
    edges: (key, fallback) =>
      checked(key, `one, two or two times two integers from 0 to ${MAX_EXTENT}`, evenly(fallback), edgesOf),
    numbers: (key) =>
      checked<readonly number[]>(key, 'a list of numbers', [], (value) => {
        const list = Array.isArray(value) ? value.flat(MAX_NESTING) : [value];
        return list.every(isNumber) ? list : undefined;
      }),
  };
}

/** NumPy writes an array of one row as nested lists. */
const MAX_NESTING = 4;

function pairOf(value: unknown, from: number): Pair | undefined {
  if (isInteger(value, from, MAX_EXTENT)) return [value, value];
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [rows, columns] = value as readonly unknown[];
  return isInteger(rows, from, MAX_EXTENT) && isInteger(columns, from, MAX_EXTENT) ? [rows, columns] : undefined;
}

function edgesOf(value: unknown): Edges | undefined {
  const pair = pairOf(value, 0);
  if (pair !== undefined) return { top: pair[0], bottom: pair[0], left: pair[1], right: pair[1] };
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [rows, columns] = [pairOf(value[0], 0), pairOf(value[1], 0)];
  if (rows === undefined || columns === undefined) return undefined;
  return { top: rows[0], bottom: rows[1], left: columns[0], right: columns[1] };
}

function evenly(size: number): Edges {
  return { top: size, left: size, bottom: size, right: size };
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isInteger(value: unknown, from: number, to: number): value is number {
  return Number.isInteger(value) && (value as number) >= from && (value as number) <= to;
}

/** Shortened for a message. */
function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
