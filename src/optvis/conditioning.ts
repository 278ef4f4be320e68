// Conditioning of the gradient, which turns rainbow noise into clean forms and natural colours: split it into Laplacian
// bands (Mordvintsev's DeepDream tutorial), scale every band to unit RMS, weight the bands, mix the colours by a matrix
// (lucid's colour decorrelation), subtract each channel's mean, and scale the whole to unit RMS. It works in place, in
// buffers that are reused in every step.

import { BLOCK } from '../tensor/blocks.js';
import {
  applyColor,
  colorMatrix,
  colorMoments,
  congruent,
  IDENTITY,
  type Matrix3,
  transform,
} from '../tensor/color.js';
import { bandPower, expandAdd, type PyramidRows, pyramidRows, reduce } from '../tensor/pyramid.js';
import { halved } from '../tensor/pyramid-rows.js';

/** How a gradient is conditioned. May change with every step. */
export interface Conditioning {
  /**
   * Weight of each Laplacian band from fine to coarse, at least 0; the last is for the low-pass rest. With one number
   * the gradient is not split. A picture too small for that many bands (see `MIN_BAND_SIDE`) gets only the first ones,
   * and the rest gets the weight of the band that it replaces. A good choice is `[0.5, 0.8, 1, 0.9, 0.6]`.
   */
  readonly bands: readonly number[];
  /** Strength of colour, the `chroma` of `colorMatrix`: 1 calm, 2 lively; `undefined` does not change the colours. */
  readonly color: number | undefined;
}

/**
 * The error for NaN or infinite values: the ascent has left the range in which the network has a gradient, or an engine
 * has failed.
 */
export class NotFiniteError extends RangeError {
  /** What holds them. */
  readonly what: string;

  constructor(what: string) {
    super(`Expected \`${what}\` to hold finite numbers only, got \`NaN\` or \`Infinity\`.`);
    this.what = what;
  }
}

/** Conditions gradients of one size. Its buffers take about a third of a gradient; it need not be closed. */
export interface Conditioner {
  /**
   * Conditions a gradient in place: afterwards each channel has mean 0 and the whole has unit RMS. A gradient without
   * contrast (zero or constant) becomes 0.
   *
   * @param gradient - The data of `[1, 3, height, width]`.
   * @throws NotFiniteError when the gradient is not finite, and does not change it; RangeError when it has another
   *   size, or a weight is below 0 or not finite.
   */
  condition(gradient: Float32Array, conditioning: Conditioning): void;
}

/**
 * Only a band with sides of at least this many pixels is split further: below, the five taps read mostly reflections.
 */
export const MIN_BAND_SIDE = 4;

/** Opens a conditioner for one size, in pixels. @throws RangeError when a side is not a whole number from 1. */
export function openConditioner({ height, width }: { readonly height: number; readonly width: number }): Conditioner {
  for (const [name, size] of [
    ['height', height],
    ['width', width],
  ] as const) {
    if (!Number.isInteger(size) || size < 1) {
      throw new RangeError(`Expected \`${name}\` to be a whole number of pixels from 1, got \`${size}\`.`);
    }
  }
  const rows = pyramidRows(width);
  const buffers: Level[] = [];
  return {
    condition(gradient, { bands, color }) {
      if (gradient.length !== 3 * height * width) {
        throw new RangeError(
          `Expected \`gradient\` to hold ${3 * height * width} numbers, got \`${gradient.length}\`.`,
        );
      }
      checkBands(bands);
      const matrix = color === undefined ? IDENTITY : colorMatrix(color);
      balanceBands(openLevels(gradient, buffers, bands.length, height, width), bands, rows);
      centreAndScale(gradient, matrix);
    },
  };
}

/**
 * Only scales a gradient to unit RMS, in place (the raw look). A zero gradient stays zero.
 *
 * @throws NotFiniteError when it is not finite, and does not change it.
 */
export function normalize(gradient: Float32Array): void {
  const rms = rootMeanSquare(gradient);
  if (!Number.isFinite(rms)) throw new NotFiniteError('gradient');
  if (rms === 0) return;
  multiplyBy(gradient, 1 / rms);
}

/** Root of the mean square, computed in float64; NaN or Infinity if a value is. */
export function rootMeanSquare(values: Float32Array): number {
  let sum = 0;
  for (let from = 0; from < values.length; from += BLOCK) {
    sum += sumOfSquares(values, from, Math.min(from + BLOCK, values.length));
  }
  return Math.sqrt(sum / values.length);
}

/** A level of the pyramid. The data of the finest level are the gradient itself. */
interface Level {
  readonly height: number;
  readonly width: number;
  /** The gradient, filtered and halved down to this level; later the sum of this level's band and all coarser ones. */
  readonly data: Float32Array;
}

/**
 * The RMS of a band is measured on at least this many pairs of rows per channel, or on all if there are fewer. This is
 * exact to a tenth of a percent on noise and to 1 or 2 percent on clustered gradients (see the tests). Measuring all
 * rows would take as long as the rest of the conditioning.
 */
