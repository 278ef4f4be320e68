import { UserError } from '../errors.js';
import type { PictureSettings } from './picture/picture.js';
import type { Settings } from './settings.js';
import { type Override } from './yaml/override.js';
/** How a preset is loaded. */
export interface LoadOptions {
    /** Values to put into the preset before it is checked; later ones replace earlier ones. @default none */
    readonly overrides?: readonly Override[];
}
/** How a preset is checked. */
export interface ParseOptions extends LoadOptions {
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
 * Loads a preset file.
 *
 * @param path - As the user wrote it; errors quote it.
 * @throws UserError PRESET_UNREADABLE when the file does not exist, is not a regular file, or may not be read;
 *   PRESET_INVALID when it is empty, larger than 256 kB, not UTF-8, not YAML, or not a valid preset.
 */
export declare function loadPreset(path: string, options?: LoadOptions): Promise<Settings>;
/** Loads a preset file and keeps its source, to locate problems found later. @throws UserError as `loadPreset`. */
export declare function loadPresetWithSource(path: string, { overrides }?: LoadOptions): Promise<{
    readonly settings: Settings;
    readonly source: PresetSource;
}>;
/**
 * Checks a preset.
 *
 * @param preset - The YAML text, or the same as an object: `{ duration: '10s', cycle: { neurons: ['mixed4:40'] } }`.
 * @throws UserError PRESET_INVALID, with all problems in its message and as `problems`.
 */
export declare function parsePreset(preset: string | object, options?: ParseOptions): Settings;
/**
 * Checks a picture's settings, such as those in its metadata.
 *
 * @param picture - The YAML text, or the same as an object.
 * @throws UserError PRESET_INVALID, with all problems in its message and as `problems`.
 */
export declare function parsePicture(picture: string | object, options?: ParseOptions): PictureSettings;
/** Whether a text reads like a picture's settings rather than a film's. */
export declare function isPictureText(text: string): boolean;
/**
 * Reads a direction: a list of numbers, one per channel, in YAML or JSON.
 *
 * @throws UserError PRESET_UNREADABLE when the file does not exist; PRESET_INVALID when it contains something else.
 */
export declare function loadDirection(path: string): Promise<readonly number[]>;
/** A preset in a folder: its settings, or the reason why it cannot be used. */
export type ListedPreset = {
    readonly name: string;
    readonly path: string;
    readonly settings: Settings;
} | {
    readonly name: string;
    readonly path: string;
    readonly error: UserError;
};
/**
 * Loads all presets in a folder, sorted by name. An invalid preset does not affect the others.
 *
 * @throws UserError PRESET_UNREADABLE when the folder cannot be read.
 */
export declare function listPresets(folder: string): Promise<readonly ListedPreset[]>;
/**
 * Adds the location in the preset to each problem of an error, for problems found after the preset was checked, such
 * as a layer that the network lacks. Any other error is returned unchanged.
 *
 * @param source - Undefined when the preset could not be read, so that the error has its locations already.
 */
export declare function locateProblems(error: unknown, source: PresetSource | undefined): unknown;
