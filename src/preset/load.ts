// Loads presets: from a file (or a text) to checked settings, or to one error that tells all that is wrong and where.

import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { isSystemError, UserError } from '../errors.js';
import { nearest } from './nearest.js';
import type { PictureSettings } from './picture/picture.js';
import { checkPicture, isPicture } from './picture/schema.js';
import type { Path, Problem } from './schema/fields.js';
import { checkSettings } from './schema/schema.js';
import type { Settings } from './settings.js';
import { readDocument } from './yaml/document.js';
import { applyOverrides, type Override } from './yaml/override.js';
import { rememberLocation } from './yaml/places.js';
import { type PlacedProblem, report } from './yaml/report.js';

/** Largest preset, in bytes: some thousand keyframes. The YAML library takes long over large files, so ask before. */
const MAX_BYTES = 256 * 1024;

/** The endings of preset files. */
const EXTENSIONS: readonly string[] = ['.yaml', '.yml'];

/** How a preset is loaded. */
export interface LoadOptions {
  /** Put into the preset before it is checked, later ones over earlier ones. @default none */
  readonly overrides?: readonly Override[];
}

/**
 * Loads a preset file.
 *
 * @param path - As the user wrote it; errors show it so.
 * @throws UserError PRESET_UNREADABLE when there is no such file, it is a folder or no regular file, or may not be read;
 *   PRESET_INVALID when it is empty, larger than 256 kB, not UTF-8, not YAML, or says what no preset may say.
 */
export async function loadPreset(path: string, options: LoadOptions = {}): Promise<Settings> {
  return parsePreset(await readText(path), { ...options, name: path });
}

/**
 * Checks a preset's text.
 *
 * @param options.name - What errors call it.
 * @throws UserError PRESET_INVALID, its message all problems with their places.
 */
export function parsePreset(text: string, options: LoadOptions & { readonly name: string }): Settings {
  return parseChecked(text, options, checkSettings, ({ cycle }, tellAt) => {
    for (const [i, item] of cycle.items.entries()) {
      // What a cycle is told by an atlas may stand in the cycle itself.
      const isWhole = cycle.items.length === 1 && (item.kind === 'like' || item.kind === 'ranked');
      rememberLocation(item, (message) => tellAt(isWhole ? ['cycle'] : ['cycle', 'neurons', i], message));
    }
  });
}

/**
 * Checks the text of a picture's settings: what stands in its metadata.
 *
 * @param options.name - What errors call it.
 * @throws UserError PRESET_INVALID, its message all problems with their places.
 */
export function parsePicture(text: string, options: LoadOptions & { readonly name: string }): PictureSettings {
  if (text.length > MAX_BYTES) throw new UserError('PRESET_INVALID', `${options.name} is too long`);
  return parseChecked(text, options, checkPicture);
}

/** More channels than any layer has. */
const MOST_NUMBERS = 20_000;

/**
 * Reads a direction: a list of numbers, one a channel, in YAML or JSON.
 *
 * @throws UserError PRESET_UNREADABLE when there is no such file; PRESET_INVALID when it holds something else.
 */
export async function loadDirection(path: string): Promise<readonly number[]> {
  const value = readDocument(await readText(path)).document?.value();
  const isList = Array.isArray(value) && value.length > 0 && value.length <= MOST_NUMBERS;
  if (isList && value.every((one: unknown) => typeof one === 'number' && Number.isFinite(one))) return value;
  throw new UserError('PRESET_INVALID', `${path} is no direction`, {
    hint: 'a direction is a list of numbers, one for each channel of the layer: [0.2, 0, -1.5, ...]',
  });
}

/** Whether a text reads like a picture's settings rather than a film's. */
export function isPictureText(text: string): boolean {
  return text.length <= MAX_BYTES && isPicture(readDocument(text).document?.value());
}

