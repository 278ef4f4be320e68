// Joins the segments of a film without encoding them again. Each segment is written by a separate ffmpeg process, so it
// is the same whether or not the render was interrupted.
import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { explainDiskError } from '../../disk/disk-errors.js';
import { writeDurably } from '../../disk/durable.js';
import { UserError } from '../../errors.js';
import { verifyFilm } from '../encode/failure.js';
import { FORMATS } from '../encode/formats.js';
import { metadataArguments } from '../encode/metadata.js';
import { isPictureName, pictureName } from '../read/png-folder.js';
import { runFfmpegTask } from './ffmpeg-task.js';
import { joinGifs } from './gif-join.js';
/**
 * x264 determines the delay of its frames after this many frames, so the times of a shorter file would not match those
 * of the others.
 */
export const MIN_SEGMENT_FRAMES = 3;
/**
 * The format of the segments of a film: the format of the film, except for WebM. WebM counts time in milliseconds,
 * which would not add up to the length of the film, so its VP9 is stored in MP4 until the segments are joined.
 */
export function segmentFormat(format) {
    if (format !== FORMATS.webm)
        return format;
    return { ...format, extension: '.mp4', container: 'mp4', muxer: 'mp4', muxerOptions: [] };
}
/**
 * Joins segments, and checks that the result has all frames, each of the same duration.
 *
 * @throws UserError FFMPEG_FAILED, FILM_INCOMPLETE, DISK_FULL, OUTPUT_UNWRITABLE.
 */
export async function joinSegments(tools, joining) {
    const { format, video, segments, out, target } = joining;
    const frames = segments.reduce((sum, segment) => sum + segment.frames, 0);
    const attempt = { target, ffmpeg: tools.ffmpeg.path, task: 'joining', when: '' };
    try {
        await rm(out, { recursive: true, force: true });
        if (format.folder)
            await joinFolders(segments, out);
        else if (format === FORMATS.gif)
            await joinGifs(segments.map(({ path }) => path), video.fps, out);
        else
            await joinFiles(tools, joining, attempt);
    }
    catch (error) {
        throw explainDiskError(error, target);
    }
    tools.signal?.throwIfAborted();
    const facts = await verifyFilm(attempt, out, format, { frames, width: video.width, height: video.height });
    const { numerator, denominator } = video.fps;
    const rate = numerator / denominator;
    // Only MP4 and MOV state their rate exactly.
    if (format.container === 'mp4' && frames > 1 && Math.abs((facts.fps ?? 0) / rate - 1) > 1e-9) {
        throw new UserError('FILM_INCOMPLETE', `'${basename(target)}' plays at ${facts.fps} frames per second instead of ${rate}`);
    }
    return facts;
}
/**
 * Joins files with ffmpeg's concat demuxer, which needs the duration of each file: the duration that it finds itself is
 * wrong by part of a frame at each seam. Durations are rounded to microseconds, its unit, such that rounding errors do
 * not add up.
 */
async function joinFiles(tools, { format, video, segments, out }, attempt) {
    const cwd = dirname(out);
    const { numerator, denominator } = video.fps;
    const microseconds = (frame) => Math.round((frame * denominator * 1e6) / numerator);
    let frame = 0;
    const lines = segments.map(({ path, frames }) => {
        const duration = (microseconds(frame + frames) - microseconds(frame)) / 1e6;
        frame += frames;
        return `file ${basename(path)}\nduration ${duration.toFixed(6)}\n`;
    });
    await writeDurably(join(cwd, LIST), `ffconcat version 1.0\n${lines.join('')}`);
    const options = [
        ...['-map', '0:v:0', '-c', 'copy', '-map_metadata', '-1', ...metadataArguments(format, video.metadata)],
        // Without the random numbers that WebM files have by default.
        ...['-fflags', '+bitexact', '-f', format.muxer, ...format.muxerOptions],
    ];
    await runFfmpegTask(tools, {
        // A name without folders, since ffmpeg cuts a path at a `?`.
        inputs: [{ path: LIST, options: ['-f', 'concat', '-safe', '1'] }],
        cwd,
        options,
        output: out,
        attempt,
    });
}
const LIST = 'segments.ffconcat';
/** The copies share their disk space with the segments if the file system supports it. */
async function joinFolders(segments, out) {
    await mkdir(out);
    let count = 0;
    for (const { path } of segments) {
        const pictures = (await readdir(path)).filter(isPictureName).sort();
        for (const picture of pictures) {
            count += 1;
            await copyFile(join(path, picture), join(out, pictureName(count)), constants.COPYFILE_FICLONE);
        }
    }
}
//# sourceMappingURL=segments.js.map