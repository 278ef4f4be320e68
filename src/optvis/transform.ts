// Transforms the picture goes through before each step, so that no single grid of pixels is exploited: roll jitter (google/deepdream).
// Rolling wraps around: what leaves at one edge comes back at the other. Undo it with the negated offsets.

import { twinSize } from '../tensor/planes.js';
import type { RandomStream } from '../tensor/random.js';
import type { Tensor } from '../tensor/tensor.js';

/** Roll offsets in whole pixels, of any sign and size; positive ones move the picture down and to the right. */
export interface Offset {
  readonly dy: number;
  readonly dx: number;
}

/** A roll of up to `most` pixels either way. */
export function randomOffset(random: RandomStream, most: number): Offset {
  return { dy: random.integer(2 * most + 1) - most, dx: random.integer(2 * most + 1) - most };
}

/**
 * Rolls a picture: `target[y + dy, x + dx] = scale * source[y, x] + offset`, indices taken round the edges.
 *
 * @param source - `[n, channels, height, width]`; not modified.
 * @param target - Of the same shape; not the source itself.
 * @param scale - With `offset`, the way from the master picture's range to the network's (0.5 and 0.5: from [-1, 1] to [0, 1]).
 *   @default 1 and 0, a plain copy
 * @throws RangeError when the shapes differ or an offset is no integer.
 */
export function roll(
  source: Tensor,
  target: Tensor,
  { dy, dx }: Offset,
  { scale = 1, offset = 0 }: { readonly scale?: number; readonly offset?: number } = {},
): void {
  const { planes, height, width, down, right } = rolledSize(source, target, dy, dx);
  const from = source.data;
  const to = target.data;
  const plain = scale === 1 && offset === 0;
  for (let plane = 0; plane < planes; plane++) {
    for (let y = 0; y < height; y++) {
      const start = (plane * height + y) * width;
      const end = start + width;
      const row = (plane * height + ((y + down) % height)) * width;
      if (plain) {
        to.set(from.subarray(start, end - right), row + right);
        to.set(from.subarray(end - right, end), row);
      } else {
        scaleSpan(from, start, end - right, to, row + right, scale, offset);
        scaleSpan(from, end - right, end, to, row, scale, offset);
      }
    }
  }
}

/** How a step is added. All of it is asked for, since objects of two shapes would halve the speed of the loop that reads them. */
export interface Step {
  /** What the gradient is multiplied by. */
  readonly rate: number;
  /** Least value of the picture; `-Infinity` for none. */
  readonly low: number;
  /** Greatest value of the picture; `Infinity` for none. */
  readonly high: number;
}

/**
 * Rolls `source` and adds it, the step of the ascent and the way back from a jitter in one:
 * `target[y + dy, x + dx] += rate * source[y, x]`, then held between `low` and `high`.
 *
 * @param source - `[n, channels, height, width]`, the conditioned gradient; not modified.
 * @param target - The master picture, of the same shape; not the source itself.
 * @throws RangeError when the shapes differ or an offset is no integer.
 */
export function addRolled(source: Tensor, target: Tensor, { dy, dx }: Offset, { rate, low, high }: Step): void {
  const { planes, height, width, down, right } = rolledSize(source, target, dy, dx);
  for (let plane = 0; plane < planes; plane++) {
    for (let y = 0; y < height; y++) {
      const start = (plane * height + y) * width;
      const end = start + width;
      const row = (plane * height + ((y + down) % height)) * width;
      addSpan(source.data, start, end - right, target.data, row + right, rate, low, high);
      addSpan(source.data, end - right, end, target.data, row, rate, low, high);
    }
  }
}

function rolledSize(source: Tensor, target: Tensor, dy: number, dx: number) {
  const { planes, height, width } = twinSize(source, target);
  for (const [name, value] of Object.entries({ dy, dx })) {
    if (!Number.isSafeInteger(value)) throw new RangeError(`Expected \`${name}\` to be an integer, got \`${value}\`.`);
  }
  return {
    planes,
    height,
    width,
    down: ((dy % height) + height) % height,
    right: ((dx % width) + width) % width,
  };
}

function scaleSpan(
  source: Float32Array,
  start: number,
  end: number,
  target: Float32Array,
  to: number,
  scale: number,
  offset: number,
): void {
  for (let i = start, j = to; i < end; i++, j++) target[j] = scale * source[i]! + offset;
}

function addSpan(
  source: Float32Array,
  start: number,
  end: number,
  target: Float32Array,
  to: number,
  rate: number,
  low: number,
  high: number,
): void {
  for (let i = start, j = to; i < end; i++, j++) {
    let value = target[j]! + rate * source[i]!;
    if (value < low) value = low;
    else if (value > high) value = high;
    target[j] = value;
  }
}