function parseChecked<T>(
  text: string,
  { name, overrides = [] }: LoadOptions & { readonly name: string },
  checkAll: (value: unknown) => { readonly value: T } | { readonly problems: readonly Problem[] },
  onRead?: (value: T, tellAt: (path: Path, message: string) => string) => void,
): T {
  const invalid = (problems: readonly PlacedProblem[], unplaced = 0): UserError =>
    new UserError('PRESET_INVALID', report(problems, { name, text, unplaced }));

  if (text.replace(/^\uFEFF/, '').trim() === '') throw new UserError('PRESET_INVALID', `${name} is empty`);
  const { document, faults } = readDocument(text);
  const inText = faults.slice(0, MAX_PLACED).map((fault): PlacedProblem => ({ path: [], ...fault }));
  if (document === undefined) throw invalid(inText, faults.length - inText.length);
  const misfits = applyOverrides(document, overrides);
  const checked = checkAll(document.value());
  const placed = ({ path, message, onKey }: Problem): PlacedProblem => {
    const place = document.placeOf(path, onKey);
    if (place !== undefined) return { path, message, location: place };
    return { path, message, origin: originOf(path, overrides) };
  };
  if ('value' in checked && misfits.length === 0 && faults.length === 0) {
    onRead?.(checked.value, (path, message) =>
      report([placed({ path, message, onKey: false })], { name, text, unplaced: 0 }),
    );
    return checked.value;
  }

  const problems = 'problems' in checked ? checked.problems : [];
  const inPlace = problems.slice(0, MAX_PLACED).map(placed);
  throw invalid([...inText, ...misfits, ...inPlace], faults.length - inText.length + problems.length - inPlace.length);
}

/** A preset of a folder: its settings, or why it cannot be used. */
export type ListedPreset =
  | { readonly name: string; readonly path: string; readonly settings: Settings }
  | { readonly name: string; readonly path: string; readonly error: UserError };

/**
 * Loads all presets of a folder, in the order of their names; one that is wrong does not hide the others.
 *
 * @throws UserError PRESET_UNREADABLE when the folder cannot be read.
 */
export async function listPresets(folder: string): Promise<readonly ListedPreset[]> {
  const files = (await namesIn(folder)).filter((file) => EXTENSIONS.includes(extname(file)));
  return Promise.all(
    files.map(async (file): Promise<ListedPreset> => {
      const path = join(folder, file);
      const name = basename(file, extname(file));
      try {
        return { name, path, settings: await loadPreset(path) };
      } catch (error) {
        if (error instanceof UserError) return { name, path, error };
        throw error;
      }
    }),
  );
}

/** Finding a place takes time that grows with the preset, so of a flood of problems not all are placed. */
const MAX_PLACED = 200;

/** The last override that put in what stands at the path, above it or below it: what has no place in the text. */
function originOf(path: Path, overrides: readonly Override[]): string {
  const last = overrides.findLast((each) => each.path.every((key, i) => i >= path.length || key === path[i]));
  return last?.origin ?? 'an override';
}

async function readText(path: string): Promise<string> {
  const bytes = await readBytes(path).catch(async (error: unknown) => {
    throw await unreadable(path, error);
  });
  if (bytes.length > MAX_BYTES) {
    throw new UserError('PRESET_INVALID', `${path} is larger than ${MAX_BYTES / 1024} kB, so it is no preset`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UserError('PRESET_INVALID', `${path} is not a text in UTF-8`, { cause });
  }
}

/** At most one byte more than is allowed. Looks before it opens: opening a pipe would wait for its writer for ever. */
async function readBytes(path: string): Promise<Uint8Array> {
  const stats = await stat(path);
  if (stats.isDirectory()) throw await folderInstead(path);
  if (!stats.isFile()) throw new UserError('PRESET_UNREADABLE', `${path} is not a regular file`);
  const file = await open(path);
  try {
    const bytes = new Uint8Array(MAX_BYTES + 1);
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return bytes.subarray(0, length);
  } finally {
    await file.close();
  }
}

async function folderInstead(path: string): Promise<UserError> {
  const presets = (await namesIn(path)).filter((file) => EXTENSIONS.includes(extname(file)));
  const hint = presets.length > 0 ? `presets in it: ${presets.slice(0, 10).join(', ')}` : undefined;
  return new UserError('PRESET_UNREADABLE', `${path} is a folder, not a preset file`, { hint });
}

async function unreadable(path: string, error: unknown): Promise<unknown> {
  if (!isSystemError(error)) return error;
  if (error.code !== 'ENOENT') {
    return new UserError('PRESET_UNREADABLE', `${path} cannot be read (${error.code})`, { cause: error });
  }
  const siblings = await readdir(dirname(path)).catch(() => []);
  const presets = siblings.filter((file) => EXTENSIONS.includes(extname(file))).sort();
  const closest = nearest(basename(path), presets, 3).map((file) => join(dirname(path), file));
  const hint = closest.length > 0 ? `closest: ${closest.join(', ')}` : undefined;
  return new UserError('PRESET_UNREADABLE', `${path} does not exist`, { hint, cause: error });
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw new UserError('PRESET_UNREADABLE', `${folder} cannot be read (${cause.code})`, { cause });
  }
}
