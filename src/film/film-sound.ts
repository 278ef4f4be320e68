// The sound of a film: the track that its settings name, and the soundtrack that is made of it.

import { createHash } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import { renameDurably } from '../disk/durable.js';
import { addFile, listFolder, remove } from '../disk/files.js';
import { UserError } from '../errors.js';
import type { Settings, SoundSettings } from '../preset/settings.js';
import { ANALYSIS_VERSION } from '../sound/analysis.js';
import { SOUND_INPUT_OPTIONS } from '../sound/decode.js';
import { drivenBy } from '../sound/drive.js';
import { openTrack, type Track } from '../sound/track.js';
import type { TimelinePlan } from '../timeline/timeline.js';
import type { Tools } from '../video/edit/ffmpeg-task.js';
import { makeSoundtrack, type Soundtrack, samplesOf } from '../video/edit/soundtrack.js';
import { findFfmpeg } from '../video/encode/ffmpeg.js';
import type { VideoFormat } from '../video/encode/formats.js';

/** The track of a film, and how the film uses it. */
export interface FilmSound {
  readonly settings: SoundSettings;
  readonly track: Track;
}

/**
 * Opens the track of a film; null for a silent film.
 *
 * @throws UserError as `openTrack`, with the preset's key; SOUND_UNUSABLE when the film begins after the track's end.
 */
export async function openFilmSound(sound: Settings['sound'], signal?: AbortSignal): Promise<FilmSound | null> {
  if (sound === null) return null;
  try {
    const track = await openTrack(sound.file, { ffmpeg: await findFfmpeg(signal), signal });
    const { seconds } = track.analysis;
    if (sound.startSeconds >= seconds) {
      const message = `the film begins at ${sound.startSeconds} s of '${sound.file}', which is ${seconds.toFixed(1)} s long`;
      const problems = [{ path: ['sound', 'start'], message: `the track ends at ${seconds.toFixed(1)} s` }];
      throw new UserError('SOUND_UNUSABLE', message, { hint: 'begin earlier', problems });
    }
    if (sound.sha256 !== null && sound.sha256 !== track.sha256) {
      const message = `'${sound.file}' is another file than the one that the settings name`;
      const hint = `its SHA-256 is ${track.sha256}; leave sha256 out to use it all the same`;
      const problems = [{ path: ['sound', 'sha256'], message }];
      throw new UserError('SOUND_UNUSABLE', message, { hint, problems });
    }
    return { settings: sound, track };
  } catch (error) {
    if (!(error instanceof UserError) || error.problems.length > 0) throw error;
    const { code, message, hint, cause } = error;
    throw new UserError(code, message, { hint, cause, problems: [{ path: ['sound'], message }] });
  }
}

/** The plan of a film, driven by its sound. */
export function withSound(plan: TimelinePlan, { cycle }: Settings, sound: FilmSound | null): TimelinePlan {
  return sound === null ? plan : drivenBy(plan, sound.track.analysis, { sound: sound.settings, cycle });
}

/** A beat of a film. */
export interface BeatOfFilm {
  /** Time in the film, in seconds. */
  readonly seconds: number;
  /** Number of its bar, from 1; 0 before the first whole bar. */
  readonly bar: number;
  /** Number of the beat in its bar, from 1. */
  readonly beat: number;
}

/** The beats that a film plays, bars counted from its beginning. */
export function beatsOfFilm({ settings, track }: FilmSound): readonly BeatOfFilm[] | undefined {
  const { beats } = track.analysis;
  if (beats === null) return undefined;
  const { times, firstBar, beatsPerBar } = beats;
  let bar = 0;
  return times.flatMap((time, i) => {
    const seconds = time - settings.startSeconds;
    if (seconds < -EARLY) return [];
    const inBar = (((i - firstBar) % beatsPerBar) + beatsPerBar) % beatsPerBar;
    if (inBar === 0) bar += 1;
    return [{ seconds: Math.max(0, seconds), bar, beat: inBar + 1 }];
  });
}

/** Beats are found a little before or after they are heard, in seconds. */
const EARLY = 0.02;

/**
 * What a job records of a film's sound, beside its settings: the file by its contents instead of its path. Null for a
 * silent film.
 */
export function soundIdentity(sound: FilmSound | null): object | null {
  if (sound === null) return null;
  return { ...sound.settings, file: sound.track.sha256, sha256: null, analysis: ANALYSIS_VERSION };
}

/** A sentence on a format that has no sound; undefined where nothing is to be said. */
export function noteOnSound(sound: FilmSound | null, { name, sound: codec }: VideoFormat): string | undefined {
  if (sound === null || codec !== null) return undefined;
  const file = basename(sound.settings.file);
  return `a ${name} film has no sound: it follows ${file}, but is silent (mp4, webm and prores have sound)`;
}

/** A soundtrack in a job's folder, for `joinSegments`. */
export interface MadeSoundtrack {
  readonly path: string;
  readonly samples: number;
}

/** Names of soundtracks in a job's folder: what they were made of, and what is in them. */
const NAME = /^sound-[0-9a-f]{16}(-[0-9a-f]{16})?\.flac$/;
const DIGITS = 16;

/**
 * Makes the soundtrack of a film in the folder of its job, unless it is there. It is made before the first frame, so
 * that a sound file that moves during the render does no harm.
 *
 * @param range - The frames that are written.
 * @throws UserError as `makeSoundtrack`.
 */
export async function soundtrackIn(
  folder: string,
  tools: Tools,
  { settings, track }: FilmSound,
  range: { readonly first: number; readonly last: number; readonly fps: Settings['fps'] },
): Promise<MadeSoundtrack> {
  const { first, last, fps } = range;
  const samples = samplesOf(last - first + 1, fps);
  const soundtrack: Soundtrack = {
    ...{ fadeInSeconds: settings.fadeInSeconds, fadeOutSeconds: settings.fadeOutSeconds },
    ...{ gain: settings.gain, loudness: settings.loudness },
    source: resolve(settings.file),
    inputOptions: SOUND_INPUT_OPTIONS,
    startSeconds: settings.startSeconds + (first * fps.denominator) / fps.numerator,
    trackSeconds: track.analysis.seconds,
  };
  const key = createHash('sha256').update(JSON.stringify([track.sha256, { ...soundtrack, source: '' }, samples]));
  const stem = `sound-${key.digest('hex').slice(0, DIGITS)}`;
  let found: string | undefined;
  for (const name of (await listFolder(folder)).filter((each) => NAME.test(each))) {
    const path = join(folder, name);
    if (name === `${stem}-${await digestOf(path)}.flac`) found = path;
    else await remove(path);
  }
  if (found !== undefined) return { path: found, samples };
  const part = join(folder, `${stem}.flac`);
  await makeSoundtrack(tools, soundtrack, { out: part, samples });
  const path = join(folder, `${stem}-${await digestOf(part)}.flac`);
  await renameDurably(part, path);
  return { path, samples };
}

/** The first digits of the SHA-256 of a file: a soundtrack has them in its name, so that damage is seen. */
async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await addFile(hash, path);
  return hash.digest('hex').slice(0, DIGITS);
}

/** The soundtrack in a job's folder, for a preview; undefined when there is none. */
export async function findSoundtrack(folder: string): Promise<string | undefined> {
  const name = (await listFolder(folder)).find((each) => NAME.test(each));
  return name === undefined ? undefined : join(folder, name);
}
