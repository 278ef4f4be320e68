// The finest detail of a picture: what differs from its blur by the binomial kernel [1 2 1; 2 4 2; 1 2 1] / 16.

import { planarSize } from '../planes.js';
import type { Tensor } from '../tensor.js';
import type { Kernels } from './arena.js';

/** Rows between two that are measured: detail is much the same all over a picture. */
const ROW_STRIDE = 4;

/** Scratch for the detail of a picture: rows of an arena, as many as this, each of the picture's width. */
export const DETAIL_ROWS = 4;

/** The kernels of an arena, and `DETAIL_ROWS` rows of it. */
export interface DetailScratch {
  readonly kernels: Kernels;
  readonly rows: readonly Float32Array[];
}

/** Narrower pictures are left as they are: the kernels work on groups of four pixels with neighbours. */
const LEAST_WIDTH = 8;

/** What is measured of a picture's detail, as means over its pixels. */
interface Measured {
  /** Of the squared detail. */
  readonly squares: number;
  /** Of the detail times the detail of the detail. */
  readonly products: number;
  /** Of the squared detail of the detail. */
  readonly secondSquares: number;
}

/** The RMS of a picture's finest detail, from every fourth row. 0 for pictures below 8 x 5 pixels. */
export function detailRms(scratch: DetailScratch, picture: Tensor): number {
  return Math.sqrt(measure(scratch, picture).squares);
}

/**
 * Brings the finest detail of a picture to a strength, in place, if it is weaker. The edges stay as they are.
 *
 * @param picture - Of the same arena as the scratch.
 * @param wanted - As `detailRms` measures it.
 * @param mostGain - The most that is added, as a multiple of the detail.
 */
export function strengthenDetail(scratch: DetailScratch, picture: Tensor, wanted: number, mostGain: number): void {
  const gain = Math.min(mostGain, gainFor(measure(scratch, picture), wanted));
  if (!(gain > 0)) return;
  const { planes, height, width } = planarSize(picture, 'picture');
  const { kernels, rows } = scratch;
  const [first, second] = rows as [Float32Array, Float32Array];
  const { data } = picture;
  for (let plane = 0; plane < planes; plane++) {
    // The rows above and at the one that is written, as they were.
    let [above, here] = [first, second];
    const start = plane * height * width;
    above.set(data.subarray(start, start + width));
    for (let y = 1; y < height - 1; y++) {
      const row = start + y * width;
      here.set(data.subarray(row, row + width));
      const below = data.byteOffset + 4 * (row + width + 1);
      const target = data.byteOffset + 4 * (row + 1);
      kernels.strengthenRow(above.byteOffset + 4, here.byteOffset + 4, below, target, width - 2, gain);
      [above, here] = [here, above];
    }
  }
}

/**
 * The gain g for which p + g d has detail of the wanted RMS, d the detail of p: that of the sum is d + g dd, whose mean
 * square is E[d d] + 2 g E[d dd] + g^2 E[dd dd].
 */
function gainFor({ squares, products, secondSquares }: Measured, wanted: number): number {
  const missing = wanted * wanted - squares;
  if (!(missing > 0) || !(secondSquares > 0)) return 0;
  return (Math.sqrt(products * products + secondSquares * missing) - products) / secondSquares;
}

function measure({ kernels, rows }: DetailScratch, picture: Tensor): Measured {
  const { planes, height, width } = planarSize(picture, 'picture');
  const sums = { squares: 0, products: 0, secondSquares: 0 };
  if (width < LEAST_WIDTH) return sums;
  const rowBytes = 4 * width;
  const [above, here, below, second] = rows.map(({ byteOffset }) => byteOffset) as [number, number, number, number];
  let count = 0;
  for (let plane = 0; plane < planes; plane++) {
    for (let y = 2; y < height - 2; y += ROW_STRIDE) {
      for (const [k, row] of [above, here, below].entries()) {
        const from = picture.data.byteOffset + rowBytes * (plane * height + y + k - 1) + 4;
        kernels.detailRow(from - rowBytes, from, from + rowBytes, row + 4, width - 2);
      }
      const inner = width - 4;
      kernels.detailRow(above + 8, here + 8, below + 8, second + 8, inner);
      sums.squares += kernels.dot(here + 8, here + 8, inner);
      sums.products += kernels.dot(here + 8, second + 8, inner);
      sums.secondSquares += kernels.dot(second + 8, second + 8, inner);
      count += inner - (inner % 4);
    }
  }
  const mean = (sum: number) => (count === 0 ? 0 : sum / count);
  return { squares: mean(sums.squares), products: mean(sums.products), secondSquares: mean(sums.secondSquares) };
}
