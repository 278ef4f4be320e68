import type { FilmFacts } from '../encode/encoder.js';
/**
 * Counts the blocks of the only video track.
 *
 * @throws Error when the file is cut short, was never completed, or is not WebM.
 */
export declare function readWebm(path: string): Promise<FilmFacts>;
/**
 * The comment in the tags of a WebM file; null if there is none.
 *
 * @throws Error when the file is cut short or corrupt.
 */
export declare function readWebmComment(path: string): Promise<string | null>;
