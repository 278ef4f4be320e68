// The light of a frame, cell by cell: linear red, green and blue, and how much saturated red.

import type { Rgb8Image } from '../tensor/pixels.js';
import type { Screen } from './screen.js';

/** The light of each cell of a screen, row by row; a mean over its samples. All from 0 to 1. */
export interface Light {
  /** Linear red, green and blue (IEC 61966-2-1). */
  readonly red: Float32Array;
  readonly green: Float32Array;
  readonly blue: Float32Array;
  /** R - G - B of samples that are a saturated red, R / (R + G + B) >= 0.8; 0 of all others. */
  readonly saturated: Float32Array;
}

/** A share of red of at least 0.8 is R >= 4 (G + B). */
const SATURATED = 4;

/** Linear light of a byte. */
export const LINEAR: Float64Array = Float64Array.from({ length: 256 }, (_, byte) => linearOf(byte));

/** Linear light of a value from 0 to 255, which need not be whole. */
export function linearOf(value: number): number {
  const v = value / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
}

/** The value from 0 to 255 of a linear light. */
export function encoded(light: number): number {
  const l = Math.min(1, Math.max(0, light));
  return 255 * (l <= 0.0031308 ? 12.92 * l : 1.055 * l ** (1 / 2.4) - 0.055);
}

/** Relative luminance (WCAG 2.2, Rec. 709) of linear light. */
export function luminanceOf(red: number, green: number, blue: number): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Makes the light of a dark screen. */
export function darkLight({ columns, rows }: Pick<Screen, 'columns' | 'rows'>): Light {
  const cells = () => new Float32Array(columns * rows);
  return { red: cells(), green: cells(), blue: cells(), saturated: cells() };
}

/** Measures a frame of the screen's size. */
export function measureLight({ data }: Rgb8Image, screen: Screen, into: Light): void {
  const { width, columns, rows, lefts, tops, step } = screen;
  for (let row = 0, cell = 0; row < rows; row++) {
    const [top, bottom] = [tops[row]!, tops[row + 1]!];
    for (let column = 0; column < columns; column++, cell++) {
      const [left, right] = [lefts[column]!, lefts[column + 1]!];
      let [red, green, blue, saturated, count] = [0, 0, 0, 0, 0];
      for (let y = top; y < bottom; y += step) {
        const end = (y * width + right) * 3;
        for (let i = (y * width + left) * 3; i < end; i += 3 * step) {
          const r = LINEAR[data[i]!]!;
          const g = LINEAR[data[i + 1]!]!;
          const b = LINEAR[data[i + 2]!]!;
          red += r;
          green += g;
          blue += b;
          if (r > 0 && r >= SATURATED * (g + b)) saturated += r - g - b;
          count += 1;
        }
      }
      into.red[cell] = red / count;
      into.green[cell] = green / count;
      into.blue[cell] = blue / count;
      into.saturated[cell] = saturated / count;
    }
  }
}
