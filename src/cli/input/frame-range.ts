// Which frames are written: `--frames A..B`.

import { UserError } from '../../errors.js';

/** From 0, both included. */
export interface FrameRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Reads `3..5`, `3..`, `..5`, `..` or `3`.
 *
 * @throws UserError ARGUMENT_INVALID when it is none of these, or not within a film of so many frames.
 */
export function parseFrames(text: string, frameCount: number): FrameRange {
  const [, from = '', dots = '', to = ''] = /^(\d{0,9})(?:(\.\.)(\d{0,9}))?$/.exec(text) ?? [];
  if (from === '' && dots === '') {
    throw new UserError(
      'ARGUMENT_INVALID',
      `Expected \`--frames\` to be a range such as 3..5, 3.. or ..5, got \`${text}\`.`,
      { hint: 'frames are counted from 0, and both ends are written' },
    );
  }
  const first = from === '' ? 0 : Number(from);
  const last = dots === '' ? first : to === '' ? frameCount - 1 : Number(to);
  if (first > last || last >= frameCount) {
    throw new UserError('ARGUMENT_INVALID', `--frames ${text} is not within the film, which has ${frameCount} frames`, {
      hint: `its frames are 0..${frameCount - 1}`,
    });
  }
  return { first, last };
}
