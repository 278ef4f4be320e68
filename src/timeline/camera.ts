// The camera: how much the picture is zoomed, turned and moved from one frame to the next. Its settings are speeds, so
// the move of a frame is their integral over the time since the frame before: the motion is the same at any frame rate.

import { openStream } from '../tensor/random.js';
import { type CameraLens, compileLens, type LensSpec } from './lens.js';
import { compileSchedule, knotsWithin } from './schedule.js';
import type { Schedule, ScheduleSpec } from './schedule-kinds.js';

/** The move that turns the frame before into this one. */
export interface CameraMove {
  /** Magnification: 1 holds still, above 1 zooms in, below 1 out. */
  readonly zoom: number;
  /** Positive turns the picture clockwise, as seen on the screen (y points down). */
  readonly radians: number;
  /** Fraction of the width by which the camera moves right, so that the picture moves left. */
  readonly panX: number;
  /** Fraction of the height by which the camera moves down, so that the picture moves up. */
  readonly panY: number;
  /** The point that zoom and rotation do not move, as an offset right of the exact centre in widths. */
  readonly focusX: number;
  /** The same, below the centre, in heights. */
  readonly focusY: number;
  /** How the plane is seen before the move and after it; missing where it is always seen straight. */
  readonly lens?: readonly [before: CameraLens, after: CameraLens];
}

/** The keys of a zoom; exactly one is given. */
export const ZOOM_KINDS = ['doubles', 'halves', 'perSecond', 'perFrame'] as const;

/**
 * The speed of the zoom: `doubles`, the seconds in which the picture doubles in size; `halves`, the same outwards;
 * `perSecond`, a ratio of sizes; `perFrame`, a ratio per frame, whatever the frame rate. All are mixed by ratio.
 */
export type ZoomSpec =
  | { readonly doubles: ScheduleSpec }
  | { readonly halves: ScheduleSpec }
  | { readonly perSecond: ScheduleSpec }
  | { readonly perFrame: ScheduleSpec };

/** How the focus wanders about the centre, so that no point of the picture stays fixed. */
export interface DriftSpec {
  /** How far it goes at most, as a fraction of the width (across) and of the height (down). 0 to 0.5. */
  readonly amount: ScheduleSpec;
  /** Period of its slowest swing, in seconds, above 0. */
  readonly period: number;
}

/** A camera as data: its speeds, how far its focus wanders, and how it sees the plane of the picture. */
export interface CameraSpec extends LensSpec {
  readonly zoom: ZoomSpec;
  /** Degrees per second; positive turns the picture clockwise. */
  readonly rotate: ScheduleSpec;
  /** Fractions of the frame's width and height per second; positive moves the camera right and down. */
  readonly pan: { readonly x: ScheduleSpec; readonly y: ScheduleSpec };
  readonly drift: DriftSpec;
}

/** The move that changes nothing. */
export const STILL: CameraMove = { zoom: 1, radians: 0, panX: 0, panY: 0, focusX: 0, focusY: 0 };

/**
 * Compiles a camera to the move over an interval of its own time, in seconds: from the frame before to this frame.
 *
 * @param seed - Chooses where the focus starts its wandering.
 * @throws RangeError when a schedule is wrong (see `compileSchedule`) or a zoom or a period is not above 0.
 */
export function compileCamera(spec: CameraSpec, seed: number): (from: number, to: number) => CameraMove {
  const zoom = compileZoom(spec.zoom);
  const degrees = integralOf(spec.rotate, compileSchedule(spec.rotate));
  const panX = integralOf(spec.pan.x, compileSchedule(spec.pan.x));
  const panY = integralOf(spec.pan.y, compileSchedule(spec.pan.y));
  const focus = compileDrift(spec.drift, seed);
  const lens = compileLens(spec);
  return (from, to) => ({
    zoom: zoom(from, to),
    radians: (degrees(from, to) * Math.PI) / 180,
    panX: panX(from, to),
    panY: panY(from, to),
    ...focus(to),
    ...(lens === undefined ? {} : { lens: [lens(from), lens(to)] as const }),
  });
}

type Integral = (from: number, to: number) => number;

function compileZoom(spec: ZoomSpec): Integral {
  if ('perFrame' in spec) {
    const ratio = compileSchedule(spec.perFrame, { mix: 'ratio' });
    return (_from, to) => ratio(to);
  }
  // The logarithm of the zoom adds up over time.
  if ('perSecond' in spec) {
    const ratio = compileSchedule(spec.perSecond, { mix: 'ratio' });
    return exponentialOf(integralOf(spec.perSecond, (seconds) => Math.log(ratio(seconds))));
  }
  const [times, direction] = 'doubles' in spec ? [spec.doubles, 1] : [spec.halves, -1];
  const time = compileSchedule(times, { mix: 'ratio' });
  return exponentialOf(integralOf(times, (seconds) => (direction * Math.LN2) / time(seconds)));
}

function exponentialOf(integral: Integral): Integral {
  return (from, to) => Math.exp(integral(from, to));
}

/** Nodes (as fractions of the interval) and weights of Gauss-Legendre quadrature on three points, exact to degree 5. */
const GAUSS = [
  { node: 0.5 - Math.sqrt(0.15), weight: 5 / 18 },
  { node: 0.5, weight: 8 / 18 },
  { node: 0.5 + Math.sqrt(0.15), weight: 5 / 18 },
] as const;

/** Longest piece integrated at once, in seconds: a frame at 25 fps. Slow frame rates must not skip quick waves. */
const PIECE_SECONDS = 0.04;

/** Integrates a speed that follows a schedule, piece by smooth piece: no piece spans a jump or a corner of it. */
function integralOf(spec: ScheduleSpec, speed: Schedule): Integral {
  // One product instead of a sum: exact, and a hundred times faster.
  if (spec.kind === 'constant') return (from, to) => speed(from) * (to - from);
  return (from, to) => {
    const ends = [...knotsWithin(spec, from, to), to];
    let sum = 0;
    let start = from;
    for (const end of ends) {
      const pieces = Math.ceil((end - start) / PIECE_SECONDS);
      const length = (end - start) / pieces;
      for (let piece = 0; piece < pieces; piece++) {
        for (const { node, weight } of GAUSS) sum += weight * length * speed(start + (piece + node) * length);
      }
      start = end;
    }
    return sum;
  };
}

/** Fractions approximate the golden ratio worst of all numbers, so swings with this ratio never repeat together. */
const GOLDEN = (1 + Math.sqrt(5)) / 2;

function compileDrift({ amount, period }: DriftSpec, seed: number): (seconds: number) => Focus {
  if (!(period > 0)) throw new RangeError(`Expected \`period\` to be above 0 s, got \`${period}\`.`);
  const reach = compileSchedule(amount);
  const random = openStream(seed, 'drift');
  const swings = (slowest: number): Schedule => {
    const phases = [random.uniform(), random.uniform()] as const;
    return (seconds) =>
      (Math.sin(2 * Math.PI * (seconds / slowest + phases[0])) +
        Math.sin(2 * Math.PI * ((seconds * GOLDEN) / slowest + phases[1]))) /
      2;
  };
  const across = swings(period);
  // Their periods differ by the square root of the golden ratio, so across and down never repeat together either.
  const down = swings(period / Math.sqrt(GOLDEN));
  return (seconds) => ({ focusX: reach(seconds) * across(seconds), focusY: reach(seconds) * down(seconds) });
}

type Focus = Pick<CameraMove, 'focusX' | 'focusY'>;
