// The kernels against the same arithmetic in JavaScript.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clearSurroundings, type Motion } from '../../../src/tensor/motion.js';
import { openStream } from '../../../src/tensor/random.js';
import { resize, warp } from '../../../src/tensor/resample.js';
import { openArena } from '../../../src/tensor/simd/arena.js';
import { DETAIL_ROWS, detailRms, strengthenDetail } from '../../../src/tensor/simd/detail.js';
import { planResize } from '../../../src/tensor/simd/resize.js';
import { addWarped, warpInto } from '../../../src/tensor/simd/warp.js';
import { type Tensor, tensor } from '../../../src/tensor/tensor.js';
import { compiledKernels } from '../../support/tensor/kernels.js';

it('are what kernels.as.ts says', () => {
  const stored = readFileSync(new URL('../../../src/tensor/simd/kernels.ts', import.meta.url), 'utf8');
  expect(stored).toBe(compiledKernels());
});

const STILL: Motion = { zoom: 1, radians: 0, panX: 0, panY: 0, focusX: 0, focusY: 0 };

const MOTIONS: Readonly<Record<string, Motion>> = {
  still: STILL,
  zoom: { ...STILL, zoom: 1.03, focusX: 0.1 },
  turn: { ...STILL, zoom: 1.02, radians: 0.05 },
  'way back': { ...STILL, zoom: 1 / 1.07, radians: -0.03, panX: 0.01, focusY: -0.2 },
};

/** Odd sizes, so that the last groups of four are not whole. */
const SHAPE = [1, 3, 37, 53];

