// Makes a playable film of an unfinished render, from the sealed segments and the raw frames of the open one. This
// works even while the render runs.
import { copyFile, link, mkdtemp, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { explainDiskError } from '../../disk/disk-errors.js';
import { ifExists, remove } from '../../disk/files.js';
import { UserError } from '../../errors.js';
import { putInPlace } from '../../video/edit/output-file.js';
import { joinSegments, MIN_SEGMENT_FRAMES, segmentFormat } from '../../video/edit/segments.js';
import { findFfmpeg } from '../../video/encode/ffmpeg.js';
import { formatFor } from '../../video/encode/formats.js';
import { openEncoder } from '../../video/encode/stream.js';
import { openRawFrames, rawFramesPath } from './raw-frames.js';
import { planSegments } from './segment-plan.js';
import { listSegments } from './segment-writer.js';
/**
 * Makes a playable film of the frames so far, beside the unfinished film: `NAME.preview.mp4`.
 *
 * @throws UserError ARGUMENT_INVALID when there are no frames yet; JOB_DAMAGED, JOB_DIFFERS when the job cannot be
 *   read; FFMPEG_FAILED, FILM_INCOMPLETE, OUTPUT_UNWRITABLE, DISK_FULL.
 */
export async function previewJob({ film, folder, file, unreadable }, signal) {
    if (file === null)
        throw unreadable;
    const { settings, frames: range, segmentFrames } = file.identity;
    const { width, height, fps, output } = settings;
    const format = formatFor(output.format);
    const plan = planSegments(range, segmentFrames);
    const ffmpeg = await findFfmpeg(signal);
    const extension = format.folder ? '' : extname(film);
    const target = `${film.slice(0, film.length - extension.length)}.preview${extension}`;
    const title = `${settings.title ?? file.name} (unfinished)`;
    const video = { width, height, fps, metadata: { title } };
    try {
        const scratch = await mkdtemp(join(folder, 'preview-'));
        try {
            const sealed = await listSegments(folder);
            const segments = [];
            for (let i = 0; sealed.has(i); i++) {
                segments.push({ path: await bring(sealed.get(i), scratch, format), frames: plan.lengthOf(i) });
            }
            const quality = output.quality ?? undefined;
            const rest = await encodeRawFrames(folder, segments.length, { scratch, video, format, quality, ffmpeg });
            const all = rest === null ? segments : [...segments, rest];
            if (all.length === 0) {
                throw new UserError('ARGUMENT_INVALID', `the render of ${film} has no frames yet`, { hint: 'try again later' });
            }
            const out = join(scratch, `film${extension}`);
            const { frames } = await joinSegments({ ffmpeg, signal }, { format, video, segments: all, out, target });
            return { path: target, frames, bytes: await putInPlace(out, target, format.folder) };
        }
        finally {
            await remove(scratch);
        }
    }
    catch (error) {
        throw explainDiskError(error, target);
    }
}
/** Puts segments into one folder to join them: as links, or as copies if there are no links; folders stay in place. */
async function bring({ path }, scratch, { folder }) {
    if (folder)
        return path;
    const here = join(scratch, basename(path));
    await link(path, here).catch(() => copyFile(path, here));
    return here;
}
/** Encodes the raw frames of the open segment; `null` if there are too few. */
async function encodeRawFrames(folder, segment, options) {
    const { scratch, video, quality, ffmpeg } = options;
    const { width, height } = video;
    const format = segmentFormat(options.format);
    const size = (await ifExists(stat(rawFramesPath(folder, segment))))?.size ?? 0;
    const frames = Math.floor(size / (width * height * 3));
    if (frames < MIN_SEGMENT_FRAMES && !(segment === 0 && frames > 0))
        return null;
    const path = join(scratch, `rest${format.folder ? '' : format.extension}`);
    const rawFrames = await openRawFrames(folder, segment);
    const encoder = openEncoder({ ffmpeg, format, path, quality });
    try {
        await encoder.start({ ...video, metadata: {} });
        const data = Buffer.alloc(width * height * 3);
        for (let i = 0; i < frames; i++) {
            await rawFrames.read(i, data);
            await encoder.write({ width, height, data });
        }
        await encoder.finish();
        return { path, frames };
    }
    finally {
        await encoder.abort();
        await rawFrames.close();
    }
}
//# sourceMappingURL=preview.js.map