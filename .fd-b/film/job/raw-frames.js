// The raw frames of the open segment on disk. If an ffmpeg dies, the next one gets the frames from this file.
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { writeAt } from '../../disk/durable.js';
import { ifExists, listFolder } from '../../disk/files.js';
/** Opens the raw frames of a segment, including those that exist already. */
export async function openRawFrames(folder, segment) {
    const path = rawFramesPath(folder, segment);
    const file = (await ifExists(open(path, 'r+'))) ?? (await open(path, 'w+'));
    return {
        async write(index, frame) {
            await writeAt(file, frame, index * frame.length);
            return crc32(frame);
        },
        async read(index, into) {
            await readWhole(file, index * into.length, into);
            return crc32(into);
        },
        sync: () => file.datasync(),
        close: () => file.close(),
    };
}
/** Removes the raw frames of all segments before one. */
export async function pruneRawFrames(folder, before) {
    for (const name of await listFolder(folder)) {
        const segment = /^frames-(\d{5,})\.rgb$/.exec(name)?.[1];
        if (segment !== undefined && Number(segment) < before)
            await rm(join(folder, name), { force: true });
    }
}
/** The file of a segment's raw frames: RGB with 8 bits per channel, one frame after the other. */
export function rawFramesPath(folder, segment) {
    return join(folder, `frames-${String(segment).padStart(5, '0')}.rgb`);
}
async function readWhole(file, position, into) {
    for (let done = 0; done < into.length;) {
        const { bytesRead } = await file.read(into, done, into.length - done, position + done);
        if (bytesRead === 0)
            throw new Error('it ends inside a frame');
        done += bytesRead;
    }
}
//# sourceMappingURL=raw-frames.js.map