// The cadence: which frames are keys, those that are climbed. A pure function of the frame's number, so keys
// do not depend on the frame that a render starts from.

import type { CameraMove } from './camera.js';
import { motionThrough } from './lens.js';
import { compileSchedule } from './schedule.js';
import type { ScheduleSpec } from './schedule-kinds.js';

/** Most frames from one key to the next. */
export const MAX_CADENCE = 12;

/** Divisible by every cadence, so sums of its fractions are exact. */
const COMMON_MULTIPLE = 27_720;

/** Frames from key to key as a schedule, rounded, 1 (every frame is a key) to 12; or 'auto': see `compileCadence`. */
export type CadencePlan = ScheduleSpec | 'auto';

/** By default there are about this many keys a second: no pulse was seen with a key in three frames at 24 fps. */
const KEYS_PER_SECOND = 7.5;

/**
 * By default the picture moves by at most this much from key to key: the magnification as a logarithm, the turn in
 * radians, and the pan in frames, added up. New detail comes with keys only.
 */
const MOST_MOTION = Math.log(1.1);

/** Which frames are keys. */
export interface Cadence {
  isKey(frame: number): boolean;
  /** Frames from the key before this one to this one, for a key after the first: 1 to `MAX_CADENCE`. */
  gapBefore(frame: number): number;
}

/** What a cadence depends on. */
export interface CadenceContext {
  readonly frameCount: number;
  /** How many frames at the beginning are keys in any case; at least 1. */
  readonly firstKeys: number;
  /** Frames per second. */
  readonly fps: number;
  /** Time of a frame. */
  readonly secondsOf: (frame: number) => number;
  /** The camera's move from the frame before to this one. */
  readonly moveAt: (frame: number) => CameraMove;
}

/**
 * Compiles a cadence. Where it is constant, keys are the multiples of it; where it changes, a key follows when the
 * frames since the key before, each counted as a share of its own cadence, make one. The first frames and the last one
 * are always keys. 'auto' is about seven keys a second, and more where the camera is fast.
 *
 * @throws RangeError as `compileSchedule`.
 */
export function compileCadence(spec: CadencePlan, context: CadenceContext): Cadence {
  const { frameCount, firstKeys } = context;
  const cadenceAt = spec === 'auto' ? autoCadence(context) : scheduled(spec, context);
  const isConstant = spec !== 'auto' && spec.kind === 'constant';
  const isOnGrid = isConstant ? (frame: number) => frame % cadenceAt(0) === 0 : gridOf(cadenceAt);
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

function scheduled(spec: ScheduleSpec, { secondsOf }: CadenceContext): (frame: number) => number {
  const schedule = compileSchedule(spec);
  return (frame) => Math.min(MAX_CADENCE, Math.max(1, Math.round(schedule(secondsOf(frame)))));
}

function autoCadence({ fps, moveAt }: CadenceContext): (frame: number) => number {
  const most = Math.min(MAX_CADENCE, Math.max(1, Math.round(fps / KEYS_PER_SECOND)));
  if (most === 1) return () => 1;
  return (frame) => Math.min(most, Math.max(1, Math.floor(MOST_MOTION / motionOf(moveAt(frame)))));
}

/**
 * How far a move goes: its magnification as a logarithm, its turn in radians and its pan in frames, added up; through
 * lenses, the most of it that is seen anywhere.
 */
export function motionOf({ zoom, radians, panX, panY, lens }: CameraMove): number {
  const motion = Math.abs(Math.log(zoom)) + Math.abs(radians) + Math.abs(panX) + Math.abs(panY);
  return lens === undefined ? motion : motionThrough(...lens, motion, Math.log(zoom));
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
