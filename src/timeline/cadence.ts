// The cadence: which frames are keys, those that are climbed. A pure function of the frame's number: keys lie where
// they lie whatever frame a render starts from.

import { compileSchedule } from './schedule.js';
import type { ScheduleSpec } from './schedule-kinds.js';

/** Most frames from one key to the next. */
export const MAX_CADENCE = 12;

/** Divisible by every cadence: sums of its fractions are exact. */
const COMMON_MULTIPLE = 27_720;

/** Which frames are keys. */
export interface Cadence {
  isKey(frame: number): boolean;
  /** Frames from the key before this one to this one, for a key behind the first: 1 to `MAX_CADENCE`. */
  gapBefore(frame: number): number;
}

/**
 * Compiles a cadence. Where it is constant, keys are the multiples of it; where it changes, a key follows when the
 * frames since the key before, each counted as a share of its own cadence, make one. The first frames and the last one
 * are always keys.
 *
 * @param spec - Frames from key to key, rounded, 1 (every frame is a key) to 12.
 * @param firstKeys - How many frames at the beginning are keys in any case; at least 1.
 * @param secondsOf - Time of a frame.
 * @throws RangeError as `compileSchedule`.
 */
export function compileCadence(
  spec: ScheduleSpec,
  {
    frameCount,
    firstKeys,
    secondsOf,
  }: { readonly frameCount: number; readonly firstKeys: number; readonly secondsOf: (frame: number) => number },
): Cadence {
  const schedule = compileSchedule(spec);
  const cadenceAt = (frame: number) => Math.min(MAX_CADENCE, Math.max(1, Math.round(schedule(secondsOf(frame)))));
  const isOnGrid = spec.kind === 'constant' ? (frame: number) => frame % cadenceAt(0) === 0 : gridOf(cadenceAt);
  const isKey = (frame: number) => frame < firstKeys || frame === frameCount - 1 || isOnGrid(frame);
  return {
    isKey,
    gapBefore(frame) {
      let before = frame - 1;
      while (before > 0 && !isKey(before)) before -= 1;
      return frame - before;
    },
  };
}

/** Keys of a cadence that changes; counts from the first frame on, once for each frame. */
function gridOf(cadenceAt: (frame: number) => number): (frame: number) => boolean {
  const sums = [0];
  return (frame) => {
    for (let next = sums.length; next <= frame; next++) sums.push(sums[next - 1]! + COMMON_MULTIPLE / cadenceAt(next));
    const beats = (at: number) => Math.floor(sums[at]! / COMMON_MULTIPLE);
    return frame === 0 || beats(frame) > beats(frame - 1);
  };
}
