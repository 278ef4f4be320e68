// Renders a picture from its settings and writes its file.

import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { explainDiskError } from '../disk/disk-errors.js';
import { makeFolders, writeDurably } from '../disk/durable.js';
import { describeEngine } from '../engines/open-engine.js';
import { UserError } from '../errors.js';
import { openNetwork } from '../models/load.js';
import type { Model } from '../models/model.js';
import { openSessionsOn } from '../network/session-cache.js';
import type { PictureSettings } from '../preset/picture/picture.js';
import { formatSubject } from '../preset/picture/subject.js';
import { pictureToYaml } from '../preset/picture/write.js';
import { version } from '../preset/version.js';
import type { Rgb8Image } from '../tensor/pixels.js';
import { growStills, type IndexedStill } from './grow-stills.js';
import { encodePicture, openPhoto, type Photo, photoMaster } from './picture-file.js';
import { type PreparedPicture, preparePicture } from './prepare.js';
import { layOut } from './sheet.js';
import { growStill, largestEvaluated, type Still } from './still.js';
import { growVariations } from './variations.js';

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
export async function renderPicture(settings: PictureSettings, options: PictureOptions = {}): Promise<FinishedPicture> {
  const model = options.model ?? (await openNetwork(settings.network));
  const { width, height, ascent, init } = settings;
  const photo = init === null ? undefined : await openInit(init);
  const master = photo === undefined ? undefined : await photoMaster(photo, { width, height, margin: ascent.margin });
  const prepared = preparePicture(model, settings, master);
  return arrange(prepared, await growCells(model, prepared, options));
}

/** Grows the cells of a prepared picture, in order. Variations that depend on each other all grow. */
export async function growCells(
  model: Model,
  prepared: PreparedPicture,
  { threads = availableParallelism(), signal, onProgress }: PictureOptions,
): Promise<readonly Still[]> {
  const { requests, plan, settings } = prepared;
  const { diversity, count } = settings.variations;
  if (requests.length === 1 || (settings.sheet === null && diversity > 0)) {
    const sessions = await openSessionsOn({ threads }, model, { largest: largestEvaluated(plan), signal });
    const observer = { signal, onPiece: onProgress };
    try {
      if (count === 1 || diversity === 0) return [await growStill(sessions.of, requests[0]!, plan, observer)];
      return await growVariations(sessions.of, { requests, diversity }, plan, observer);
    } finally {
      await sessions.close();
    }
  }
  const stills: IndexedStill[] = [];
  for await (const still of growStills(model, requests, plan, { threads, signal })) {
    stills.push(still);
    onProgress?.(stills.length, requests.length, stills.length / requests.length);
  }
  return stills.sort((a, b) => a.index - b.index);
}

/** Composes the picture from grown cells: a sheet of all, or the variation that the settings of an image choose. */
export async function arrange({ settings }: PreparedPicture, stills: readonly Still[]): Promise<FinishedPicture> {
  const { sheet, variations, show, width, height } = settings;
  if (sheet === null) {
    const still = stills.length === 1 ? stills[0]! : stills[variations.number]!;
    return { width, height, data: still.data, cells: [still] };
  }
  let at = 0;
  const rows = show.map((row) =>
    row.map((subject) => {
      const still = stills[at++]!;
      return { ...still, captions: [formatSubject(subject) ?? 'direction', formatScore(still.endScore)] };
    }),
  );
  return { ...(await layOut(rows, { width, height, ...sheet })), cells: stills };
}

/** Formats a score for a caption, such as `12.3` or `0.45`. */
export function formatScore(score: number): string {
  return Math.abs(score) >= 9.95 ? score.toFixed(1) : score.toFixed(2);
}

/**
 * Writes a picture with its settings in the metadata. The settings choose the format; the file name does not.
 *
 * @returns The size of the file in bytes.
 * @throws UserError ARGUMENT_INVALID, OUTPUT_UNWRITABLE, DISK_FULL.
 */
export async function writePicture(path: string, pixels: Rgb8Image, settings: PictureSettings): Promise<number> {
  const bytes = await encodePicture(pixels, settings.output, await pictureText(settings));
  try {
    await makeFolders(dirname(path));
    await writeDurably(path, bytes);
  } catch (error) {
    throw explainDiskError(error, path);
  }
  return bytes.length;
}

/** The settings as the metadata stores them, below a line with the program and engine that rendered the picture. */
export async function pictureText(settings: PictureSettings): Promise<string> {
  return `# neurozoom ${await version()}; ${await describeEngine()}\n${pictureToYaml(settings)}`;
}

/**
 * Opens the photo that a picture starts from.
 *
 * @throws UserError PICTURE_UNREADABLE when the photo cannot be read, or differs from the photo of the settings.
 */
export async function openInit({ file, sha256 }: NonNullable<PictureSettings['init']>): Promise<Photo> {
  const photo = await openPhoto(file);
  if (sha256 !== null && digestOf(photo) !== sha256) {
    throw new UserError('PICTURE_UNREADABLE', `${file} has changed since the settings were made`);
  }
  return photo;
}

/** SHA-256 of a photo's file. */
export function digestOf({ bytes }: Photo): string {
  return createHash('sha256').update(bytes).digest('hex');
}
