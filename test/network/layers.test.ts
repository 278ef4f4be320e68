import { beforeAll, describe, expect, it } from 'vitest';
import { openNetwork } from '../../src/models/load.js';
import type { Model } from '../../src/models/model.js';
import { checkNeuron, findLayer, fits, fixedSize, minimumSize, neuronCount, takes } from '../../src/network/layers.js';
import { torchFiles } from '../support/networks/torch-files.js';
import { withModel } from '../support/onnx/open.js';

let model: Model;
/** Its layers have minimum sizes; Lite0 pads to any size. */
let inception: Model;
beforeAll(async () => {
  model = await openNetwork('efficientnet-lite0');
  inception = await openNetwork('inception-v3');
});

describe('names', () => {
  it('finds a layer, or suggests similar names', () => {
    expect(findLayer(model, 'block8').kind).toBe('Conv');
    expect(() => findLayer(model, 'blok8')).toThrow("'blok8' is not a layer of efficientnet-lite0");
    try {
      findLayer(model, 'blok8');
    } catch (error) {
      expect((error as { hint: string }).hint).toMatch(/^closest: block8, .*60 layers/);
    }
  });

  it.each(['mixed4', 'mixed9_1', 'conv2d_12', 'activation_3'])(
    'says that %s in an old preset is a layer of InceptionV3',
    (name) => {
      const error = new RegExp(`^'${name}' is not a layer of efficientnet-lite0$`);
      expect(() => findLayer(model, name)).toThrow(
        expect.objectContaining({
          code: 'LAYER_UNKNOWN',
          message: expect.stringMatching(error),
          hint: expect.stringMatching(/a layer of inception-v3.*network: inception-v3.*npm install nsfwjs/),
        }),
      );
    },
  );

  it('counts the neurons of a layer', () => {
    const counts = ['stem', 'block1', 'block8', 'block8_expand', 'block15', 'pool', 'predictions'].map((name) =>
      neuronCount(findLayer(model, name)),
    );
    expect(counts).toEqual([32, 24, 112, 480, 320, 1280, 1000]);
    expect(neuronCount(findLayer(inception, 'flatten_1'))).toBe(2048);
    expect(() => checkNeuron(model, 'block8', 111)).not.toThrow();
    expect(() => checkNeuron(model, 'block8', 112)).toThrow('block8 has no neuron 112');
  });
});

describe('sizes', () => {
  it('finds the smallest picture that a layer accepts', () => {
    for (const name of ['conv2d_1', 'mixed0', 'mixed4', 'mixed10']) {
      const layer = findLayer(inception, name);
      const size = minimumSize(layer);
      expect(fits(layer, size, size)).toBe(true);
      expect(fits(layer, size - 1, size)).toBe(false);
    }
    expect(minimumSize(findLayer(inception, 'mixed10'))).toBe(75); // as Keras documents for InceptionV3
  });

  it('finds the fixed size of a dense layer, and accepts other sizes in tiles', () => {
    const layer = findLayer(inception, 'dense_1');
    expect([takes(layer, 299, 299), takes(layer, 640, 640), fits(layer, 640, 640)]).toEqual([true, false, true]);
    const { height, width, hasPatches } = fixedSize(layer)!;
    expect([takes(layer, height, width), hasPatches]).toEqual([true, false]);
    expect(fixedSize(findLayer(inception, 'mixed10'))).toBeUndefined();
  });

  it('uses the size that a transformer declares', async () => {
    const { bytes } = torchFiles().find(({ title }) => title === 'vit, older exporter')!;
    await withModel(bytes, ({ layers }) => {
      expect(fixedSize(layers.find(({ kind }) => kind === 'Conv')!)).toBeUndefined();
      expect(fixedSize(layers.at(-1)!)).toEqual({ height: 48, width: 48, hasPatches: true });
      expect(minimumSize(layers.at(-1)!)).toBe(48);
    });
  });
});
