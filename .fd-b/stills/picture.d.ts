import type { Model } from '../models/model.js';
import type { PictureSettings } from '../preset/picture/picture.js';
import type { Rgb8Image } from '../tensor/pixels.js';
import { type Photo } from './picture-file.js';
import { type PreparedPicture } from './prepare.js';
import { type Still } from './still.js';
/** How pictures are rendered. */
export interface PictureOptions {
    /** Threads of the engine. They change the speed, not the picture. @default all threads of the machine */
    readonly threads?: number | undefined;
    readonly signal?: AbortSignal | undefined;
    /** The network of the settings, if it is already open. */
    readonly model?: Model | undefined;
    /**
     * Called after each size of a single picture, or after each finished cell. `share` is the finished share of the work,
     * from 0 to 1.
     */
    readonly onProgress?: ((done: number, of: number, share: number) => void) | undefined;
}
/** A finished picture. */
export interface FinishedPicture extends Rgb8Image {
    /** The cells of a sheet, row by row, or the one picture of an image. */
    readonly cells: readonly Still[];
}
/**
 * Renders a picture.
 *
 * @throws UserError for mistakes that the user can correct (see `preparePicture`, `openPhoto` and `openNetwork`); the
 *   reason of the signal when it aborts.
 */
export declare function renderPicture(settings: PictureSettings, options?: PictureOptions): Promise<FinishedPicture>;
/** Grows the cells of a prepared picture, in order. Variations that depend on each other all grow. */
export declare function growCells(model: Model, prepared: PreparedPicture, { threads, signal, onProgress }: PictureOptions): Promise<readonly Still[]>;
/** Composes the picture from grown cells: a sheet of all, or the variation that the settings of an image choose. */
export declare function arrange({ settings }: PreparedPicture, stills: readonly Still[]): Promise<FinishedPicture>;
/** Formats a score for a caption, such as `12.3` or `0.45`. */
export declare function formatScore(score: number): string;
/**
 * Writes a picture with its settings in the metadata. The settings choose the format; the file name does not.
 *
 * @returns The size of the file in bytes.
 * @throws UserError ARGUMENT_INVALID, OUTPUT_UNWRITABLE, DISK_FULL.
 */
export declare function writePicture(path: string, pixels: Rgb8Image, settings: PictureSettings): Promise<number>;
/** The settings as the metadata stores them, below a line with the program and engine that rendered the picture. */
export declare function pictureText(settings: PictureSettings): Promise<string>;
/**
 * Opens the photo that a picture starts from.
 *
 * @throws UserError PICTURE_UNREADABLE when the photo cannot be read, or differs from the photo of the settings.
 */
export declare function openInit({ file, sha256 }: NonNullable<PictureSettings['init']>): Promise<Photo>;
/** SHA-256 of a photo's file. */
export declare function digestOf({ bytes }: Photo): string;
