import type { Atlas, Sheet } from './atlas.js';
/**
 * Writes the page.
 *
 * @param readSheet - Returns the WebP of a sheet.
 * @returns the text in parts, to be written in order. Together they may exceed the maximum length of a string.
 */
export declare function pageOf(atlas: Atlas, readSheet: (sheet: Sheet) => Uint8Array | Promise<Uint8Array>): Promise<readonly string[]>;
