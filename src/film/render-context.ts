// Opens everything that a render needs, checks that it can succeed, and reports its start.

import type { Settings } from '../preset/settings.js';
import { checkTarget } from '../video/edit/output-file.js';
import { segmentFormat } from '../video/edit/segments.js';
import type { VideoProperties } from '../video/encode/encoder.js';
import { checkNeeds, needsOf } from './estimate/preflight.js';
import { openWorkMeter, type WorkMeter } from './estimate/workload.js';
import type { FilmEvent, RenderOptions } from './events.js';
import { type MadeSoundtrack, noteOnSound, soundtrackIn } from './film-sound.js';
import { stateBytes } from './job/checkpoint.js';
import { openDiskFullRetry } from './job/disk-full-retry.js';
import { identify } from './job/identity.js';
import { type Job, openJob } from './job/job.js';
import { jobFolderOf } from './job/job-file.js';
import { folderBytes } from './job/jobs.js';
import { planSegments, type SegmentPlan, segmentLength } from './job/segment-plan.js';
import type { SegmentContext } from './job/segment-writer.js';
import { type FilmOutput, resolveOutput } from './output.js';
import { type PreparedFilm, prepareFilm } from './prepare.js';
import { checkRange } from './render-frames.js';
import { metadataOf, settingsText } from './sidecars.js';

/** Everything that a render needs. Close it when done. */
export interface RenderContext {
  readonly film: PreparedFilm;
  readonly output: FilmOutput;
  readonly options: RenderOptions;
  readonly job: Job;
  readonly plan: SegmentPlan;
  readonly segments: SegmentContext;
  readonly work: WorkMeter;
  /** The resolved settings as a preset, for the film's metadata and the sidecar file. */
  readonly text: string;
  readonly video: VideoProperties;
  readonly emit: (event: FilmEvent) => void;
  /** Undefined for a film without sound. */
  readonly soundtrack: MadeSoundtrack | undefined;
  /** Closes the job and the film. The files of the job stay on disk. */
  close(): Promise<void>;
}

/**
 * How long a render waits for space on a full disk, and how long something makes no progress until it counts as hung.
 */
const DEFAULTS = { waitMs: 3_600_000, stallMs: 120_000 } as const;

/**
 * Opens output, film and job.
 *
 * @throws UserError as `resolveOutput`, `prepareFilm`, `checkNeeds` and `openJob`; ARGUMENT_INVALID for a range that is
 *   not in the film.
 */
export async function openRender(settings: Settings, options: RenderOptions): Promise<RenderContext> {
  const onEngineReplaced = (reason: string) => {
    options.onEngineReplaced?.(reason);
    options.onEvent?.({ kind: 'retry', what: 'engine', message: reason });
  };
  const [output, film] = await both(
    resolveOutput(settings.output, settings, {
      ...{ ...options, name: nameOf(options) },
      sound: settings.sound !== null,
    }),
    prepareFilm(settings, { ...options, onEngineReplaced }),
  );
  try {
    return await openPrepared(film, output, options);
  } catch (error) {
    await film.close();
    throw error;
  }
}

async function openPrepared(film: PreparedFilm, output: FilmOutput, options: RenderOptions): Promise<RenderContext> {
  const { settings, timeline } = film;
  const { width, height, fps } = settings;
  const { fresh = false, forceResume = false, breakLock, command = null, onEvent, stop, signal } = options;
  const name = nameOf(options);
  const range = checkRange(options.range, timeline.frameCount);
  const segmentFrames = options.segmentFrames ?? segmentLength(settings, timeline);
  const plan = planSegments(range, segmentFrames);
  const format = segmentFormat(output.format);
  await checkTarget(output.film, output.format.folder);
  const identity = await identify(film, output, range, segmentFrames);
  await checkNeeds(needsOf(film, output, plan), output.film, await folderBytes(jobFolderOf(output.film)));
  const job = await openJob({
    ...{ film: output.film, name, command, identity, plan, format, fresh, force: forceResume },
    ...{ breakLock, onLock: onEvent },
    signal: AbortSignal.any([stop, signal].filter((one) => one !== undefined)),
  });
  try {
    const emit = (event: FilmEvent) => onEvent?.(event);
    const text = await settingsText(film, output, name, job.file.mixed);
    const video = { width, height, fps, metadata: metadataOf(settings.title ?? name, text) };
    const segments: SegmentContext = {
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
    const { sound } = film;
    const soundtrack =
      sound === null || output.format.sound === null
        ? undefined
        : await segments.retryWhenDiskFull(() =>
            soundtrackIn(job.folder, { ffmpeg: output.ffmpeg, signal }, sound, { ...range, fps }),
          );
    const work = openWorkMeter(settings, timeline, plan.last + 1);
    const close = async () => {
      await job.close();
      await film.close();
    };
    const context = { film, output, options, job, plan, segments, work, text, video, soundtrack, emit, close };
    emit(startEvent(context));
    return context;
  } catch (error) {
    await job.close();
    throw error;
  }
}

/** The name of the preset. */
export function nameOf({ name = 'film' }: RenderOptions): string {
  return name;
}

function startEvent({ film, output, job, plan, work, video }: RenderContext): FilmEvent {
  const { width, height, fps } = video;
  const { frame: from = 0, grown } = job.resume ?? {};
  const done = grown === undefined ? work.afterFrames(from) : work.afterGrowth(grown);
  return {
    kind: 'start',
    film: output.film,
    ...{ width, height, fps: fps.numerator / fps.denominator },
    frames: plan.last - plan.first + 1,
    from,
    grown: grown ?? 0,
    share: job.resume === null ? 0 : done,
    damage: job.damage,
    note: [film.note, noteOnSound(film.sound, output.format)].filter((one) => one !== undefined).join('; ') || null,
    network: film.model.name,
    engine: film.engine.description,
    threads: film.engine.threads,
    ffmpeg: output.ffmpeg,
  };
}

/** Waits for both, also when one fails, so that nothing is left running or open. */
async function both(
  output: Promise<FilmOutput>,
  film: Promise<PreparedFilm>,
): Promise<readonly [FilmOutput, PreparedFilm]> {
  const [resolved, prepared] = await Promise.allSettled([output, film]);
  if (resolved.status === 'rejected') {
    if (prepared.status === 'fulfilled') await prepared.value.close();
    throw resolved.reason;
  }
  if (prepared.status === 'rejected') throw prepared.reason;
  return [resolved.value, prepared.value];
}