/** Pictures in the kernels' memory, the first one of noise, and scratch for the detail. */
function openPictures(count: number, shape: readonly number[] = SHAPE) {
  const length = shape.reduce((product, size) => product * size, 1);
  const rows = Array<number>(DETAIL_ROWS).fill(shape[3]!);
  const { kernels, arrays } = openArena([...Array<number>(count).fill(length), ...rows]);
  openStream(1, 'kernels').fillUniform(arrays[0]!, -1, 1);
  const pictures = arrays.slice(0, count).map((data): Tensor => ({ shape, data }));
  return { kernels, pictures, scratch: { kernels, rows: arrays.slice(count) } };
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

describe.each(Object.entries(MOTIONS))('a warp: %s', (_name, motion) => {
  it('is that of `warp`', () => {
    const { kernels, pictures } = openPictures(2);
    const [source, target] = pictures as [Tensor, Tensor];
    const expected = tensor(SHAPE);
    warp(source, expected, motion);
    warpInto(kernels, source, target, motion);
    expect(largestDifference(target.data, expected.data)).toBeLessThan(2e-6);
  });

  it('can be added in part, without its surroundings', () => {
    const { kernels, pictures } = openPictures(2);
    const [source, target] = pictures as [Tensor, Tensor];
    target.data.fill(3);
    const warped = tensor(SHAPE);
    warp(source, warped, motion);
    clearSurroundings(warped, motion);
    addWarped(kernels, source, target, motion, 0.25);
    let inside = 0;
    for (const [i, value] of target.data.entries()) {
      // Nothing is added within two pixels of the source's edges.
      if (value === 3) continue;
      inside += 1;
      expect(Math.abs(value - (3 + 0.25 * warped.data[i]!))).toBeLessThan(2e-6);
    }
    expect(inside).toBeGreaterThan(0.7 * target.data.length);
  });
});

describe.each([
  ['a half', { height: 19, width: 27 }],
  ['a third, of another aspect ratio', { height: 13, width: 12 }],
  ['the double', { height: 74, width: 106 }],
  ['a little more', { height: 40, width: 57 }],
])('a resizing to %s', (_name, to) => {
  const from = { height: SHAPE[2]!, width: SHAPE[3]! };
  const shape = [1, 3, to.height, to.width];
  const plan = planResize(from, to);
  const { kernels, arrays } = openArena([3 * from.height * from.width, 3 * to.height * to.width, plan.length]);
  const source: Tensor = { shape: SHAPE, data: arrays[0]! };
  const target: Tensor = { shape, data: arrays[1]! };
  openStream(1, 'kernels').fillUniform(source.data, -1, 1);
  arrays[2]!.fill(Number.NaN);
  const resizer = plan.open(kernels, arrays[2]!);
  const expected = resize(source, to.height, to.width).data;

  it('is that of `resize`', () => {
    resizer.resize(source, target);
    expect(largestDifference(target.data, expected)).toBeLessThan(2e-6);
  });

  it('can be added, within bounds', () => {
    target.data.fill(0.5);
    resizer.resize(source, target, 1);
    const sums = expected.map((value) => Math.min(1, Math.max(-1, value + 0.5)));
    expect(largestDifference(target.data, sums)).toBeLessThan(2e-6);
  });
});

it('an arena can take over the memory of one before', () => {
  const before = openArena([100]);
  const { arrays, memory, kernels } = openArena([100_000, 7], before);
  expect(memory).toBe(before.memory);
  arrays[0]!.fill(2);
  arrays[1]!.fill(5);
  kernels.subtractFrom(arrays[1]!.byteOffset, arrays[0]!.byteOffset, 7);
  expect([...arrays[0]!.subarray(0, 9)]).toEqual([3, 3, 3, 3, 3, 3, 3, 2, 2]);
});

/** The finest detail at one pixel, as its definition says. */
function detailAt(data: Float32Array, i: number, width: number): number {
  const kernel = [1, 2, 1].flatMap((y, dy) =>
    [1, 2, 1].map((x, dx) => ({ weight: x * y, at: (dy - 1) * width + dx - 1 })),
  );
  return data[i]! - kernel.reduce((sum, { weight, at }) => sum + (weight / 16) * data[i + at]!, 0);
}

describe('the finest detail', () => {
  function fill(value: (x: number, y: number) => number) {
    const { scratch, pictures } = openPictures(1);
    const picture = pictures[0]!;
    const [, , height, width] = SHAPE as [number, number, number, number];
    for (let i = 0; i < picture.data.length; i++) {
      picture.data[i] = value(i % width, Math.floor(i / width) % height);
    }
    return { scratch, picture };
  }

  it('is 0 for a plane, all of a checkerboard, and that of the definition for noise', () => {
    const plane = fill((x, y) => 0.1 * x - 0.2 * y + 3);
    expect(detailRms(plane.scratch, plane.picture)).toBeCloseTo(0, 5);
    const board = fill((x, y) => ((x + y) % 2 === 0 ? 1 : -1));
    expect(detailRms(board.scratch, board.picture)).toBeCloseTo(1, 6);
    const { scratch, pictures } = openPictures(1);
    const { data } = pictures[0]!;
    let [sum, count] = [0, 0];
    for (let plane = 0; plane < 3; plane++) {
      for (let y = 1; y < 36; y++) {
        for (let x = 1; x < 52; x++) {
          sum += detailAt(data, (plane * 37 + y) * 53 + x, 53) ** 2;
          count += 1;
        }
      }
    }
    expect(detailRms(scratch, pictures[0]!) / Math.sqrt(sum / count)).toBeCloseTo(1, 1);
  });

  it.each([1.05, 1.2, 1.4])('of noise is brought to %f of its strength, within half a percent', (factor) => {
    const { scratch, pictures } = openPictures(1);
    const before = detailRms(scratch, pictures[0]!);
    strengthenDetail(scratch, pictures[0]!, factor * before, 1);
    expect(Math.abs(detailRms(scratch, pictures[0]!) / before / factor - 1)).toBeLessThan(0.005);
  });

  it('is never made weaker, and no stronger than the gain allows', () => {
    const { scratch, pictures } = openPictures(1);
    const picture = pictures[0]!;
    const before = picture.data.slice();
    strengthenDetail(scratch, picture, 0.5 * detailRms(scratch, picture), 1);
    expect(picture.data).toEqual(before);
    strengthenDetail(scratch, picture, 100, 0.5);
    const [, , height, width] = SHAPE as [number, number, number, number];
    for (const [i, value] of picture.data.entries()) {
      const [x, y] = [i % width, Math.floor(i / width) % height];
      const isEdge = x === 0 || y === 0 || x === width - 1 || y === height - 1;
      const expected = isEdge ? before[i]! : before[i]! + 0.5 * detailAt(before, i, width);
      expect(Math.abs(value - expected)).toBeLessThan(2e-6);
    }
  });

  it('of pictures that are too small for the kernels stays as it is', () => {
    const { scratch, pictures } = openPictures(1, [1, 3, 5, 5]);
    const picture = pictures[0]!;
    const before = picture.data.slice();
    strengthenDetail(scratch, picture, 10, 1);
    expect(picture.data).toEqual(before);
  });
});
