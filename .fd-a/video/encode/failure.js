// The errors of a failed film: the program, how it ended, after which frame, and its last output.
import { basename, dirname } from 'node:path';
import { diskFull, isDiskFull } from '../../disk/disk-errors.js';
import { UserError } from '../../errors.js';
import { countFrames } from '../read/finished-film.js';
import { describeEnding } from './child.js';
/**
 * The error FFMPEG_FAILED, or DISK_FULL if ffmpeg's last output says so.
 *
 * @param stalled - Why neurozoom killed it, if it did.
 */
export function ffmpegFailure({ target, ffmpeg, task, when }, ending, stalled) {
    if (saysDiskFull(ending.lastWords))
        return diskFull(target, when, new Error(ending.lastWords));
    const how = stalled === undefined ? describeEnding(ending) : `${stalled} and was killed`;
    const words = ending.lastWords === '' ? 'it printed no error' : ending.lastWords;
    const message = `ffmpeg (${task} to '${basename(target)}') ${when === '' ? how : `${how} ${when}`}: ${words}`;
    return new UserError('FFMPEG_FAILED', message, { hint: hintFor(ending, stalled, ffmpeg) });
}
/**
 * The error FILM_INCOMPLETE: ffmpeg reported success, but the file is damaged. `cause` is the error of `countFrames`,
 * or a text like it.
 */
export function damagedFile({ target, when }, cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const success = `ffmpeg reported success${when === '' ? '' : ` ${when}`}`;
    const message = `${success}, but '${basename(target)}' is damaged: ${why}`;
    return new UserError('FILM_INCOMPLETE', message, { cause });
}
/**
 * Reads a written film from end to end, and refuses it unless it has the expected frames and size.
 *
 * @param path - The file now; `attempt.target` is its final name.
 * @throws UserError FILM_INCOMPLETE, or DISK_FULL when the disk is full: the 2018 build cuts pictures short without an
 *   error.
 */
export async function verifyFilm(attempt, path, format, expected) {
    try {
        const facts = await countFrames(path, format).catch((error) => {
            throw damagedFile(attempt, error);
        });
        checkFacts(attempt.target, facts, expected);
        return facts;
    }
    catch (error) {
        throw (await isDiskFull(dirname(path))) ? diskFull(attempt.target, attempt.when, error) : error;
    }
}
function checkFacts(target, found, { frames, width, height }) {
    if (found.frames !== frames) {
        const message = `ffmpeg got ${frames} frames and reported success, but '${basename(target)}' holds ${found.frames}`;
        throw new UserError('FILM_INCOMPLETE', message);
    }
    if (found.width !== width || found.height !== height) {
        const message = `'${basename(target)}' is ${found.width}x${found.height} instead of ${width}x${height}`;
        throw new UserError('FILM_INCOMPLETE', message);
    }
}
/** ffmpeg does not translate these messages, and its exit code does not give the cause. */
function saysDiskFull(words) {
    return /No space left on device|Disk quota exceeded/.test(words);
}
function hintFor({ signal, code }, stalled, path) {
    if (stalled !== undefined)
        return `check whether the machine is overloaded, or set FFMPEG_PATH to another ffmpeg than ${path}`;
    if (code === null && signal === null)
        return `check whether ${path} can be run`;
    if (signal === 'SIGKILL')
        return 'the system often does that when it runs out of memory: try a smaller size';
    return `the ffmpeg in use is ${path}; FFMPEG_PATH chooses another`;
}
//# sourceMappingURL=failure.js.map