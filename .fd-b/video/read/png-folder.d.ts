import type { FilmFacts } from '../encode/encoder.js';
/**
 * The pictures of a folder as one pattern for ffmpeg. A `%` in the name of the folder is escaped.
 *
 * @param folder - Absolute.
 */
export declare function picturePattern(folder: string): string;
/** Whether a file name is that of a picture of a sequence. */
export declare function isPictureName(name: string): boolean;
/** Counts the pictures. @throws Error when one is missing, cut short, not a PNG, or of another size. */
export declare function readPngFolder(path: string): Promise<FilmFacts>;
/** The size of a PNG in pixels; `null` if the file does not begin and end like a PNG. */
export declare function pngSize(path: string): Promise<{
    width: number;
    height: number;
} | null>;
/** The name of a frame's picture, counted from 1. */
export declare function pictureName(number: number): string;
