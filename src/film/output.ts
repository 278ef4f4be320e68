// Resolves the output of a film: format, path, sidecar files, ffmpeg.

import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { explainDiskError } from '../disk/disk-errors.js';
import { ifExists, isFolder } from '../disk/files.js';
import { UserError } from '../errors.js';
import { nameInFolder } from '../preset/schema/reader.js';
import type { OutputSettings } from '../preset/settings.js';
import { checkSoundEncoder, type Ffmpeg, findFfmpeg, tryFormat } from '../video/encode/ffmpeg.js';
import { checkRate, checkSize, resolveQuality } from '../video/encode/format-limits.js';
import { FORMAT_LIST, formatFor, targetPath, type VideoFormat } from '../video/encode/formats.js';
import { checkReplaceable } from './film-owner.js';

/** The default folder for films. */
export const OUTPUT_FOLDER = 'output';

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
  /** Path of the report on flashes. */
  readonly flash: string;
  /** Path of its chart. */
  readonly flashChart: string;
}

/** The paths of a film and its sidecar files, and the ffmpeg that writes them. */
export interface FilmOutput extends FilmTarget {
  readonly ffmpeg: Ffmpeg;
}

/** Options for resolving an output, besides its settings. */
export interface OutputOptions {
  /** A file, or a folder (an existing one, or a name that ends in a slash) for the preset's own file name. */
  readonly out?: string | undefined;
  /** Whether the film has a sound. @default false */
  readonly sound?: boolean | undefined;
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
export async function resolveOutput(
  settings: OutputSettings,
  video: {
    readonly width: number;
    readonly height: number;
    readonly fps: { readonly numerator: number; readonly denominator: number };
  },
  { out, name, sound = false, overwrite = false, signal }: OutputOptions,
): Promise<FilmOutput> {
  const target = await settleTarget(settings, { out, name });
  const { format, film } = target;
  checkSize(format, video.width, video.height);
  checkRate(format, video.fps);
  resolveQuality(format, settings.quality ?? undefined);
  await checkWritable(film, format);
  if (!overwrite) await checkReplaceable(target, name);
  const ffmpeg = await findFfmpeg(signal);
  await tryFormat(ffmpeg, format, signal);
  if (sound && format.sound !== null) await checkSoundEncoder(ffmpeg, format, signal);
  return { ...target, ffmpeg };
}

/**
 * The format and the absolute paths of a film and its sidecar files. Looks at the disk only to see whether `out` is a
 * folder.
 *
 * @throws UserError ARGUMENT_INVALID when the file's extension and the format do not match, or one is unknown.
 */
export async function settleTarget(
  settings: OutputSettings,
  { out, name }: Pick<OutputOptions, 'out' | 'name'>,
): Promise<FilmTarget> {
  const own = settings.file ?? `${name}${formatFor(settings.format ?? 'mp4').extension}`;
  if (settings.file !== null) checkInside(settings.file);
  const file = await pathOf(own, out);
  if (settings.format === null && extname(file) === '') {
    const extensions = FORMAT_LIST.map(({ extension }) => extension).join(', ');
    const hint = `add one of the extensions ${extensions}; to name a folder, end it in a slash`;
    throw new UserError('ARGUMENT_INVALID', `'${file}' has no extension that determines the format of the film`, {
      hint,
    });
  }
  const format = settings.format === null ? formatFor(file) : formatFor(settings.format);
  checkExtension(file, format);
  const film = targetPath(format, file);
  const stem = format.folder ? film : film.slice(0, film.length - extname(film).length);
  return {
    ...{ format, film },
    poster: `${stem}.poster.png`,
    sheet: `${stem}.sheet.png`,
    settings: `${stem}.settings.yaml`,
    flash: `${stem}.flash.json`,
    flashChart: `${stem}.flash.svg`,
  };
}

/** The path of a film: `out`, or the preset's own file in the folder `out` or in the output folder. */
async function pathOf(own: string, out: string | undefined): Promise<string> {
  if (out === undefined) return join(OUTPUT_FOLDER, own);
  return (await meansFolder(out)) ? join(out, own) : out;
}

/**
 * Refuses paths outside the folder, since a preset may come from anyone. Its schema has the same check, with the line.
 */
function checkInside(file: string): void {
  if (nameInFolder({ max: 1000 }).read(file) !== undefined) return;
  throw new UserError('ARGUMENT_INVALID', `output.file must be a name inside the output folder, got '${file}'`, {
    hint: 'name any other file with --out (the option `out` of renderFilm)',
  });
}

/** Whether a path means a folder: it is an existing folder or ends in a slash. */
export async function meansFolder(path: string): Promise<boolean> {
  return /[\\/]$/.test(path) || isFolder(path);
}

function checkExtension(file: string, format: VideoFormat): void {
  if (extname(file).toLowerCase() === format.extension) return;
  if (format.folder && extname(file) === '') return;
  const message = `'${basename(file)}' needs the extension ${format.extension} for the format ${format.name}`;
  throw new UserError('ARGUMENT_INVALID', message, {
    hint: `use ${basename(file, extname(file))}${format.extension}, or choose another format`,
  });
}

/** Checks without writing that the nearest existing folder above a film can be written to. */
async function checkWritable(film: string, format: VideoFormat): Promise<void> {
  try {
    if (!format.folder && (await meansFolder(film))) {
      throw new UserError('OUTPUT_UNWRITABLE', `'${film}' cannot be written: it is a folder`, {
        hint: 'choose another name',
      });
    }
    let folder = dirname(film);
    while ((await ifExists(stat(folder))) === null) folder = dirname(folder);
    // With the slash, a file in place of the folder is an error.
    await access(`${folder}/`, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw explainDiskError(error, film);
  }
}
