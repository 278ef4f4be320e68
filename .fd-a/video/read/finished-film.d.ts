import type { FilmFacts } from '../encode/encoder.js';
import { type VideoFormat } from '../encode/formats.js';
/** A complete film on disk. */
export interface FinishedFilm {
    /** Absolute path of a file or a folder of numbered pictures. */
    readonly path: string;
    readonly format: VideoFormat;
    readonly facts: FilmFacts;
}
/**
 * Reads a film from its first byte to its last.
 *
 * @throws UserError ARGUMENT_INVALID when it cannot be opened or is in no known format, FILM_INCOMPLETE when it is
 *   damaged or empty.
 */
export declare function readFilm(film: string): Promise<FinishedFilm>;
/**
 * Counts the frames of a film that neurozoom wrote, from its first byte to its last.
 *
 * @throws Error whose message continues `the file is damaged:`, when the film is cut short, corrupt or in
 *   another format; the system's error when it cannot be read.
 */
export declare function countFrames(path: string, format: VideoFormat): Promise<FilmFacts>;
/**
 * Reads the comment of an MP4, MOV or WebM file.
 *
 * @returns null for any other file, and for a film without a comment.
 * @throws Error that says what is wrong with a damaged film; the system's error when it cannot be read.
 */
export declare function readFilmComment(path: string): Promise<string | null>;
