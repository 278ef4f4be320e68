// The render loop: makes the frames that the job of a film lacks. After a hung engine, or NaN or infinite values, it
// resumes from an earlier checkpoint.
import { UserError } from '../errors.js';
import { NotFiniteError } from '../optvis/conditioning.js';
import { coarsestScores } from '../optvis/octaves.js';
import { statisticsOf } from './events.js';
import { makeFrames, notFiniteError, openingStates, toFilmFrame, } from './frames/frames.js';
import { openRecorder } from './job/recorder.js';
import { framesOptionsOf } from './prepare.js';
import { openWatchdog, StalledError } from './watchdog.js';
/** How many times the engine may hang before the render gives up. */
const MAX_STALLS = 2;
/**
 * Makes the frames that the job does not have yet.
 *
 * @returns the next frame: the one after the last, or the one before which `stop` interrupted the render.
 * @throws UserError ENGINE_STALLED, NOT_FINITE. The job keeps the frames made until then.
 */
export async function renderLoop(context) {
    const { film, job, plan, segments, options, emit } = context;
    const watchdog = openWatchdog(segments.stallMs);
    let { sessions } = film;
    let from = job.resume;
    try {
        for (let stalls = 0;;) {
            const run = openRun(context, sessions, watchdog, from);
            try {
                // The recorder is closed before any rewind, since sealing a segment saves a checkpoint.
                return await run.follow().finally(run.close);
            }
            catch (error) {
                options.signal?.throwIfAborted();
                const frame = run.next();
                if (error instanceof StalledError) {
                    sessions = sessions.replace();
                    if (stalls === MAX_STALLS)
                        throw engineStalled(error, film.engine.description);
                    stalls += 1;
                    emit({ kind: 'retry', what: 'engine', message: error.message, frame });
                    from = await job.rewind(frame);
                }
                else if (error instanceof NotFiniteError) {
                    const rateBackoff = smallerRate(run.rateBackoff, frame, plan);
                    const earlier = frame === 0 || rateBackoff === null ? null : await job.rewind(plan.restartPointOf(frame - 1));
                    if (rateBackoff === null || earlier === null)
                        throw notFiniteError(frame, error);
                    emit({ kind: 'retry', what: 'ascent', message: error.message, frame });
                    from = { ...earlier, rateBackoff };
                }
                else
                    throw error;
            }
        }
    }
    finally {
        await sessions.close();
    }
}
/** Makes the frames from a checkpoint on, until the last, a stop, or an error. */
function openRun(context, sessions, watchdog, from) {
    const { film, job, plan, segments, work, options, emit } = context;
    const recorder = openRecorder(job, plan, segments, from);
    const rateBackoff = from?.rateBackoff;
    let next = from?.frame ?? 0;
    const frames = {
        ...framesOptionsOf({ ...film, sessions }),
        ...{ rateBackoff, from: from ?? undefined, signal: options.signal },
        onGrowth(done, of) {
            watchdog.heartbeat();
            emit({ kind: 'growth', done, of, share: work.afterGrowth(done) });
        },
    };
    const isStopped = () => options.stop?.aborted === true;
    /** Makes the state before frame 0; saves the growth after its sizes. @returns `null` if it was stopped. */
    const begin = async () => {
        const states = openingStates(frames);
        for (;;) {
            const { value: state } = await watchdog.guard(states.next());
            if (state === undefined)
                throw new Error('Expected a state before frame 0.');
            await recorder.begin(state, isStopped());
            if (isStopped())
                return null;
            if (state.grown === undefined)
                return state;
        }
    };
    return {
        next: () => next,
        rateBackoff,
        close: recorder.close,
        async follow() {
            const first = from === null || from.grown !== undefined ? await begin() : from;
            if (first === null)
                return next;
            const made = makeFrames({ ...frames, from: first });
            const end = () => watchdog.guard(made.return());
            try {
                await take(made);
            }
            catch (error) {
                // A hung engine keeps it from ending.
                if (!(error instanceof StalledError))
                    await end().catch(() => undefined);
                throw error;
            }
            await end();
            await recorder.finish();
            return next;
        },
    };
    /** Records frames up to the last, or a stop. */
    async function take(made) {
        while (next <= plan.last) {
            const { value: frame } = await watchdog.guard(made.next());
            if (frame === undefined)
                throw new Error(`Expected frame ${next} to be made.`);
            if (frame.shot.frame >= plan.first)
                await options.onFrame?.(toFilmFrame(frame));
            const finished = performance.now();
            await recorder.take(frame.picture, frame.state, rateBackoff);
            next = frame.state.frame;
            emit(frameEvent(context, frame, performance.now() - finished));
            if (next <= plan.last && isStopped()) {
                await recorder.save(frame.state, rateBackoff);
                break;
            }
        }
    }
}
/** The first factor on the rate, and the smallest. */
const BACKOFF = { first: 0.5, least: 0.1 };
/** The smaller rate after values at a frame were not finite; `null` if the rate was already the smallest. */
function smallerRate(before, frame, plan) {
    const factor = before !== undefined && frame <= before.until ? before.factor / 2 : BACKOFF.first;
    if (factor < BACKOFF.least)
        return null;
    return { factor, until: plan.startOf(Math.min(plan.segmentOf(frame) + 1, plan.count)) - 1 };
}
function frameEvent({ plan, work, options }, made, keep) {
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
        octaves: made.scores.map((own, i) => ({ scale: shot.ascent.octaves[i].scale, scores: own })),
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
function engineStalled({ seconds }, engine) {
    const times = MAX_STALLS + 1;
    return new UserError('ENGINE_STALLED', `${engine} hung ${times} times, for ${Math.round(seconds)} s the last time`, {
        hint: 'run the same command again to resume; if it hangs again, use fewer --threads',
    });
}
//# sourceMappingURL=render-loop.js.map