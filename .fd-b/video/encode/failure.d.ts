import { UserError } from '../../errors.js';
import { type Ending } from './child.js';
import type { FilmFacts } from './encoder.js';
import type { VideoFormat } from './formats.js';
/** The file that was being written, and the program. */
export interface Attempt {
    /** Absolute path of the finished film. */
    readonly target: string;
    /** Path of the ffmpeg in use. */
    readonly ffmpeg: string;
    /** The encoder (`libx264`) or the task. */
    readonly task: string;
    /** `after frame 212`, or empty. */
    readonly when: string;
}
/**
 * The error FFMPEG_FAILED, or DISK_FULL if ffmpeg's last output says so.
 *
 * @param stalled - Why neurozoom killed it, if it did.
 */
export declare function ffmpegFailure({ target, ffmpeg, task, when }: Attempt, ending: Ending, stalled?: string): UserError;
/**
 * The error FILM_INCOMPLETE: ffmpeg reported success, but the file is damaged. `cause` is the error of `countFrames`,
 * or a text like it.
 */
export declare function damagedFile({ target, when }: Attempt, cause: unknown): UserError;
/**
 * Reads a written film from end to end, and refuses it unless it has the expected frames and size.
 *
 * @param path - The file now; `attempt.target` is its final name.
 * @throws UserError FILM_INCOMPLETE, or DISK_FULL when the disk is full: the 2018 build cuts pictures short without an
 *   error.
 */
export declare function verifyFilm(attempt: Attempt, path: string, format: VideoFormat, expected: Omit<FilmFacts, 'fps'>): Promise<FilmFacts>;
