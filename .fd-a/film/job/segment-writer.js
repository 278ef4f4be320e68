// Writes one segment: its raw frames go to a file and to an ffmpeg at the same time. An ffmpeg that dies, hangs, or
// leaves an incomplete file is replaced by another, which gets the frames again.
import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { renameDurably } from '../../disk/durable.js';
import { addFile, remove } from '../../disk/files.js';
import { UserError } from '../../errors.js';
import { openEncoder } from '../../video/encode/stream.js';
import { isPictureName } from '../../video/read/png-folder.js';
import { openRawFrames } from './raw-frames.js';
/** How many times an ffmpeg is replaced in a segment before the render fails. */
const MAX_RETRIES = 2;
/**
 * Opens a segment.
 *
 * @param rawFrameCrcs - CRC-32 of the raw frames that exist already.
 */
export async function openSegment(context, index, rawFrameCrcs) {
    const { folder, retryWhenDiskFull, video, format } = context;
    const rawFrames = await retryWhenDiskFull(() => openRawFrames(folder, index));
    const crcs = [...rawFrameCrcs];
    const part = join(folder, `${nameOf(index)}.part${format.folder ? '' : format.extension}`);
    let encoder;
    let fed = 0;
    let retries = 0;
    const begin = async () => {
        fed = 0;
        const { ffmpeg, quality, stallMs, signal } = context;
        encoder = openEncoder({
            ffmpeg,
            format,
            path: part,
            quality,
            signal,
            writeTimeoutMs: stallMs,
            finishTimeoutMs: 5 * stallMs,
        });
        await encoder.start(video);
        return encoder;
    };
    /** Sends the encoder the frames that it lacks: the newest from memory, earlier ones from disk. */
    const feed = async (newest) => {
        const to = encoder ?? (await begin());
        let buffer;
        for (; fed < crcs.length; fed++) {
            if (newest !== undefined && fed === crcs.length - 1)
                await to.write(newest);
            else {
                buffer ??= Buffer.alloc(video.width * video.height * 3);
                if ((await rawFrames.read(fed, buffer)) !== crcs[fed])
                    throw damagedFrames(folder);
                await to.write({ width: video.width, height: video.height, data: buffer });
            }
        }
        return to;
    };
    const dropEncoder = async () => {
        const last = encoder;
        encoder = undefined;
        await last?.abort().catch(() => undefined);
    };
    const withEncoderRetries = (action) => retryWhenDiskFull(async () => {
        for (;;) {
            try {
                return await action();
            }
            catch (error) {
                await dropEncoder();
                context.signal?.throwIfAborted();
                const isFromFfmpeg = error instanceof UserError && (error.code === 'FFMPEG_FAILED' || error.code === 'FILM_INCOMPLETE');
                if (!isFromFfmpeg || retries === MAX_RETRIES)
                    throw error;
                retries += 1;
                context.onRetry(error.message);
            }
        }
    });
    return {
        rawFrameCrcs: crcs,
        async write(picture) {
            crcs.push(await retryWhenDiskFull(() => rawFrames.write(crcs.length, picture.data)));
            await withEncoderRetries(() => feed(picture));
        },
        sync: () => retryWhenDiskFull(() => rawFrames.sync()),
        async seal() {
            await withEncoderRetries(async () => (await feed()).finish());
            const digest = await digestOf(part, format);
            encoder = undefined;
            await renameDurably(part, join(folder, `${nameOf(index)}-${digest}${format.folder ? '' : format.extension}`));
        },
        async close() {
            await dropEncoder();
            await rawFrames.close();
        },
    };
}
/** The segments in a job's folder, by number. */
export async function listSegments(folder) {
    const found = new Map();
    for (const name of await readdir(folder)) {
        const [, number, digest] = /^(\d{5,})-([0-9a-f]{16})(?:\.\w+)?$/.exec(name) ?? [];
        if (number === undefined || digest === undefined)
            continue;
        const index = Number(number);
        found.set(index, { index, digest, path: join(folder, name) });
    }
    return found;
}
/**
 * The first segment before `end` that is missing or has changed since it was sealed; `null` if there is none.
 *
 * @param sealed - As `listSegments` found them.
 */
export async function firstDamaged(sealed, end, format) {
    for (let index = 0; index < end; index++) {
        const segment = sealed.get(index);
        const digest = segment === undefined ? null : await digestOf(segment.path, format).catch(() => null);
        if (digest === null || digest !== segment?.digest)
            return index;
    }
    return null;
}
/** Removes the segments from a number on, and parts of incomplete segments. */
export async function dropSegments(folder, from) {
    const sealed = await listSegments(folder);
    const parts = (await readdir(folder)).filter((name) => /^\d{5,}\.part/.test(name) || name.startsWith('.neurozoom-'));
    const dropped = [
        ...[...sealed.values()].filter(({ index }) => index >= from).map(({ path }) => path),
        ...parts.map((name) => join(folder, name)),
    ];
    await Promise.all(dropped.map(remove));
}
function nameOf(index) {
    return String(index).padStart(5, '0');
}
async function digestOf(path, { folder }) {
    const files = folder
        ? (await readdir(path))
            .filter(isPictureName)
            .sort()
            .map((name) => join(path, name))
        : [path];
    const hash = createHash('sha256');
    for (const file of files) {
        if (folder)
            hash.update(String((await stat(file)).size)); // where one picture ends and the next begins
        await addFile(hash, file);
    }
    return hash.digest('hex').slice(0, 16);
}
function damagedFrames(folder) {
    return new UserError('JOB_DAMAGED', `raw frames in ${folder} have changed`, {
        hint: 'run the same command again: it resumes from an earlier checkpoint',
    });
}
//# sourceMappingURL=segment-writer.js.map