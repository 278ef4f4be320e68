// Reads a film that is a folder of pictures, from `000001.png` on: the names that belong to it, and whether every
// picture exists and is complete. See "Portable Network Graphics (PNG) Specification", sections 5.2 (signature), 11.2.2
// (IHDR) and 11.2.5 (IEND).
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
/**
 * The pictures of a folder as one pattern for ffmpeg. A `%` in the name of the folder is escaped.
 *
 * @param folder - Absolute.
 */
export function picturePattern(folder) {
    return `${folder.replaceAll('%', '%%')}/%06d.png`;
}
/** Whether a file name is that of a picture of a sequence. */
export function isPictureName(name) {
    return /^\d{6,}\.png$/.test(name);
}
/** Counts the pictures. @throws Error when one is missing, cut short, not a PNG, or of another size. */
export async function readPngFolder(path) {
    const names = new Set((await readdir(path)).filter(isPictureName));
    let size = { width: 0, height: 0 };
    for (let number = 1; number <= names.size; number += 1) {
        const name = pictureName(number);
        if (!names.has(name))
            throw new Error(`picture ${name} of ${names.size} is missing`);
        const read = await pngSize(join(path, name));
        if (read === null)
            throw new Error(`picture ${name} is cut short or not a PNG`);
        if (number > 1 && (read.width !== size.width || read.height !== size.height)) {
            throw new Error(`picture ${name} is ${read.width}x${read.height}, the others ${size.width}x${size.height}`);
        }
        size = read;
    }
    return { frames: names.size, ...size, fps: null };
}
/** The size of a PNG in pixels; `null` if the file does not begin and end like a PNG. */
export async function pngSize(path) {
    const handle = await open(path, 'r');
    try {
        const { size } = await handle.stat();
        if (size < START_BYTES + END.length)
            return null;
        const start = Buffer.alloc(START_BYTES);
        const end = Buffer.alloc(END.length);
        await handle.read(start, 0, START_BYTES, 0);
        await handle.read(end, 0, END.length, size - END.length);
        if (!start.subarray(0, SIGNATURE.length).equals(SIGNATURE) || !end.equals(END))
            return null;
        return { width: start.readUInt32BE(16), height: start.readUInt32BE(20) };
    }
    finally {
        await handle.close();
    }
}
const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** Signature, then the header chunk's length and name, then width and height. */
const START_BYTES = 24;
/** The IEND chunk: no data, its name, its checksum. */
const END = Buffer.from('0000000049454e44ae426082', 'hex');
/** The name of a frame's picture, counted from 1. */
export function pictureName(number) {
    return `${String(number).padStart(6, '0')}.png`;
}
//# sourceMappingURL=png-folder.js.map