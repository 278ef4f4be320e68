import type { FinishedFilm } from '../read/finished-film.js';
import { type Tools } from './ffmpeg-task.js';
/**
 * Writes one frame of a film as a PNG of the film's size.
 *
 * @param frame - Index of the frame, from 0.
 * @param out - The name of the picture, ending in `.png`.
 * @throws UserError ARGUMENT_INVALID when there is no such frame; FILM_INCOMPLETE, FFMPEG_FAILED, DISK_FULL,
 *   OUTPUT_UNWRITABLE when the picture cannot be made.
 */
export declare function writePoster(tools: Tools, film: FinishedFilm, frame: number, out: string): Promise<void>;
/** The layout of a contact sheet. */
export interface ContactSheet {
    /** Pictures per row, and rows. A short film has fewer. */
    readonly columns: number;
    readonly rows: number;
    /** Width of a picture in pixels. The height follows from the film. */
    readonly cellWidth: number;
}
/**
 * Writes evenly spaced frames of a film as a PNG, row by row, with gaps of 4 pixels.
 *
 * @throws RangeError when a number of the sheet is not a positive integer; UserError as `writePoster`.
 */
export declare function writeContactSheet(tools: Tools, film: FinishedFilm, sheet: ContactSheet, out: string): Promise<void>;
