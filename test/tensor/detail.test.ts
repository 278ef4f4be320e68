import { expect, it } from 'vitest';
import { detailRms, strengthenDetail } from '../../src/tensor/detail.js';
import { openStream } from '../../src/tensor/random.js';
import { type Tensor, tensor } from '../../src/tensor/tensor.js';

function pictureOf(value: (x: number, y: number) => number, side = 32): Tensor {
  const picture = tensor([1, 1, side, side]);
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) picture.data[y * side + x] = value(x, y);
  return picture;
}

it('is 0 for a plane, and all of a checkerboard', () => {
  expect(detailRms(pictureOf((x, y) => 0.1 * x - 0.2 * y + 3))).toBeCloseTo(0, 6);
  // The kernel [1 2 1] blurs +1, -1, +1, ... to 0, along both axes.
  expect(detailRms(pictureOf((x, y) => ((x + y) % 2 === 0 ? 1 : -1)))).toBeCloseTo(1, 6);
  expect(detailRms(tensor([1, 3, 2, 2]))).toBe(0);
});

it('of noise is brought to a strength that is wanted, within two percent, and never made weaker', () => {
  const noise = tensor([1, 3, 64, 64]);
  openStream(1, 'detail').fillUniform(noise.data, -1, 1);
  const before = detailRms(noise);
  const target = tensor(noise.shape);
  for (const factor of [1.05, 1.2, 1.4]) {
    strengthenDetail(noise, target, factor * before, 1);
    expect(detailRms(target) / before).toBeGreaterThan(factor - 0.02);
    expect(detailRms(target) / before).toBeLessThan(factor + 0.02);
  }
  strengthenDetail(noise, target, 0.5 * before, 1);
  expect(target.data).toEqual(noise.data);
});

it('is not brought further than the gain allows, and smooth pictures stay as they are', () => {
  const board = pictureOf((x, y) => 0.5 + ((x + y) % 2 === 0 ? 0.1 : -0.1));
  const target = tensor(board.shape);
  strengthenDetail(board, target, 10, 0.5);
  expect(target.data[5 * 32 + 5]).toBeCloseTo(0.5 + 0.15, 6);
  expect(target.data[5 * 32 + 6]).toBeCloseTo(0.5 - 0.15, 6);
  const plane = pictureOf((x) => x);
  strengthenDetail(plane, target, 1, 0.5);
  for (const [i, value] of target.data.entries()) expect(value).toBeCloseTo(plane.data[i]!, 4);
});
