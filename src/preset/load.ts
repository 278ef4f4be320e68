// Loads presets from a file, a text or an object. The result is checked settings, or one error that lists every problem
// with the path to its value and its location in the text.

import { basename, dirname, extname, isAbsolute, join } from 'node:path';
import { type Problem, UserError } from '../errors.js';
import { openTrack } from '../sound/track.js';
import { findFfmpeg } from '../video/encode/ffmpeg.js';
import type { PictureSettings } from './picture/picture.js';
import { checkPicture, isPicture } from './picture/schema.js';
import { MAX_BYTES, presetFilesIn, readPresetText } from './preset-file.js';
import { checkWithTrack, type TrackTimes, waitsForTrack } from './schema/beat-times.js';
import { type FieldProblem, isMap, type Path } from './schema/fields.js';
import { soundOf } from './schema/schema.js';
import type { Settings } from './settings.js';
import { type PresetDocument, readDocument, toDocument } from './yaml/document.js';
import { applyOverrides, type Override } from './yaml/override.js';
import { type ReportedProblem, report } from './yaml/report.js';

/** How a preset is loaded. */
export interface LoadOptions {
  /** Values to put into the preset before it is checked; later ones replace earlier ones. @default none */
  readonly overrides?: readonly Override[];
}

/** How a preset is checked. */
export interface ParseOptions extends LoadOptions {
  /** What its track decides about times in beats; `loadPreset` finds it out. @default such times are refused */
  readonly track?: TrackTimes | undefined;
  /** The preset's name in errors. @default 'the preset', or 'the picture' */
  readonly name?: string;
}

/** Where settings come from, as plain data: what `locateProblems` needs. */
export interface PresetSource {
  /** The preset's name in errors: its path. */
  readonly name: string;
  readonly text: string;
  readonly overrides: readonly Override[];
}

/**
 * Loads a preset file. Times in beats, and `duration: sound`, are counted in its sound file.
 *
 * @param path - As the user wrote it; errors quote it.
 * @throws UserError PRESET_UNREADABLE when the file does not exist, is not a regular file, or may not be read;
 *   PRESET_INVALID when it is empty, larger than 256 kB, not UTF-8, not YAML, or not a valid preset.
 */
export async function loadPreset(path: string, options: LoadOptions = {}): Promise<Settings> {
  return (await loadPresetWithSource(path, options)).settings;
}

/** Loads a preset file and keeps its source, to locate problems found later. @throws UserError as `loadPreset`. */
export async function loadPresetWithSource(
  path: string,
  { overrides = [] }: LoadOptions = {},
): Promise<{ readonly settings: Settings; readonly source: PresetSource }> {
  const text = await readPresetText(path);
  const source: PresetSource = { name: path, text, overrides };
  const track = await trackTimesOf(source);
  const settings = parsePreset(text, { name: path, overrides, track });
  const { sound } = settings;
  return { settings: { ...settings, sound: sound && { ...sound, file: soundPath(sound.file, source) } }, source };
}

/** A sound file of a preset lies in the preset's folder; one that an override names, in the working folder. */
function soundPath(file: string, { name, overrides }: PresetSource): string {
  const isOverridden = overrides.some(
    ({ path: [top, key] }) => top === 'sound' && (key === undefined || key === 'file'),
  );
  return isOverridden || isAbsolute(file) ? file : join(dirname(name), file);
}

/**
 * Listens to the sound of a preset, if some time of it is counted in beats.
 *
 * @throws UserError SOUND_UNREADABLE, SOUND_UNUSABLE, FFMPEG_MISSING, with the line.
 */
async function trackTimesOf(source: PresetSource): Promise<TrackTimes | undefined> {
  const { document } = readDocument(source.text);
  if (document === undefined) return undefined;
  applyOverrides(document, source.overrides);
  const value = document.value();
  const file = fileOfSound(value);
  if (file === undefined || !waitsForTrack(value)) return undefined;
  try {
    const { analysis } = await openTrack(soundPath(file, source), { ffmpeg: await findFfmpeg() });
    return analysis;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { code, message, hint, cause } = error;
    throw locateProblems(
      new UserError(code, message, { hint, cause, problems: [{ path: ['sound'], message }] }),
      source,
    );
  }
}

/** The sound file that a preset names, even where the rest of its sound waits for it. */
function fileOfSound(preset: unknown): string | undefined {
  const sound = isMap(preset) ? preset.sound : undefined;
  return soundOf({ sound: isMap(sound) ? { file: sound.file } : sound })?.file;
}

/**
 * Checks a preset.
 *
 * @param preset - The YAML text, or the same as an object: `{ duration: '10s', cycle: { neurons: ['mixed4:40'] } }`.
 * @throws UserError PRESET_INVALID, with all problems in its message and as `problems`.
 */
export function parsePreset(preset: string | object, options: ParseOptions = {}): Settings {
  const { track } = options;
  return parseChecked(preset, { name: 'the preset', overrides: [], ...options }, (value) =>
    checkWithTrack(value, track),
  );
}

/**
 * Checks a picture's settings, such as those in its metadata.
 *
 * @param picture - The YAML text, or the same as an object.
 * @throws UserError PRESET_INVALID, with all problems in its message and as `problems`.
 */
