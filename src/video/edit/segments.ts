// A film in pieces: each is written by an ffmpeg of its own, so that it is the same whether the film was made in one go
// or not; joined in the end without encoding anything again.

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

/** A piece of a film. */
export interface Segment {
  /** Absolute: a file, or a folder of pictures; all of a film lie in one folder. */
  readonly path: string;
  /** `LEAST_SEGMENT` at least, unless it is the only one. */
  readonly frames: number;
}

/**
 * x264 does not know by how much it delays its frames before it has seen so many, and the times of a shorter file do
 * not fit to those of others.
 */
export const LEAST_SEGMENT = 3;

/** What the segments shall become. */
export interface Joining {
  /** Of the film. */
  readonly format: VideoFormat;
  readonly video: VideoProperties;
  /** In the order of the film; one at least. */
  readonly segments: readonly Segment[];
  /** Absolute name to write to, in the folder of the segments; what stands there is replaced. */
  readonly out: string;
  /** What the film will be called, for messages. */
  readonly target: string;
}

/**
 * The format in which segments of a film are written: its own, but that WebM counts time in milliseconds, which do not
 * add up to the film's; its VP9 is kept in MP4 until it is joined.
 */
export function segmentFormat(format: VideoFormat): VideoFormat {
  if (format !== FORMATS.webm) return format;
  return { ...format, extension: '.mp4', container: 'mp4', muxer: 'mp4', muxerOptions: [] };
}

/**
 * Joins segments, and reads through what came of it: it has all frames, evenly long.
 *
 * @throws UserError FFMPEG_FAILED, FILM_INCOMPLETE, DISK_FULL, OUTPUT_UNWRITABLE.
 */
export async function joinSegments(tools: Tools, joining: Joining): Promise<FilmFacts> {
  const { format, video, segments, out, target } = joining;
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
  // Only MP4 and MOV tell their rate exactly.
  if (format.container === 'mp4' && frames > 1 && Math.abs((facts.fps ?? 0) / rate - 1) > 1e-9) {
    throw new UserError(
      'FILM_INCOMPLETE',
      `'${basename(target)}' plays at ${facts.fps} frames a second instead of ${rate}`,
    );
  }
  return facts;
}

/**
 * By ffmpeg's concat demuxer, which has to be told how long each file is: what it makes out itself is off by a part of
 * a frame at each seam. Rounded to the millionths that it counts in so that the roundings do not add up.
 */
async function joinFiles(tools: Tools, { format, video, segments, out }: Joining, attempt: Attempt): Promise<void> {
  const cwd = dirname(out);
  const { numerator, denominator } = video.fps;
  const millionths = (frame: number) => Math.round((frame * denominator * 1e6) / numerator);
  let frame = 0;
  const lines = segments.map(({ path, frames }) => {
    const duration = (millionths(frame + frames) - millionths(frame)) / 1e6;
    frame += frames;
    return `file ${basename(path)}\nduration ${duration.toFixed(6)}\n`;
  });
  await writeDurably(join(cwd, LIST), `ffconcat version 1.0\n${lines.join('')}`);
  const options = [
    ...['-map', '0:v:0', '-c', 'copy', '-map_metadata', '-1', ...metadataArguments(format, video.metadata)],
    // No random numbers in the file, as WebM has them.
    ...['-fflags', '+bitexact', '-f', format.muxer, ...format.muxerOptions],
  ];
  await runFfmpegTask(tools, {
    // By a name without folders: what stands before a `?` in one of them is taken for the whole of it.
    inputs: [{ path: LIST, options: ['-f', 'concat', '-safe', '1'] }],
    cwd,
    options,
    output: out,
    attempt,
  });
}

const LIST = 'segments.ffconcat';

/** Where the file system can, the copies share their room on the disk with the segments'. */
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
