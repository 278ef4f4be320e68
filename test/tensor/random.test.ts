import { describe, expect, it } from 'vitest';
import { openStream, type RandomStream } from '../../src/tensor/random.js';

const draws = (stream: RandomStream, count: number) => Array.from({ length: count }, () => stream.uniform());

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

function correlation(x: readonly number[], y: readonly number[]): number {
  const [mx, my] = [mean(x), mean(y)];
  const covariance = mean(x.map((value, i) => (value - mx) * ((y[i] ?? 0) - my)));
  return covariance / Math.sqrt(mean(x.map((value) => (value - mx) ** 2)) * mean(y.map((value) => (value - my) ** 2)));
}

describe('openStream', () => {
  it('always gives the same numbers for the same key', () => {
    const stream = openStream(7, 'noise', 3);
    expect(draws(stream, 4)).toEqual([0.7825233421754092, 0.3077320596203208, 0.01966209546662867, 0.6458374666981399]);
    expect(stream.integer(1000)).toBe(669);
    expect(stream.normal()).toBeCloseTo(-0.6604147333635281, 12);
    expect(stream.shuffle([1, 2, 3, 4, 5, 6])).toEqual([5, 2, 4, 3, 6, 1]);
  });

  it('gives other numbers when any part of the key differs', () => {
    const keys: readonly (readonly [number, string, ...number[]])[] = [
      [7, 'noise', 3],
      [8, 'noise', 3],
      [-7, 'noise', 3],
      [7 + 2 ** 32, 'noise', 3],
      [7 + 2 ** 52, 'noise', 3],
      [7, 'noisf', 3],
      [7, 'noise3'],
      [7, 'noise'],
      [7, 'noise', 4],
      [7, 'noise', 3, 0],
      [7, 'noise', 0, 3],
      [7, 'noise', 3 + 2 ** 32],
      [3, 'noise', 7],
    ];
    expect(new Set(keys.map(([seed, name, ...indices]) => openStream(seed, name, ...indices).uniform())).size).toBe(
      keys.length,
    );
  });

  it('refuses keys whose bits would be lost', () => {
    for (const seed of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => openStream(seed, 'x')).toThrow(/Expected `seed` to be a safe integer/);
      expect(() => openStream(1, 'x', seed)).toThrow(/Expected `index` to be a safe integer/);
    }
  });

  it('keeps the streams of frames, seeds and names independent', () => {
    const first = draws(openStream(1, 'jitter', 0), 20_000);
    const others = [openStream(1, 'jitter', 1), openStream(2, 'jitter', 0), openStream(1, 'noise', 0)];
    // The standard error of a correlation of 20,000 pairs is 0.007.
    for (const other of others) expect(Math.abs(correlation(first, draws(other, 20_000)))).toBeLessThan(0.03);
    expect(Math.abs(correlation(first.slice(1), first.slice(0, -1)))).toBeLessThan(0.03);
  });

  it('spreads the first numbers of consecutive frames evenly', () => {
    const firsts = Array.from({ length: 20_000 }, (_, frame) => openStream(5, 'jitter', frame).uniform());
    expect(mean(firsts)).toBeCloseTo(0.5, 1.9);
    expect(mean(firsts.map((value) => (value - 0.5) ** 2))).toBeCloseTo(1 / 12, 2.5);
    expect(Math.abs(correlation(firsts.slice(1), firsts.slice(0, -1)))).toBeLessThan(0.03);
  });
});

describe('RandomStream', () => {
  it('draws uniform numbers in [0, 1) with even buckets', () => {
    const buckets = new Array<number>(16).fill(0);
    for (const value of draws(openStream(11, 'uniform'), 64_000)) {
      expect(value >= 0 && value < 1).toBe(true);
      const bucket = Math.floor(value * 16);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    // Chi squared of 15 degrees of freedom: 37.7 is passed once in a thousand times.
    expect(buckets.reduce((sum, count) => sum + (count - 4000) ** 2 / 4000, 0)).toBeLessThan(37.7);
  });

  it('draws every integer below n equally often, and no other', () => {
    const stream = openStream(3, 'integer');
    const counts = new Map<number, number>();
    for (let i = 0; i < 30_000; i++) {
      const value = stream.integer(3);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([0, 1, 2]);
    for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(350);
    expect(stream.integer(1)).toBe(0);
    expect(stream.integer(2 ** 32)).toBeGreaterThanOrEqual(0);
    for (const n of [0, -1, 1.5, Number.NaN, 2 ** 33]) expect(() => stream.integer(n)).toThrow(RangeError);
  });

  it('draws normal numbers with the moments of the bell curve', () => {
    const stream = openStream(4, 'normal');
    const values = Array.from({ length: 40_000 }, () => stream.normal());
    expect(Math.abs(mean(values))).toBeLessThan(0.02);
    expect(Math.abs(mean(values.map((value) => value ** 2)) - 1)).toBeLessThan(0.03);
    expect(Math.abs(mean(values.map((value) => value ** 3)))).toBeLessThan(0.08);
    expect(Math.abs(mean(values.map((value) => value ** 4)) - 3)).toBeLessThan(0.25);
  });

  it('shuffles a copy, and every item reaches every position', () => {
    const stream = openStream(5, 'shuffle');
    const items = ['a', 'b', 'c'] as const;
    const orders = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = stream.shuffle(items).join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(items).toEqual(['a', 'b', 'c']);
    expect(orders.size).toBe(6);
    for (const count of orders.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
    expect(stream.shuffle([])).toEqual([]);
  });

  it('fills arrays with the same numbers as single draws', () => {
    const bulk = openStream(6, 'fill');
    const single = openStream(6, 'fill');
    const filled = new Float32Array(1000);
    bulk.fillUniform(filled, -2, 5);
    const expected = Float32Array.from({ length: 1000 }, () => -2 + 7 * single.uniform());
    for (let i = 0; i < 1000; i++) expect(filled[i]).toBeCloseTo(expected[i] ?? Number.NaN, 6);
    expect(bulk.uniform()).toBe(single.uniform());
  });
});
