import type { FilmFacts } from '../encode/encoder.js';
/**
 * Counts the samples of the video track.
 *
 * @throws Error when the file is cut short, has no index or no video track, or when its frames differ in duration or do
 *   not fit into its data.
 */
export declare function readMp4(path: string): Promise<FilmFacts>;
/**
 * The comment of an MP4 or MOV file (the atom of that name in its user data, as iTunes or QuickTime writes it); null if
 * there is none.
 *
 * @throws Error when the file is cut short or corrupt.
 */
export declare function readMp4Comment(path: string): Promise<string | null>;
