// Pictures as files, through sharp: pixels and settings to the bytes of a file, settings out of one, and photos to dream on. A file may come from anyone: what
// it is and how large it would become is asked of its header before anything is decoded.

import { readFile } from 'node:fs/promises';
import type { Sharp, SharpOptions } from 'sharp';
import { writeDurably } from '../disk/durable.js';
import { UserError } from '../errors.js';
import type { PictureSettings } from '../preset/picture/picture.js';
import type { Rgb8Image } from '../tensor/pixels.js';
import { type Tensor, tensor } from '../tensor/tensor.js';
import { fromXmp, toXmp } from './xmp.js';

/** What a JPEG can hold beside the picture, in bytes: one segment. */
const JPEG_TEXT_BYTES = 65_000;

/** Sides that a WebP file can have, in pixels. */
const WEBP_SIDE = 16_383;

/**
 * The bytes of a picture's file, its settings inside. The same pixels and settings give the same bytes.
 *
 * @param text - The settings as YAML.
 * @throws UserError ARGUMENT_INVALID when the format cannot hold the picture or its settings.
 */
export async function encodePicture(
  { width, height, data }: Rgb8Image,
  { format, quality }: PictureSettings['output'],
  text: string,
): Promise<Uint8Array> {
  const xmp = toXmp(text);
  if (format === 'jpeg' && Buffer.byteLength(xmp) > JPEG_TEXT_BYTES) {
    throw new UserError('ARGUMENT_INVALID', 'the settings are too long for a JPEG', {
      hint: 'choose PNG, WebP or AVIF',
    });
  }
  if (format === 'webp' && Math.max(width, height) > WEBP_SIDE) {
    throw new UserError('ARGUMENT_INVALID', `${width}x${height} is too large for WebP: ${WEBP_SIDE} pixels a side`);
  }
  const picture = await open(data, { raw: { width, height, channels: 3 }, limitInputPixels: false });
  const lossy = quality === null ? {} : { quality };
  const encoded = {
    png: () => picture.png({ compressionLevel: 8 }),
    // Colours as sharp as brightness: the finest lines of these pictures are coloured.
    jpeg: () => picture.jpeg({ ...lossy, chromaSubsampling: '4:4:4' }),
    webp: () => picture.webp(lossy),
    avif: () => picture.avif(lossy),
  }[format]();
  return encoded.withXmp(xmp).toBuffer();
}

/** Puts settings into the metadata of a PNG that another program wrote. */
export async function carry(path: string, text: string): Promise<void> {
  const picture = await open(await readFile(path));
  await writeDurably(path, await picture.withXmp(toXmp(text)).png({ compressionLevel: 8 }).toBuffer());
}

/** Long side of a preview, in pixels: a third of a screen. */
const PREVIEW_SIDE = 480;

/** A picture as a small PNG, for terminals. */
export async function previewPng({ width, height, data }: Rgb8Image): Promise<Uint8Array> {
  const picture = await open(data, { raw: { width, height, channels: 3 }, limitInputPixels: false });
  return picture
    .resize({ width: PREVIEW_SIDE, height: PREVIEW_SIDE, fit: 'inside', withoutEnlargement: true })
    .png()
    .toBuffer();
}

/** What may be read. Others (SVG, PDF, camera formats) are no photos, or run code that nobody needs here. */
const READABLE: readonly string[] = ['png', 'jpeg', 'webp', 'heif', 'gif', 'tiff'];

/** Of photos: larger ones are bombs, or could be made smaller first. */
const MOST_PIXELS = 2 ** 27;
const TOO_MANY_PIXELS = `it has more than ${Math.floor(MOST_PIXELS / 1e6)} million pixels`;

/** A photo takes a second; what takes this long is none. */
const DEADLINE_SECONDS = 60;

/** The settings in a picture's metadata; null when it is no picture that can be read, or holds none. */
export async function readPictureText(bytes: Uint8Array): Promise<string | null> {
  const header = async () => (await open(bytes)).metadata();
  const { xmpAsString } = await header().catch(() => ({ xmpAsString: undefined }));
  return xmpAsString === undefined ? null : fromXmp(xmpAsString);
}

/** A file that is a picture, looked at but not decoded yet. */
export interface Photo {
  readonly file: string;
  /** In pixels, upright. */
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** Largest file of a photo. */
const MOST_BYTES = 2 ** 28;

/**
 * Looks at a photo.
 *
 * @throws UserError PICTURE_UNREADABLE when it is none, or too large.
 */
export async function openPhoto(file: string): Promise<Photo> {
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    const why =
      cause.code === 'ENOENT' ? 'there is no such file' : cause.code === 'EISDIR' ? 'it is a folder' : cause.code;
    throw unreadable(file, why ?? 'it cannot be opened', cause);
  });
  if (bytes.length > MOST_BYTES) throw unreadable(file, 'it is larger than 256 MB');
  const header = async () => (await open(bytes)).metadata();
  const { format, width, height, autoOrient } = await header().catch((cause: unknown) => {
    const isBomb = cause instanceof Error && /pixel limit/.test(cause.message);
    throw unreadable(file, isBomb ? TOO_MANY_PIXELS : 'it is no picture of a kind that is known, or damaged', cause);
  });
  if (!READABLE.includes(format)) throw unreadable(file, `pictures of the kind ${format} are not read`);
  if (width * height > MOST_PIXELS) throw unreadable(file, TOO_MANY_PIXELS);
  return { file, width: autoOrient.width, height: autoOrient.height, bytes };
}

/**
 * A photo as a master: upright, cut to the shape of the picture, its edges mirrored into the margins.
 *
 * @returns `[1, 3, height + 2 margin, width + 2 margin]`, centred on 0.
 * @throws UserError PICTURE_UNREADABLE when it is damaged.
 */
export async function photoMaster(
  { file, bytes }: Photo,
  { width, height, margin }: { readonly width: number; readonly height: number; readonly margin: number },
): Promise<Tensor> {
  try {
    const cut = (await open(bytes))
      .autoOrient()
      .toColourspace('srgb')
      .flatten({ background: '#808080' })
      .resize(width, height, { fit: 'cover' })
      .timeout({ seconds: DEADLINE_SECONDS });
    const edged = await cut.raw().toBuffer({ resolveWithObject: true });
    const { channels } = edged.info;
    const grown = await (await open(edged.data, { raw: { width, height, channels } }))
      .extend({ top: margin, bottom: margin, left: margin, right: margin, extendWith: 'mirror' })
      .raw()
      .toBuffer();
    return centred(grown, height + 2 * margin, width + 2 * margin, channels);
  } catch (cause) {
    throw unreadable(file, cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : 'it is damaged', cause);
  }
}

function centred(bytes: Uint8Array, height: number, width: number, channels: number): Tensor {
  const master = tensor([1, 3, height, width]);
  const size = height * width;
  for (let c = 0; c < 3; c++) {
    const from = channels >= 3 ? c : 0; // grey ones have a single channel
    for (let i = 0; i < size; i++) master.data[c * size + i] = bytes[i * channels + from]! / 127.5 - 1;
  }
  return master;
}

/** sharp, with what holds for every file: bounded, and damaged ones refused instead of made up. */
async function open(bytes: Uint8Array, options: SharpOptions = {}): Promise<Sharp> {
  const { default: sharp } = await import('sharp');
  return sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', ...options });
}

function unreadable(file: string, why: string, cause?: unknown): UserError {
  return new UserError('PICTURE_UNREADABLE', `${file} cannot be read: ${why}`, { cause });
}
