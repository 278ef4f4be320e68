// Warping with a rotation: every output pixel has 4 x 4 taps of its own.

import { keysCubic, mirrored } from './axis.js';
import type { Motion, Size } from './motion.js';

/**
 * The source position of output pixel (x, y) is `startX + cos x + sin y`, `startY - sin x + cos y`; cos and sin are
 * divided by the zoom.
 */
export interface Turn {
  readonly startX: number;
  readonly startY: number;
  readonly cos: number;
  readonly sin: number;
  /** Keys' a. */
  readonly a: number;
}

/** The turn of a motion of a picture; `sharpness` is -a. */
export function turnOf(
  { zoom, radians, panX, panY, focusX, focusY }: Motion,
  { width, height }: Size,
  sharpness: number,
): Turn {
  const x = { focus: width * (0.5 + focusX), pan: width * panX };
  const y = { focus: height * (0.5 + focusY), pan: height * panY };
  const cos = Math.cos(radians) / zoom;
  const sin = Math.sin(radians) / zoom;
  const [px, py] = [0.5 - x.focus + x.pan, 0.5 - y.focus + y.pan];
  const startX = x.focus - 0.5 + cos * px + sin * py;
  const startY = y.focus - 0.5 - sin * px + cos * py;
  return { startX, startY, cos, sin, a: -sharpness };
}

/**
 * Warps planar pictures.
 *
 * @param source - `planes` pictures of `height * width`; not modified.
 * @param target - Of the same size; not the source itself.
 */
export function warpTurned(
  source: Float32Array,
  planes: number,
  height: number,
  width: number,
  target: Float32Array,
  turn: Turn,
): void {
  for (let y = 0; y < height; y++) {
    const span = spanOf(turn, { width, height }, y);
    mirroredSpan(source, planes, height, width, target, y, 0, span.from, span.x, span.y, turn);
    insideSpan(source, planes, height, width, target, y, span.from, span.end, span.x, span.y, turn);
    mirroredSpan(source, planes, height, width, target, y, span.end, width, span.x, span.y, turn);
  }
}

/** Source position of the first pixel of an output row, and the pixels [from, end) whose taps are all inside. */
export interface Span {
  readonly x: number;
  readonly y: number;
  readonly from: number;
  readonly end: number;
}

/** The span of output row `row`. */
export function spanOf({ startX, startY, cos, sin }: Turn, { width, height }: Size, row: number): Span {
  const x = startX + sin * row;
  const y = startY + cos * row;
  const from = Math.min(width, Math.max(0, firstInside(x, cos, width), firstInside(y, -sin, height)));
  const last = Math.min(width - 1, lastInside(x, cos, width), lastInside(y, -sin, height));
  return { x, y, from, end: Math.max(from, last + 1) };
}

/**
 * First output index i whose position `start + slope * i` has all its taps inside (or infinity). Positions from 1 to
 * `size - 2` do; half a pixel less at either end keeps rounding errors from reading beyond.
 */
function firstInside(start: number, slope: number, size: number): number {
  if (slope === 0) return start >= 1.5 && start <= size - 2.5 ? 0 : Number.POSITIVE_INFINITY;
  return Math.ceil(((slope > 0 ? 1.5 : size - 2.5) - start) / slope);
}

function lastInside(start: number, slope: number, size: number): number {
  if (slope === 0) return Number.POSITIVE_INFINITY;
  return Math.floor(((slope > 0 ? size - 2.5 : 1.5) - start) / slope);
}

/** The pixels [from, end) of output row `y`, whose taps are all inside; all planes share indices and weights. */
function insideSpan(
  source: Float32Array,
  planes: number,
  height: number,
  width: number,
  target: Float32Array,
  y: number,
  from: number,
  end: number,
  startX: number,
  startY: number,
  turn: Turn,
): void {
  const { cos, sin, a } = turn;
  const size = height * width;
  for (let x = from; x < end; x++) {
    const atX = startX + cos * x;
    const atY = startY - sin * x;
    const left = Math.floor(atX);
    const top = Math.floor(atY);
    // Keys' cubic at distances t + 1, t, 1 - t and 2 - t, multiplied out.
    const t = atX - left;
    const u = atY - top;
    const x0 = a * t * (1 - t) * (1 - t);
    const x3 = a * t * t * (1 - t);
    const x1 = ((a + 2) * t - (a + 3)) * t * t + 1;
    const x2 = 1 - x0 - x1 - x3;
    const y0 = a * u * (1 - u) * (1 - u);
    const y3 = a * u * u * (1 - u);
    const y1 = ((a + 2) * u - (a + 3)) * u * u + 1;
    const y2 = 1 - y0 - y1 - y3;
    let i = (top - 1) * width + left - 1;
    let to = y * width + x;
    for (let plane = 0; plane < planes; plane++) {
      const j = i + width;
      const k = j + width;
      const l = k + width;
      target[to] =
        y0 * (x0 * source[i]! + x1 * source[i + 1]! + x2 * source[i + 2]! + x3 * source[i + 3]!) +
        y1 * (x0 * source[j]! + x1 * source[j + 1]! + x2 * source[j + 2]! + x3 * source[j + 3]!) +
        y2 * (x0 * source[k]! + x1 * source[k + 1]! + x2 * source[k + 2]! + x3 * source[k + 3]!) +
        y3 * (x0 * source[l]! + x1 * source[l + 1]! + x2 * source[l + 2]! + x3 * source[l + 3]!);
      i += size;
      to += size;
    }
  }
}

/** The same for any pixels, more slowly: every tap is folded back into the picture. */
export function mirroredSpan(
  source: Float32Array,
  planes: number,
  height: number,
  width: number,
  target: Float32Array,
  y: number,
  from: number,
  end: number,
  startX: number,
  startY: number,
  turn: Turn,
): void {
  const { cos, sin, a } = turn;
  for (let x = from; x < end; x++) {
    const atX = startX + cos * x;
    const atY = startY - sin * x;
    for (let plane = 0; plane < planes; plane++) {
      const sample = mirroredSample(source, plane * height * width, height, width, atX, atY, a);
      target[(plane * height + y) * width + x] = sample;
    }
  }
}

/**
 * Keys' bicubic sample at a position, whose taps may lie beyond the edges.
 *
 * @param from - Index of the plane's first value.
 */
export function mirroredSample(
  data: Float32Array,
  from: number,
  height: number,
  width: number,
  atX: number,
  atY: number,
  a: number,
): number {
  const [left, top] = [Math.floor(atX) - 1, Math.floor(atY) - 1];
  let sum = 0;
  for (let row = top; row < top + 4; row++) {
    const start = from + mirrored(row, height) * width;
    let rowSum = 0;
    for (let column = left; column < left + 4; column++) {
      rowSum += keysCubic(column - atX, a) * data[start + mirrored(column, width)]!;
    }
    sum += keysCubic(row - atY, a) * rowSum;
  }
  return sum;
}
