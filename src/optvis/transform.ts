// Noise, and the roll before each step (the jitter of google/deepdream). Both keep a picture from settling into a grid
// of pixels. A roll wraps around: pixels that leave at one edge enter at the other. The negated offset undoes it.

import { twinSize } from '../tensor/planes.js';
import type { RandomStream } from '../tensor/random.js';
import { type Tensor, tensor } from '../tensor/tensor.js';

/** Amplitude of the first noise, in the master's units: too weak to be seen, but a start for every direction. */
const FIRST_NOISE = 0.1;

/** A master of noise to start from, `[1, 3, height, width]`. */
export function firstNoise(height: number, width: number, random: RandomStream): Tensor {
  const master = tensor([1, 3, height, width]);
  random.fillUniform(master.data, -FIRST_NOISE, FIRST_NOISE);
  return master;
}

/**
 * Adds fresh noise with mean 0 in every channel, so that it does not change the picture's colour.
 *
 * @param amplitude - In the master's units. 0 changes nothing and draws no random numbers.
 */
export function addNoise(master: Tensor, amplitude: number, random: RandomStream): void {
  if (amplitude === 0) return;
  const size = master.data.length / 3;
  const noise = new Float32Array(size);
  for (let start = 0; start < master.data.length; start += size) {
    random.fillUniform(noise, -amplitude, amplitude);
    addCentred(noise, master.data, start);
  }
}

function addCentred(noise: Float32Array, target: Float32Array, start: number): void {
  let sum = 0;
  for (let i = 0; i < noise.length; i++) sum += noise[i]!;
  const mean = sum / noise.length;
  for (let i = 0; i < noise.length; i++) target[start + i]! += noise[i]! - mean;
}

/** Roll offsets in whole pixels, of any sign and size. Positive offsets move the picture down and to the right. */
export interface Offset {
  readonly dy: number;
  readonly dx: number;
}

/** A random roll of up to `most` pixels each way. */
export function randomOffset(random: RandomStream, most: number): Offset {
  return { dy: random.integer(2 * most + 1) - most, dx: random.integer(2 * most + 1) - most };
}

/**
 * Rolls a picture: `target[y + dy, x + dx] = scale * source[y, x] + offset`, with indices that wrap around.
 *
 * @param source - `[n, channels, height, width]`; not modified.
 * @param target - Of the same shape; not the source itself.
 * @param scale - With `offset`, converts the master's range to the network's (0.5 and 0.5: from [-1, 1] to [0, 1]).
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

/**
 * How a step is added. No field is optional, since objects of two shapes would halve the speed of the loop that reads
 * them.
 */
export interface Step {
  /** Factor on the gradient. */
  readonly rate: number;
  /** Lower bound of the picture's values; `-Infinity` for none. */
  readonly low: number;
  /** Upper bound of the picture's values; `Infinity` for none. */
  readonly high: number;
}

/**
 * Rolls `source` and adds it, which makes a step of the ascent and undoes its jitter:
 * `target[y + dy, x + dx] += rate * source[y, x]`, limited to values from `low` to `high`.
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
