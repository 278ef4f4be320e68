import type { FilmOutput } from '../../film/output.js';
/** `0.04 s`, `1.5 s`, `8 s`, `2 min 5 s`, `3 h 20 min`. */
export declare function formatTime(seconds: number): string;
/** `640 bytes`, `3.2 MB`: in powers of 1000, like disk sizes. */
export declare function formatBytes(bytes: number): string;
/** Frames per second with at most two decimals. */
export declare function formatRate(framesPerSecond: number): string;
/** `1 frame`, `200 frames`. */
export declare function formatCount(count: number, noun: string): string;
/** `block8:40`, or in a crossfade `block8:40 > block8:120`. */
export declare function formatNeurons(neurons: readonly {
    readonly layer: string;
    readonly neuron: number;
}[]): string;
/** `5.1.9, from PATH: /usr/bin/ffmpeg`. */
export declare function formatFfmpeg({ version, origin, path }: FilmOutput['ffmpeg']): string;
/**
 * A command line to copy into a shell, with paths relative to the working folder.
 *
 * @param platform - Decides the quotes: for cmd.exe and PowerShell on Windows, for POSIX shells elsewhere. @default
 *   this platform
 */
export declare function formatCommand(words: readonly string[], platform?: NodeJS.Platform): string;
/**
 * Lays out a table: columns as wide as their widest cell, separated by two spaces.
 *
 * @param rows - The first is the header. All have the same number of cells.
 * @param right - Indices of the columns that are aligned to the right (numbers).
 */
export declare function formatTable(rows: readonly (readonly string[])[], right: readonly number[]): string;
