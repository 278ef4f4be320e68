// The whole way from settings to a film on disk with its companions, by way of a job that outlasts the process.

import { join } from 'node:path';
import { UserError } from '../errors.js';
import type { Settings } from '../preset/settings.js';
import { putInPlace } from '../video/edit/output-file.js';
import { joinSegments } from '../video/edit/segments.js';
import type { PausedFilm, RenderedFilm, RenderOptions } from './events.js';
import { FRESH_HINT } from './job/job-file.js';
import type { SegmentPlan } from './job/segment-plan.js';
import { firstDamaged, listSegments, type SegmentContext } from './job/segment-writer.js';
import { type FilmOutput, resolveOutput } from './output.js';
import { type PreparedFilm, prepareFilm } from './prepare.js';
import { openRender, type RenderContext } from './render-context.js';
import { renderLoop } from './render-loop.js';
import { keepSessions } from './session-keeper.js';
import { writeSidecars } from './sidecars.js';

/**
 * Renders a film; one that was interrupted goes on where it stopped.
 *
 * @throws UserError for all that the user can put right (see `prepareFilm`, `resolveOutput`, `openJob` and `checkNeeds`; ENGINE_STALLED, NOT_FINITE,
 *   FFMPEG_FAILED, DISK_FULL: what was made until then is kept); the signal's reason when aborted.
 */
export async function renderFilm(settings: Settings, options: RenderOptions): Promise<RenderedFilm | PausedFilm> {
  const { signal } = options;
  const [output, prepared] = await both(
    resolveOutput(settings.output, settings, options),
    prepareFilm(settings, options),
  );
  const sessions = keepSessions(prepared, signal);
  try {
    const production = await openRender(prepared, sessions, output, options);
    try {
      return await produce(production);
    } finally {
      await production.job.close();
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    await sessions.close();
  }
}

/** Waits for the two at the same time; when one of them fails, what the other opened is closed. */
async function both(
  output: Promise<FilmOutput>,
  prepared: Promise<PreparedFilm>,
): Promise<readonly [FilmOutput, PreparedFilm]> {
  try {
    return await Promise.all([output, prepared]);
  } catch (error) {
    await prepared.then(
      ({ close }) => close(),
      () => undefined,
    );
    throw error;
  }
}

/** Makes the film that is ready to be made. */
export async function produce(production: RenderContext): Promise<RenderedFilm | PausedFilm> {
  const { job, plan, options, emit } = production;
  const reached = await renderLoop(production);
  if (reached <= plan.last) {
    const of = plan.last - plan.first + 1;
    const paused: PausedFilm = {
      kind: 'paused',
      film: production.output.film,
      folder: job.folder,
      frame: reached,
      written: Math.max(0, reached - plan.first),
      of,
    };
    emit(paused);
    return paused;
  }
  emit({ kind: 'finish' });
  const film = await finish(production);
  if (options.keep !== true) await job.remove();
  const done: RenderedFilm = { kind: 'done', ...film };
  emit(done);
  return done;
}

/** Joins the segments and gives the film its name; makes what lies beside it. */
async function finish({
  output,
  job,
  plan,
  segments: studio,
  video,
  text,
}: RenderContext): Promise<Omit<RenderedFilm, 'kind'>> {
  const { format, film } = output;
  const tools = { ffmpeg: output.ffmpeg, signal: studio.signal };
  const segments = await intactSegments(plan, studio);
  const out = join(job.folder, `film${format.folder ? '' : format.extension}`);
  const facts = await studio.retryWhenDiskFull(() =>
    joinSegments(tools, { format, video, segments, out, target: film }),
  );
  await job.checkLock();
  const bytes = await putInPlace(out, film, format.folder);
  await studio.retryWhenDiskFull(() => writeSidecars({ path: film, format, facts }, output, text, job.folder));
  return {
    film,
    frames: facts.frames,
    bytes,
    poster: output.poster,
    sheet: output.sheet,
    settings: output.settings,
    mixed: job.file.mixed.length > 0,
  };
}

/** @throws UserError JOB_DAMAGED when one of them is not what it was when it was sealed. */
async function intactSegments(plan: SegmentPlan, { format, folder }: SegmentContext) {
  const sealed = await listSegments(folder);
  const damaged = await firstDamaged(sealed, plan.count, format);
  if (damaged !== null) {
    throw new UserError('JOB_DAMAGED', `segment ${damaged} of ${folder} is gone or damaged`, { hint: FRESH_HINT });
  }
  return Array.from({ length: plan.count }, (_, i) => ({ path: sealed.get(i)!.path, frames: plan.lengthOf(i) }));
}
