import type { OutputSettings } from '../preset/settings.js';
import { type Ffmpeg } from '../video/encode/ffmpeg.js';
import { type VideoFormat } from '../video/encode/formats.js';
/** The default folder for films. */
export declare const OUTPUT_FOLDER = "output";
/** The paths of a film and its sidecar files. */
export interface FilmTarget {
    readonly format: VideoFormat;
    /** Absolute path of the film: a file, or a folder of pictures. */
    readonly film: string;
    /** Path of the poster: one frame as a picture. */
    readonly poster: string;
    /** Path of the contact sheet: evenly spaced frames as one picture. */
    readonly sheet: string;
    /** Path of the resolved settings, as a preset. */
    readonly settings: string;
}
/** The paths of a film and its sidecar files, and the ffmpeg that writes them. */
export interface FilmOutput extends FilmTarget {
    readonly ffmpeg: Ffmpeg;
}
/** Options for resolving an output, besides its settings. */
export interface OutputOptions {
    /** A file, or a folder (an existing one, or a name that ends in a slash) for the preset's own file name. */
    readonly out?: string | undefined;
    /** The name of the preset, which is the film's file name without extension if its settings name no file. */
    readonly name: string;
    /** Whether a film may be replaced that the preset did not make. @default false */
    readonly overwrite?: boolean | undefined;
    readonly signal?: AbortSignal | undefined;
}
/**
 * Resolves the output of a film, and checks that it can be written.
 *
 * @throws UserError ARGUMENT_INVALID (format, odd size, quality), OUTPUT_UNWRITABLE, FILM_EXISTS, FFMPEG_MISSING,
 *   FFMPEG_LACKS_CODEC.
 */
export declare function resolveOutput(settings: OutputSettings, video: {
    readonly width: number;
    readonly height: number;
    readonly fps: {
        readonly numerator: number;
        readonly denominator: number;
    };
}, { out, name, overwrite, signal }: OutputOptions): Promise<FilmOutput>;
/**
 * The format and the absolute paths of a film and its sidecar files. Looks at the disk only to see whether `out` is a
 * folder.
 *
 * @throws UserError ARGUMENT_INVALID when the file's extension and the format do not match, or one is unknown.
 */
export declare function settleTarget(settings: OutputSettings, { out, name }: Pick<OutputOptions, 'out' | 'name'>): Promise<FilmTarget>;
/** Whether a path means a folder: it is an existing folder or ends in a slash. */
export declare function meansFolder(path: string): Promise<boolean>;
