import { describe, expect, it } from 'vitest';
import { input } from '../../src/graph/ops.js';
import {
  PREPROCESSINGS,
  type Preprocessing,
  preprocess,
  requirePreprocessing,
} from '../../src/models/preprocessing.js';
import { tensor } from '../../src/tensor/tensor.js';
import { interpret } from '../support/graph/interpreter.js';

/** The values that a network gets for one pixel. */
function prepared(preprocessing: Preprocessing, pixel: readonly [number, number, number]): number[] {
  const image = input('image', [1, 3, 'height', 'width']);
  const [value] = interpret([preprocess(image, preprocessing)], {
    image: tensor([1, 3, 1, 1], Float32Array.from(pixel)),
  });
  return [...value!.data];
}

describe('preprocess', () => {
  it.each<[Preprocessing, readonly [number, number, number]]>([
    ['caffe', [-103.939, -116.779, 255 - 123.68]],
    ['tf', [1, -1, -1]],
    ['torch', [(1 - 0.485) / 0.229, -0.456 / 0.224, -0.406 / 0.225]],
    [{ scale: [1, 2, 3], offset: [10, 20, 30], order: 'rgb' }, [11, 20, 30]],
    [{ scale: [1, 2, 3], offset: [10, 20, 30], order: 'bgr' }, [30, 20, 11]],
  ])('%j of pure red', (preprocessing, expected) => {
    for (const [i, value] of prepared(preprocessing, [1, 0, 0]).entries()) expect(value).toBeCloseTo(expected[i]!, 4);
  });

  it.each([
    ['caffe', [127.5 - 103.939, 127.5 - 116.779, 127.5 - 123.68]],
    ['tf', [0, 0, 0]],
    ['torch', [(0.5 - 0.485) / 0.229, (0.5 - 0.456) / 0.224, (0.5 - 0.406) / 0.225]],
  ] as const)('%s of grey', (preprocessing, expected) => {
    const found = prepared(preprocessing, [0.5, 0.5, 0.5]);
    for (const [i, value] of found.entries()) expect(value).toBeCloseTo(expected[i]!, 4);
  });
});

describe('requirePreprocessing', () => {
  it('returns what was stated', () => {
    expect(PREPROCESSINGS.map((one) => requirePreprocessing(one, 'x.h5'))).toEqual(['caffe', 'tf', 'torch']);
  });

  it('gives an error when it is missing', () => {
    expect(() => requirePreprocessing(undefined, 'x.h5')).toThrow(
      expect.objectContaining({
        code: 'PREPROCESSING_UNKNOWN',
        exitCode: 2,
        message: expect.stringMatching(/^x\.h5 /),
      }),
    );
  });
});
