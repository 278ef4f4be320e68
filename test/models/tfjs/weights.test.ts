import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.js';
import { decodeWeights, type WeightEntry } from '../../../src/models/tfjs/weights.js';

const entry = (name: string, shape: readonly number[], quantization?: WeightEntry['quantization']): WeightEntry => ({
  name,
  shape,
  dtype: 'float32',
  ...(quantization === undefined ? {} : { quantization }),
});

const bytesOf = (values: Float32Array | Uint16Array | Uint8Array) => new Uint8Array(values.buffer);

function failure(act: () => unknown): UserError {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  throw new Error('Expected an error.');
}

describe('decodeWeights', () => {
  it('reads float32', () => {
    const weights = decodeWeights([entry('a', [2, 2])], bytesOf(Float32Array.of(1, -2, 0.5, 1e-30)));
    expect(weights.get('a')).toEqual({ shape: [2, 2], data: Float32Array.of(1, -2, 0.5, 1e-30) });
  });

  it('reads uint8 by scale and minimum', () => {
    const quantised = entry('a', [3], { dtype: 'uint8', scale: 0.5, min: -10 });
    expect(decodeWeights([quantised], Uint8Array.of(0, 1, 255)).get('a')!.data).toEqual(
      Float32Array.of(-10, -9.5, 117.5),
    );
  });

  it('reads uint16 by scale and minimum', () => {
    const quantised = entry('a', [2], { dtype: 'uint16', scale: 2 ** -10, min: -1 });
    expect(decodeWeights([quantised], bytesOf(Uint16Array.of(1024, 65535))).get('a')!.data).toEqual(
      Float32Array.of(0, 65535 / 1024 - 1),
    );
  });

  it.each([
    [0x0000, 0],
    [0x3c00, 1],
    [0xc000, -2],
    [0x3555, 0.333251953125],
    [0x7bff, 65504],
    [0x0400, 2 ** -14],
    [0x0001, 2 ** -24],
    [0x83ff, -1023 * 2 ** -24],
    [0x7c00, Number.POSITIVE_INFINITY],
    [0xfc00, Number.NEGATIVE_INFINITY],
    [0x7e00, Number.NaN],
  ])('reads the float16 with bits %i', (bits, value) => {
    const half = entry('a', [1], { dtype: 'float16' });
    expect(decodeWeights([half], bytesOf(Uint16Array.of(bits))).get('a')!.data).toEqual(Float32Array.of(value));
  });

  it('reads consecutive weights, at odd offsets too, from a view of a larger buffer', () => {
    const bytes = Uint8Array.of(99, 7, ...bytesOf(Float32Array.of(1.5, -3)), 8, 9, 99).subarray(1, 12);
    const weights = decodeWeights(
      [
        entry('first', [1], { dtype: 'uint8', scale: 1, min: 0 }),
        entry('second', [2, 1]),
        entry('empty', [0, 3]),
        entry('third', [2], { dtype: 'uint8', scale: 2, min: 1 }),
      ],
      bytes,
    );
    expect([...weights.values()].map(({ data }) => [...data])).toEqual([[7], [1.5, -3], [], [17, 19]]);
  });

  it('reads a scalar', () => {
    expect(decodeWeights([entry('a', [])], bytesOf(Float32Array.of(4))).get('a')).toEqual({
      shape: [],
      data: Float32Array.of(4),
    });
  });

  it.each([
    ['too few', 15, /end in the middle of 'b'/],
    ['too many', 17, /have 17 bytes instead of the 16 of their manifest/],
    ['none', 0, /end in the middle of 'a'/],
  ])('gives an error when there are %s bytes', (_title, length, message) => {
    const error = failure(() => decodeWeights([entry('a', [2]), entry('b', [2])], new Uint8Array(length)));
    expect(error.code).toBe('NETWORK_UNREADABLE');
    expect(error.message).toMatch(message);
  });

  it.each(['int32', 'string', 'toString', 'uint4'])('gives an error for the unknown type %s', (dtype) => {
    const plain = failure(() => decodeWeights([{ name: 'a', shape: [1], dtype }], new Uint8Array(4)));
    expect(plain.message).toBe(`weight 'a' is stored as '${dtype}'`);
    expect(plain.hint).toBe('known: float32, uint8, uint16, float16');
    const quantised = failure(() => decodeWeights([entry('a', [1], { dtype })], new Uint8Array(4)));
    expect(quantised.message).toBe(plain.message);
  });

  it.each([[[-1, 4]], [[1.5]], [[Number.NaN]], [[2 ** 60]]])('refuses the shape %j', (shape) => {
    const error = failure(() => decodeWeights([entry('a', shape)], new Uint8Array(4)));
    expect(error.code).toBe('NETWORK_UNREADABLE');
    expect(error.message).toMatch(/'a'/);
  });
});
