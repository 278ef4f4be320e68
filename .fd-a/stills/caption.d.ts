import type { Rgb8Image } from '../tensor/pixels.js';
/** Text to draw over a picture: how much of each pixel it covers, 0 to 255. */
export interface Lettering {
    readonly width: number;
    readonly height: number;
    readonly coverage: Uint8Array;
}
/** Draws one line of text. @param pixels - Size of the font, in pixels. */
export declare function letter(words: string, pixels: number): Promise<Lettering>;
/** Cuts text off at a width. */
export declare function clipped({ width, height, coverage }: Lettering, most: number): Lettering;
/** Draws text over a picture in one shade of grey. Parts outside the picture are cut off. */
export declare function layOver(picture: Rgb8Image, { width, height, coverage }: Lettering, top: number, left: number, grey: number): void;
