import type { Settings } from '../preset/settings.js';
import { type FilmFrame } from './frames/frames.js';
import { type PreparedFilm, type PrepareOptions } from './prepare.js';
/** First and last frame, both included, from 0. */
export interface FrameRange {
    readonly first: number;
    readonly last: number;
}
/** Options for rendering frames. */
export interface RenderFramesOptions extends PrepareOptions {
    /**
     * The frames to yield. Earlier frames are computed but not yielded, since each frame grows out of the one before.
     * @default all
     */
    readonly range?: FrameRange | undefined;
    /** Called after each size of a growth that comes before frame 0. */
    readonly onGrowth?: ((done: number, of: number) => void) | undefined;
}
/**
 * Renders a film's frames in order. Stop early by leaving the loop, or at once with `signal`.
 *
 * @param film - Settings, or a film that `prepareFilm` opened. It stays open, and `threads` and `engine` do not affect
 *   it. `{ ...film, timeline }` gives it another timeline, which may use the film's layers.
 * @returns frames whose bytes are valid until the next frame is requested.
 * @throws UserError as `prepareFilm`; ARGUMENT_INVALID when `range` is not in the film; NOT_FINITE when the ascent
 *   leads to NaN or infinite values.
 */
export declare function renderFrames(film: Settings | PreparedFilm, options?: RenderFramesOptions): AsyncGenerator<FilmFrame, void, void>;
/** @throws UserError ARGUMENT_INVALID when a range is not within the film. */
export declare function checkRange(range: FrameRange | undefined, frameCount: number): FrameRange;
