// The recurrence that makes a film: frame n grows out of frame n - 1, or where only some frames are climbed, each of
// these keys out of the key before. What is shown is the part inside the margins.
import { UserError } from '../../errors.js';
import { growing, startMaster } from '../../optvis/grow.js';
import { coarsestScores, openOctaveAscent } from '../../optvis/octaves.js';
import { openCompositor } from './compositor.js';
import { clampScale, filmTiling, openKeyMaker } from './keys.js';
/** The error for a film that cannot continue because of NaN or infinite values. */
export function notFiniteError(frame, cause) {
    return new UserError('NOT_FINITE', `the ascent leads to NaN or infinite values at frame ${frame}`, {
        hint: 'lower ascent.rate in the preset, or leave the neuron out',
        cause,
    });
}
/** The part of a frame that programs get. Shares its bytes. */
export function toFilmFrame({ shot, scores, picture }) {
    const { width, height, data } = picture;
    const { frame: index } = shot;
    return { index, width, height, bytes: data, scores: coarsestScores(scores), octaveScores: scores, shot };
}
/**
 * Makes all frames (or those from `from` on) in order, one at a time. The same options give the same frames, in one run
 * or in several.
 *
 * @throws NotFiniteError when the master or a gradient is no longer finite.
 */
export async function* makeFrames(options) {
    const { timeline, from } = options;
    const closed = new AbortController();
    const signal = options.signal === undefined ? closed.signal : AbortSignal.any([options.signal, closed.signal]);
    const maker = openKeyMaker({ ...options, signal });
    const compositor = openCompositor(options, options.isComposedBeside);
    let state = from?.grown === undefined && from !== undefined ? from : await firstState(options);
    /** The next key, while the frames before it are shown. */
    let ahead;
    try {
        while (state.frame < timeline.frameCount) {
            const key = nextKey(timeline, state.frame);
            const made = await (ahead ?? maker.make(state, key));
            const shots = Array.from({ length: key - state.frame }, (_, i) => timeline.shot(state.frame + i));
            const grades = [...shots, made.shot].map(({ grade }) => grade);
            const next = compositor.compose({ ...made.composition, grades });
            ahead = undefined;
            if (compositor.isBeside && key + 1 < timeline.frameCount) {
                ahead = maker.make({ key, master: made.master }, nextKey(timeline, key + 1));
                ahead.catch(() => undefined); // the loop throws it later
            }
            // The key was made for the first frame before it.
            let { warp, climb, grade } = made.times;
            for (const shot of [...shots, made.shot]) {
                options.signal?.throwIfAborted();
                const { picture, times } = await next();
                const isKey = shot === made.shot;
                state = isKey ? { frame: key + 1, key, master: made.master } : { ...state, frame: shot.frame + 1 };
                const all = { warp: warp + times.warp, climb, grade: grade + times.grade };
                [warp, climb, grade] = [0, 0, 0];
                yield { shot, picture, scores: isKey ? made.scores : [], state, times: all };
            }
        }
    }
    finally {
        closed.abort();
        await ahead?.catch(() => undefined); // its sessions may be closed after this
        await compositor.close();
    }
}
/** The first key from a frame on. */
function nextKey(timeline, frame) {
    let key = frame;
    while (!timeline.shot(key).isKey)
        key += 1;
    return key;
}
/**
 * The states before frame 0. Where the film shows its growth there is one: noise. Otherwise there is one after each
 * size of the growth; the last of them is complete.
 */
export async function* openingStates(options) {
    const { timeline, opening, seed, look, from, signal, onGrowth } = options;
    const shot = timeline.shot(0);
    if (opening.show) {
        yield { frame: 0, key: -1, master: startMaster(options, clampScale(options, shot.scale), seed) };
        return;
    }
    const climb = { ...shot.ascent, steps: opening.steps, look };
    const octavesAt = (size) => timeline.growthOctaves(size, opening.steps);
    const plan = { ...options, ...opening, climb, grade: shot.grade, octavesAt };
    const start = from?.grown === undefined ? undefined : { master: from.master, done: from.grown };
    const ascent = openOctaveAscent(options.sessions, filmTiling(options));
    for await (const { master, done, of } of growing(ascent, shot.active.neurons, plan, signal, start)) {
        onGrowth?.(done, of);
        yield { frame: 0, key: -1, master, grown: done === of ? undefined : done };
    }
}
async function firstState(options) {
    let first;
    for await (const state of openingStates(options))
        first = state;
    return first;
}
//# sourceMappingURL=frames.js.map