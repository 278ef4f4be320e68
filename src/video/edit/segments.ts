// Joins the segments of a film without encoding them again. Each segment is written by a separate ffmpeg process, so it
// is the same whether or not the render was interrupted.

import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { explainDiskError } from '../../disk/disk-errors.js';
import { writeDurably } from '../../disk/durable.js';
import { UserError } from '../../errors.js';
import type { FilmFacts, VideoProperties } from '../encode/encoder.js';
import { type Attempt, verifyFilm } from '../encode/failure.js';
import { FORMATS, type VideoFormat } from '../encode/formats.js';
import { metadataArguments } from '../encode/metadata.js';
import { isPictureName, pictureName } from '../read/png-folder.js';
import { runFfmpegTask, type Tools } from './ffmpeg-task.js';
import { joinGifs } from './gif-join.js';
import { SOUNDTRACK_RATE } from './soundtrack.js';

/** A segment of a film. */
export interface Segment {
  /** Absolute path of a file or a folder of pictures. All segments of a film are in one folder. */
  readonly path: string;
  /** At least `MIN_SEGMENT_FRAMES`, unless it is the only segment. */
  readonly frames: number;
}

/**
 * x264 determines the delay of its frames after this many frames, so the times of a shorter file would not match those
 * of the others.
 */
export const MIN_SEGMENT_FRAMES = 3;

/** Options for joining segments. */
export interface Joining {
  /** The format of the film. */
  readonly format: VideoFormat;
  readonly video: VideoProperties;
  /** In the order of the film; at least one. */
  readonly segments: readonly Segment[];
  /** Absolute path to write to, in the folder of the segments. An existing file is replaced. */
  readonly out: string;
  /** The final name of the film, for messages. */
  readonly target: string;
  /** Absolute path of the soundtrack, from `makeSoundtrack`, and the number of samples that the film needs of it. */
  readonly sound?: { readonly path: string; readonly samples: number } | undefined;
}

/**
 * The format of the segments of a film: the format of the film, except for WebM. WebM counts time in milliseconds,
 * which would not add up to the length of the film, so its VP9 is stored in MP4 until the segments are joined.
 */
export function segmentFormat(format: VideoFormat): VideoFormat {
  if (format !== FORMATS.webm) return format;
  return { ...format, extension: '.mp4', container: 'mp4', muxer: 'mp4', muxerOptions: [] };
}

/**
 * Joins segments, and checks that the result has all frames, each of the same duration.
 *
 * @throws UserError FFMPEG_FAILED, FILM_INCOMPLETE, DISK_FULL, OUTPUT_UNWRITABLE.
 */
export async function joinSegments(tools: Tools, joining: Joining): Promise<FilmFacts> {
  const { format, video, segments, out, target, sound } = joining;
  const frames = segments.reduce((sum, segment) => sum + segment.frames, 0);
  const attempt: Attempt = { target, ffmpeg: tools.ffmpeg.path, task: 'joining', when: '' };
  try {
    await rm(out, { recursive: true, force: true });
    if (format.folder) await joinFolders(segments, out);
    else if (format === FORMATS.gif)
      await joinGifs(
        segments.map(({ path }) => path),
        video.fps,
        out,
      );
    else await joinFiles(tools, joining, attempt);
  } catch (error) {
    throw explainDiskError(error, target);
  }
  tools.signal?.throwIfAborted();
  const facts = await verifyFilm(attempt, out, format, { frames, width: video.width, height: video.height });
  const { numerator, denominator } = video.fps;
  const rate = numerator / denominator;
  // Only MP4 and MOV state their rate exactly.
  if (format.container === 'mp4' && frames > 1 && Math.abs((facts.fps ?? 0) / rate - 1) > 1e-9) {
    throw new UserError(
      'FILM_INCOMPLETE',
      `'${basename(target)}' plays at ${facts.fps} frames per second instead of ${rate}`,
    );
  }
  if (sound !== undefined && format.sound !== null) checkSound(target, facts, sound.samples);
  return facts;
}

/** @throws UserError FILM_INCOMPLETE when the sound is not as long as the film. */
function checkSound(target: string, { soundSeconds }: FilmFacts, samples: number): void {
  const wanted = samples / SOUNDTRACK_RATE;
  if (soundSeconds !== null && Math.abs(soundSeconds - wanted) * SOUNDTRACK_RATE < 1.5) return;
  const found = soundSeconds === null ? 'has no sound' : `has ${soundSeconds} s of sound`;
  throw new UserError('FILM_INCOMPLETE', `'${basename(target)}' ${found} instead of ${wanted} s`);
}

/**
 * Joins files with ffmpeg's concat demuxer, which needs the duration of each file: the duration that it finds itself is
 * wrong by part of a frame at each seam. Durations are rounded to microseconds, its unit, such that rounding errors do
 * not add up.
 */
async function joinFiles(
  tools: Tools,
  { format, video, segments, out, sound }: Joining,
  attempt: Attempt,
): Promise<void> {
  const cwd = dirname(out);
  const { numerator, denominator } = video.fps;
  const microseconds = (frame: number) => Math.round((frame * denominator * 1e6) / numerator);
  let frame = 0;
  const lines = segments.map(({ path, frames }) => {
    const duration = (microseconds(frame + frames) - microseconds(frame)) / 1e6;
    frame += frames;
    return `file ${basename(path)}\nduration ${duration.toFixed(6)}\n`;
  });
  await writeDurably(join(cwd, LIST), `ffconcat version 1.0\n${lines.join('')}`);
  const options = [
    ...['-map', '0:v:0', '-c:v', 'copy', ...soundArguments(format, sound?.samples)],
    ...['-map_metadata', '-1', ...metadataArguments(format, video.metadata)],
    // Without the random numbers that WebM files have by default.
    ...['-fflags', '+bitexact', '-f', format.muxer, ...format.muxerOptions],
  ];
  await runFfmpegTask(tools, {
    // A name without folders, since ffmpeg cuts a path at a `?`.
    inputs: [
      { path: LIST, options: ['-f', 'concat', '-safe', '1'] },
      ...(sound === undefined || format.sound === null ? [] : [{ path: sound.path, options: [] }]),
    ],
    cwd,
    options,
    output: out,
    attempt,
  });
}

function soundArguments({ sound }: VideoFormat, samples: number | undefined): readonly string[] {
  if (sound === null || samples === undefined) return [];
  // Without version numbers of the encoder, which would change the bytes.
  const exact = ['-af', `atrim=end_sample=${samples}`, '-flags:a', '+bitexact'];
  return ['-map', '1:a:0', '-c:a', sound.encoder, ...sound.options, ...exact];
}

const LIST = 'segments.ffconcat';

/** The copies share their disk space with the segments if the file system supports it. */
async function joinFolders(segments: readonly Segment[], out: string): Promise<void> {
  await mkdir(out);
  let count = 0;
  for (const { path } of segments) {
    const pictures = (await readdir(path)).filter(isPictureName).sort();
    for (const picture of pictures) {
      count += 1;
      await copyFile(join(path, picture), join(out, pictureName(count)), constants.COPYFILE_FICLONE);
    }
  }
}