export function parsePicture(picture: string | object, options: ParseOptions = {}): PictureSettings {
  const { name = 'the picture' } = options;
  if (typeof picture === 'string' && picture.length > MAX_BYTES) {
    throw new UserError('PRESET_INVALID', `${name} is longer than ${MAX_BYTES / 1024} kB`);
  }
  return parseChecked(picture, { overrides: [], ...options, name }, checkPicture);
}

/** Whether a text reads like a picture's settings rather than a film's. */
export function isPictureText(text: string): boolean {
  return text.length <= MAX_BYTES && isPicture(readDocument(text).document?.value());
}

/** More channels than any layer has. */
const MOST_NUMBERS = 20_000;

/**
 * Reads a direction: a list of numbers, one per channel, in YAML or JSON.
 *
 * @throws UserError PRESET_UNREADABLE when the file does not exist; PRESET_INVALID when it contains something else.
 */
export async function loadDirection(path: string): Promise<readonly number[]> {
  const value = readDocument(await readPresetText(path)).document?.value();
  const isList = Array.isArray(value) && value.length > 0 && value.length <= MOST_NUMBERS;
  if (isList && value.every((one: unknown) => typeof one === 'number' && Number.isFinite(one))) return value;
  throw new UserError('PRESET_INVALID', `${path} is not a direction`, {
    hint: 'a direction is a list of numbers, one for each channel of the layer: [0.2, 0, -1.5, ...]',
  });
}

/** A preset in a folder: its settings, or the reason why it cannot be used. */
export type ListedPreset =
  | { readonly name: string; readonly path: string; readonly settings: Settings }
  | { readonly name: string; readonly path: string; readonly error: UserError };

/**
 * Loads all presets in a folder, sorted by name. An invalid preset does not affect the others.
 *
 * @throws UserError PRESET_UNREADABLE when the folder cannot be read.
 */
export async function listPresets(folder: string): Promise<readonly ListedPreset[]> {
  const files = await presetFilesIn(folder);
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

/**
 * Adds the location in the preset to each problem of an error, for problems found after the preset was checked, such
 * as a layer that the network lacks. Any other error is returned unchanged.
 *
 * @param source - Undefined when the preset could not be read, so that the error has its locations already.
 */
export function locateProblems(error: unknown, source: PresetSource | undefined): unknown {
  if (source === undefined || !(error instanceof UserError) || error.problems.length === 0) return error;
  if (error.problems.some(({ location }) => location !== undefined)) return error;
  const { document } = readDocument(source.text);
  if (document === undefined) return error;
  applyOverrides(document, source.overrides);
  const located = error.problems.map(({ path, message }) =>
    locate({ path, message, onKey: false }, document, source.overrides),
  );
  const { code, hint } = error;
  return new UserError(code, report(located, source), { hint, problems: located.map(toProblem), cause: error });
}

/** Most problems that are located. Finding a location takes time in proportion to the preset's size. */
const MAX_LOCATED = 200;

function parseChecked<T>(
  given: string | object,
  { name, overrides }: Required<Pick<ParseOptions, 'name' | 'overrides'>>,
  checkAll: (value: unknown) => { readonly value: T } | { readonly problems: readonly FieldProblem[] },
): T {
  const text = typeof given === 'string' ? given : '';
  const invalid = (problems: readonly ReportedProblem[], more = 0): UserError =>
    new UserError('PRESET_INVALID', report(problems, { name, text, more }), { problems: problems.map(toProblem) });

  if (given === text && text.replace(/^\uFEFF/, '').trim() === '') {
    throw new UserError('PRESET_INVALID', `${name} is empty`);
  }
  const { document, problems: inYaml } =
    typeof given === 'string' ? readDocument(given) : { document: documentOf(given, name), problems: [] };
  const inText = inYaml.slice(0, MAX_LOCATED).map((problem): ReportedProblem => ({ path: [], ...problem }));
  if (document === undefined) throw invalid(inText, inYaml.length - inText.length);
  const inOverrides = applyOverrides(document, overrides);
  const checked = checkAll(document.value());
  if ('value' in checked && inOverrides.length === 0 && inYaml.length === 0) return checked.value;

  const problems = 'problems' in checked ? checked.problems : [];
  const located = problems.slice(0, MAX_LOCATED).map((problem) => locate(problem, document, overrides));
  const more = inYaml.length - inText.length + problems.length - located.length;
  throw invalid([...inText, ...inOverrides, ...located], more);
}

function documentOf(given: object, name: string): PresetDocument {
  try {
    return toDocument(given);
  } catch (cause) {
    throw new UserError('PRESET_INVALID', `${name} is not plain data`, { cause });
  }
}

function locate(
  { path, message, onKey }: FieldProblem,
  document: PresetDocument,
  overrides: readonly Override[],
): ReportedProblem {
  const location = document.locationOf(path, onKey);
  return location === undefined ? { path, message, origin: originOf(path, overrides) } : { path, message, location };
}

/** The last override that set the value at the path, above it or below it. */
function originOf(path: Path, overrides: readonly Override[]): string | undefined {
  return overrides.findLast((each) => each.path.every((key, i) => i >= path.length || key === path[i]))?.origin;
}

function toProblem({ path, message, location }: ReportedProblem): Problem {
  if (location === undefined) return { path, message };
  return { path, message, location: { line: location.line, column: location.column } };
}
