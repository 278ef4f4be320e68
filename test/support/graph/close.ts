// Compares rows of numbers.

import { expect } from 'vitest';

/** Numbers with a shape, of any precision. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/**
 * max |actual - expected| / max |expected|; 0 when both are all zeros, infinite when a number is missing or not finite.
 */
export function relativeDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const one = Math.abs(actual[i]! - expected[i]!);
    if (!Number.isFinite(one)) return Number.POSITIVE_INFINITY;
    difference = Math.max(difference, one);
    largest = Math.max(largest, Math.abs(expected[i]!));
  }
  return difference === 0 ? 0 : difference / largest;
}

/**
 * Fails unless the shapes are equal and the numbers differ by at most `tolerance`, relative to the largest expected
 * one.
 */
export function expectClose(actual: Numbers, expected: Numbers, tolerance: number): void {
  expect(actual.shape).toEqual(expected.shape);
  expect(relativeDifference(actual.data, expected.data)).toBeLessThanOrEqual(tolerance);
}

/** Pearson's correlation, from -1 to 1; NaN when a row is constant. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]! - meanA, b[i]! - meanB];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return ab / Math.sqrt(aa * bb);
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}
