import type { PictureSettings } from '../preset/picture/picture.js';
import type { Rgb8Image } from '../tensor/pixels.js';
import { type Tensor } from '../tensor/tensor.js';
/**
 * Encodes a picture with its settings in the metadata. The same pixels and settings give the same bytes.
 *
 * @param text - The settings as YAML.
 * @throws UserError ARGUMENT_INVALID when the format cannot hold the picture or its settings.
 */
export declare function encodePicture({ width, height, data }: Rgb8Image, { format, quality }: PictureSettings['output'], text: string): Promise<Uint8Array>;
/** Adds settings to the metadata of a PNG that another program wrote. */
export declare function addSettings(path: string, text: string): Promise<void>;
/** Encodes a picture as a small PNG, for terminals. */
export declare function previewPng({ width, height, data }: Rgb8Image): Promise<Uint8Array>;
/** The settings in a picture's metadata; null when there are none or the file cannot be read. */
export declare function readPictureText(bytes: Uint8Array): Promise<string | null>;
/** A photo whose header has been read but which is not decoded yet. */
export interface Photo {
    readonly file: string;
    /** Size in pixels, upright. */
    readonly width: number;
    readonly height: number;
    readonly bytes: Uint8Array;
}
/**
 * Reads the header of a photo.
 *
 * @throws UserError PICTURE_UNREADABLE when the file is not a photo or is too large.
 */
export declare function openPhoto(file: string): Promise<Photo>;
/**
 * Decodes a photo as a master: upright, cropped to the shape of the picture, with its edges mirrored into the margins.
 *
 * @returns `[1, 3, height + 2 margin, width + 2 margin]`, centred on 0.
 * @throws UserError PICTURE_UNREADABLE when it is damaged.
 */
export declare function photoMaster({ file, bytes }: Photo, { width, height, margin }: {
    readonly width: number;
    readonly height: number;
    readonly margin: number;
}): Promise<Tensor>;
/** Writes settings as one attribute of an XMP packet (ISO 16684-1). PNG (as iTXt), JPEG, WebP and AVIF store it. */
export declare function toXmp(text: string): string;
/** The settings in a packet that `toXmp` wrote; null if there are none. Resolves numbered
 * characters and XML's five entities only. */
export declare function fromXmp(xmp: string): string | null;
