// Makes the frames of a film, from where it stands; goes back to an earlier state when the engine hangs or the numbers leave the finite.

import { UserError } from '../errors.js';
import type { SessionSource } from '../optvis/ascend.js';
import { NotFiniteError } from '../optvis/conditioning.js';
import type { FilmEvent } from './events.js';
import { type FilmFrame, type FramesOptions, firstState, type RateBackoff, renderFrames } from './frames.js';
import type { Checkpoint } from './job/checkpoint.js';
import { openRecorder } from './job/recorder.js';
import type { SegmentPlan } from './job/segment-plan.js';
import type { RenderContext } from './render-context.js';
import { statisticsOf } from './statistics.js';
import { openWatchdog, StalledError, type Watchdog } from './watchdog.js';

/** How often the engine may hang before it is given up. */
const MOST_STALLS = 2;

/** Makes the frames that are not made yet. @returns the next frame: behind the last, or where it was stopped. */
export async function renderLoop(production: RenderContext): Promise<number> {
  const { prepared, sessions, job, plan, segments: studio, options, emit } = production;
  const watch = openWatchdog(studio.stallMs);
  let from: Checkpoint | null = job.resume;
  for (let stalls = 0; ; ) {
    const run = openRun(production, sessions.of(), watch, from);
    try {
      // Closed before anything is gone back to: a segment that is being sealed leaves a state.
      return await run.follow().finally(run.close);
    } catch (error) {
      options.signal?.throwIfAborted();
      const frame = run.next();
      if (error instanceof StalledError) {
        if (stalls === MOST_STALLS) throw hung(error, prepared.engine.description);
        stalls += 1;
        emit({ kind: 'retry', what: 'engine', message: error.message, frame });
        sessions.renew();
        from = await job.rewind(frame);
      } else if (error instanceof NotFiniteError) {
        const calm = calmer(run.calm(), frame, plan);
        const back = frame === 0 || calm === null ? null : await job.rewind(plan.restartPointOf(frame - 1));
        if (calm === null || back === null) throw notFinite(frame);
        emit({ kind: 'retry', what: 'ascent', message: error.message, frame });
        from = { ...back, rateBackoff: calm };
      } else throw error;
    }
  }
}

/** The frames from a state on, until something happens. */
function openRun(production: RenderContext, sessions: SessionSource, watch: Watchdog, from: Checkpoint | null) {
  const { prepared, job, plan, segments: studio, options, emit } = production;
  const { settings, timeline, minimumSize } = prepared;
  const recorder = openRecorder(job, plan, studio, from);
  const calm = from?.rateBackoff;
  let next = from?.frame ?? 0;
  const frames: FramesOptions = {
    ...{ timeline, minimumSize, sessions, rateBackoff: calm },
    opening: settings.opening,
    width: settings.width,
    height: settings.height,
    margin: settings.ascent.margin,
    look: settings.look,
    seed: settings.seed,
    signal: options.signal,
    onGrowth(done, of) {
      watch.heartbeat();
      emit({ kind: 'growth', done, of });
    },
  };
  const begin = async () => {
    const state = await watch.guard(firstState(frames));
    await recorder.begin(state);
    return state;
  };
  return {
    next: () => next,
    calm: () => calm,
    close: recorder.close,
    async follow() {
      const film = renderFrames({ ...frames, from: from ?? (await begin()) });
      while (next <= plan.last) {
        const began = performance.now();
        const { value: made } = await watch.guard(film.next());
        if (made === undefined) throw new Error(`Expected frame ${next} to be made.`);
        const finished = performance.now();
        await recorder.take(made.picture, made.state, calm, finished - began);
        next = made.state.frame;
        emit(frameEvent(production, made, performance.now() - finished));
        if (next <= plan.last && options.stop?.aborted === true) {
          await recorder.save(made.state, calm);
          break;
        }
      }
      await recorder.finish();
      return next;
    },
  };
}

/** The first and the smallest factor that steps are made smaller by. */
const CALM = { first: 0.5, least: 0.1 } as const;

/** How to go on from before a frame at which the numbers left the finite; `null` when steps were made small enough before. */
function calmer(before: RateBackoff | undefined, frame: number, plan: SegmentPlan): RateBackoff | null {
  const isCalm = before !== undefined && frame <= before.until;
  const factor = isCalm ? before.factor / 2 : CALM.first;
  return factor < CALM.least
    ? null
    : { factor, until: plan.startOf(Math.min(plan.segmentOf(frame) + 1, plan.count)) - 1 };
}

function frameEvent({ plan, options }: RenderContext, made: FilmFrame, keep: number): FilmEvent {
  const { shot, scores, picture, times } = made;
  const { frame, seconds } = shot;
  const neurons = shot.active.neurons.map(({ neuron, weight }, i) => {
    const score = scores[i];
    return { layer: neuron.layer, neuron: neuron.index, weight, ...(score === undefined ? {} : { score }) };
  });
  return {
    kind: 'frame',
    ...{ frame, seconds, neurons },
    written: Math.max(0, frame + 1 - plan.first),
    of: plan.last - plan.first + 1,
    made: frame + 1,
    toMake: plan.last + 1,
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

function hung({ seconds }: StalledError, engine: string): UserError {
  return new UserError(
    'ENGINE_STALLED',
    `the engine (${engine}) has hung for ${Math.round(seconds)} s, again and again`,
    {
      hint: 'run the same command again to go on; if it stays so, with fewer --threads',
    },
  );
}

function notFinite(frame: number): UserError {
  return new UserError('NOT_FINITE', `the ascent leaves the finite numbers at frame ${frame}, with smaller steps too`, {
    hint: 'lower ascent.rate in the preset, or leave the neuron out',
  });
}
