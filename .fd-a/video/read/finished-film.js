// Reads finished films: counts their frames, describes them as the input of ffmpeg, and finds the comment that holds
// their settings. All of it comes from the file itself. ffmpeg's exit code 0 is not success: on a full disk it leaves a
// film without an index and ends with 0, and when its input ends early it completes a shorter film. The packaged ffmpeg
// has no ffprobe, and ffmpeg accepts its own files even if they are cut short. A film may come from anyone, and ffmpeg
// opens every kind of file, so these readers check a film before ffmpeg opens it.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../../errors.js';
import { FORMATS, formatFor } from '../encode/formats.js';
import { METADATA_MAX_BYTES } from '../encode/metadata.js';
import { withFileWindow } from './file-window.js';
import { readGif } from './gif-blocks.js';
import { readMp4, readMp4Comment } from './mp4-boxes.js';
import { readPngFolder } from './png-folder.js';
import { readWebm, readWebmComment } from './webm-elements.js';
/**
 * Reads a film from its first byte to its last.
 *
 * @throws UserError ARGUMENT_INVALID when it cannot be opened or is in no known format, FILM_INCOMPLETE when it is
 *   damaged or empty.
 */
export async function readFilm(film) {
    const path = resolve(film);
    const found = await stat(path).catch((cause) => {
        throw new UserError('ARGUMENT_INVALID', `the film '${film}' cannot be opened`, { cause });
    });
    const format = found.isDirectory() ? FORMATS.png : formatFor(path);
    const facts = await countFrames(path, format).catch((cause) => {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new UserError('FILM_INCOMPLETE', `the film '${film}' is damaged: ${why}`, { cause });
    });
    if (facts.frames === 0)
        throw new UserError('FILM_INCOMPLETE', `the film '${film}' has no frames`);
    return { path, format, facts };
}
/**
 * Counts the frames of a film that neurozoom wrote, from its first byte to its last.
 *
 * @throws Error whose message continues `the file is damaged:`, when the film is cut short, corrupt or in
 *   another format; the system's error when it cannot be read.
 */
export function countFrames(path, format) {
    return READERS[format.container](path);
}
const READERS = {
    mp4: readMp4,
    webm: readWebm,
    gif: readGif,
    'png-folder': readPngFolder,
};
/**
 * Reads the comment of an MP4, MOV or WebM file.
 *
 * @returns null for any other file, and for a film without a comment.
 * @throws Error that says what is wrong with a damaged film; the system's error when it cannot be read.
 */
export async function readFilmComment(path) {
    const container = await withFileWindow(path, async (file) => {
        if (file.size < 12)
            return null;
        const head = await file.bytes(0, 12, 'its header');
        if (head.readUInt32BE(0) === EBML)
            return 'webm';
        return head.toString('latin1', 4, 8) === 'ftyp' ? 'mp4' : null;
    });
    if (container === null)
        return null;
    const comment = await (container === 'mp4' ? readMp4Comment(path) : readWebmComment(path));
    return comment === null || Buffer.byteLength(comment) > METADATA_MAX_BYTES ? null : comment;
}
/** The first bytes of a WebM file. */
const EBML = 0x1a45dfa3;
//# sourceMappingURL=finished-film.js.map