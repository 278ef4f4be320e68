// A Keras layer's `config`, read with care: it is JSON from anywhere. Each reader gives the setting, or Keras' default where it is missing, or says
// which layer has what instead of what.

import { UserError } from '../../errors.js';
import type { Edges, Pair } from '../../graph/attributes.js';
import type { JsonObject } from '../json.js';

/** Of Keras: the third changed a few activations and names. */
export type Generation = 2 | 3;

/** 2 or 3, by what wrote a file: '2.15.0', '3.8.0', or nothing in the oldest. */
export function generationOf(version: unknown): Generation {
  return typeof version === 'string' && Number.parseInt(version, 10) >= 3 ? 3 : 2;
}

/** The settings of one layer. */
export interface Settings {
  /** The layer's name. */
  readonly layer: string;
  /** As it stands in the file; null and missing are the same. */
  raw(key: string): unknown;
  text(key: string, byDefault: string): string;
  flag(key: string, byDefault: boolean): boolean;
  number(key: string, byDefault: number): number;
  /** A whole number from 1 to 65536, or null where it is missing. */
  count(key: string): number | null;
  /** One number for both, or rows and columns: whole, from 1 to 4096. */
  pair(key: string, byDefault: Pair): Pair;
  /** One number for all, or one for rows and one for columns, or two for each: whole, from 0 to 4096. */
  edges(key: string, byDefault: number): Edges;
  /** A list of numbers; a single number is a list of one. Empty where it is missing. */
  numbers(key: string): readonly number[];
}

/** Of kernels, strides, windows, margins: far beyond any network, and far below what fills a memory. */
const MAX_EXTENT = 4096;
const MAX_COUNT = 65_536;

/** Reads the settings of the layer of this name; failures are UserErrors NETWORK_UNREADABLE. */
export function settingsOf(layer: string, config: JsonObject): Settings {
  const raw = (key: string) => (Object.hasOwn(config, key) ? (config[key] ?? undefined) : undefined);
  const refuse = (key: string, expected: string): never => {
    throw new UserError(
      'NETWORK_UNREADABLE',
      `layer '${layer}' has the setting '${key}' ${quoted(raw(key))}, where ${expected} is expected`,
    );
  };
  function checked<T>(key: string, expected: string, byDefault: T, read: (value: unknown) => T | undefined): T {
    const value = raw(key);
    return value === undefined ? byDefault : (read(value) ?? refuse(key, expected));
  }
  return {
    layer,
    raw,
    text: (key, byDefault) =>
      checked(key, 'a word', byDefault, (value) => (typeof value === 'string' ? value : undefined)),
    flag: (key, byDefault) =>
      checked(key, 'true or false', byDefault, (value) => (typeof value === 'boolean' ? value : undefined)),
    number: (key, byDefault) => checked(key, 'a number', byDefault, (value) => (isNumber(value) ? value : undefined)),
    count: (key) =>
      checked<number | null>(key, `a whole number from 1 to ${MAX_COUNT}`, null, (value) =>
        isWhole(value, 1, MAX_COUNT) ? value : undefined,
      ),
    pair: (key, byDefault) =>
      checked(key, `a whole number from 1 to ${MAX_EXTENT}, or two of them,`, byDefault, (value) => pairOf(value, 1)),
    edges: (key, byDefault) =>
      checked(key, `a whole number from 0 to ${MAX_EXTENT}, or two or twice two of them,`, evenly(byDefault), edgesOf),
    numbers: (key) =>
      checked<readonly number[]>(key, 'a list of numbers', [], (value) => {
        const list = Array.isArray(value) ? value.flat(MAX_NESTING) : [value];
        return list.every(isNumber) ? list : undefined;
      }),
  };
}

/** NumPy lists of one row are lists in lists. */
const MAX_NESTING = 4;

function pairOf(value: unknown, from: number): Pair | undefined {
  if (isWhole(value, from, MAX_EXTENT)) return [value, value];
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [rows, columns] = value as readonly unknown[];
  return isWhole(rows, from, MAX_EXTENT) && isWhole(columns, from, MAX_EXTENT) ? [rows, columns] : undefined;
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

function isWhole(value: unknown, from: number, to: number): value is number {
  return Number.isInteger(value) && (value as number) >= from && (value as number) <= to;
}

/** Short enough for a message. */
function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
