// Renders the frames of a film for programs, in order, without a file and without a job.
import { UserError } from '../errors.js';
import { NotFiniteError } from '../optvis/conditioning.js';
import { makeFrames, notFiniteError, toFilmFrame } from './frames/frames.js';
import { framesOptionsOf, prepareFilm } from './prepare.js';
/**
 * Renders a film's frames in order. Stop early by leaving the loop, or at once with `signal`.
 *
 * @param film - Settings, or a film that `prepareFilm` opened. It stays open, and `threads` and `engine` do not affect
 *   it. `{ ...film, timeline }` gives it another timeline, which may use the film's layers.
 * @returns frames whose bytes are valid until the next frame is requested.
 * @throws UserError as `prepareFilm`; ARGUMENT_INVALID when `range` is not in the film; NOT_FINITE when the ascent
 *   leads to NaN or infinite values.
 */
export async function* renderFrames(film, options = {}) {
    const { signal, onGrowth } = options;
    const prepared = 'timeline' in film ? film : await prepareFilm(film, options);
    let next = 0;
    try {
        const { first, last } = checkRange(options.range, prepared.timeline.frameCount);
        for await (const frame of makeFrames({ ...framesOptionsOf(prepared), signal, onGrowth })) {
            next = frame.state.frame;
            if (next > first)
                yield toFilmFrame(frame);
            if (next > last)
                return;
        }
    }
    catch (error) {
        throw error instanceof NotFiniteError ? notFiniteError(next, error) : error;
    }
    finally {
        if (prepared !== film)
            await prepared.close();
    }
}
/** @throws UserError ARGUMENT_INVALID when a range is not within the film. */
export function checkRange(range, frameCount) {
    if (range === undefined)
        return { first: 0, last: frameCount - 1 };
    const { first, last } = range;
    if (Number.isInteger(first) && Number.isInteger(last) && first >= 0 && first <= last && last < frameCount) {
        return range;
    }
    const message = `the frames ${first}..${last} are not in a film of ${frameCount} frames`;
    throw new UserError('ARGUMENT_INVALID', message, { hint: `its frames are 0..${frameCount - 1}` });
}
//# sourceMappingURL=render-frames.js.map