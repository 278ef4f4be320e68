import { describe, expect, it } from 'vitest';
import { MIN_BAND_SIDE, normalize, openConditioner, rootMeanSquare } from '../../src/optvis/conditioning.js';
import { colorMatrix } from '../../src/tensor/color.js';
import { gaussianBlur } from '../../src/tensor/filter.js';
import { openStream } from '../../src/tensor/random.js';
import { resize } from '../../src/tensor/resample.js';
import { tensor } from '../../src/tensor/tensor.js';

const BANDS = [0.5, 0.8, 1, 0.9, 0.6] as const;

/** Planes of float64 numbers. The reference below follows the definition and is not optimised. */
interface Planes {
  readonly height: number;
  readonly width: number;
  readonly data: readonly (readonly number[])[];
}

function reflect(index: number, size: number): number {
  let i = index;
  while (size > 1 && (i < 0 || i >= size)) i = i < 0 ? -i : 2 * (size - 1) - i;
  return size === 1 ? 0 : i;
}

/** The five-tap filter on each axis; `step` 2 keeps every second sample. */
function filtered({ height, width, data }: Planes, step: 1 | 2, gain: number): Planes {
  const kernel = [1, 4, 6, 4, 1].map((tap) => (tap * gain) / 16);
  const [outHeight, outWidth] = [Math.ceil(height / step), Math.ceil(width / step)];
  const across = data.map((plane) =>
    Array.from({ length: height * outWidth }, (_, i) => {
      const [y, x] = [Math.floor(i / outWidth), step * (i % outWidth)];
      return kernel.reduce(
        (sum, tap, k) => sum + tap * (plane[y * width + reflect(x + k - 2, width)] ?? Number.NaN),
        0,
      );
    }),
  );
  return {
    height: outHeight,
    width: outWidth,
    data: across.map((plane) =>
      Array.from({ length: outHeight * outWidth }, (_, i) => {
        const [y, x] = [step * Math.floor(i / outWidth), i % outWidth];
        return kernel.reduce(
          (sum, tap, k) => sum + tap * (plane[reflect(y + k - 2, height) * outWidth + x] ?? Number.NaN),
          0,
        );
      }),
    ),
  };
}

function enlarged({ width: from, data }: Planes, height: number, width: number): Planes {
  const spread = data.map((plane) =>
    Array.from({ length: height * width }, (_, i) => {
      const [y, x] = [Math.floor(i / width), i % width];
      return y % 2 === 0 && x % 2 === 0 ? (plane[(y / 2) * from + x / 2] ?? Number.NaN) : 0;
    }),
  );
  return filtered({ height, width, data: spread }, 1, 2);
}

function combined(a: Planes, b: Planes, mix: (a: number, b: number) => number): Planes {
  return { ...a, data: a.data.map((plane, c) => plane.map((value, i) => mix(value, b.data[c]?.[i] ?? Number.NaN))) };
}