const MEASURED_ROW_PAIRS = 64;

/**
 * Relative floor of a band's RMS (the 1e-5 of the original method), so that rounding errors do not grow to a full band.
 */
const RMS_FLOOR = 1e-5;

/**
 * The levels of one gradient for up to `wanted` bands: the gradient itself, then buffers, which are created if missing.
 */
function openLevels(gradient: Float32Array, buffers: Level[], wanted: number, height: number, width: number): Level[] {
  const levels: Level[] = [{ height, width, data: gradient }];
  for (let l = 1; l < wanted; l++) {
    const finer = levels[l - 1]!;
    if (Math.min(finer.height, finer.width) < MIN_BAND_SIDE) break;
    const [h, w] = [halved(finer.height), halved(finer.width)];
    buffers[l] ??= { height: h, width: w, data: new Float32Array(3 * h * w) };
    levels.push(buffers[l]!);
  }
  return levels;
}

/**
 * Let G be the levels of the low-pass pyramid, U `expand` and s the gain of each band. The balanced gradient is the sum
 * over the levels of `s_l U^l (G_l - U G_{l+1})`. Sorted by levels this is `D_l = (s_l - s_{l-1}) G_l + U D_{l+1}` with
 * `s_{-1} = 0`, which takes one upsampling per level, in place, without storing a band. D_0 is the result.
 */
function balanceBands(levels: readonly Level[], bands: readonly number[], rows: PyramidRows): void {
  const coarsest = levels.length - 1;
  for (let l = 0; l < coarsest; l++) {
    const { height, width, data } = levels[l]!;
    reduce(data, levels[l + 1]!.data, 3, height, width, rows);
  }
  const rest = rootMeanSquare(levels[coarsest]!.data);
  // Every value of the gradient enters the coarsest level, so NaN and Infinity are found there before anything changes.
  if (!Number.isFinite(rest)) throw new NotFiniteError('gradient');
  const rms = levels.map(({ height, width, data }, l) =>
    l === coarsest ? rest : Math.sqrt(bandPower(data, levels[l + 1]!.data, 3, height, width, sparsity(height), rows)),
  );
  const floor = RMS_FLOOR * Math.hypot(...rms);
  const gains = rms.map((value, l) => (value === 0 ? 0 : bands[l]! / (value + floor)));
  for (let l = coarsest; l >= 0; l--) {
    const { height, width, data } = levels[l]!;
    const gain = gains[l]! - (l === 0 ? 0 : gains[l - 1]!);
    if (l === coarsest) multiplyBy(data, gain);
    else expandAdd(levels[l + 1]!.data, data, gain, 3, height, width, rows);
  }
}

/** For a picture of this height, one in this many pairs of rows is measured. */
function sparsity(height: number): number {
  return Math.max(1, Math.floor(halved(height) / MEASURED_ROW_PAIRS));
}

/**
 * Applies the colour matrix, mean and scale in one pass: the moments of the result follow from those of the gradient.
 */
function centreAndScale(gradient: Float32Array, matrix: Matrix3): void {
  const { mean, covariance } = colorMoments(gradient);
  const variance = congruent(matrix, covariance);
  const rms = Math.sqrt((variance[0] + variance[4] + variance[8]) / 3);
  if (!Number.isFinite(rms)) throw new NotFiniteError('gradient');
  const scale = rms === 0 ? 0 : 1 / rms;
  const unit = matrix.map((value) => value * scale) as unknown as Matrix3;
  const [r, g, b] = transform(unit, mean);
  applyColor(gradient, unit, [-r, -g, -b]);
}

function multiplyBy(values: Float32Array, factor: number): void {
  for (let from = 0; from < values.length; from += BLOCK) {
    multiplyBlock(values, from, Math.min(from + BLOCK, values.length), factor);
  }
}

function multiplyBlock(values: Float32Array, from: number, end: number, factor: number): void {
  for (let i = from; i < end; i++) values[i] = values[i]! * factor;
}

/** Uses four sums, since with a single one each addition would wait for the one before. */
function sumOfSquares(values: Float32Array, from: number, end: number): number {
  const whole = end - ((end - from) % 4);
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let i = from; i < whole; i += 4) {
    s0 += values[i]! * values[i]!;
    s1 += values[i + 1]! * values[i + 1]!;
    s2 += values[i + 2]! * values[i + 2]!;
    s3 += values[i + 3]! * values[i + 3]!;
  }
  for (let i = whole; i < end; i++) s0 += values[i]! * values[i]!;
  return s0 + s1 + s2 + s3;
}

function checkBands(bands: readonly number[]): void {
  if (bands.length === 0) throw new RangeError('Expected `bands` to hold at least one weight, got `[]`.');
  for (const weight of bands) {
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`Expected \`bands\` to be finite weights of at least 0, got \`[${bands.join(', ')}]\`.`);
    }
  }
}
