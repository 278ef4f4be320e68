import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.js';
import { inferShapes } from '../../../src/graph/shapes.js';
import type { JsonObject } from '../../../src/models/json.js';
import type { Model } from '../../../src/models/model.js';
import { type Tensor, tensor } from '../../../src/tensor/tensor.js';
import { expectClose } from '../../support/graph/close.js';
import { interpret } from '../../support/graph/interpreter.js';
import { openTopology } from '../../support/networks/keras-topologies.js';
import { randomTensor } from '../../support/networks/nets.js';

interface Spec {
  readonly kind: string;
  readonly config?: object;
  /** Names of the layers that it reads; omitted in a sequential model. */
  readonly from?: readonly string[];
}

const layerOf = (name: string, { kind, config = {}, from }: Spec) => ({
  class_name: kind,
  name,
  config: { name, ...config },
  ...(from === undefined
    ? {}
    : { inbound_nodes: from.length === 0 ? [] : [from.map((one) => [one, 0, 0, {}] as const)] }),
});

function functional(layers: Readonly<Record<string, Spec>>): JsonObject {
  return { class_name: 'Model', config: { layers: Object.entries(layers).map(([name, spec]) => layerOf(name, spec)) } };
}

function sequential(layers: Readonly<Record<string, Spec>>): JsonObject {
  return { class_name: 'Sequential', config: Object.entries(layers).map(([name, spec]) => layerOf(name, spec)) };
}

const INPUT: Spec = { kind: 'InputLayer', config: { batch_input_shape: [null, 8, 8, 3] }, from: [] };
const CONV = { filters: 4, kernel_size: [3, 3] as const };

function open(topology: JsonObject, weights: Readonly<Record<string, Tensor>> = {}): Model {
  return openTopology(topology, weights, { preprocessing: 'tf' });
}

