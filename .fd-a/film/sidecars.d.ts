import type { FinishedFilm } from '../video/read/finished-film.js';
import type { FilmOutput } from './output.js';
import type { PreparedFilm } from './prepare.js';
/**
 * The settings as a preset, after lines that say what rendered the film: everything needed to render it again.
 *
 * @param name - Name of the preset.
 * @param mixed - The differences in earlier parts of the film.
 */
export declare function settingsText({ settings, engine }: PreparedFilm, { ffmpeg }: FilmOutput, name: string, mixed: readonly string[]): Promise<string>;
/** Stands in the metadata of a film whose settings are only beside it. */
export declare const SETTINGS_BESIDE = "# The settings are in the file beside the film.";
/** The film's metadata. Settings that are too long for it (with hundreds of neurons) are only in the sidecar file. */
export declare function metadataOf(title: string, text: string): {
    readonly title: string;
    readonly comment: string;
};
/**
 * Writes the poster, the contact sheet and the settings of a finished film.
 *
 * @param folder - The folder in which they are made before they are renamed: that of the job, so that a killed process
 *   leaves no other files.
 * @throws UserError FFMPEG_FAILED, DISK_FULL, OUTPUT_UNWRITABLE; the film itself is complete even then.
 */
export declare function writeSidecars(film: FinishedFilm, output: FilmOutput, text: string, folder: string): Promise<void>;
