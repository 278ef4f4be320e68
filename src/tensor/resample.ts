// Moving and sizing pictures: `warp` zooms, turns and shifts a picture about an exact focus with sub-pixel steps,
// `resize` changes its size. Both take planar `[n, channels, height, width]` tensors, use Keys' bicubic kernel, and
// mirror the picture beyond its edges.
//
// Coordinates: pixel (x, y), counted from the top left, has its centre at (x + 0.5, y + 0.5). The centre of the picture
// is exactly (width / 2, height / 2): between two pixels if the size is even, on one if it is odd. Whole-pixel crops
// miss it, and the film drifts.

import { cubicAxis, KEYS_SHARPNESS, keysCubic, mirrored, resampleByAxes } from './axis.js';
import { planarSize, twinSize } from './planes.js';
import { type Tensor, tensor } from './tensor.js';

/** The move of the camera from one frame to the next. Holding still: zoom 1, all else 0. */
export interface Motion {
  /** Magnification about the focus: 1.01 grows by 1 %. From 1/64 to 64; below 1 the mirrored surroundings show. */
  readonly zoom: number;
  /** Rotation about the focus, clockwise as seen, in the square grid of pixels whatever the frame's aspect ratio. */
  readonly radians: number;
  /** How far the view moves right, in widths: the picture moves left by `panX * width` pixels. */
  readonly panX: number;
  /** How far the view moves down, in heights. */
  readonly panY: number;
  /** The point that zoom and rotation do not move: right of the frame's centre, in widths (0: the centre). */
  readonly focusX: number;
  /** Below the frame's centre, in heights. */
  readonly focusY: number;
}

/**
 * Zooms, turns and shifts a picture.
 *
 * With F = (width (1/2 + focusX), height (1/2 + focusY)) and P = (panX width, panY height), the point p of the result
 * shows the point `q = F + R(-radians) (p - F + P) / zoom` of the source, R(a) = [[cos a, -sin a], [sin a, cos a]] with
 * y pointing down. A motion that does nothing copies the source, bit for bit. Values may overshoot the source's range
 * by some percent.
 *
 * @param source - `[n, channels, height, width]`; not modified.
 * @param target - Receives the result; of the same shape, and not the source itself.
 * @param sharpness - Keys' -a, from 0 to 1: 0.5 is the most exact, 0.75 offsets the blur of repeated warps.
 *   @default 0.5
 * @throws RangeError when the shapes differ or a number is out of its range (other than `zoom`: -64 to 64).
 */
export function warp(
  source: Tensor,
  target: Tensor,
  motion: Motion,
  { sharpness = KEYS_SHARPNESS }: { readonly sharpness?: number } = {},
): void {
  const { planes, height, width } = twinSize(source, target);
  checkMotion(motion);
  checkSharpness(sharpness);
  const { zoom, radians, panX, panY, focusX, focusY } = motion;
  const x = { focus: width * (0.5 + focusX), pan: width * panX };
  const y = { focus: height * (0.5 + focusY), pan: height * panY };
  if (radians === 0) {
    const drift = 1 / zoom - 1;
    const columns = cubicAxis(width, (0.5 - x.focus) * drift + x.pan / zoom, drift, sharpness, false);
    const rows = cubicAxis(height, (0.5 - y.focus) * drift + y.pan / zoom, drift, sharpness, false);
    resampleByAxes(source.data, planes, height, width, target.data, columns, rows);
    return;
  }
  const cos = Math.cos(radians) / zoom;
  const sin = Math.sin(radians) / zoom;
  const [px, py] = [0.5 - x.focus + x.pan, 0.5 - y.focus + y.pan];
  const startX = x.focus - 0.5 + cos * px + sin * py;
  const startY = y.focus - 0.5 - sin * px + cos * py;
  warpTurned(source.data, planes, height, width, target.data, { startX, startY, cos, sin, a: -sharpness });
}

/**
 * Resizes a picture about its centre: bicubic where it grows; where it shrinks, the kernel is widened, so that fine
 * detail is averaged and does not alias.
 *
 * @param source - `[n, channels, height, width]`; not modified.
 * @param height - Of the result, in pixels, like `width`. The aspect ratio may change.
 * @param ratio - Magnification, from 1/64 to 64; what does not fit is cropped, what is missing mirrored.
 *   @default what fills the result, on each axis
 * @returns A new tensor `[n, channels, height, width]`. Values may overshoot the source's range by some percent.
 * @throws RangeError when a size is not a whole number of at least 1 or a number is out of its range.
 */