function failure(topology: JsonObject, weights: Readonly<Record<string, Tensor>> = {}): UserError {
  try {
    open(topology, weights);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  throw new Error('Expected an error.');
}

function computed(model: Model, layer: string, image: Tensor) {
  const { node } = model.layers.find(({ name }) => name === layer)!;
  return interpret([node], { image })[0]!;
}

describe('fromKerasLayers', () => {
  it('includes the preprocessing: a network trained on [-1, 1] reads [0, 1]', () => {
    const model = open(
      functional({ in: INPUT, pool: { kind: 'AveragePooling2D', config: { pool_size: [1, 1] }, from: ['in'] } }),
    );
    const image = tensor([1, 3, 1, 2], Float32Array.of(0, 0.5, 1, 0.25, 0.75, 0));
    expect([...computed(model, 'pool', image).data]).toEqual([-1, 0, 1, -0.5, 0.5, -1]);
  });

  it('excludes the input from the layers, and keeps their order, names and kinds', () => {
    const model = open(
      functional({
        in: INPUT,
        act: { kind: 'Activation', config: { activation: 'relu' }, from: ['in'] },
        drop: { kind: 'Dropout', config: { rate: 0.5 }, from: ['act'] },
      }),
    );
    expect(model.layers.map(({ name, kind }) => [name, kind])).toEqual([
      ['act', 'Activation'],
      ['drop', 'Dropout'],
    ]);
    expect(model.layers[1]!.node).toBe(model.layers[0]!.node); // dropout is the identity outside of training
  });

  it('transposes kernels from rows, columns, in, out to out, in, rows, columns', () => {
    const kernel = tensor([1, 2, 3, 2], Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
    const bias = tensor([2], Float32Array.of(100, 200));
    const config = { filters: 2, kernel_size: [1, 2], strides: [1, 1], padding: 'valid' };
    const model = open(functional({ in: INPUT, c: { kind: 'Conv2D', config, from: ['in'] } }), {
      'c/kernel': kernel,
      'c/bias': bias,
    });
    // After preprocessing the picture is 1 in the second column of its second channel, and -1 elsewhere.
    const image = tensor([1, 3, 1, 2], Float32Array.of(0, 0, 0, 1, 0, 0));
    const sums = [0, 1].map((o) => -[1, 3, 5, 7, 9, 11].reduce((sum, value) => sum + value + o, 0) + 2 * (9 + o));
    expect([...computed(model, 'c', image).data]).toEqual([sums[0]! + 100, sums[1]! + 200]);
  });

  it('reads sequential models, where each layer reads the one before', () => {
    const model = open(
      sequential({
        c: { kind: 'Conv2D', config: { ...CONV, use_bias: false, activation: 'relu' } },
        p: { kind: 'MaxPooling2D', config: {} },
        f: { kind: 'Flatten' },
        d: { kind: 'Dense', config: { units: 2, activation: 'softmax' } },
      }),
      {
        'c/kernel': randomTensor([3, 3, 3, 4]),
        'd/kernel': randomTensor([36, 2]),
        'd/bias': randomTensor([2]),
      },
    );
    const value = computed(model, 'd', randomTensor([1, 3, 8, 8]));
    expect(value.shape).toEqual([1, 2]);
    expect(value.data[0]! + value.data[1]!).toBeCloseTo(1, 12);
    const { node } = model.layers[1]!;
    // a pool's default stride is its own size
    expect(inferShapes([node], { height: 8, width: 8 }).get(node)).toEqual([1, 4, 3, 3]);
  });

  it('flattens with the channels as the fastest dimension', () => {
    const model = open(sequential({ f: { kind: 'Flatten' } }));
    const image = tensor([1, 3, 1, 2], Float32Array.of(0, 0.5, 1, 0.5, 0.5, 1)); // by channel: (-1, 0), (1, 0), (0, 1)
    expect([...computed(model, 'f', image).data]).toEqual([-1, 1, 0, 0, 0, 1]);
  });

  it.each([
    ['with scale and centre', ['gamma', 'beta']],
    ['without a scale', ['beta']],
    ['without a centre', ['gamma']],
    ['with neither', []],
  ])('normalises by the moving statistics, %s', (_title, kinds) => {
    const statistics: Record<string, Tensor> = {
      gamma: tensor([3], Float32Array.of(2, 0.5, -1)),
      beta: tensor([3], Float32Array.of(10, 20, 30)),
      moving_mean: tensor([3], Float32Array.of(0.5, -0.5, 0)),
      moving_variance: tensor([3], Float32Array.of(3.75, 0.75, 0)),
    };
    const used = ['moving_mean', 'moving_variance', ...kinds];
    const weights = Object.fromEntries(used.map((kind) => [`bn/${kind}`, statistics[kind]!]));
    const settings = { axis: [3], epsilon: 0.25, scale: kinds.includes('gamma'), center: kinds.includes('beta') };
    const spec = { kind: 'BatchNormalization', config: settings, from: ['in'] };
    const model = open(functional({ in: INPUT, bn: spec }), weights);
    const image = randomTensor([1, 3, 2, 2]);
    const expected = Array.from(image.data, (value, i) => {
      const c = Math.floor(i / 4);
      const at = (kind: string, without: number) => (used.includes(kind) ? statistics[kind]!.data[c]! : without);
      const normal = (2 * value - 1 - at('moving_mean', 0)) / Math.sqrt(at('moving_variance', 0) + 0.25);
      return normal * at('gamma', 1) + at('beta', 0);
    });
    expectClose(computed(model, 'bn', image), { shape: [1, 3, 2, 2], data: expected }, 1e-6);
  });

  it("uses Keras's default epsilon of 0.001", () => {
    const ones = tensor([3], new Float32Array(3).fill(0));
    const model = open(sequential({ bn: { kind: 'BatchNormalization', config: { scale: false, center: false } } }), {
      'bn/moving_mean': ones,
      'bn/moving_variance': ones,
    });
    expect(computed(model, 'bn', tensor([1, 3, 1, 1], Float32Array.of(1, 1, 1))).data[0]).toBeCloseTo(
      1 / Math.sqrt(1e-3),
      4,
    );
  });

  it('concatenates and adds the inputs in the topology', () => {
    const model = open(
      functional({
        in: INPUT,
        a: { kind: 'Activation', config: { activation: 'relu' }, from: ['in'] },
        b: { kind: 'Activation', config: { activation: 'linear' }, from: ['in'] },
        cat: { kind: 'Concatenate', config: { axis: 3 }, from: ['b', 'a'] },
        sum: { kind: 'Add', from: ['a', 'b', 'b'] },
      }),
    );
    const image = tensor([1, 3, 1, 1], Float32Array.of(0, 1, 0.75));
    expect([...computed(model, 'cat', image).data]).toEqual([-1, 1, 0.5, 0, 1, 0.5]);
    expect([...computed(model, 'sum', image).data]).toEqual([-2, 3, 1.5]);
  });

  it('reads stride, padding, dilation and groups from the settings', () => {
    const strided = { ...CONV, strides: [2, 2], padding: 'same', use_bias: false };
    const dilated = { ...CONV, dilation_rate: [2, 2], use_bias: false };
    const grouped = { filters: 6, kernel_size: [1, 1], groups: 3, use_bias: false };
    const model = open(
      functional({
        in: INPUT,
        strided: { kind: 'Conv2D', config: strided, from: ['in'] },
        dilated: { kind: 'Conv2D', config: dilated, from: ['in'] },
        grouped: { kind: 'Conv2D', config: grouped, from: ['in'] },
      }),
      {
        'strided/kernel': randomTensor([3, 3, 3, 4]),
        'dilated/kernel': randomTensor([3, 3, 3, 4]),
        'grouped/kernel': randomTensor([1, 1, 1, 6]),
      },
    );
    const shapes = model.layers.map(({ node }) => inferShapes([node], { height: 9, width: 8 }).get(node));
    expect(shapes).toEqual([
      [1, 4, 5, 4],
      [1, 4, 5, 4],
      [1, 6, 9, 8],
    ]);
  });
});

describe('an invalid network', () => {
  const conv = (config: object = {}) =>
    functional({ in: INPUT, c: { kind: 'Conv2D', config: { ...CONV, ...config }, from: ['in'] } });
  const kernel = tensor([3, 3, 3, 4]);
  const bias = tensor([4]);

  it('gives an error that lists every unknown kind of layer once', () => {
    const error = failure(
      functional({
        in: INPUT,
        a: { kind: 'Lambda' },
        b: { kind: 'GRU' },
        c: { kind: 'Lambda' },
        d: { kind: 'toString' },
      }),
    );
    expect(error.code).toBe('OP_UNSUPPORTED');
    expect(error.message).toBe('tiny has layers of unknown kinds: Lambda, GRU, toString');
    expect(error.hint).toMatch(/^known: .*Conv2D/);
  });

  it.each([
    ['kernel', { 'c/bias': bias }],
    ['bias', { 'c/kernel': kernel }],
  ])('gives an error that names a missing %s', (kind, weights) => {
    const error = failure(conv(), weights);
    expect([error.code, error.message]).toEqual(['NETWORK_UNREADABLE', `the weight 'c/${kind}' is missing`]);
  });

  it.each([
    [
      'a kernel for other inputs',
      conv(),
      { 'c/kernel': tensor([3, 3, 4, 4]) },
      /'c\/kernel' has the shape \[3, 3, 4, 4\], but its layer needs \[3, 3, 3, 4\]/,
    ],
    ['a kernel of another size', conv(), { 'c/kernel': tensor([1, 3, 3, 4]) }, /needs \[3, 3, 3, 4\]/],
    ['a kernel of another rank', conv(), { 'c/kernel': tensor([27, 4]) }, /needs \[3, 3, 3, 4\]/],
    ['another number of filters', conv(), { 'c/kernel': tensor([3, 3, 3, 5]) }, /needs \[3, 3, 3, 4\]/],
    [
      'a short bias',
      conv(),
      { 'c/kernel': kernel, 'c/bias': tensor([3]) },
      /'c\/bias' has the shape \[3\], but its layer needs \[4\]/,
    ],
    [
      'statistics of other channels',
      sequential({ n: { kind: 'BatchNormalization', config: { scale: false, center: false } } }),
      { 'n/moving_mean': tensor([3]), 'n/moving_variance': tensor([2]) },
      /'n\/moving_variance' has the shape \[2\], but its layer needs \[3\]/,
    ],
    [
      'a scale of other channels',
      sequential({ n: { kind: 'BatchNormalization', config: { center: false } } }),
      { 'n/moving_mean': tensor([3]), 'n/moving_variance': tensor([3]), 'n/gamma': tensor([1]) },
      /'n\/gamma' has the shape \[1\], but its layer needs \[3\]/,
    ],
    [
      'a matrix of another width',
      sequential({ f: { kind: 'Flatten' }, d: { kind: 'Dense', config: { units: 5 } } }),
      { 'd/kernel': tensor([12, 4]), 'd/bias': tensor([4]) },
      /'d\/kernel' has the shape \[12, 4\], but its layer needs \[any, 5\]/,
    ],
  ])(
    'gives an error with the shape that a weight should have: %s',
    (_title, topology, weights: Readonly<Record<string, Tensor>>, message) => {
      const error = failure(topology, weights);
      expect(error.code).toBe('NETWORK_UNREADABLE');
      expect(error.message).toMatch(message);
    },
  );

  it.each([
    ['padding', conv({ padding: 'causal' }), /layer 'c' has the padding 'causal'/],
    ['activation', conv({ activation: 'selu', use_bias: false }), /the activation 'selu' of layer 'c' is not known/],
    ['data format', conv({ data_format: 'channels_first' }), /layer 'c' has the data format 'channels_first'/],
    [
      'data format of a pool',
      sequential({ p: { kind: 'MaxPooling2D', config: { data_format: 'channels_first' } } }),
      /layer 'p' has the data format/,
    ],
    [
      'axis of a concatenation',
      functional({ in: INPUT, cat: { kind: 'Concatenate', config: { axis: 1 }, from: ['in', 'in'] } }),
      /layer 'cat' works along the axis 1/,
    ],
    [
      'axis of a normalisation',
      sequential({ n: { kind: 'BatchNormalization', config: { axis: [1] } } }),
      /along the axis 1/,
    ],
  ])('gives an error for an unknown %s', (_title, topology, message) => {
    const error = failure(topology, { 'c/kernel': kernel, 'c/bias': bias });
    expect(error.code).toBe('OP_UNSUPPORTED');
    expect(error.message).toMatch(message);
  });

  it('refuses several inputs', () => {
    expect(failure(functional({ a: INPUT, b: INPUT })).message).toBe('tiny has 2 inputs: a, b');
  });

  it('accepts layers in any order, and keeps the order of the file if possible', () => {
    const flat: Spec = { kind: 'GlobalAveragePooling2D', from: ['in'] };
    const model = open(
      functional({ sum: { kind: 'Add', from: ['b', 'a'] }, in: INPUT, b: flat, a: { kind: 'ReLU', from: ['b'] } }),
    );
    expect(model.layers.map(({ name }) => name)).toEqual(['b', 'a', 'sum']);
  });

  it.each([
    ['a missing layer', { a: { kind: 'Flatten', from: ['b'] } }, "layer 'a' reads 'b', which does not exist"],
    [
      'a layer that reads it in turn',
      { a: { kind: 'Add', from: ['in', 'b'] }, b: { kind: 'ReLU', from: ['a'] } },
      "layer 'a' reads 'b', which depends on a cycle of layers",
    ],
    ['itself', { a: { kind: 'ReLU', from: ['a'] } }, "layer 'a' reads 'a', which depends on a cycle of layers"],
    [
      'a missing layer, besides a cycle',
      { a: { kind: 'ReLU', from: ['a'] }, b: { kind: 'ReLU', from: ['c'] } },
      "layer 'b' reads 'c', which does not exist",
    ],
  ])('gives an error that names a layer that reads %s', (_title, layers, message) => {
    expect(failure(functional({ in: INPUT, ...layers }))).toMatchObject({ code: 'NETWORK_UNREADABLE', message });
  });

  it('gives an error that names a layer whose inputs do not fit each other', () => {
    const error = failure(
      functional({
        in: INPUT,
        c: { kind: 'Conv2D', config: { ...CONV, use_bias: false }, from: ['in'] },
        sum: { kind: 'Add', from: ['in', 'c'] },
      }),
      { 'c/kernel': kernel },
    );
    expect(error.code).toBe('NETWORK_UNREADABLE');
    expect(error.message).toMatch(/^layer 'sum' does not fit its inputs: The shapes .* cannot be broadcast/);
  });
});
