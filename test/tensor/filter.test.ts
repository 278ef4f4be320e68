import { describe, expect, it } from 'vitest';
import { gaussianBlur } from '../../src/tensor/filter.js';
import { openStream } from '../../src/tensor/random.js';
import { type Tensor, tensor } from '../../src/tensor/tensor.js';

function blurred(source: Tensor, sigma: number): Tensor {
  const target = tensor(source.shape);
  gaussianBlur(source, target, sigma);
  return target;
}

describe('gaussianBlur', () => {
  it('spreads a point into a bell of the given width, in every plane', () => {
    const size = 41;
    for (const sigma of [0.8, 2, 3.5]) {
      const point = tensor([1, 3, size, size]);
      point.data[size * size + 20 * size + 20] = 1;
      const { data } = blurred(point, sigma);
      let [sum, variance] = [0, 0];
      for (let i = 0; i < size * size; i++) {
        expect(data[i]).toBe(0);
        const value = data[size * size + i] ?? 0;
        sum += value;
        variance += value * ((i % size) - 20) ** 2;
      }
      expect(sum).toBeCloseTo(1, 5);
      expect(Math.sqrt(variance)).toBeCloseTo(sigma, 1);
      const [peak = 0, aside = 0] = [data[size * size + 20 * size + 20], data[size * size + 22 * size + 19]];
      expect(aside / peak).toBeCloseTo(Math.exp(-5 / (2 * sigma * sigma)), 4);
    }
  });

  it('keeps constants and, by mirrored edges, the mean of any picture', () => {
    const noise = tensor([1, 3, 5, 7]);
    openStream(2, 'noise').fillUniform(noise.data, 0, 1);
    const mean = ({ data }: Tensor) => data.reduce((sum, value) => sum + value, 0) / data.length;
    for (const sigma of [0.5, 2, 9]) {
      expect(mean(blurred(noise, sigma))).toBeCloseTo(mean(noise), 5);
      const constant = tensor([1, 3, 5, 7], new Float32Array(105).fill(0.4));
      for (const value of blurred(constant, sigma).data) expect(value).toBeCloseTo(0.4, 6);
    }
  });

  it('copies at sigma 0 and refuses an invalid sigma', () => {
    const noise = tensor([1, 3, 4, 6]);
    openStream(3, 'noise').fillUniform(noise.data, -1, 1);
    expect(blurred(noise, 0).data).toEqual(noise.data);
    for (const sigma of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => blurred(noise, sigma)).toThrow(/Expected `sigma`/);
    }
    expect(() => gaussianBlur(noise, noise, 1)).toThrow(RangeError);
  });
});
