// Everything that is there while a film is made: the job, the studio, what goes into the film's metadata.

import { UserError } from '../errors.js';
import { checkTarget } from '../video/edit/output-file.js';
import { segmentFormat } from '../video/edit/segments.js';
import type { VideoProperties } from '../video/encode/encoder.js';
import { checkNeeds, needsOf } from './estimate/preflight.js';
import type { FilmEvent, RenderOptions } from './events.js';
import { stateBytes } from './job/checkpoint.js';
import { openDiskFullRetry } from './job/disk-full-retry.js';
import { identify } from './job/identity.js';
import { type Job, openJob } from './job/job.js';
import { jobFolderOf } from './job/job-file.js';
import { folderBytes } from './job/jobs.js';
import { planSegments, type SegmentPlan, segmentLength } from './job/segment-plan.js';
import type { SegmentContext } from './job/segment-writer.js';
import type { FilmOutput } from './output.js';
import type { PreparedFilm } from './prepare.js';
import type { SessionKeeper } from './session-keeper.js';
import { metadataOf, settingsText } from './sidecars.js';

/** Everything that is there while a film is made. */
export interface RenderContext {
  readonly prepared: PreparedFilm;
  readonly sessions: SessionKeeper;
  readonly output: FilmOutput;
  readonly options: RenderOptions;
  readonly job: Job;
  readonly plan: SegmentPlan;
  readonly segments: SegmentContext;
  /** Of the film and in its metadata. */
  readonly text: string;
  readonly video: VideoProperties;
  readonly emit: (event: FilmEvent) => void;
}

/** How long a full disk is waited for, and after how long something has hung, where nothing else is said: an hour; two minutes. */
const DEFAULTS = { waitMs: 3_600_000, stallMs: 120_000 } as const;

/** Opens the job, checks what the film needs, and tells of its start. */
export async function openRender(
  prepared: PreparedFilm,
  sessions: SessionKeeper,
  output: FilmOutput,
  options: RenderOptions,
): Promise<RenderContext> {
  const { settings, timeline, engine } = prepared;
  const { width, height, fps } = settings;
  const { name, fresh = false, forceResume = false, breakLock, onEvent, stop, signal } = options;
  const range = checkRange(options.range ?? { first: 0, last: timeline.frameCount - 1 }, timeline.frameCount);
  const segmentFrames = options.segmentFrames ?? segmentLength(settings);
  const plan = planSegments(range, segmentFrames);
  const format = segmentFormat(output.format);
  await checkTarget(output.film, output.format.folder);
  const identity = await identify(prepared, output, range, segmentFrames);
  await checkNeeds(needsOf(prepared, output, plan), output.film, await folderBytes(jobFolderOf(output.film)));
  const command = options.command ?? null;
  const job = await openJob({
    ...{ film: output.film, name, command, identity, plan, format, fresh, force: forceResume },
    ...{ breakLock, onLock: onEvent, signal },
  });
  try {
    const emit = (event: FilmEvent) => onEvent?.(event);
    const text = await settingsText(prepared, output, job.file.mixed);
    const video = { width, height, fps, metadata: metadataOf(settings.title ?? name, text) };
    const frame = job.resume?.frame ?? 0;
    emit({
      kind: 'start',
      film: output.film,
      width,
      height,
      fps: fps.numerator / fps.denominator,
      frames: range.last - range.first + 1,
      from: frame,
      damage: job.damage,
      network: prepared.model.name,
      engine: engine.description,
      ffmpeg: output.ffmpeg,
    });
    const studio: SegmentContext = {
      folder: job.folder,
      ffmpeg: output.ffmpeg,
      format,
      quality: settings.output.quality ?? undefined,
      video: { ...video, metadata: {} },
      retryWhenDiskFull: openDiskFullRetry({
        folder: job.folder,
        need: 4 * width * height * 3 + 3 * stateBytes(settings),
        waitMs: options.diskWaitMs ?? DEFAULTS.waitMs,
        onWait: (isWaiting) => emit({ kind: 'disk', isWaiting, folder: job.folder }),
        ...{ stop, signal },
      }),
      stallMs: options.stallMs ?? DEFAULTS.stallMs,
      onRetry: (message) => emit({ kind: 'retry', what: 'ffmpeg', message }),
      signal,
    };
    return { prepared, sessions, output, options, job, plan, segments: studio, text, video, emit };
  } catch (error) {
    await job.close();
    throw error;
  }
}

function checkRange(range: { readonly first: number; readonly last: number }, frameCount: number) {
  const { first, last } = range;
  if (first > last || last >= frameCount) {
    throw new UserError('ARGUMENT_INVALID', `the frames ${first}..${last} are not in a film of ${frameCount} frames`, {
      hint: `its frames are 0..${frameCount - 1}`,
    });
  }
  return range;
}
