import { describe, expect, it } from 'vitest';
import { addRolled, roll } from '../../src/optvis/transform.js';
import { openStream } from '../../src/tensor/random.js';
import { type Tensor, tensor } from '../../src/tensor/tensor.js';

function noise(height: number, width: number): Tensor {
  const picture = tensor([1, 3, height, width]);
  openStream(1, 'picture').fillUniform(picture.data, -1, 1);
  return picture;
}

const OFFSETS = [
  [0, 0],
  [1, 2],
  [-1, -3],
  [5, 0],
  [0, -1],
  [123, -456],
] as const;

describe('roll', () => {
  it.each(OFFSETS)('moves every pixel by (%i, %i) and wraps around', (dy, dx) => {
    for (const [height, width] of [
      [5, 7],
      [8, 4],
      [1, 1],
      [1, 6],
    ] as const) {
      const source = noise(height, width);
      const target = tensor(source.shape);
      roll(source, target, { dy, dx });
      const scaled = tensor(source.shape);
      roll(source, scaled, { dy, dx }, { scale: 0.5, offset: 0.25 });
      for (let i = 0; i < source.data.length; i++) {
        const [plane, y, x] = [Math.floor(i / (height * width)), Math.floor(i / width) % height, i % width];
        const row = (((y + dy) % height) + height) % height;
        const column = (((x + dx) % width) + width) % width;
        const at = (plane * height + row) * width + column;
        expect(target.data[at]).toBe(source.data[i]);
        expect(scaled.data[at]).toBe(Math.fround(0.5 * (source.data[i] ?? Number.NaN) + 0.25));
      }
    }
  });

  it.each(OFFSETS)('is undone by the negated offset (%i, %i)', (dy, dx) => {
    const source = noise(6, 9);
    const [there, back] = [tensor(source.shape), tensor(source.shape)];
    roll(source, there, { dy, dx });
    roll(there, back, { dy: -dy, dx: -dx });
    expect(back.data).toEqual(source.data);
  });

  it('refuses fractions of a pixel, the source as target, and other shapes', () => {
    const source = noise(4, 4);
    expect(() => roll(source, tensor(source.shape), { dy: 0.5, dx: 0 })).toThrow(
      /Expected `dy` to be an integer, got `0.5`/,
    );
    expect(() => roll(source, tensor(source.shape), { dy: 0, dx: Number.NaN })).toThrow(/Expected `dx`/);
    expect(() => roll(source, source, { dy: 1, dx: 0 })).toThrow(RangeError);
    expect(() => roll(source, tensor([1, 3, 4, 5]), { dy: 1, dx: 0 })).toThrow(RangeError);
  });
});

describe('addRolled', () => {
  it.each(OFFSETS)('adds the source, rolled by (%i, %i)', (dy, dx) => {
    const gradient = noise(5, 7);
    const picture = tensor(
      gradient.shape,
      Float32Array.from(gradient.data, (_, i) => Math.sin(i)),
    );
    const rolled = tensor(gradient.shape);
    roll(gradient, rolled, { dy, dx });
    const expected = picture.data.map((value, i) => value + 0.04 * (rolled.data[i] ?? Number.NaN));
    addRolled(
      gradient,
      picture,
      { dy, dx },
      { rate: 0.04, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY },
    );
    for (const [i, value] of expected.entries()) expect(picture.data[i]).toBeCloseTo(value, 6);
  });

  it('keeps the picture within its bounds', () => {
    const gradient = tensor([1, 3, 1, 1], Float32Array.from([1, -1, 0.1]));
    const picture = tensor([1, 3, 1, 1]);
    addRolled(gradient, picture, { dy: 0, dx: 0 }, { rate: 2, low: -1.5, high: 1 });
    expect([...picture.data]).toEqual([1, -1.5, Math.fround(2 * Math.fround(0.1))]);
  });
});
