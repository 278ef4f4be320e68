// The colours of a picture in numbers, for logs and alarms.

import type { Rgb8Image } from '../tensor/pixels.js';

/** Of a picture, on a scale of 0 to 1. */
export interface PictureStatistics {
  /** Of red, green, blue. */
  readonly mean: readonly number[];
  /** Standard deviation of red, green, blue. */
  readonly deviation: readonly number[];
  /** Share of values that are 0 or 255. */
  readonly clipped: number;
}

/** Measures a picture. */
export function statisticsOf({ data }: Rgb8Image): PictureStatistics {
  const sums = [0, 0, 0];
  const squares = [0, 0, 0];
  let clipped = 0;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    const c = i % 3;
    sums[c]! += value;
    squares[c]! += value * value;
    if (value === 0 || value === 255) clipped += 1;
  }
  const pixels = data.length / 3;
  const mean = sums.map((sum) => sum / pixels);
  const deviation = squares.map((square, c) => Math.sqrt(Math.max(0, square / pixels - mean[c]! ** 2)));
  const round = (value: number) => Number((value / 255).toFixed(4));
  return {
    mean: mean.map(round),
    deviation: deviation.map(round),
    clipped: Number((clipped / data.length).toFixed(5)),
  };
}
