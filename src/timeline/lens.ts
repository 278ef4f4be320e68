// How the camera sees the plane of the picture over time: whether it leans, is swirled or ripples, and the mirrors in
// front of it. `tensor/lens/lens.ts` has the maps.

import { compileSchedule, valuesOf } from './schedule.js';
import type { ScheduleSpec } from './schedule-kinds.js';

/** A lens at a moment; angles in radians. See `Lens` of `tensor/lens/lens.ts`. */
export interface CameraLens {
  readonly tilt: number;
  readonly turn: number;
  readonly swirl: number;
  readonly ripple: number;
  readonly rippleLength: number;
  readonly ripplePhase: number;
}

/** The mirrors of a kaleidoscope at a moment. */
export interface Mirrors {
  /** How many times the picture repeats about its centre, each with a mirrored half. */
  readonly folds: number;
  /** From 0 (no mirrors) to 1. */
  readonly amount: number;
  /** Rotation of the mirrors, clockwise, in radians. */
  readonly radians: number;
}

/** What bends the picture. */
export interface WarpSpec {
  /** Degrees by which the centre is turned; it falls to 0 at the corners. */
  readonly swirl: ScheduleSpec;
  readonly ripple: {
    /** Strength of the rings, 0 to 1. */
    readonly amount: ScheduleSpec;
    /** Distance from ring to ring, in half diagonals of the picture, 0.3 to 2. */
    readonly length: number;
    /** Seconds in which a ring takes the place of the next one; above 0. */
    readonly period: number;
  };
  readonly kaleidoscope: {
    /** 2 to 24. */
    readonly folds: number;
    /** From 0 (no mirrors) to 1. */
    readonly amount: ScheduleSpec;
    /** Degrees by which the mirrors are turned, clockwise. */
    readonly angle: ScheduleSpec;
  };
}

/** How a camera sees the plane. */
export interface LensSpec {
  /** Degrees by which the plane leans, the top away, -45 to 45. @default 0 */
  readonly tilt?: ScheduleSpec;
  /** The same, the right side away. @default 0 */
  readonly turn?: ScheduleSpec;
  /** @default none */
  readonly warp?: WarpSpec;
}

const radiansOf = (degrees: number) => (degrees * Math.PI) / 180;

const isZero = (spec: ScheduleSpec | undefined) => spec === undefined || valuesOf(spec).every((value) => value === 0);

/** Compiles the lens over time; `undefined` where the plane is always seen straight. */
export function compileLens({ tilt, turn, warp }: LensSpec): ((seconds: number) => CameraLens) | undefined {
  if ([tilt, turn, warp?.swirl, warp?.ripple.amount].every(isZero)) return undefined;
  const at = (spec: ScheduleSpec | undefined) => (spec === undefined ? () => 0 : compileSchedule(spec));
  const [tiltAt, turnAt, swirlAt, rippleAt] = [at(tilt), at(turn), at(warp?.swirl), at(warp?.ripple.amount)];
  const { length = 1, period = 1 } = warp?.ripple ?? {};
  return (seconds) => ({
    tilt: radiansOf(tiltAt(seconds)),
    turn: radiansOf(turnAt(seconds)),
    swirl: radiansOf(swirlAt(seconds)),
    ripple: rippleAt(seconds),
    rippleLength: length,
    ripplePhase: (2 * Math.PI * seconds) / period,
  });
}

/** Compiles the mirrors over time; `undefined` where there are none. */
export function compileMirrors({ warp }: LensSpec): ((seconds: number) => Mirrors) | undefined {
  if (warp === undefined || isZero(warp.kaleidoscope.amount)) return undefined;
  const { folds, amount, angle } = warp.kaleidoscope;
  const [amountAt, angleAt] = [compileSchedule(amount), compileSchedule(angle)];
  return (seconds) => ({ folds, amount: amountAt(seconds), radians: radiansOf(angleAt(seconds)) });
}

/** Half of the distance of the eye in half diagonals: how much faster the near side moves. */
const NEARER = 0.5;

/** Of a swirl: how much a point turns while it moves outward, per logarithm of the zoom, at most. */
const SWIRL_SLOPE = 1;

/** Of a ripple of strength 1. */
const RIPPLE_SLOPE = 0.5;

/**
 * How far a picture moves at most through lenses, where it moves by `motion` in the plane: a bound on the logarithm of
 * the magnification plus the turn plus the shift.
 *
 * @param zoom - Logarithm of the magnification.
 */
export function motionThrough(before: CameraLens, after: CameraLens, motion: number, zoom: number): number {
  const lean = Math.acos(Math.cos(after.tilt) * Math.cos(after.turn));
  const plane = motion * (1 + NEARER * Math.tan(lean)) * (1 + RIPPLE_SLOPE * after.ripple);
  const turned = SWIRL_SLOPE * Math.abs(after.swirl * zoom);
  const length = after.rippleLength / (2 * Math.PI);
  const rings =
    RIPPLE_SLOPE *
    (Math.abs(after.ripple - before.ripple) + length * after.ripple * Math.abs(after.ripplePhase - before.ripplePhase));
  const leaning = Math.abs(after.tilt - before.tilt) + Math.abs(after.turn - before.turn);
  return plane + turned + rings + leaning + Math.abs(after.swirl - before.swirl);
}
