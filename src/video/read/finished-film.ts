// Opens a finished film as the input of a job: a file in one of our formats, or a folder of numbered pictures.

import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../../errors.js';
import type { FfmpegInput } from '../edit/mux.js';
import type { VideoProperties } from '../encode/encoder.js';
import { FORMATS, formatFor, type VideoFormat } from '../encode/formats.js';
import type { FilmFacts } from './film-facts.js';
import { countFrames } from './frame-count.js';
import { picturePattern } from './png-folder.js';

/** A finished film as the input of a job. */
export interface Source {
  readonly format: VideoFormat;
  readonly facts: FilmFacts;
  readonly input: FfmpegInput;
}

/**
 * Reads a film through and says how to hand it to ffmpeg.
 *
 * @param fps - Rate to play a folder of pictures at.
 * @throws UserError ARGUMENT_INVALID when it cannot be opened or is in no format of ours, FILM_INCOMPLETE when it is damaged or empty.
 */
export async function readFilm(film: string, fps?: VideoProperties['fps']): Promise<Source> {
  const path = resolve(film);
  const found = await stat(path).catch((cause: unknown) => {
    throw new UserError('ARGUMENT_INVALID', `the film '${film}' cannot be opened`, { cause });
  });
  const format = found.isDirectory() ? FORMATS.png : formatFor(path);
  const facts = await countFrames(path, format).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UserError('FILM_INCOMPLETE', `the film '${film}' is damaged: ${why}`, { cause });
  });
  if (facts.frames === 0) throw new UserError('FILM_INCOMPLETE', `the film '${film}' has no frames`);
  if (format !== FORMATS.png) return { format, facts, input: { path, options: [] } };
  const rate = fps === undefined ? [] : ['-framerate', `${fps.numerator}/${fps.denominator}`];
  const options = ['-f', 'image2', '-pattern_type', 'sequence', '-start_number', '1', ...rate];
  return { format, facts, input: { path: picturePattern(path), options } };
}
