// The render loop: makes the frames that the job of a film lacks. After NaN or infinite values it resumes from an
// earlier checkpoint.

import { NotFiniteError } from '../optvis/conditioning.js';
import { coarsestScores } from '../optvis/octaves.js';
import { type FilmEvent, statisticsOf } from './events.js';
import { flashError, flashReportOf, mustFail, writeFlashReport } from './flashes.js';
import {
  type FilmState,
  type MadeFrame,
  makeFrames,
  notFiniteError,
  openingStates,
  toFilmFrame,
} from './frames/frames.js';
import type { RateBackoff } from './frames/keys.js';
import type { Checkpoint } from './job/checkpoint.js';
import { openRecorder } from './job/recorder.js';
import type { SegmentPlan } from './job/segment-plan.js';
import { framesOptionsOf } from './prepare.js';
import type { RenderContext } from './render-context.js';

/** The frames that a job has. */
export interface RenderedFrames {
  /** The next frame: the one after the last, or the one before which `stop` interrupted the render. */
  readonly next: number;
  /** What the flash guard remembers of them. */
  readonly flash: Uint8Array | undefined;
}

/**
 * Makes the frames that the job does not have yet.
 *
 * @throws UserError ENGINE_FAILED, NOT_FINITE, FLASHES. The job keeps the frames made until then.
 */
export async function renderLoop(context: RenderContext): Promise<RenderedFrames> {
  const { film, job, plan, options, emit } = context;
  let from: Checkpoint | null = job.resume;
  try {
    for (;;) {
      const run = openRun(context, from);
      try {
        // The recorder is closed before any rewind, since sealing a segment saves a checkpoint.
        return await run.follow().finally(run.close);
      } catch (error) {
        options.signal?.throwIfAborted();
        if (!(error instanceof NotFiniteError)) throw error;
        const frame = run.next();
        const rateBackoff = smallerRate(run.rateBackoff, frame, plan);
        const earlier = frame === 0 || rateBackoff === null ? null : await job.rewind(plan.restartPointOf(frame - 1));
        if (rateBackoff === null || earlier === null) throw notFiniteError(frame, error);
        emit({ kind: 'retry', what: 'ascent', message: error.message, frame });
        from = { ...earlier, rateBackoff };
      }
    }
  } finally {
    await film.sessions.close();
  }
}

/** Makes the frames from a checkpoint on, until the last, a stop, or an error. */
function openRun(context: RenderContext, from: Checkpoint | null) {
  const { film, job, plan, segments, work, options, emit } = context;
  const recorder = openRecorder(job, plan, segments, from);
  const rateBackoff = from?.rateBackoff;
  let next = from?.frame ?? 0;
  let flash = from?.flash;
  const frames = {
    ...framesOptionsOf(film, plan),
    ...{ rateBackoff, from: from ?? undefined, signal: options.signal },
    onGrowth(done: number, of: number) {
      emit({ kind: 'growth', done, of, share: work.afterGrowth(done) });
    },
  };
  const isStopped = () => options.stop?.aborted === true;
  /** Makes the state before frame 0; saves the growth after its sizes. @returns `null` if it was stopped. */
  const begin = async (): Promise<FilmState | null> => {
    const states = openingStates(frames);
    try {
      for (;;) {
        const { value: state } = await states.next();
        if (state === undefined) throw new Error('Expected a state before frame 0.');
        await recorder.begin(state, isStopped());
        if (isStopped()) return null;
        if (state.grown === undefined) return state;
      }
    } finally {
      await states.return(); // it holds a thread and the buffers of a climb
    }
  };
  return {
    next: () => next,
    rateBackoff,
    close: recorder.close,
    async follow(): Promise<RenderedFrames> {
      const first = from === null || from.grown !== undefined ? await begin() : from;
      if (first === null) return { next, flash };
      const made = makeFrames({ ...frames, from: first });
      try {
        await take(made);
      } finally {
        await made.return();
      }
      await recorder.finish();
      return { next, flash };
    },
  };

  /** Records frames up to the last, or a stop. */
  async function take(made: AsyncGenerator<MadeFrame, void, void>): Promise<void> {
    while (next <= plan.last) {
      const { value: frame } = await made.next();
      if (frame === undefined) throw new Error(`Expected frame ${next} to be made.`);
      if (frame.shot.frame >= plan.first) await options.onFrame?.(toFilmFrame(frame));
      const finished = performance.now();
      await recorder.take(frame.picture, frame.state, rateBackoff);
      next = frame.state.frame;
      flash = frame.state.flash;
      emit(frameEvent(context, frame, performance.now() - finished));
      if (mustFail(film.settings, frame.flash)) await failForFlashes(context, flash);
      if (next <= plan.last && isStopped()) {
        await recorder.save(frame.state, rateBackoff);
        break;
      }
    }
  }
}

/** Writes the report of the frames so far, and throws the error. */
async function failForFlashes({ film, plan, output, job }: RenderContext, memory: Uint8Array | undefined) {
  const report = flashReportOf(film.settings, plan, memory);
  await writeFlashReport(report, output, job.folder);
  throw flashError(report);
}

/** The first factor on the rate, and the smallest. */
const BACKOFF = { first: 0.5, least: 0.1 } as const;

/** The smaller rate after values at a frame were not finite; `null` if the rate was already the smallest. */
function smallerRate(before: RateBackoff | undefined, frame: number, plan: SegmentPlan): RateBackoff | null {
  const factor = before !== undefined && frame <= before.until ? before.factor / 2 : BACKOFF.first;
  if (factor < BACKOFF.least) return null;
  return { factor, until: plan.startOf(Math.min(plan.segmentOf(frame) + 1, plan.count)) - 1 };
}

function frameEvent({ plan, work, options }: RenderContext, made: MadeFrame, keep: number): FilmEvent {
  const { shot, picture, times } = made;
  const scores = coarsestScores(made.scores);
  const { frame, seconds } = shot;
  const neurons = shot.active.neurons.map(({ neuron, weight }, i) => {
    const score = scores[i];
    return { layer: neuron.layer, neuron: neuron.index, weight, ...(score === undefined ? {} : { score }) };
  });
  return {
    kind: 'frame',
    ...{ frame, seconds, neurons },
    octaves: made.scores.map((own, i) => ({ scale: shot.ascent.octaves[i]!.scale, scores: own })),
    written: Math.max(0, frame + 1 - plan.first),
    of: plan.last - plan.first + 1,
    made: frame + 1,
    toMake: plan.last + 1,
    share: work.afterFrames(frame + 1),
    ...(options.details === true
      ? {
          details: {
            statistics: statisticsOf(picture),
            milliseconds: { ...times, keep },
            memoryBytes: process.memoryUsage.rss(),
          },
        }
      : {}),
  };
}
