import { beforeAll, describe, expect, it } from 'vitest';
import { openNetwork } from '../../src/models/load.js';
import type { Model } from '../../src/models/model.js';
import { checkNeuron, findLayer, fits, minimumSize, neuronCount } from '../../src/network/layers.js';

let model: Model;
beforeAll(async () => {
  model = await openNetwork('inception-v3');
});

describe('names', () => {
  it('finds a layer, or says which ones are near', () => {
    expect(findLayer(model, 'mixed4').kind).toBe('Concatenate');
    expect(() => findLayer(model, 'mixd4')).toThrow("'mixd4' is not a layer of inception-v3");
    try {
      findLayer(model, 'mixd4');
    } catch (error) {
      expect((error as { hint: string }).hint).toMatch(/^closest: mixed4, .*317 layers/);
    }
  });

  it('knows how many neurons a layer has', () => {
    const counts = ['conv2d_1', 'mixed0', 'mixed4', 'mixed10', 'flatten_1', 'dense_3'].map((name) =>
      neuronCount(findLayer(model, name)),
    );
    expect(counts).toEqual([32, 256, 768, 2048, 2048, 5]);
    expect(() => checkNeuron(model, 'mixed4', 767)).not.toThrow();
    expect(() => checkNeuron(model, 'mixed4', 768)).toThrow('mixed4 has no neuron 768');
  });
});

describe('sizes', () => {
  it('finds the smallest picture that reaches a layer', () => {
    for (const name of ['conv2d_1', 'mixed0', 'mixed4', 'mixed10']) {
      const layer = findLayer(model, name);
      const size = minimumSize(layer);
      expect(fits(layer, size, size)).toBe(true);
      expect(fits(layer, size - 1, size)).toBe(false);
    }
    expect(minimumSize(findLayer(model, 'mixed10'))).toBe(75); // as Keras documents for InceptionV3
  });

  it('knows that a dense layer takes one size only', () => {
    const layer = findLayer(model, 'dense_1');
    expect(fits(layer, 299, 299)).toBe(true);
    expect(fits(layer, 640, 640)).toBe(false);
  });
});
