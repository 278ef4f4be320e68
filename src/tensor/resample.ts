// Moving and sizing pictures: `warp` zooms, turns and shifts a picture about an exact focus with sub-pixel steps,
// `resize` changes its size. Both take planar `[n, channels, height, width]` tensors, use Keys' bicubic kernel, and
// mirror the picture beyond its edges.
//
// Coordinates: pixel (x, y), counted from the top left, has its centre at (x + 0.5, y + 0.5). The centre of the picture
// is exactly (width / 2, height / 2): between two pixels if the size is even, on one if it is odd. Whole-pixel crops
// miss it, and the film drifts.

import { type Axis, cubicAxis, KEYS_SHARPNESS, resampleByAxes } from './axis.js';
import type { Motion, Size } from './motion.js';
import { planarSize, twinSize } from './planes.js';
import { type Tensor, tensor } from './tensor.js';
import { turnOf, warpTurned } from './turn.js';

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
  if (radians === 0) {
    // So written, the axes of a motion that does nothing have whole positions.
    const drift = 1 / zoom - 1;
    const startX = (0.5 - width * (0.5 + focusX)) * drift + (width * panX) / zoom;
    const startY = (0.5 - height * (0.5 + focusY)) * drift + (height * panY) / zoom;
    const columns = cubicAxis(width, startX, drift, sharpness, false);
    const rows = cubicAxis(height, startY, drift, sharpness, false);
    resampleByAxes(source.data, planes, height, width, target.data, columns, rows);
    return;
  }
  warpTurned(source.data, planes, height, width, target.data, turnOf(motion, { width, height }, sharpness));
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
  const { rows, columns } = resizeAxes(from, { height, width }, { sharpness, ratio });
  resampleByAxes(source.data, from.planes, from.height, from.width, target.data, columns, rows);
  return target;
}

/** The axes of a resizing: see `resize`. */
export function resizeAxes(
  from: Size,
  to: Size,
  { sharpness = KEYS_SHARPNESS, ratio }: { readonly sharpness?: number; readonly ratio?: number | undefined } = {},
): { readonly rows: Axis; readonly columns: Axis } {
  return {
    rows: centredAxis(from.height, to.height, ratio ?? to.height / from.height, sharpness),
    columns: centredAxis(from.width, to.width, ratio ?? to.width / from.width, sharpness),
  };
}

/** Output position i + 0.5 of `size` is source position (i + 0.5 - size / 2) / ratio + from / 2: both centres meet. */
function centredAxis(from: number, size: number, ratio: number, sharpness: number) {
  const drift = 1 / ratio - 1;
  return cubicAxis(size, (0.5 - size / 2) / ratio + from / 2 - 0.5, drift, sharpness, true);
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
