import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as keras from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.js';
import type { Model } from '../../../src/models/model.js';
import { tensor } from '../../../src/tensor/tensor.js';
import { relativeDifference } from '../../support/graph/close.js';
import { interpret } from '../../support/graph/interpreter.js';
import { channelsFirst, channelsLast, noise } from '../../support/networks/keras-files.js';
import { openTopology } from '../../support/networks/keras-topologies.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const [HEIGHT, WIDTH] = [6, 5];
const PICTURE = Float32Array.from(noise('shared', HEIGHT * WIDTH * 3), (value) => 2 * value);

const convolution = (name: string) =>
  keras.layers.conv2d({
    name,
    filters: 3,
    kernelSize: 3,
    padding: 'same',
    activation: 'relu',
    biasInitializer: 'glorotNormal',
  });

/** Compares TensorFlow.js's own network with ours from the configuration that it writes. */
function expectAsThere(theirs: keras.LayersModel, weights: Readonly<Record<string, tf.Tensor>>): Model {
  const model = openTopology(
    theirs.toJSON(null, false),
    Object.fromEntries(
      Object.entries(weights).map(([name, value]) => [name, tensor(value.shape, Float32Array.from(value.dataSync()))]),
    ),
  );
  const expected = theirs.predict(tf.tensor4d(PICTURE, [1, HEIGHT, WIDTH, 3])) as tf.Tensor;
  const [found] = interpret([model.layers.at(-1)!.node], { image: channelsFirst(PICTURE, HEIGHT, WIDTH) });
  expect(relativeDifference(channelsLast(found!).data, expected.dataSync())).toBeLessThan(1e-5);
  return model;
}

function weightsOf(layer: { getWeights(): tf.Tensor[] }, path: string): Record<string, tf.Tensor> {
  const [kernel, bias] = layer.getWeights();
  return { [`${path}/kernel`]: kernel!, [`${path}/bias`]: bias! };
}

describe('a layer that is used several times', () => {
  it('has the same weights and another name at each use', () => {
    const shared = convolution('conv');
    const x = keras.input({ shape: [HEIGHT, WIDTH, 3], name: 'in' });
    const once = shared.apply(x) as keras.SymbolicTensor;
    const twice = shared.apply(once) as keras.SymbolicTensor;
    const sum = keras.layers.add({ name: 'sum' }).apply([shared.apply(twice) as keras.SymbolicTensor, once]);
    const model = expectAsThere(
      keras.model({ inputs: x, outputs: sum as keras.SymbolicTensor }),
      weightsOf(shared, 'conv'),
    );
    expect(model.layers.map(({ name, parameters }) => [name, parameters])).toEqual([
      ['conv', 84],
      ['conv#2', 0],
      ['conv#3', 0],
      ['sum', 0],
    ]);
  });

  it('numbers its uses from the first one that an output depends on, as Keras omits the others', () => {
    const shared = convolution('conv');
    const x = keras.input({ shape: [HEIGHT, WIDTH, 3], name: 'in' });
    shared.apply(keras.input({ shape: [HEIGHT, WIDTH, 3] }));
    const once = shared.apply(keras.layers.reLU({ name: 'bend' }).apply(x)) as keras.SymbolicTensor;
    const outputs = shared.apply(once) as keras.SymbolicTensor;
    expectAsThere(keras.model({ inputs: x, outputs }), weightsOf(shared, 'conv'));
  });

  it.each(['functional', 'sequential'])('may be a model: %s', (kind) => {
    const inside = convolution('conv');
    const base =
      kind === 'sequential'
        ? keras.sequential({
            name: 'base',
            layers: [keras.layers.inputLayer({ inputShape: [HEIGHT, WIDTH, 3] }), inside],
          })
        : (() => {
            const given = keras.input({ shape: [HEIGHT, WIDTH, 3], name: 'given' });
            return keras.model({ name: 'base', inputs: given, outputs: inside.apply(given) as keras.SymbolicTensor });
          })();
    const x = keras.input({ shape: [HEIGHT, WIDTH, 3], name: 'in' });
    const once = base.apply(x) as keras.SymbolicTensor;
    const twice = base.apply(keras.layers.reLU({ name: 'bend' }).apply(once)) as keras.SymbolicTensor;
    const outputs = keras.layers.multiply({ name: 'product' }).apply([twice, once]) as keras.SymbolicTensor;
    const model = expectAsThere(keras.model({ inputs: x, outputs }), weightsOf(inside, 'base/conv'));
    expect(model.layers.map(({ name }) => name)).toEqual(['conv', 'base', 'bend', 'conv#2', 'base#2', 'product']);
  });

  it('opens in the format of Keras 3', () => {
    const from = (layer: string, use: number) => ({
      class_name: '__keras_tensor__',
      config: { shape: [null, 4, 4, 3], dtype: 'float32', keras_history: [layer, use, 0] },
    });
    const layer = (kind: string, name: string, ...uses: (readonly object[])[]) => ({
      module: 'keras.layers',
      class_name: kind,
      config: { name },
      name,
      inbound_nodes: uses.map((args) => ({ args: args.length > 1 ? [args] : args, kwargs: {} })),
    });
    const layers = [
      layer('InputLayer', 'in'),
      layer('AveragePooling2D', 'half', [from('in', 0)], [from('half', 3)]),
      layer('GlobalAveragePooling2D', 'mean', [from('half', 4)], [from('in', 0)]),
      layer('Subtract', 'difference', [from('mean', 1), from('mean', 2)]),
    ];
    const outputs = { input_layers: [['in', 0, 0]], output_layers: [['difference', 0, 0]] };
    const model = openTopology(
      { class_name: 'Functional', config: { name: 'tiny', layers, ...outputs } },
      {},
      { generation: 3 },
    );
    expect(model.layers.map(({ name }) => name)).toEqual(['half', 'half#2', 'mean', 'mean#2', 'difference']);
    const [pooled, all, none] = ['mean', 'mean#2', 'difference'].map(
      (name) =>
        interpret([model.layers.find((one) => one.name === name)!.node], { image: channelsFirst(PICTURE, 6, 5) })[0]!
          .data,
    );
    expect(
      relativeDifference(
        none!,
        pooled!.map((value, i) => value - all![i]!),
      ),
    ).toBeLessThan(1e-5);
  });

  it('is refused if its copies would fill the memory, or beyond a thousand uses', () => {
    const given = { class_name: 'InputLayer', name: 'in', config: { name: 'in' }, inbound_nodes: [] };
    const make = (uses: number, filters: number) => {
      const config = { filters, kernel_size: [7, 7], padding: 'same', use_bias: false, name: 'grow' };
      const inbound = Array.from({ length: uses }, () => [['in', 0, 0, {}]]);
      const shared = { class_name: 'Conv2D', name: 'grow', config, inbound_nodes: inbound };
      const weights = { 'grow/kernel': tensor([7, 7, 3, filters], new Float32Array(147 * filters)) };
      return () => openTopology({ class_name: 'Model', config: { layers: [given, shared] } }, weights);
    };
    expect(make(1000, 1)().layers).toHaveLength(1000);
    expect(make(240, 1024)).toThrow("tiny uses its layers too often: 'grow' was the last, 224 times");
    expect(make(240, 1024)).toThrow(UserError);
    expect(make(1001, 1)).toThrow("more than 1000 uses of layer 'grow'");
  });
});
