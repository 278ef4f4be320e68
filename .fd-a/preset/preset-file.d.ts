/** Largest preset, in bytes: several thousand keyframes. The YAML library is slow with large files. */
export declare const MAX_BYTES: number;
/**
 * The text of a preset file.
 *
 * @throws UserError PRESET_UNREADABLE when the file does not exist, is not a regular file, or may not be read;
 *   PRESET_INVALID when it is larger than 256 kB or not UTF-8.
 */
export declare function readPresetText(path: string): Promise<string>;
/**
 * The names of the preset files in a folder, sorted.
 *
 * @throws UserError PRESET_UNREADABLE when the folder cannot be read.
 */
export declare function presetFilesIn(folder: string): Promise<readonly string[]>;
