import { describe, expect, it } from 'vitest';
import { costOf } from '../../src/graph/cost.js';
import { gradient } from '../../src/graph/gradient.js';
import { add, constant, conv, dot, input, maxPool, relu, spatialMean } from '../../src/graph/ops.js';
import { openBundled } from '../../src/models/store/bundled.js';
import { openNsfwjsInception } from '../../src/models/store/nsfwjs-inception.js';
import { tensor } from '../../src/tensor/tensor.js';

const image = input('image', [1, 3, 'height', 'width']);
const SIZE = { height: 20, width: 10 };
const HOW = { strides: [1, 1], padding: 'same', dilations: [1, 1], groups: 1 } as const;
const kernel = constant(tensor([8, 3, 3, 3]));

describe('the cost of a graph', () => {
  it('counts a multiplication and its addition as two', () => {
    expect(costOf([conv(image, kernel, undefined, HOW)], SIZE).operations).toBe(2 * (8 * 20 * 10) * (3 * 3 * 3));
    expect(costOf([conv(image, kernel, undefined, { ...HOW, strides: [2, 2] })], SIZE).operations).toBe(
      2 * (8 * 10 * 5) * (3 * 3 * 3),
    );
    const grouped = conv(image, constant(tensor([6, 1, 3, 3])), undefined, { ...HOW, groups: 3 });
    expect(costOf([grouped], SIZE).operations).toBe(2 * (6 * 20 * 10) * (3 * 3));
  });

  it('counts a shared node once', () => {
    const one = conv(image, kernel, undefined, HOW);
    const single = costOf([one], SIZE).operations;
    expect(costOf([add(one, one)], SIZE).operations).toBe(single + 8 * 20 * 10);
  });

  it('of a convolution is the same backward and forward, even with a stride', () => {
    for (const strides of [
      [1, 1],
      [2, 2],
    ] as const) {
      const there = conv(image, kernel, undefined, { ...HOW, strides });
      const forward = costOf([there], SIZE).operations;
      const score = dot(input('weights', [1, 8]), spatialMean(there));
      const both = costOf([score, gradient(score, image)], SIZE).operations;
      expect(both).toBeGreaterThan(2 * forward);
      expect(both).toBeLessThan(2.2 * forward);
    }
  });

  it('grows with the picture', () => {
    const node = maxPool(relu(conv(image, kernel, undefined, HOW)), {
      window: [3, 3],
      strides: [2, 2],
      padding: 'same',
    });
    const small = costOf([node], { height: 32, width: 32 }).operations;
    expect(costOf([node], { height: 64, width: 128 }).operations).toBe(8 * small);
  });

  it('counts values until their last use, and constants separately', () => {
    const bytes = 4 * 8 * 20 * 10;
    const first = conv(image, kernel, undefined, HOW);
    const { weightBytes, valueBytes } = costOf([relu(relu(relu(first)))], SIZE);
    expect(weightBytes).toBe(4 * 8 * 3 * 3 * 3);
    expect(valueBytes).toBe(2 * bytes);
    // A value is kept until its last use.
    expect(costOf([add(relu(relu(first)), first)], SIZE).valueBytes).toBe(3 * bytes);
  });

  it('of EfficientNet-Lite0 is the published one: about 407 million multiplications at 224 px', async () => {
    const last = (await openBundled()).layers.at(-1)!;
    const { operations } = costOf([last.node], { height: 224, width: 224 });
    expect(operations / 2 / 1e6).toBeGreaterThan(385);
    expect(operations / 2 / 1e6).toBeLessThan(412);
  });

  it('of InceptionV3 is the published one: 5.7 billion multiplications at 299 px', async () => {
    const model = await openNsfwjsInception();
    const last = model.layers.find(({ name }) => name === 'mixed10')!;
    const { operations, weightBytes } = costOf([last.node], { height: 299, width: 299 });
    expect(operations / 2 / 1e9).toBeGreaterThan(5.6);
    expect(operations / 2 / 1e9).toBeLessThan(5.9);
    // 21.8 million weights without the top; the batch normalisation's four values per channel are two here.
    expect(weightBytes / 4 / 1e6).toBeGreaterThan(21.6);
    expect(weightBytes / 4 / 1e6).toBeLessThan(21.9);
  });
});