export function resize(
  source: Tensor,
  height: number,
  width: number,
  { sharpness = KEYS_SHARPNESS, ratio }: { readonly sharpness?: number; readonly ratio?: number } = {},
): Tensor {
  const from = planarSize(source, 'source');
  const target = tensor([...source.shape.slice(0, -2), height, width]);
  planarSize(target, 'target');
  checkSharpness(sharpness);
  if (ratio !== undefined && !(ratio >= 1 / 64 && ratio <= 64)) {
    throw new RangeError(`Expected \`ratio\` to be from 1/64 to 64, got \`${ratio}\`.`);
  }
  const columns = centredAxis(from.width, width, ratio ?? width / from.width, sharpness);
  const rows = centredAxis(from.height, height, ratio ?? height / from.height, sharpness);
  resampleByAxes(source.data, from.planes, from.height, from.width, target.data, columns, rows);
  return target;
}

/** Output position i + 0.5 of `size` is source position (i + 0.5 - size / 2) / ratio + from / 2: both centres meet. */
function centredAxis(from: number, size: number, ratio: number, sharpness: number) {
  const drift = 1 / ratio - 1;
  return cubicAxis(size, (0.5 - size / 2) / ratio + from / 2 - 0.5, drift, sharpness, true);
}

/**
 * The source position of output pixel (x, y) is `startX + cos x + sin y`, `startY - sin x + cos y`; cos and sin are
 * divided by the zoom.
 */
interface Turn {
  readonly startX: number;
  readonly startY: number;
  readonly cos: number;
  readonly sin: number;
  readonly a: number;
}

function warpTurned(
  source: Float32Array,
  planes: number,
  height: number,
  width: number,
  target: Float32Array,
  turn: Turn,
): void {
  const { cos, sin } = turn;
  for (let y = 0; y < height; y++) {
    const startX = turn.startX + sin * y;
    const startY = turn.startY + cos * y;
    const from = Math.min(width, Math.max(0, firstInside(startX, cos, width), firstInside(startY, -sin, height)));
    const last = Math.min(width - 1, lastInside(startX, cos, width), lastInside(startY, -sin, height));
    const end = Math.max(from, last + 1);
    mirroredSpan(source, planes, height, width, target, y, 0, from, startX, startY, turn);
    insideSpan(source, planes, height, width, target, y, from, end, startX, startY, turn);
    mirroredSpan(source, planes, height, width, target, y, end, width, startX, startY, turn);
  }
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

/** The same near the edges, more slowly: every tap is folded back into the picture. */
function mirroredSpan(
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
    const left = Math.floor(atX) - 1;
    const top = Math.floor(atY) - 1;
    for (let plane = 0; plane < planes; plane++) {
      let sum = 0;
      for (let row = top; row < top + 4; row++) {
        const start = (plane * height + mirrored(row, height)) * width;
        let rowSum = 0;
        for (let column = left; column < left + 4; column++) {
          rowSum += keysCubic(column - atX, a) * source[start + mirrored(column, width)]!;
        }
        sum += keysCubic(row - atY, a) * rowSum;
      }
      target[(plane * height + y) * width + x] = sum;
    }
  }
}

function checkMotion(motion: Motion): void {
  for (const [name, value] of Object.entries(motion)) {
    // 64 is far beyond any motion of a frame; it bounds the tables.
    if (!(Math.abs(value) <= 64)) throw new RangeError(`Expected \`${name}\` to be from -64 to 64, got \`${value}\`.`);
  }
  if (motion.zoom < 1 / 64) throw new RangeError(`Expected \`zoom\` to be from 1/64 to 64, got \`${motion.zoom}\`.`);
}

function checkSharpness(sharpness: number): void {
  if (!(sharpness >= 0 && sharpness <= 1)) {
    throw new RangeError(`Expected \`sharpness\` to be from 0 to 1, got \`${sharpness}\`.`);
  }
}
