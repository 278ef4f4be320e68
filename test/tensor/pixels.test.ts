import { describe, expect, it } from 'vitest';
import { IDENTITY } from '../../src/tensor/color.js';
import { type PixelOptions, toRgb8 } from '../../src/tensor/pixels.js';
import { type Tensor, tensor } from '../../src/tensor/tensor.js';

/** From -1 (black) to 1 (white), with a hard clip. */
const WHOLE: PixelOptions = {
  ...{ top: 0, left: 0, knee: 1, dither: false },
  matrix: [0.5, 0, 0, 0, 0.5, 0, 0, 0, 0.5],
  offset: [0.5, 0.5, 0.5],
};

function bytes(source: Tensor, height: number, width: number, options: Partial<PixelOptions> = {}): Uint8Array {
  const data = new Uint8Array(height * width * 3);
  toRgb8(source, { height, width, data }, { ...WHOLE, ...options });
  return data;
}

function filled(height: number, width: number, value: number): Tensor {
  return tensor([1, 3, height, width], new Float32Array(3 * height * width).fill(value));
}

describe('toRgb8', () => {
  it('interleaves the crop, rows from top to bottom', () => {
    const source = tensor(
      [1, 3, 3, 4],
      Float32Array.from({ length: 36 }, (_, i) => i / 255),
    );
    const options = { top: 1, left: 2, matrix: IDENTITY, offset: [0, 0, 0] as const };
    expect([...bytes(source, 2, 2, options)]).toEqual([6, 18, 30, 7, 19, 31, 10, 22, 34, 11, 23, 35]);
  });

  it('rounds to the nearest byte and clips beyond black and white', () => {
    const source = tensor([1, 3, 1, 2], Float32Array.from([-1, 1, -3, 7, 0, 0.01]));
    expect([...bytes(source, 1, 2)]).toEqual([0, 0, 128, 255, 255, 129]);
    const nothing = filled(1, 1, Number.NaN);
    for (const dither of [false, true]) expect([...bytes(nothing, 1, 1, { dither })]).toEqual([0, 0, 0]);
  });

  it('applies the matrix and the offset', () => {
    const source = tensor([1, 3, 1, 1], Float32Array.from([0.1, 0.2, 0.3]));
    const matrix = [0, 1, 0, 0, 0, 1, 1, 0, 0] as const;
    expect([...bytes(source, 1, 1, { matrix, offset: [0.1, 0, 0.5] })]).toEqual([77, 77, 153]);
  });

  it('dithers without changing what the eye averages', () => {
    for (const level of [0, 10.25, 100.5, 200.9, 254.75, 255]) {
      const source = filled(16, 16, (level / 255) * 2 - 1);
      const values = [...bytes(source, 16, 16, { dither: true })];
      for (const value of values) expect(Math.abs(value - level)).toBeLessThan(1.01);
      expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(level, 1);
    }
  });

  it('leaves whole levels alone when it dithers', () => {
    const source = filled(8, 8, (77 / 255) * 2 - 1);
    for (const value of bytes(source, 8, 8, { dither: true })) expect(value).toBe(77);
  });

  it('breaks up the steps of a slow gradient, the channels at different pixels', () => {
    const slope = tensor(
      [1, 3, 8, 64],
      Float32Array.from({ length: 1536 }, (_, i) => (((i % 64) / 64 + 90) / 255) * 2 - 1),
    );
    const plain = bytes(slope, 8, 64);
    const dithered = bytes(slope, 8, 64, { dither: true });
    const changes = (data: Uint8Array) =>
      Array.from({ length: 63 }, (_, x) => Number(data[3 * x] !== data[3 * x + 3])).reduce(
        (sum, step) => sum + step,
        0,
      );
    expect(changes(plain)).toBe(1);
    expect(changes(dithered)).toBeGreaterThan(10);
    expect(dithered.some((value, i) => i % 3 === 0 && value !== dithered[i + 1])).toBe(true);
    expect(bytes(slope, 8, 64, { dither: true })).toEqual(dithered);
  });

  it('refuses crops that reach outside', () => {
    const source = filled(4, 6, 0);
    expect(() => bytes(source, 4, 6, { top: 1 })).toThrow(
      /Expected `top` to leave 4 of 4 pixels, from 0 to 0, got `1`/,
    );
    expect(() => bytes(source, 2, 2, { left: 5 })).toThrow(/Expected `left`/);
    expect(() => bytes(source, 2, 2, { left: 0.5 })).toThrow(/Expected `left`/);
    expect(() => toRgb8(source, { height: 2, width: 2, data: new Uint8Array(11) }, WHOLE)).toThrow(/to have 12 bytes/);
    expect(() => toRgb8(tensor([3, 4, 6]), { height: 2, width: 2, data: new Uint8Array(12) }, WHOLE)).toThrow(
      RangeError,
    );
  });

  it('compresses beyond the knee instead of clipping, alike towards black and white', () => {
    const at = (value: number) => [...bytes(filled(1, 1, value), 1, 1, { knee: 0.75 })][0]!;
    expect(at(0.7)).toBe(Math.round((0.5 + 0.5 * 0.7) * 255));
    const shoulder = [0.8, 0.9, 1, 1.1, 1.15].map(at);
    for (const [i, value] of shoulder.entries()) {
      expect(value).toBeGreaterThan(i === 0 ? at(0.75) : shoulder[i - 1]!);
      expect(value).toBeLessThan(255);
    }
    expect(at(1)).toBe(Math.round((0.5 + 0.5 * (0.75 + 0.25 * 0.75)) * 255));
    for (const value of [1.25, 3]) expect([at(value), at(-value)]).toEqual([255, 0]);
    for (const value of [0.8, 1, 1.15]) expect(at(-value)).toBe(255 - at(value));
  });

  it('refuses a knee outside its range', () => {
    for (const knee of [0, -1, 1.1, Number.NaN]) expect(() => bytes(filled(1, 1, 0), 1, 1, { knee })).toThrow(/`knee`/);
  });
});
