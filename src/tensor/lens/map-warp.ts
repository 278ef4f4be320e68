// Warps a picture by any map of the plane: where each pixel of the result comes from. The map is computed on a grid of
// every second pixel and is linear between, which is exact to a few hundredths of a pixel for smooth maps.

import { mirroredSample } from '../turn.js';
import type { Point } from './lens.js';

/** Takes a point of the result, in pixels from the top left, to its point of the source, in place. */
export type PixelMap = (point: Point) => void;

/** Pixels from one node of the grid to the next. */
const GRID = 2;

/** The positions of a row of pixels in the source. */
export interface MappedRow {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** The rows of a mapped picture, from top to bottom. Each overwrites the one before. */
export function* mappedRows(map: PixelMap, width: number, height: number): Generator<MappedRow, void> {
  const nodes = Math.ceil(width / GRID) + 1;
  const point: Point = { x: 0, y: 0 };
  const nodeRow = (y: number): MappedRow => {
    const row = { x: new Float64Array(nodes), y: new Float64Array(nodes) };
    for (let node = 0; node < nodes; node++) {
      // Pixel centres lie at half pixels.
      point.x = node * GRID + 0.5;
      point.y = y + 0.5;
      map(point);
      row.x[node] = point.x;
      row.y[node] = point.y;
    }
    return row;
  };
  const row: MappedRow = { x: new Float64Array(width), y: new Float64Array(width) };
  const line = new Float64Array(nodes);
  let [above, below] = [nodeRow(0), nodeRow(GRID)];
  for (let y = 0; y < height; y++) {
    const within = y % GRID;
    if (y > 0 && within === 0) [above, below] = [below, nodeRow(y + GRID)];
    for (const axis of ['x', 'y'] as const) {
      const into = row[axis];
      for (let node = 0; node < nodes; node++) {
        line[node] = above[axis][node]! + (within / GRID) * (below[axis][node]! - above[axis][node]!);
      }
      for (let x = 0; x < width; x++) {
        const node = (x / GRID) | 0;
        into[x] = line[node]! + ((x % GRID) / GRID) * (line[node + 1]! - line[node]!);
      }
    }
    yield row;
  }
}

/**
 * Resamples planes by Keys' cubic; beyond the edges the source is mirrored.
 *
 * @param source - `planes` pictures of `height * width`.
 * @param rows - Where each row of the result is in the source.
 * @param target - Receives as many rows of `outWidth` pixels, plane by plane.
 * @param a - Keys' a, from -1 to 0.
 */
export function sampleRows(
  source: { readonly data: Float32Array; readonly planes: number; readonly height: number; readonly width: number },
  rows: Iterable<MappedRow>,
  target: { readonly data: Float32Array; readonly height: number; readonly width: number },
  a: number,
): void {
  let y = 0;
  for (const row of rows) sampleRow(source, row, target.data, y++ * target.width, target.height * target.width, a);
}

function sampleRow(
  {
    data,
    planes,
    height,
    width,
  }: { readonly data: Float32Array; readonly planes: number; readonly height: number; readonly width: number },
  row: MappedRow,
  target: Float32Array,
  start: number,
  outSize: number,
  a: number,
): void {
  const size = height * width;
  for (let x = 0; x < row.x.length; x++) {
    const atX = row.x[x]! - 0.5;
    const atY = row.y[x]! - 0.5;
    const left = Math.floor(atX);
    const top = Math.floor(atY);
    let to = start + x;
    if (!(left >= 1 && top >= 1 && left < width - 2 && top < height - 2)) {
      for (let plane = 0; plane < planes; plane++, to += outSize) {
        target[to] = mirroredSample(data, plane * size, height, width, atX, atY, a);
      }
      continue;
    }
    const t = atX - left;
    const u = atY - top;
    const x0 = a * t * (1 - t) * (1 - t);
    const x3 = a * t * t * (1 - t);
    const x1 = ((a + 2) * t - (a + 3)) * t * t + 1;
    const x2 = 1 - x0 - x1 - x3;
    const y0 = a * u * (1 - u) * (1 - u);
    const y3 = a * u * u * (1 - u);
    const y1 = ((a + 2) * u - (a + 3)) * u * u + 1;
    const y2 = 1 - y0 - y1 - y3;
    let i = (top - 1) * width + left - 1;
    for (let plane = 0; plane < planes; plane++) {
      const j = i + width;
      const k = j + width;
      const l = k + width;
      target[to] =
        y0 * (x0 * data[i]! + x1 * data[i + 1]! + x2 * data[i + 2]! + x3 * data[i + 3]!) +
        y1 * (x0 * data[j]! + x1 * data[j + 1]! + x2 * data[j + 2]! + x3 * data[j + 3]!) +
        y2 * (x0 * data[k]! + x1 * data[k + 1]! + x2 * data[k + 2]! + x3 * data[k + 3]!) +
        y3 * (x0 * data[l]! + x1 * data[l + 1]! + x2 * data[l + 2]! + x3 * data[l + 3]!);
      i += size;
      to += outSize;
    }
  }
}
