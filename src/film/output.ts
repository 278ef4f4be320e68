// Where a film goes and what it is made with: the format, the final name, the companions beside it, the ffmpeg that will write it.

import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { explainDiskError } from '../disk/disk-errors.js';
import { ifExists, isFolder } from '../disk/files.js';
import { UserError } from '../errors.js';
import type { OutputSettings } from '../preset/settings.js';
import { type Ffmpeg, findFfmpeg, tryFormat } from '../video/encode/ffmpeg.js';
import { checkRate, checkSize, resolveQuality } from '../video/encode/format-limits.js';
import { FORMAT_LIST, formatFor, targetPath, type VideoFormat } from '../video/encode/formats.js';

/** Where films go when nothing else is said. */
export const OUTPUT_FOLDER = 'output';

/** Where a film and its companions go, and what writes them. */
export interface FilmOutput {
  readonly format: VideoFormat;
  readonly ffmpeg: Ffmpeg;
  /** Absolute final name of the film: a file, or a folder of pictures. */
  readonly film: string;
  /** One frame as a picture. */
  readonly poster: string;
  /** Evenly spaced frames as one picture. */
  readonly sheet: string;
  /** All settings, as a preset. */
  readonly settings: string;
}

/** What is told besides the settings. */
export interface OutputOptions {
  /** From the command line: a file, or a folder (existing, or ending in a slash) that takes the preset's own name. */
  readonly out?: string | undefined;
  /** What the film is called when the preset does not say: the preset's name without its ending. */
  readonly name: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Settles where a film goes and checks that it can.
 *
 * @throws UserError ARGUMENT_INVALID (format, odd size, quality), OUTPUT_UNWRITABLE, FFMPEG_MISSING, FFMPEG_LACKS_CODEC.
 */
export async function resolveOutput(
  settings: OutputSettings,
  video: {
    readonly width: number;
    readonly height: number;
    readonly fps: { readonly numerator: number; readonly denominator: number };
  },
  { out, name, signal }: OutputOptions,
): Promise<FilmOutput> {
  const { format, film } = await settleTarget(settings, { out, name });
  checkSize(format, video.width, video.height);
  checkRate(format, video.fps);
  resolveQuality(format, settings.quality ?? undefined);
  await checkWritable(film, format);
  const ffmpeg = await findFfmpeg(signal);
  await tryFormat(ffmpeg, format, signal);
  const stem = format.folder ? film : film.slice(0, film.length - extname(film).length);
  return {
    format,
    ffmpeg,
    film,
    poster: `${stem}.poster.png`,
    sheet: `${stem}.sheet.png`,
    settings: `${stem}.settings.yaml`,
  };
}

/**
 * The format and the absolute final name of a film; looks only whether `out` is a folder.
 *
 * @throws UserError ARGUMENT_INVALID when the name and the format do not go together, or there is no such format.
 */
export async function settleTarget(
  settings: OutputSettings,
  { out, name }: Pick<OutputOptions, 'out' | 'name'>,
): Promise<{ readonly format: VideoFormat; readonly film: string }> {
  const own = settings.file ?? `${name}${formatFor(settings.format ?? 'mp4').extension}`;
  const file = await place(own, out);
  if (settings.format === null && extname(file) === '') {
    const hint = `end it in one of ${FORMAT_LIST.map(({ extension }) => extension).join(', ')}; or, for a folder, in a slash`;
    throw new UserError('ARGUMENT_INVALID', `'${file}' does not tell the format of the film`, { hint });
  }
  const format = settings.format === null ? formatFor(file) : formatFor(settings.format);
  checkExtension(file, format);
  return { format, film: targetPath(format, file) };
}

/** A bare name goes to the output folder; a path is taken as it is. */
async function place(own: string, out: string | undefined): Promise<string> {
  if (out === undefined) return basename(own) === own ? join(OUTPUT_FOLDER, own) : own;
  if (await meansFolder(out)) return join(out, basename(own));
  return out;
}

/** Whether a path means a folder: it is one, or ends in a slash. */
export async function meansFolder(path: string): Promise<boolean> {
  return /[\\/]$/.test(path) || isFolder(path);
}

function checkExtension(file: string, format: VideoFormat): void {
  if (extname(file).toLowerCase() === format.extension) return;
  if (format.folder && extname(file) === '') return;
  throw new UserError(
    'ARGUMENT_INVALID',
    `'${basename(file)}' does not end in ${format.extension}, as a ${format.name} film must`,
    {
      hint: `call it ${basename(file, extname(file))}${format.extension}, or choose another format`,
    },
  );
}

/** Refuses, without writing, a place that cannot be written to: the nearest folder above it that stands must let us. */
async function checkWritable(film: string, format: VideoFormat): Promise<void> {
  try {
    if (!format.folder && (await meansFolder(film))) {
      throw new UserError('OUTPUT_UNWRITABLE', `'${film}' cannot be written: it is a folder`, {
        hint: 'choose another name',
      });
    }
    let folder = dirname(film);
    while ((await ifExists(stat(folder))) === null) folder = dirname(folder);
    // The slash makes a file in the place of a folder an error.
    await access(`${folder}/`, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw explainDiskError(error, film);
  }
}
