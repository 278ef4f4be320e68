// Draws the frames of flashing films.

import { darkLight, measureLight } from '../../src/flash/light.js';
import { openMemory } from '../../src/flash/memory.js';
import { openMeter, type Reading } from '../../src/flash/meter.js';
import { screenOf } from '../../src/flash/screen.js';
import type { Rgb8Image } from '../../src/tensor/pixels.js';

/** A colour of a pixel, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** A picture by the colour of each pixel. */
export function draw(width: number, height: number, colour: (x: number, y: number) => Rgb): Rgb8Image {
  const data = new Uint8Array(3 * width * height);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++) for (const value of colour(x, y)) data[i++] = value;
  return { width, height, data };
}

/** A picture of one colour. */
export function plain(width: number, height: number, colour: Rgb): Rgb8Image {
  return draw(width, height, () => colour);
}

/** Judges frames in order. */
export function judge(frames: readonly Rgb8Image[], fps: number): readonly Reading[] {
  const screen = screenOf(frames[0]!);
  const meter = openMeter(screen, fps, openMemory());
  const light = darkLight(screen);
  return frames.map((frame) => {
    measureLight(frame, screen, light);
    return meter.take(light);
  });
}
