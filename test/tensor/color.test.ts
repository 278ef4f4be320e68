import { describe, expect, it } from 'vitest';
import {
  applyColor,
  colorMatrix,
  colorMoments,
  congruent,
  IDENTITY,
  type Matrix3,
  transform,
} from '../../src/tensor/color.js';
import { openStream } from '../../src/tensor/random.js';

/** A picture whose colours are `matrix * (independent uniform numbers) + offset`. */
function colored(matrix: Matrix3, offset: readonly [number, number, number], pixels = 40_000): Float32Array {
  const planes = new Float32Array(3 * pixels);
  openStream(1, 'colors').fillUniform(planes, -Math.sqrt(3), Math.sqrt(3));
  applyColor(planes, matrix, offset);
  return planes;
}

function expectClose(actual: readonly number[], expected: readonly number[], digits: number): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, digits);
}

describe('colorMatrix', () => {
  it('is 10 C diag(1, k, k) C^T + 0.06 I of the undivided C', () => {
    // By hand: red-red 10 (0.26^2 + 2 (0.09^2 + 0.02^2)) + 0.06, red-green 10 (0.26 0.27 + 2 (0 - 0.02 0.05)), ...
    expectClose(colorMatrix(2), [0.906, 0.682, 0.552, 0.682, 0.839, 0.699, 0.552, 0.699, 0.969], 12);
    expectClose(colorMatrix(0), [0.736, 0.702, 0.702, 0.702, 0.789, 0.729, 0.702, 0.729, 0.789], 12);
  });

  it('passes more of the colour the higher its chroma', () => {
    const opposite = (chroma: number) => transform(colorMatrix(chroma), [1, -1, 0])[0];
    expect(opposite(2)).toBeGreaterThan(opposite(1));
    expect(opposite(1)).toBeGreaterThan(opposite(0));
    for (const chroma of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => colorMatrix(chroma)).toThrow(/Expected `chroma`/);
    }
  });
});

describe('matrices', () => {
  const a: Matrix3 = [1, 2, 3, 4, 5, 6, 7, 8, 10];
  const b: Matrix3 = [2, 0, 1, -1, 3, 0, 0, 1, 1];

  it('transform columns, and covariances from both sides', () => {
    expect(transform(a, [1, 0, -1])).toEqual([-2, -2, -3]);
    expect(congruent(a, IDENTITY)).toEqual([14, 32, 53, 32, 77, 128, 53, 128, 213]);
    expect(congruent(a, b)).toEqual([30, 69, 112, 75, 177, 289, 125, 296, 484]);
  });
});

describe('applyColor', () => {
  it('maps every pixel', () => {
    const planes = Float32Array.from([1, 2, 0, 1, -1, 0]);
    applyColor(planes, [1, 2, 3, 4, 5, 6, 7, 8, 9], [0.5, 0, -0.5]);
    expect([...planes]).toEqual([-1.5, 4.5, -2, 13, -2.5, 21.5]);
  });

  it('refuses data that is not three planes', () => {
    expect(() => applyColor(new Float32Array(4), IDENTITY, [0, 0, 0])).toThrow(RangeError);
    expect(() => colorMoments(new Float32Array(0))).toThrow(RangeError);
  });
});

describe('colorMoments', () => {
  it('equals the sums of the definition', () => {
    const planes = colored([0.3, 0.2, 0, 0, 0.1, 0, 0.1, 0.1, 0.4], [0.2, -0.1, 3], 500);
    const { mean, covariance } = colorMoments(planes);
    const channel = (c: number) => [...planes.subarray(500 * c, 500 * c + 500)];
    const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    for (const i of [0, 1, 2] as const) {
      expect(mean[i]).toBeCloseTo(average(channel(i)), 9);
      for (const j of [0, 1, 2] as const) {
        const products = channel(i).map((value, at) => (value - mean[i]) * ((channel(j)[at] ?? 0) - mean[j]));
        expect(covariance[3 * i + j]).toBeCloseTo(average(products), 9);
      }
    }
  });

  it('follows a matrix and an offset', () => {
    const matrix: Matrix3 = [0.3, 0.2, 0, 0, 0.1, 0, 0.1, 0.1, 0.4];
    const before = colorMoments(colored(IDENTITY, [0, 0, 0]));
    const after = colorMoments(colored(matrix, [5, 6, 7]));
    expectClose(after.covariance, congruent(matrix, before.covariance), 5);
    const moved = transform(matrix, before.mean);
    expectClose(after.mean, [moved[0] + 5, moved[1] + 6, moved[2] + 7], 5);
  });

  it('finds no spread in a constant, however large', () => {
    const planes = new Float32Array(300).fill(1e6);
    expect(colorMoments(planes)).toEqual({ mean: [1e6, 1e6, 1e6], covariance: [0, 0, 0, 0, 0, 0, 0, 0, 0] });
  });
});
