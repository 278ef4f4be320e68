// A look at an unfinished film: what is sealed, and the frames that wait to be, as a film of its own. May be taken while the film is being made.

import { copyFile, link, mkdtemp, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { explainDiskError } from '../../disk/disk-errors.js';
import { remove } from '../../disk/files.js';
import { UserError } from '../../errors.js';
import { putInPlace } from '../../video/edit/output-file.js';
import { joinSegments, LEAST_SEGMENT, type Segment, segmentFormat } from '../../video/edit/segments.js';
import { type Ffmpeg, findFfmpeg } from '../../video/encode/ffmpeg.js';
import { formatFor } from '../../video/encode/formats.js';
import { openEncoder } from '../../video/encode/stream.js';
import { FRESH_HINT } from './job-file.js';
import type { UnfinishedFilm } from './jobs.js';
import { openRawFrames, rawFramesPath } from './raw-frames.js';
import { planSegments } from './segment-plan.js';
import { listSegments, type SealedSegment } from './segment-writer.js';

/** A look at an unfinished film. */
export interface Preview {
  readonly path: string;
  readonly frames: number;
  readonly bytes: number;
}

/**
 * Makes a playable film of what there is, beside the film that is being made: `NAME.preview.mp4`.
 *
 * @throws UserError ARGUMENT_INVALID when there are no frames yet, JOB_DAMAGED when it cannot be told what they are; FFMPEG_FAILED, FILM_INCOMPLETE,
 *   OUTPUT_UNWRITABLE, DISK_FULL.
 */
export async function previewJob({ film, folder, file }: UnfinishedFilm, signal?: AbortSignal): Promise<Preview> {
  if (file === null)
    throw new UserError('JOB_DAMAGED', `it cannot be told what ${folder} is: its job.json is damaged`, {
      hint: FRESH_HINT,
    });
  const { settings, frames: range, segmentFrames } = file.identity;
  const { width, height, fps, output } = settings;
  const format = formatFor(output.format ?? 'mp4');
  const plan = planSegments(range, segmentFrames);
  const ffmpeg = await findFfmpeg(signal);
  const ending = format.folder ? '' : extname(film);
  const target = `${film.slice(0, film.length - ending.length)}.preview${ending}`;
  try {
    const place = await mkdtemp(join(folder, 'preview-'));
    try {
      const sealed = await listSegments(folder);
      const segments: Segment[] = [];
      for (let i = 0; sealed.has(i); i++)
        segments.push({ path: await bring(sealed.get(i)!, place, format.folder), frames: plan.lengthOf(i) });
      const rest = await encodeSpooled(segments.length, folder, place, {
        ffmpeg,
        format,
        width,
        height,
        fps,
        quality: output.quality,
      });
      const all = rest === null ? segments : [...segments, rest];
      if (all.length === 0)
        throw new UserError('ARGUMENT_INVALID', `${film} has no frames yet that could be looked at`, {
          hint: 'wait a little',
        });
      const out = join(place, `film${ending}`);
      const video = { width, height, fps, metadata: { title: `${settings.title ?? file.name} (unfinished)` } };
      const { frames } = await joinSegments({ ffmpeg, signal }, { format, video, segments: all, out, target });
      return { path: target, frames, bytes: await putInPlace(out, target, format.folder) };
    } finally {
      await remove(place);
    }
  } catch (error) {
    throw explainDiskError(error, target);
  }
}

/** Segments are joined in one folder. A link costs nothing; where there is none, or for a folder, it is read where it lies. */
async function bring({ path }: SealedSegment, place: string, isFolder: boolean): Promise<string> {
  if (isFolder) return path;
  const here = join(place, basename(path));
  await link(path, here).catch(() => copyFile(path, here));
  return here;
}

interface Reel {
  readonly ffmpeg: Ffmpeg;
  readonly format: ReturnType<typeof formatFor>;
  readonly width: number;
  readonly height: number;
  readonly fps: { readonly numerator: number; readonly denominator: number };
  readonly quality: number | null;
}

/** The frames of the segment that is not sealed; `null` when they are too few. */
async function encodeSpooled(segment: number, folder: string, place: string, reel: Reel): Promise<Segment | null> {
  const { ffmpeg, width, height, fps, quality } = reel;
  const format = segmentFormat(reel.format);
  const size = await stat(rawFramesPath(folder, segment)).then(
    (found) => found.size,
    () => 0,
  );
  const frames = Math.floor(size / (width * height * 3));
  if (frames < LEAST_SEGMENT && !(segment === 0 && frames > 0)) return null;
  const path = join(place, `rest${format.folder ? '' : format.extension}`);
  const spool = await openRawFrames(folder, segment);
  const encoder = openEncoder({ ffmpeg, format, path, quality: quality ?? undefined });
  try {
    await encoder.start({ width, height, fps, metadata: {} });
    const data = Buffer.alloc(width * height * 3);
    for (let i = 0; i < frames; i++) {
      await spool.read(i, data);
      await encoder.write({ width, height, data });
    }
    await encoder.finish();
    return { path, frames };
  } finally {
    await encoder.abort();
    await spool.close();
  }
}