function rms({ data }: Planes): number {
  const values = data.flat();
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

/** Splits, scales every band to unit RMS, weights, adds, mixes the colours, subtracts the means, scales to unit RMS. */
function reference(gradient: Float32Array, height: number, width: number, bands: readonly number[], color?: number) {
  const size = height * width;
  let rest: Planes = { height, width, data: [0, 1, 2].map((c) => [...gradient.subarray(c * size, (c + 1) * size)]) };
  const parts: Planes[] = [];
  while (parts.length < bands.length - 1 && Math.min(rest.height, rest.width) >= MIN_BAND_SIDE) {
    const low = filtered(rest, 2, 1);
    parts.push(combined(rest, enlarged(low, rest.height, rest.width), (fine, smooth) => fine - smooth));
    rest = low;
  }
  parts.push(rest);
  const balanced = parts.map((part, l): Planes => {
    const scale = (bands[l] ?? Number.NaN) / rms(part);
    return { ...part, data: part.data.map((plane) => plane.map((value) => value * scale)) };
  });
  const sum = balanced.reduceRight((coarse, fine) =>
    combined(fine, enlarged(coarse, fine.height, fine.width), (band, below) => band + below),
  );
  const m = color === undefined ? [1, 0, 0, 0, 1, 0, 0, 0, 1] : colorMatrix(color);
  const mixed = [0, 1, 2].map((row) =>
    Array.from({ length: size }, (_, i) =>
      [0, 1, 2].reduce((total, c) => total + (m[3 * row + c] ?? Number.NaN) * (sum.data[c]?.[i] ?? Number.NaN), 0),
    ),
  );
  const centred = mixed.map((plane) => {
    const mean = plane.reduce((total, value) => total + value, 0) / size;
    return plane.map((value) => value - mean);
  });
  const scale = 1 / rms({ height, width, data: centred });
  return centred.flat().map((value) => value * scale);
}

function noise(height: number, width: number, seed = 1): Float32Array {
  const gradient = new Float32Array(3 * height * width);
  openStream(seed, 'gradient').fillUniform(gradient, -1, 1);
  return gradient;
}

/**
 * Resembles the gradient of a network: a few clusters of fine texture on a grid of 8, on a soft background, one channel
 * stronger, all values tiny.
 */
function clustered(height: number, width: number, seed: number): Float32Array {
  const ground = tensor([1, 3, height, width]);
  const soft = tensor([1, 3, height, width], noise(height, width, seed));
  gaussianBlur(soft, ground, 6);
  const fine = noise(height, width, seed + 1);
  const places = openStream(seed, 'clusters');
  const clusters = Array.from({ length: 12 }, () => [places.uniform() * height, places.uniform() * width] as const);
  return fine.map((value, i) => {
    const [c, y, x] = [Math.floor(i / (height * width)), Math.floor(i / width) % height, i % width];
    const near = clusters.reduce((sum, [cy, cx]) => sum + Math.exp(-((y - cy) ** 2 + (x - cx) ** 2) / 300), 0);
    const grid = y % 8 === 0 || x % 8 === 0 ? 2 : 1;
    return 1e-6 * (1 + c) * (value * near * grid + 0.5 * (ground.data[i] ?? Number.NaN) + 0.02);
  });
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((largest, value, i) => Math.max(largest, Math.abs(value - (b[i] ?? Number.NaN))), 0);
}

function conditioned(gradient: Float32Array, height: number, width: number, bands: readonly number[], color?: number) {
  const result = gradient.slice();
  openConditioner({ height, width }).condition(result, { bands, color });
  return result;
}

describe('condition', () => {
  it.each([
    [64, 64],
    [40, 57],
    [33, 96],
    [17, 16],
  ])('equals the definition where every row is measured (%i x %i)', (height, width) => {
    for (const gradient of [noise(height, width), clustered(height, width, 3)]) {
      for (const [bands, color] of [
        [BANDS, 2],
        [BANDS, undefined],
        [[1, 0, 2], 1],
        [[3], 0.5],
      ] as const) {
        const result = conditioned(gradient, height, width, bands, color);
        expect(largestDifference(result, reference(gradient, height, width, bands, color))).toBeLessThan(2e-3);
      }
    }
  });

  it.each([
    ['noise', noise(384, 200)],
    ['clusters', clustered(384, 200, 5)],
    ['other clusters', clustered(384, 200, 17)],
    ['an enlarged picture', resize(tensor([1, 3, 40, 30], clustered(40, 30, 9)), 384, 200).data],
  ])('stays within 3 percent of the definition where rows are left out (%s)', (_, gradient) => {
    const result = conditioned(gradient, 384, 200, BANDS, 2);
    const expected = reference(gradient, 384, 200, BANDS, 2);
    const error = rootMeanSquare(Float32Array.from(expected, (value, i) => value - (result[i] ?? Number.NaN)));
    expect(error).toBeLessThan(0.03);
  });

  it('gives each channel mean 0 and the whole unit RMS', () => {
    for (const gradient of [noise(50, 70), clustered(50, 70, 4), noise(50, 70).map((value) => value + 100)]) {
      const result = conditioned(gradient, 50, 70, BANDS, 2);
      expect(rootMeanSquare(result)).toBeCloseTo(1, 5);
      for (const c of [0, 1, 2]) {
        const mean = result.subarray(3500 * c, 3500 * (c + 1)).reduce((sum, value) => sum + value, 0) / 3500;
        expect(Math.abs(mean)).toBeLessThan(1e-5);
      }
    }
  });

  it('does not depend on the size of the gradient', () => {
    const gradient = clustered(48, 48, 2);
    const result = conditioned(gradient, 48, 48, BANDS, 2);
    for (const scale of [1e-20, 1e-3, 2 ** 40]) {
      const other = conditioned(
        gradient.map((value) => value * scale),
        48,
        48,
        BANDS,
        2,
      );
      expect(largestDifference(other, result)).toBeLessThan(1e-3);
    }
  });

  it('turns a gradient without contrast into 0', () => {
    for (const value of [0, 0.1, -1e-30]) {
      for (const bands of [BANDS, [1]]) {
        const result = conditioned(new Float32Array(3 * 20 * 24).fill(value), 20, 24, bands, 2);
        expect(result.every((number) => number === 0)).toBe(true);
      }
    }
  });

  it('shows only the bands with a weight', () => {
    const gradient = noise(64, 64);
    expect(conditioned(gradient, 64, 64, [0, 0, 0], 2).every((number) => number === 0)).toBe(true);
    expect(conditioned(gradient, 64, 64, [0], 2).every((number) => number === 0)).toBe(true);
    // Without its finest bands the gradient is smooth: neighbours agree.
    const smooth = conditioned(gradient, 64, 64, [0, 0, 1], undefined);
    const step = Float32Array.from(
      { length: 64 * 64 - 1 },
      (_, i) => (smooth[i + 1] ?? Number.NaN) - (smooth[i] ?? Number.NaN),
    );
    expect(rootMeanSquare(step)).toBeLessThan(0.5);
  });

  it('uses the first weights if the picture is too small for all, down to one pixel', () => {
    for (const [height, width, count] of [
      [5, 64, 2],
      [3, 64, 1],
      [8, 8, 3],
      [1, 1, 1],
      [1, 9, 1],
    ] as const) {
      const gradient = noise(height, width);
      const result = conditioned(gradient, height, width, BANDS, 2);
      expect(result).toEqual(conditioned(gradient, height, width, BANDS.slice(0, count), 2));
      expect(result.every(Number.isFinite)).toBe(true);
      if (count > 1) expect(result).not.toEqual(conditioned(gradient, height, width, BANDS.slice(0, count - 1), 2));
    }
  });

  it('gives the same result from reused buffers', () => {
    const conditioner = openConditioner({ height: 40, width: 56 });
    const gradient = noise(40, 56);
    const once = gradient.slice();
    conditioner.condition(once, { bands: BANDS, color: 2 });
    conditioner.condition(clustered(40, 56, 8), { bands: [1, 2], color: undefined });
    const again = gradient.slice();
    conditioner.condition(again, { bands: BANDS, color: 2 });
    expect(again).toEqual(once);
  });

  it('refuses a gradient that is not finite, and does not change it', () => {
    const conditioner = openConditioner({ height: 33, width: 40 });
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      for (const at of [0, 39, 33 * 40 - 1, 2 * 33 * 40 + 777, 3 * 33 * 40 - 1]) {
        for (const bands of [BANDS, [1]]) {
          const gradient = noise(33, 40);
          gradient[at] = bad;
          const before = gradient.slice();
          expect(() => conditioner.condition(gradient, { bands, color: 2 })).toThrow(
            /Expected `gradient` to hold finite/,
          );
          expect(gradient).toEqual(before);
        }
      }
    }
  });

  it('refuses bad sizes and weights', () => {
    for (const size of [0, 1.5, Number.NaN]) {
      expect(() => openConditioner({ height: size, width: 8 })).toThrow(/Expected `height`/);
    }
    const conditioner = openConditioner({ height: 8, width: 8 });
    expect(() => conditioner.condition(new Float32Array(64), { bands: [1], color: 1 })).toThrow(
      /192 numbers, got `64`/,
    );
    for (const bands of [[], [-1], [1, Number.NaN]]) {
      expect(() => conditioner.condition(noise(8, 8), { bands, color: 1 })).toThrow(/Expected `bands`/);
    }
  });
});

describe('normalize', () => {
  it('only scales, to unit RMS', () => {
    for (const scale of [1e-12, 1, 1e12]) {
      const gradient = noise(9, 11).map((value) => value * scale);
      const result = gradient.slice();
      normalize(result);
      expect(rootMeanSquare(result)).toBeCloseTo(1, 5);
      const ratio = (result[5] ?? Number.NaN) / (gradient[5] ?? Number.NaN);
      for (const [i, value] of result.entries()) expect(value).toBeCloseTo(ratio * (gradient[i] ?? Number.NaN), 4);
    }
  });

  it('keeps a zero gradient and refuses one that is not finite', () => {
    const zero = new Float32Array(12);
    normalize(zero);
    expect(zero).toEqual(new Float32Array(12));
    expect(() => normalize(Float32Array.of(1, Number.NaN, 2))).toThrow(RangeError);
  });
});
