// Renders settings to a finished film on disk with its sidecar files, by a job that survives the process.

import { join } from 'node:path';
import { UserError } from '../errors.js';
import type { Settings } from '../preset/settings.js';
import { putInPlace } from '../video/edit/output-file.js';
import { joinSegments } from '../video/edit/segments.js';
import type { PausedFilm, RenderedFilm, RenderOptions } from './events.js';
import { checkReplaceable } from './film-owner.js';
import { flashReportOf, writeFlashReport } from './flashes.js';
import { FRESH_HINT } from './job/job-file.js';
import type { SegmentPlan } from './job/segment-plan.js';
import { firstDamaged, listSegments, type SegmentContext } from './job/segment-writer.js';
import { nameOf, openRender, type RenderContext } from './render-context.js';
import { renderLoop } from './render-loop.js';
import { writeSidecars } from './sidecars.js';

/**
 * Renders a film, or resumes its interrupted render. Only with `stop` can it end with a `PausedFilm`.
 *
 * @throws UserError for everything that the user can fix: see `openRender` and `renderLoop`, and FFMPEG_FAILED,
 *   DISK_FULL, JOB_DAMAGED. The job keeps its files. Rejects with the reason of `signal` if it aborts.
 */
export function renderFilm(
  settings: Settings,
  options?: RenderOptions & { readonly stop?: undefined },
): Promise<RenderedFilm>;
export function renderFilm(settings: Settings, options: RenderOptions): Promise<RenderedFilm | PausedFilm>;
export async function renderFilm(settings: Settings, options: RenderOptions = {}): Promise<RenderedFilm | PausedFilm> {
  try {
    const context = await openRender(settings, options);
    try {
      const { next, flash } = await renderLoop(context);
      return next <= context.plan.last ? pause(context, next) : await finish(context, flash);
    } finally {
      await context.close();
    }
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error;
  }
}

function pause({ output, job, plan, emit }: RenderContext, next: number): PausedFilm {
  const paused: PausedFilm = {
    kind: 'paused',
    film: output.film,
    folder: job.folder,
    frame: next,
    written: Math.max(0, next - plan.first),
    of: plan.last - plan.first + 1,
  };
  emit(paused);
  return paused;
}

/** Joins the segments, gives the film its name, and writes the sidecar files. */
async function finish(context: RenderContext, memory: Uint8Array | undefined): Promise<RenderedFilm> {
  const { output, options, job, plan, segments, video, soundtrack, text, emit } = context;
  const { format, film, poster, sheet, settings } = output;
  emit({ kind: 'finish' });
  const sealed = await intactSegments(plan, segments);
  const out = join(job.folder, `film${format.folder ? '' : format.extension}`);
  const tools = { ffmpeg: output.ffmpeg, signal: segments.signal };
  const facts = await segments.retryWhenDiskFull(() =>
    joinSegments(tools, { format, video, segments: sealed, out, target: film, sound: soundtrack }),
  );
  await job.checkLock();
  // The file may have appeared during the render.
  if (options.overwrite !== true) await checkReplaceable(output, nameOf(options));
  const bytes = await putInPlace(out, film, format.folder);
  const report = flashReportOf(context.film.settings, plan, memory);
  await segments.retryWhenDiskFull(async () => {
    await writeSidecars({ path: film, format, facts }, output, text, job.folder);
    await writeFlashReport(report, output, job.folder);
  });
  const mixed = job.file.mixed.length > 0;
  if (options.keep !== true) await job.remove();
  const { course: _, ...found } = report;
  const flash: RenderedFilm['flash'] = { ...found, report: output.flash, chart: output.flashChart };
  const done: RenderedFilm = { kind: 'done', film, frames: facts.frames, bytes, poster, sheet, settings, flash, mixed };
  emit(done);
  return done;
}

/** @throws UserError JOB_DAMAGED when a segment is missing or has changed since it was sealed. */
async function intactSegments(plan: SegmentPlan, { format, folder }: SegmentContext) {
  const sealed = await listSegments(folder);
  const damaged = await firstDamaged(sealed, plan.count, format);
  if (damaged !== null) {
    throw new UserError('JOB_DAMAGED', `segment ${damaged} of ${folder} is missing or damaged`, { hint: FRESH_HINT });
  }
  return Array.from({ length: plan.count }, (_, i) => ({ path: sealed.get(i)!.path, frames: plan.lengthOf(i) }));
}
