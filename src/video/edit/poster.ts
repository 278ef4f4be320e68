// Pictures out of a finished film: one frame, or a sheet of many.
// Each is written under a hidden name, looked at, and renamed; an existing picture is replaced only then.

import { resolve } from 'node:path';
import { UserError } from '../../errors.js';
import { type Attempt, damagedFile } from '../encode/failure.js';
import { FORMATS } from '../encode/formats.js';
import type { FinishedFilm } from '../read/finished-film.js';
import { picturePattern } from '../read/png-folder.js';
import { type FfmpegInput, runFfmpegTask, type Tools } from './ffmpeg-task.js';
import { openOutput } from './output-file.js';
import { pictureFormatFor } from './picture-file.js';

/** Which frame: its index from 0, or a time (not for a folder of pictures, which has none). */
export type FramePosition = { readonly frame: number } | { readonly seconds: number };

/**
 * Writes one frame of a film as a PNG or JPEG of the film's size.
 *
 * @returns The absolute name of the picture.
 * @throws UserError ARGUMENT_INVALID when there is no such frame; FILM_INCOMPLETE, FFMPEG_FAILED, DISK_FULL, OUTPUT_UNWRITABLE when the
 *   picture cannot be made.
 */
export async function writePoster(tools: Tools, film: FinishedFilm, at: FramePosition, out: string): Promise<string> {
  const frame = frameIndex(film, at);
  // Half a frame early: ffmpeg seeks to the first frame that is not before the given time, and times are rounded. Those
  // of a GIF are uneven, so its frames are counted.
  const { fps } = film.facts;
  const early = fps === null || film.format === FORMATS.gif ? null : Math.max(0, frame - 0.5) / fps;
  const input = early === null ? inputOf(film) : seekTo(inputOf(film), early);
  return writePicture(tools, input, early === null ? `select=eq(n\\,${frame}),` : '', 'poster', out);
}

/** The layout of a contact sheet. */
export interface ContactSheet {
  /** Most pictures beside and below each other; a shorter film gets fewer rows. */
  readonly columns: number;
  readonly rows: number;
  /** In pixels; the height follows from the film. */
  readonly cellWidth: number;
}

/**
 * Writes evenly spaced frames of a film, left to right and down, with gaps of 4 pixels.
 *
 * @returns The absolute name of the picture.
 * @throws RangeError when the sheet's numbers are no positive integers; UserError as `writePoster`.
 */
export async function writeContactSheet(
  tools: Tools,
  film: FinishedFilm,
  sheet: ContactSheet,
  out: string,
): Promise<string> {
  for (const [name, value] of Object.entries(sheet)) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`Expected \`${name}\` to be a positive integer, got \`${value}\`.`);
    }
  }
  const { facts } = film;
  const cells = Math.min(sheet.columns * sheet.rows, facts.frames);
  const columns = Math.min(sheet.columns, cells);
  // The middle of each of `cells` equal stretches.
  const frames = Array.from({ length: cells }, (_, cell) => Math.floor(((cell + 0.5) * facts.frames) / cells));
  const cellHeight = Math.max(1, Math.round((sheet.cellWidth * facts.height) / facts.width));
  const filter =
    `select=${frames.map((frame) => `eq(n\\,${frame})`).join('+')},` +
    `scale=${sheet.cellWidth}:${cellHeight}:flags=lanczos+accurate_rnd+full_chroma_int,format=rgb24,` +
    `tile=${columns}x${Math.ceil(cells / columns)}:nb_frames=${cells}:padding=${GAP}:margin=${GAP}:color=${GAP_COLOR},`;
  return writePicture(tools, inputOf(film), filter, 'contact sheet', out);
}

const GAP = 4;
const GAP_COLOR = '0x101010';

function frameIndex({ facts, format }: FinishedFilm, at: FramePosition): number {
  if ('seconds' in at && facts.fps === null) {
    throw new RangeError(`Expected \`at\` to be a frame for a ${format.name} film, got \`${at.seconds} s\`.`);
  }
  // A time within a millionth of the next frame means that frame: 0.3 s at 10 fps is 2.9999999999999996.
  const frame = 'frame' in at ? at.frame : Math.floor(at.seconds * (facts.fps ?? 0) + 1e-6);
  if (Number.isInteger(frame) && frame >= 0 && frame < facts.frames) return frame;
  const length = facts.fps === null ? '' : ` (${(facts.frames / facts.fps).toFixed(2)} s)`;
  const wanted = 'frame' in at ? `frame ${at.frame}` : `${at.seconds} s`;
  throw new UserError(
    'ARGUMENT_INVALID',
    `the film has ${facts.frames} frames${length}, there is no picture at ${wanted}`,
  );
}

function inputOf({ path, format }: FinishedFilm): FfmpegInput {
  if (!format.folder) return { path, options: [] };
  const options = ['-f', 'image2', '-pattern_type', 'sequence', '-start_number', '1'];
  return { path: picturePattern(path), options };
}

function seekTo(input: FfmpegInput, seconds: number): FfmpegInput {
  return { ...input, options: [...input.options, '-ss', seconds.toFixed(6)] };
}

/** `filter` ends in a comma or is empty. */
async function writePicture(
  tools: Tools,
  input: FfmpegInput,
  filter: string,
  task: string,
  out: string,
): Promise<string> {
  const target = resolve(out);
  const picture = pictureFormatFor(target);
  const attempt: Attempt = { target, ffmpeg: tools.ffmpeg.path, task, when: '' };
  const options = ['-an', '-vf', `${filter}${TO_RGB},${picture.filter}`, ...picture.arguments];
  const output = await openOutput(target, { folder: false, extension: picture.extension });
  try {
    await runFfmpegTask(tools, { inputs: [input], options, output: output.path, attempt });
    if (!(await picture.isWhole(output.path))) throw damagedFile(attempt, 'it is cut short');
    await output.seal();
    return target;
  } finally {
    await output.discard();
  }
}

/** By the matrix that the film is tagged with. */
const TO_RGB = 'scale=flags=bicubic+accurate_rnd+full_chroma_int,format=rgb24';
