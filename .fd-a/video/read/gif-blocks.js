// Walks through the blocks of a GIF: a header, then extensions and images, each a chain of sub-blocks of at most 255
// bytes, then a trailer. See "Graphics Interchange Format, Version 89a", CompuServe 1990.
import { withFileWindow } from './file-window.js';
/** Counts the images. @throws Error when the file is cut short, has bytes after its trailer, or is not a GIF. */
export function readGif(path) {
    return withFileWindow(path, async (file) => {
        const header = await file.bytes(0, GIF.headerBytes, 'its header');
        if (!/^GIF8[79]a$/.test(header.toString('latin1', 0, 6)))
            throw new Error('it is not a GIF');
        const width = header.readUInt16LE(6);
        const height = header.readUInt16LE(8);
        let position = GIF.headerBytes + paletteBytes(header[10] ?? 0);
        let frames = 0;
        let hundredths = 0;
        for (;;) {
            const where = `the block after frame ${frames}`;
            const kind = (await file.bytes(position, 1, where))[0];
            if (kind === GIF.trailer)
                break;
            if (kind === GIF.extension) {
                const start = await file.bytes(position, 6, where);
                if (start[1] === GIF.graphicControl)
                    hundredths += start.readUInt16LE(4);
                position = await afterSubBlocks(file, position + 2, where);
            }
            else if (kind === GIF.image) {
                const descriptor = await file.bytes(position, 10, where);
                position = await afterSubBlocks(file, position + 10 + paletteBytes(descriptor[9] ?? 0) + 1, where);
                frames += 1;
            }
            else
                throw new Error(`it has an unknown block (${kind}) after frame ${frames}`);
        }
        if (position + 1 !== file.size)
            throw new Error('it continues after its trailer');
        return { frames, width, height, fps: hundredths === 0 ? null : (100 * frames) / hundredths };
    });
}
/**
 * The length of the header, the first byte of each kind of block, and the second byte of the extension with the delay
 * of an image.
 */
export const GIF = { headerBytes: 13, extension: 0x21, graphicControl: 0xf9, image: 0x2c, trailer: 0x3b };
/**
 * Bytes of the palette after a header or an image descriptor. Bit 7 says whether there is one; it has 2^(n + 1)
 * colours, where n is in bits 0 to 2.
 */
export function paletteBytes(flags) {
    return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}
/** The position after a chain of sub-blocks. @throws Error when the file ends inside the chain. */
export async function afterSubBlocks(file, start, where) {
    let position = start;
    for (;;) {
        const length = (await file.bytes(position, 1, where))[0] ?? 0;
        position += 1 + length;
        if (length === 0)
            return position;
    }
}
//# sourceMappingURL=gif-blocks.js.map