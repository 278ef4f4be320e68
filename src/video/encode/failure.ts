// The errors of a film that came to nothing: what was run, how it ended, after which frame, and its last words.

import { basename, dirname } from 'node:path';
import { diskFull, isDiskFull } from '../../disk/disk-errors.js';
import { UserError } from '../../errors.js';
import { countFrames } from '../read/finished-film.js';
import { describeEnding, type Ending } from './child.js';
import type { FilmFacts } from './encoder.js';
import type { VideoFormat } from './formats.js';

/** What was being written, with what. */
export interface Attempt {
  /** Absolute final name. */
  readonly target: string;
  /** Path of the ffmpeg in use. */
  readonly ffmpeg: string;
  /** `libx264`, or what else it was doing. */
  readonly task: string;
  /** `after frame 212`, or empty. */
  readonly when: string;
}

/**
 * ffmpeg ended badly: FFMPEG_FAILED, or DISK_FULL when its last words say so.
 *
 * @param stalled - Why we killed it, where it was us.
 */
export function ffmpegFailure({ target, ffmpeg, task, when }: Attempt, ending: Ending, stalled?: string): UserError {
  if (saysDiskFull(ending.lastWords)) return diskFull(target, when, new Error(ending.lastWords));
  const how = stalled === undefined ? describeEnding(ending) : `${stalled} and was killed`;
  const words = ending.lastWords === '' ? 'it said nothing' : ending.lastWords;
  const message = `ffmpeg (${task} to '${basename(target)}') ${when === '' ? how : `${how} ${when}`}: ${words}`;
  return new UserError('FFMPEG_FAILED', message, { hint: hintFor(ending, stalled, ffmpeg) });
}

/** ffmpeg ended well, but the file is not whole: FILM_INCOMPLETE. `cause` says why, as what `countFrames` throws. */
export function damagedFile({ target, when }: Attempt, cause: unknown): UserError {
  const why = cause instanceof Error ? cause.message : String(cause);
  const message = `ffmpeg ended well${when === '' ? '' : ` ${when}`}, but '${basename(target)}' is damaged: ${why}`;
  return new UserError('FILM_INCOMPLETE', message, { cause });
}

/**
 * Reads a written film through and refuses it unless it holds what went into it.
 *
 * @param path - Where it lies; `attempt.target` is what it shall be called.
 * @throws UserError FILM_INCOMPLETE, or DISK_FULL when there is no room beside it: the 2018 build cuts pictures short
 *   without a word.
 */
export async function verifyFilm(
  attempt: Attempt,
  path: string,
  format: VideoFormat,
  expected: Omit<FilmFacts, 'fps'>,
): Promise<FilmFacts> {
  try {
    const facts = await countFrames(path, format).catch((error: unknown) => {
      throw damagedFile(attempt, error);
    });
    checkFacts(attempt.target, facts, expected);
    return facts;
  } catch (error) {
    throw (await isDiskFull(dirname(path))) ? diskFull(attempt.target, attempt.when, error) : error;
  }
}

function checkFacts(target: string, found: FilmFacts, { frames, width, height }: Omit<FilmFacts, 'fps'>): void {
  if (found.frames !== frames) {
    const message = `ffmpeg was given ${frames} frames and ended well, but '${basename(target)}' holds ${found.frames}`;
    throw new UserError('FILM_INCOMPLETE', message);
  }
  if (found.width !== width || found.height !== height) {
    const message = `'${basename(target)}' came out as ${found.width}x${found.height} instead of ${width}x${height}`;
    throw new UserError('FILM_INCOMPLETE', message);
  }
}

/** ffmpeg does not translate these, and its exit code says nothing of the cause. */
function saysDiskFull(words: string): boolean {
  return /No space left on device|Disk quota exceeded/.test(words);
}

function hintFor({ signal, code }: Ending, stalled: string | undefined, path: string): string {
  if (stalled !== undefined)
    return `look whether the machine is overloaded, or set FFMPEG_PATH to another ffmpeg than ${path}`;
  if (code === null && signal === null) return `look whether ${path} can be run`;
  if (signal === 'SIGKILL') return 'often the system does that when memory runs short: try a smaller size';
  return `the ffmpeg in use is ${path}; FFMPEG_PATH chooses another`;
}
