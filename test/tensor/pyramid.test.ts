import { describe, expect, it } from 'vitest';
import { bandPower, expandAdd, pyramidRows, reduce } from '../../src/tensor/pyramid.js';
import { halved } from '../../src/tensor/pyramid-rows.js';
import { openStream } from '../../src/tensor/random.js';

const KERNEL = [1, 4, 6, 4, 1] as const;

const SIZES = [
  [16, 16],
  [15, 17],
  [9, 32],
  [2, 3],
  [1, 1],
  [1, 6],
  [5, 1],
  [4, 2],
] as const;

function reflect(index: number, size: number): number {
  let i = index;
  while (size > 1 && (i < 0 || i >= size)) i = i < 0 ? -i : 2 * (size - 1) - i;
  return size === 1 ? 0 : i;
}

/** The definition, sample by sample. */
function slowReduce(source: Float32Array, height: number, width: number): Float64Array {
  const out = new Float64Array(halved(height) * halved(width));
  for (let y = 0; y < halved(height); y++) {
    for (let x = 0; x < halved(width); x++) {
      let sum = 0;
      for (const [a, wa] of KERNEL.entries()) {
        for (const [b, wb] of KERNEL.entries()) {
          const at = reflect(2 * y + a - 2, height) * width + reflect(2 * x + b - 2, width);
          sum += (wa * wb * (source[at] ?? Number.NaN)) / 256;
        }
      }
      out[y * halved(width) + x] = sum;
    }
  }
  return out;
}

/** Zeros between the samples, then the filter with gain 4: the definition of the enlargement. */
function slowExpand(coarse: Float32Array, height: number, width: number): Float64Array {
  const out = new Float64Array(height * width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (const [a, wa] of KERNEL.entries()) {
        for (const [b, wb] of KERNEL.entries()) {
          if ((y + a) % 2 !== 0 || (x + b) % 2 !== 0) continue;
          const row = reflect(y + a - 2, height) / 2;
          const column = reflect(x + b - 2, width) / 2;
          sum += (4 * wa * wb * (coarse[row * halved(width) + column] ?? Number.NaN)) / 256;
        }
      }
      out[y * width + x] = sum;
    }
  }
  return out;
}

function noise(length: number, name: string): Float32Array {
  const out = new Float32Array(length);
  openStream(1, name).fillUniform(out, -1, 1);
  return out;
}

describe('pyramid', () => {
  it.each(SIZES)('reduces as defined, plane by plane (%i x %i)', (height, width) => {
    const source = noise(2 * height * width, 'fine');
    const size = halved(height) * halved(width);
    const target = new Float32Array(2 * size);
    reduce(source, target, 2, height, width, pyramidRows(width));
    for (const plane of [0, 1]) {
      const expected = slowReduce(source.subarray(plane * height * width, (plane + 1) * height * width), height, width);
      for (let i = 0; i < size; i++) expect(target[plane * size + i]).toBeCloseTo(expected[i] ?? Number.NaN, 6);
    }
  });

  it.each(SIZES)('expands as defined, on top of what is there (%i x %i)', (height, width) => {
    const size = halved(height) * halved(width);
    const coarse = noise(2 * size, 'coarse');
    const base = noise(2 * height * width, 'fine');
    const target = base.slice();
    expandAdd(coarse, target, -0.7, 2, height, width, pyramidRows(width + 3));
    for (const plane of [0, 1]) {
      const expected = slowExpand(coarse.subarray(plane * size, (plane + 1) * size), height, width);
      for (let i = 0; i < height * width; i++) {
        const at = plane * height * width + i;
        expect(target[at]).toBeCloseTo(-0.7 * (base[at] ?? Number.NaN) + (expected[i] ?? Number.NaN), 5);
      }
    }
  });

  it.each(SIZES)('keeps a constant to the bit at every level (%i x %i)', (height, width) => {
    const value = Math.fround(0.1234567);
    const fine = new Float32Array(height * width).fill(value);
    const coarse = new Float32Array(halved(height) * halved(width));
    const rows = pyramidRows(width);
    reduce(fine, coarse, 1, height, width, rows);
    for (const number of coarse) expect(number).toBe(value);
    expect(bandPower(fine, coarse, 1, height, width, 1, rows)).toBe(0);
    expandAdd(coarse, fine, 0, 1, height, width, rows);
    for (const number of fine) expect(number).toBe(value);
  });

  it.each(SIZES)('measures the power of a band (%i x %i)', (height, width) => {
    const fine = noise(2 * height * width, 'fine');
    const size = halved(height) * halved(width);
    const coarse = noise(2 * size, 'coarse');
    let sum = 0;
    for (const plane of [0, 1]) {
      const enlarged = slowExpand(coarse.subarray(plane * size, (plane + 1) * size), height, width);
      for (let i = 0; i < height * width; i++) {
        sum += ((fine[plane * height * width + i] ?? Number.NaN) - (enlarged[i] ?? Number.NaN)) ** 2;
      }
    }
    expect(bandPower(fine, coarse, 2, height, width, 1, pyramidRows(width))).toBeCloseTo(sum / (2 * height * width), 5);
  });

  it.each([
    ['noise', () => 1],
    ['clusters', (y: number, x: number) => Math.exp(-((y - 180) ** 2 + (x - 20) ** 2) / 4000)],
    ['every eighth row', (y: number) => (y % 8 === 0 ? 5 : 1)],
    ['every sixteenth row', (y: number) => (y % 16 === 1 ? 4 : 1)],
    ['a ramp', (y: number) => y / 512],
  ])('estimates that power from one pair of rows in four (%s)', (_, envelope: (y: number, x: number) => number) => {
    const [height, width] = [512, 40];
    const fine = noise(3 * height * width, 'fine').map(
      (value, i) => value * envelope(Math.floor(i / width) % height, i % width),
    );
    const coarse = new Float32Array((3 * height * width) / 4);
    const rows = pyramidRows(width);
    reduce(fine, coarse, 3, height, width, rows);
    const [exact, estimate] = [1, 4].map((every) =>
      Math.sqrt(bandPower(fine, coarse, 3, height, width, every, rows)),
    ) as [number, number];
    expect(Math.abs(estimate / exact - 1)).toBeLessThan(0.025);
  });

  it('refuses rows that are too short', () => {
    expect(() => reduce(new Float32Array(64), new Float32Array(16), 1, 8, 8, pyramidRows(7))).toThrow(
      /Expected `rows` to be at least 8 pixels wide, got `7`/,
    );
  });
});
