import type { FilmFacts } from '../encode/encoder.js';
import { type FileWindow } from './file-window.js';
/** Counts the images. @throws Error when the file is cut short, has bytes after its trailer, or is not a GIF. */
export declare function readGif(path: string): Promise<FilmFacts>;
/**
 * The length of the header, the first byte of each kind of block, and the second byte of the extension with the delay
 * of an image.
 */
export declare const GIF: {
    readonly headerBytes: 13;
    readonly extension: 33;
    readonly graphicControl: 249;
    readonly image: 44;
    readonly trailer: 59;
};
/**
 * Bytes of the palette after a header or an image descriptor. Bit 7 says whether there is one; it has 2^(n + 1)
 * colours, where n is in bits 0 to 2.
 */
export declare function paletteBytes(flags: number): number;
/** The position after a chain of sub-blocks. @throws Error when the file ends inside the chain. */
export declare function afterSubBlocks(file: FileWindow, start: number, where: string): Promise<number>;
