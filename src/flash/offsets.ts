// Shifts the colours of a frame to what its cells, or the whole of it, shall have. The detail of the picture stays.

import type { Rgb8Image } from '../tensor/pixels.js';
import { darkLight, encoded, type Light, measureLight } from './light.js';
import type { Screen } from './screen.js';

/** The channels of a colour. */
export const CHANNELS = ['red', 'green', 'blue'] as const;

/** Linear colours, of each cell or of one. */
export type Colours = Pick<Light, (typeof CHANNELS)[number]>;

/** Shifts frames of one size, in place. Both return the light of the result, which the next call overwrites. */
export interface Shifter {
  /** Adds one offset to all pixels, so that the mean of the frame's cells is `mean`. */
  shiftWhole(picture: Rgb8Image, mean: Colours): Light;
  /**
   * Adds an offset to each cell, smoothly from cell to cell, so that no edges appear.
   *
   * @param contrast - How much of each pixel's difference from the cells' colours remains: 1 is all of it; 0 leaves only
   *   the colours.
   */
  shiftCells(picture: Rgb8Image, colours: Colours, contrast: number): Light;
}

/** The offsets are corrected this many times, since values stop at black and white. */
const CORRECTIONS = 4;

/** Four by four thresholds in (0, 1): offsets are fractions of a step, and rounding them would show bands. */
const DITHER = Float64Array.from([0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5], (rank) => (rank + 0.5) / 16);

/** Opens a shifter for frames of a screen's size. */
export function openShifter(screen: Screen): Shifter {
  const { width, height, columns, rows, lefts, tops } = screen;
  const cells = columns * rows;
  const across = betweenCentres(width, lefts);
  const down = betweenCentres(height, tops);
  const measured = darkLight(screen);
  const original = new Uint8Array(3 * width * height);
  // In encoded values, 0 to 255: the offset of each cell, and the colour that it shall have.
  const offsets = CHANNELS.map(() => new Float64Array(cells));
  const wanted = CHANNELS.map(() => new Float64Array(cells));
  const line = new Float64Array(columns + 1);
  const aim = new Float64Array(columns + 1);

  const writeRow = (y: number, step: number, contrast: number, into: Uint8Array) => {
    const thresholds = (y & 3) * 4;
    for (let channel = 0; channel < 3; channel++) {
      mixRows(offsets[channel]!, columns, down, y, line);
      mixRows(wanted[channel]!, columns, down, y, aim);
      for (let column = 0; column < columns; column++) {
        for (let x = lefts[column]!; x < lefts[column + 1]!; x += step) {
          const at = across.first[x]!;
          const share = across.share[x]!;
          const i = (y * width + x) * 3 + channel;
          let value = original[i]! + line[at]! + share * (line[at + 1]! - line[at]!);
          if (contrast !== 1) value += (1 - contrast) * (aim[at]! + share * (aim[at + 1]! - aim[at]!) - value);
          value += DITHER[thresholds + (x & 3)]!;
          into[i] = value < 0 ? 0 : value > 255 ? 255 : value | 0;
        }
      }
    }
  };
  const write = (step: number, contrast: number, into: Uint8Array) => {
    for (let row = 0; row < rows; row++) {
      for (let y = tops[row]!; y < tops[row + 1]!; y += step) writeRow(y, step, contrast, into);
    }
  };
  /** @param correct - Changes the offsets so that the light comes nearer to what is wanted. */
  const shift = (picture: Rgb8Image, contrast: number, correct: (light: Light) => void): Light => {
    original.set(picture.data);
    for (const offset of offsets) offset.fill(0);
    measureLight(picture, screen, measured);
    for (let round = 0; round < CORRECTIONS; round++) {
      correct(measured);
      const isLast = round === CORRECTIONS - 1;
      write(isLast ? 1 : screen.step, contrast, picture.data); // only the samples, until the last round
      measureLight(picture, screen, measured);
    }
    return measured;
  };
  return {
    shiftWhole: (picture, mean) =>
      shift(picture, 1, (light) => {
        for (const [channel, name] of CHANNELS.entries()) {
          const change = encoded(mean[name][0]!) - encoded(meanOf(light[name]));
          offsets[channel]!.fill(offsets[channel]![0]! + change);
        }
      }),
    shiftCells(picture, colours, contrast) {
      for (const [channel, name] of CHANNELS.entries()) {
        for (let cell = 0; cell < cells; cell++) wanted[channel]![cell] = encoded(colours[name][cell]!);
      }
      return shift(picture, contrast, (light) => {
        for (const [channel, name] of CHANNELS.entries()) {
          for (let cell = 0; cell < cells; cell++) {
            const offset = offsets[channel]![cell]! + wanted[channel]![cell]! - encoded(light[name][cell]!);
            offsets[channel]![cell] = Math.min(255, Math.max(-255, offset));
          }
        }
      });
    },
  };
}

/** The mean of values. */
export function meanOf(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** For each pixel of an axis: the cell whose centre lies before it, and how far it is on the way to the next one. */
interface Between {
  readonly first: Int32Array;
  readonly share: Float64Array;
}

function betweenCentres(size: number, starts: Int32Array): Between {
  const cells = starts.length - 1;
  const centre = (cell: number) => (starts[cell]! + starts[cell + 1]!) / 2;
  const first = new Int32Array(size);
  const share = new Float64Array(size);
  for (let i = 0, cell = 0; i < size; i++) {
    const at = i + 0.5;
    while (cell + 1 < cells && centre(cell + 1) <= at) cell += 1;
    first[i] = cell;
    if (cell + 1 < cells) share[i] = Math.max(0, (at - centre(cell)) / (centre(cell + 1) - centre(cell)));
  }
  return { first, share };
}

/** Values of a row of pixels at the centres of the columns; the last one twice, for the pixels beyond it. */
function mixRows(cells: Float64Array, columns: number, down: Between, y: number, into: Float64Array): void {
  const at = down.first[y]! * columns;
  const share = down.share[y]!;
  for (let column = 0; column < columns; column++) {
    const value = cells[at + column]!;
    into[column] = share === 0 ? value : value + share * (cells[at + columns + column]! - value);
  }
  into[columns] = into[columns - 1]!;
}
