// Joins GIFs of the same size: writes the header of the first, then the images of all. ffmpeg would use the palette of
// the first for all when it copies them. Delays are whole hundredths of a second; they are computed again, so that
// rounding errors do not add up. `gif-blocks.ts` describes the blocks.
import { open } from 'node:fs/promises';
import { withFileWindow } from '../read/file-window.js';
import { afterSubBlocks, GIF, paletteBytes } from '../read/gif-blocks.js';
/**
 * Joins GIFs.
 *
 * @param fps - The frame rate of all GIFs.
 * @param out - Path of the result, which is overwritten.
 * @throws Error when one of them is damaged; the system's error when `out` cannot be written.
 */
export async function joinGifs(paths, fps, out) {
    const file = await open(out, 'w');
    try {
        let frames = 0;
        const delay = () => {
            const time = (frame) => Math.round((frame * 100 * fps.denominator) / fps.numerator);
            frames += 1;
            return time(frames) - time(frames - 1);
        };
        for (const [i, path] of paths.entries()) {
            await withFileWindow(path, (gif) => copyImages(gif, file, i === 0, delay));
        }
        await file.writeFile(Buffer.of(GIF.trailer));
    }
    finally {
        await file.close();
    }
}
async function copyImages(gif, out, isFirst, delay) {
    const header = Buffer.from(await gif.bytes(0, GIF.headerBytes, 'its header'));
    const flags = header[10];
    const palette = Buffer.from(await gif.bytes(GIF.headerBytes, paletteBytes(flags), 'its palette'));
    if (isFirst)
        await out.writeFile(Buffer.concat([header, palette]));
    let position = GIF.headerBytes + palette.length;
    for (;;) {
        const where = 'a block';
        const kind = (await gif.bytes(position, 1, where))[0];
        if (kind === GIF.trailer)
            return;
        const start = Buffer.from(await gif.bytes(position, kind === GIF.image ? 10 : 6, where));
        const isControl = kind === GIF.extension && start[1] === GIF.graphicControl;
        if (isControl)
            start.writeUInt16LE(delay(), 4);
        let from = position + start.length;
        let own = [];
        if (kind === GIF.image && (start[9] & 0x80) === 0 && palette.length > 0) {
            // Its file may have another palette than the joined file.
            start[9] = (start[9] & ~0x87) | 0x80 | (flags & 7);
            own = [palette];
        }
        else if (kind === GIF.image) {
            const bytes = paletteBytes(start[9]);
            own = [Buffer.from(await gif.bytes(from, bytes, where))];
            from += bytes;
        }
        const end = await afterSubBlocks(gif, kind === GIF.image ? from + 1 : position + 2, where);
        // The loop count and comments come from the first file.
        if (isFirst || isControl || kind === GIF.image) {
            await out.writeFile(Buffer.concat([start, ...own, await gif.bytes(from, end - from, where)]));
        }
        position = end;
    }
}
//# sourceMappingURL=gif-join.js.map