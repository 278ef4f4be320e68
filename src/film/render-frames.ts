// Renders the frames of a film for programs, in order, without a file and without a job.

import { UserError } from '../errors.js';
import { NotFiniteError } from '../optvis/conditioning.js';
import type { Settings } from '../preset/settings.js';
import { flashError, flashReportOf, mustFail } from './flashes.js';
import { type FilmFrame, makeFrames, notFiniteError, toFilmFrame } from './frames/frames.js';
import { framesOptionsOf, type PreparedFilm, type PrepareOptions, prepareFilm } from './prepare.js';

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
 *   leads to NaN or infinite values; FLASHES when the settings say `flash: fail` and frames are not safe to watch.
 */
export async function* renderFrames(
  film: Settings | PreparedFilm,
  options: RenderFramesOptions = {},
): AsyncGenerator<FilmFrame, void, void> {
  const { signal, onGrowth } = options;
  const prepared = 'timeline' in film ? film : await prepareFilm(film, options);
  let next = 0;
  try {
    const shown = checkRange(options.range, prepared.timeline.frameCount);
    for await (const frame of makeFrames({ ...framesOptionsOf(prepared, shown), signal, onGrowth })) {
      next = frame.state.frame;
      if (next > shown.first) yield toFilmFrame(frame);
      if (mustFail(prepared.settings, frame.flash)) {
        throw flashError(flashReportOf(prepared.settings, shown, frame.state.flash));
      }
      if (next > shown.last) return;
    }
  } catch (error) {
    throw error instanceof NotFiniteError ? notFiniteError(next, error) : error;
  } finally {
    if (prepared !== film) await prepared.close();
  }
}

/** @throws UserError ARGUMENT_INVALID when a range is not within the film. */
export function checkRange(range: FrameRange | undefined, frameCount: number): FrameRange {
  if (range === undefined) return { first: 0, last: frameCount - 1 };
  const { first, last } = range;
  if (Number.isInteger(first) && Number.isInteger(last) && first >= 0 && first <= last && last < frameCount) {
    return range;
  }
  const message = `the frames ${first}..${last} are not in a film of ${frameCount} frames`;
  throw new UserError('ARGUMENT_INVALID', message, { hint: `its frames are 0..${frameCount - 1}` });
}
