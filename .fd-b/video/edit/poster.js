// Extracts pictures from a finished film: one frame, or a sheet of many. Each is written under a temporary name,
// checked and renamed, so that an existing picture stays until then.
import { resolve } from 'node:path';
import { UserError } from '../../errors.js';
import { damagedFile } from '../encode/failure.js';
import { FORMATS } from '../encode/formats.js';
import { picturePattern, pngSize } from '../read/png-folder.js';
import { runFfmpegTask } from './ffmpeg-task.js';
import { openOutput } from './output-file.js';
/**
 * Writes one frame of a film as a PNG of the film's size.
 *
 * @param frame - Index of the frame, from 0.
 * @param out - The name of the picture, ending in `.png`.
 * @throws UserError ARGUMENT_INVALID when there is no such frame; FILM_INCOMPLETE, FFMPEG_FAILED, DISK_FULL,
 *   OUTPUT_UNWRITABLE when the picture cannot be made.
 */
export async function writePoster(tools, film, frame, out) {
    const { fps, frames } = film.facts;
    if (!Number.isInteger(frame) || frame < 0 || frame >= frames) {
        throw new UserError('ARGUMENT_INVALID', `the film has ${frames} frames, but none with the index ${frame}`);
    }
    // Half a frame early, since ffmpeg seeks to the first frame that is not before the given time, and times are rounded.
    // The times of a GIF are uneven, so its frames are counted.
    const early = fps === null || film.format === FORMATS.gif ? null : Math.max(0, frame - 0.5) / fps;
    const input = early === null ? inputOf(film) : seekTo(inputOf(film), early);
    return writePicture(tools, input, early === null ? `select=eq(n\\,${frame}),` : '', 'poster', out);
}
/**
 * Writes evenly spaced frames of a film as a PNG, row by row, with gaps of 4 pixels.
 *
 * @throws RangeError when a number of the sheet is not a positive integer; UserError as `writePoster`.
 */
export async function writeContactSheet(tools, film, sheet, out) {
    for (const [name, value] of Object.entries(sheet)) {
        if (!Number.isInteger(value) || value < 1) {
            throw new RangeError(`Expected \`${name}\` to be a positive integer, got \`${value}\`.`);
        }
    }
    const { facts } = film;
    const cells = Math.min(sheet.columns * sheet.rows, facts.frames);
    const columns = Math.min(sheet.columns, cells);
    // The middle of each of `cells` equal parts.
    const frames = Array.from({ length: cells }, (_, cell) => Math.floor(((cell + 0.5) * facts.frames) / cells));
    const cellHeight = Math.max(1, Math.round((sheet.cellWidth * facts.height) / facts.width));
    const filter = `select=${frames.map((frame) => `eq(n\\,${frame})`).join('+')},` +
        `scale=${sheet.cellWidth}:${cellHeight}:flags=lanczos+accurate_rnd+full_chroma_int,format=rgb24,` +
        `tile=${columns}x${Math.ceil(cells / columns)}:nb_frames=${cells}:padding=${GAP}:margin=${GAP}:color=${GAP_COLOR},`;
    return writePicture(tools, inputOf(film), filter, 'contact sheet', out);
}
const GAP = 4;
const GAP_COLOR = '0x101010';
function inputOf({ path, format }) {
    if (!format.folder)
        return { path, options: [] };
    const options = ['-f', 'image2', '-pattern_type', 'sequence', '-start_number', '1'];
    return { path: picturePattern(path), options };
}
function seekTo(input, seconds) {
    return { ...input, options: [...input.options, '-ss', seconds.toFixed(6)] };
}
/** @param filter - Ends in a comma, or is empty. */
async function writePicture(tools, input, filter, task, out) {
    const target = resolve(out);
    const attempt = { target, ffmpeg: tools.ffmpeg.path, task, when: '' };
    const options = ['-an', '-vf', `${filter}${TO_RGB}`, '-c:v', 'png', ...ONE_PICTURE];
    const output = await openOutput(target, { folder: false, extension: '.png' });
    try {
        await runFfmpegTask(tools, { inputs: [input], options, output: output.path, attempt });
        if ((await pngSize(output.path)) === null)
            throw damagedFile(attempt, 'it is cut short');
        await output.seal();
    }
    finally {
        await output.discard();
    }
}
/** Converts with the colour matrix in the film's tags. */
const TO_RGB = 'scale=flags=bicubic+accurate_rnd+full_chroma_int,format=rgb24';
/** `-update 1`: the name is that of one file, even if it looks like a pattern. */
const ONE_PICTURE = ['-frames:v', '1', '-f', 'image2', '-update', '1'];
//# sourceMappingURL=poster.js.map