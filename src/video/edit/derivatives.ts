// What is made of a finished film: copies in other formats, with a soundtrack, with other metadata.
// Each is written under a hidden name, read back, and renamed; an existing file, which may be the film itself, is replaced only then.

import { access, constants } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { UserError } from '../../errors.js';
import type { EncodedVideo, VideoProperties } from '../encode/encoder.js';
import { type Attempt, verifyFilm } from '../encode/failure.js';
import { checkRate, checkSize, resolveQuality } from '../encode/format-limits.js';
import { FORMATS, outputArguments, targetPath, type VideoFormat } from '../encode/formats.js';
import { metadataArguments } from '../encode/metadata.js';
import type { FilmFacts } from '../read/film-facts.js';
import { readFilm } from '../read/finished-film.js';
import { picturePattern } from '../read/png-folder.js';
import { type FfmpegInput, runFfmpegTask, type Tools } from './mux.js';
import { openOutput } from './output-file.js';

/** How a film is encoded again. */
export interface Conversion {
  /** As in `openEncoder`. */
  readonly quality?: number | undefined;
  /** Rate to play a folder of pictures at: needed there, refused elsewhere. */
  readonly fps?: VideoProperties['fps'] | undefined;
}

/**
 * Encodes a finished film again in another format: every frame, the same rate, size and metadata (where the format keeps any), without sound.
 *
 * @param film - MP4, MOV or WebM, or a folder of pictures with `fps`.
 * @throws UserError ARGUMENT_INVALID when the format cannot hold it; otherwise as `writePoster`.
 */
export async function convertFilm(
  tools: Tools,
  film: string,
  format: VideoFormat,
  out: string,
  { quality, fps }: Conversion = {},
): Promise<EncodedVideo> {
  const source = await readFilm(film, fps);
  const { facts, input } = source;
  if ((source.format === FORMATS.png) !== (fps !== undefined)) {
    throw new RangeError(`Expected \`fps\` for a folder of pictures and for nothing else, got \`${fps}\`.`);
  }
  checkSize(format, facts.width, facts.height);
  checkRate(format, fps ?? { numerator: Math.round((facts.fps ?? 1) * 1000), denominator: 1000 });
  const options = ['-map', '0:v:0', ...outputArguments(format, resolveQuality(format, quality))];
  return writeFilm(tools, { inputs: [input], options }, format, facts, out);
}

/** How sound is laid under a film. */
export interface Soundtrack {
  /** The sound fades out over the last so many seconds of the film. @default 0 */
  readonly fadeSeconds?: number;
  /** Repeats sound that is shorter than the film; otherwise silence follows it. @default false */
  readonly loop?: boolean;
}

/**
 * Adds sound (AAC, 192 kbit/s) to a finished MP4 or MOV, whose pictures are copied untouched. The film keeps its length: longer sound is cut.
 *
 * @param audio - Any file with sound that ffmpeg can read.
 * @param out - With the film's own extension.
 * @throws UserError ARGUMENT_INVALID when the film's format keeps no sound or the sound cannot be opened; otherwise as `writePoster`.
 */
export async function addSoundtrack(
  tools: Tools,
  film: string,
  audio: string,
  out: string,
  { fadeSeconds = 0, loop = false }: Soundtrack = {},
): Promise<EncodedVideo> {
  const { format, facts, input } = await readFilm(film);
  if (!format.keepsSound || facts.fps === null) {
    throw new UserError('ARGUMENT_INVALID', `a ${format.name} film cannot have a soundtrack`, {
      hint: 'use mp4 or prores',
    });
  }
  checkSameFormat(format, film, out);
  const sound = resolve(audio);
  await access(sound, constants.R_OK).catch((cause: unknown) => {
    throw new UserError('ARGUMENT_INVALID', `the sound '${audio}' cannot be opened`, { cause });
  });
  const seconds = facts.frames / facts.fps;
  const fade = fadeSeconds === 0 ? '' : `,afade=t=out:st=${Math.max(0, seconds - fadeSeconds)}:d=${fadeSeconds}`;
  const options = [
    ...['-map', '0:v:0', '-map', '1:a:0', '-map_metadata', '0', '-c:v', 'copy', '-c:a', 'aac', '-b:a', '192k'],
    // Padded without end and cut at the film's length; `-shortest` alone would cut the film to shorter sound.
    ...['-af', `apad${fade}`, '-t', seconds.toFixed(6), '-f', format.muxer, ...format.muxerOptions],
  ];
  const inputs = [input, { path: sound, options: loop ? ['-stream_loop', '-1'] : [] }];
  return writeFilm(tools, { inputs, options, foreignInput: true }, format, facts, out);
}

/**
 * Writes a finished film again with other metadata (a key that is given replaces the film's own); pictures and sound are copied untouched.
 *
 * @throws UserError ARGUMENT_INVALID when the film's format keeps none; otherwise as `writePoster`. RangeError as `metadataArguments`.
 */
export async function writeMetadata(
  tools: Tools,
  film: string,
  metadata: VideoProperties['metadata'],
  out: string,
): Promise<EncodedVideo> {
  const { format, facts, input } = await readFilm(film);
  if (!format.keepsMetadata) {
    throw new UserError('ARGUMENT_INVALID', `a ${format.name} film keeps no metadata`, {
      hint: 'use mp4, webm or prores',
    });
  }
  checkSameFormat(format, film, out);
  const options = [
    '-map',
    '0',
    '-c',
    'copy',
    '-f',
    format.muxer,
    ...format.muxerOptions,
    ...metadataArguments(format, metadata),
  ];
  return writeFilm(tools, { inputs: [input], options }, format, facts, out);
}

function checkSameFormat(format: VideoFormat, film: string, out: string): void {
  if (extname(out).toLowerCase() === format.extension) return;
  throw new UserError(
    'ARGUMENT_INVALID',
    `'${basename(out)}' must end in ${format.extension}, as '${basename(film)}' does`,
  );
}

async function writeFilm(
  tools: Tools,
  job: {
    readonly inputs: readonly FfmpegInput[];
    readonly options: readonly string[];
    readonly foreignInput?: boolean;
  },
  format: VideoFormat,
  expected: FilmFacts,
  out: string,
): Promise<EncodedVideo> {
  const target = targetPath(format, out);
  const attempt: Attempt = { target, ffmpeg: tools.ffmpeg.path, task: format.name, when: '' };
  const output = await openOutput(target, format);
  try {
    const path = format.folder ? picturePattern(output.path) : output.path;
    await runFfmpegTask(tools, { ...job, output: path, attempt });
    const facts = await verifyFilm(attempt, output.path, format, expected);
    return { path: target, frames: facts.frames, bytes: await output.seal() };
  } finally {
    await output.discard();
  }
}
