// Resizing by the kernels, in float32: for the octaves of a climb.

import { type Axis, mirrored } from '../axis.js';
import type { Size } from '../motion.js';
import { planarSize } from '../planes.js';
import { resizeAxes } from '../resample.js';
import type { Tensor } from '../tensor.js';
import type { Kernels } from './arena.js';

/** Resizes pictures from one size to another, in the kernels' memory. */
export interface Resizer {
  /**
   * As `resize`, to about 1e-6 of the values.
   *
   * @param bound - Given, the result is added to the target, whose values then stay within plus and minus this.
   */
  resize(source: Tensor, target: Tensor, bound?: number): void;
}

/** A resizing whose tables have no place yet. */
export interface ResizePlan {
  /** How many values its tables take. */
  readonly length: number;
  /** @param table - In the kernels' memory, of at least `length` values. */
  open(kernels: Kernels, table: Float32Array): Resizer;
}

/** Plans a resizing. */
export function planResize(from: Size, to: Size): ResizePlan {
  const { rows, columns } = resizeAxes(from, to);
  const pad = Math.max(-columns.first[0]!, columns.first[to.width - 1]! + columns.taps - from.width, 0);
  // Kernels take four taps at a time; those that are added have no weight.
  const taps = Math.ceil(columns.taps / 4) * 4;
  const lengths = [rows.taps, rows.taps, pad + from.width + pad + taps, to.width, to.width * taps];
  return {
    length: lengths.reduce((sum, length) => sum + roundUp(length), 0),
    open(kernels, table) {
      let end = 0;
      const [addresses, shares, blended, first, weights] = lengths.map((length) => {
        const start = end;
        end += roundUp(length);
        return table.subarray(start, start + length);
      }) as [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array];
      table.fill(0);
      asIntegers(first).set(columns.first);
      for (let x = 0; x < to.width; x++) {
        for (let tap = 0; tap < columns.taps; tap++) weights[x * taps + tap] = columns.weights[x * columns.taps + tap]!;
      }
      const blendedAt = blended.byteOffset + 4 * pad;
      return {
        resize(source, target, bound = 0) {
          const { planes } = planarSize(source, 'source');
          for (let row = 0; row < planes * to.height; row++) {
            const y = row % to.height;
            const plane = (row - y) / to.height;
            const planeAt = source.data.byteOffset + 4 * plane * from.height * from.width;
            setRow(rows, y, from, planeAt, asIntegers(addresses), shares);
            kernels.resampleRow(
              ...([addresses.byteOffset, shares.byteOffset, rows.taps, from.width, blendedAt, pad] as const),
              ...([first.byteOffset, weights.byteOffset, taps] as const),
              ...([target.data.byteOffset + 4 * row * to.width, to.width, bound] as const),
            );
          }
        },
      };
    },
  };
}

/** The addresses and the shares of the source rows of an output row. */
function setRow(
  rows: Axis,
  y: number,
  { height, width }: Size,
  planeAt: number,
  addresses: Int32Array,
  shares: Float32Array,
): void {
  for (let tap = 0; tap < rows.taps; tap++) {
    addresses[tap] = planeAt + 4 * width * mirrored(rows.first[y]! + tap, height);
    shares[tap] = rows.weights[y * rows.taps + tap]!;
  }
}

function asIntegers({ buffer, byteOffset, length }: Float32Array): Int32Array {
  return new Int32Array(buffer, byteOffset, length);
}

/** Kernels write whole groups of four. */
function roundUp(length: number): number {
  return Math.ceil(length / 4) * 4 + 4;
}
