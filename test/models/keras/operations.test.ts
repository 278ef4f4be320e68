import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-layers'; // registers the gradients
import { beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.js';
import { gradient } from '../../../src/graph/gradient.js';
import { constant, dot, spatialMean } from '../../../src/graph/ops.js';
import { isFlat } from '../../../src/graph/shapes.js';
import type { Model } from '../../../src/models/model.js';
import type { Tensor } from '../../../src/tensor/tensor.js';
import { relativeDifference } from '../../support/graph/close.js';
import { interpret } from '../../support/graph/interpreter.js';
import { channelsFirst, channelsLast, noise } from '../../support/networks/keras-files.js';
import { openTopology } from '../../support/networks/keras-topologies.js';
import { randomTensor } from '../../support/networks/nets.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

type LayerSpec = readonly [kind: string, config?: object];

/** A sequential network with the layers `l0`, `l1`, ... */
function open(specs: readonly LayerSpec[], weights: Readonly<Record<string, Tensor>> = {}): Model {
  const layers = specs.map(([kind, config], i) => ({ class_name: kind, config: { name: `l${i}`, ...config } }));
  return openTopology({ class_name: 'Sequential', config: layers }, weights);
}

const [HEIGHT, WIDTH] = [5, 4];
const PICTURE = Float32Array.from(noise('operations', HEIGHT * WIDTH * 3), (value) => 3 * value);

const tensorOf = ({ shape, data }: Tensor) => tf.tensor(data, shape as number[]);

/** Compares the last layer's value, and the gradient of its weighted channels, with TensorFlow.js. */
function expectAsThere({ image, layers }: Model, theirs: (x: tf.Tensor4D) => tf.Tensor): void {
  const { node } = layers.at(-1)!;
  const x = tf.tensor4d(PICTURE, [1, HEIGHT, WIDTH, 3]);
  const value = theirs(x);
  const channels = value.shape.at(-1)!;
  const weights = Float32Array.from(noise('weights', channels));
  const row = constant({ shape: [1, channels], data: weights });
  const score = dot(row, isFlat(node) ? node : spatialMean(node));
  const feeds = { image: channelsFirst(PICTURE, HEIGHT, WIDTH) };
  const [found, slope] = interpret([node, gradient(score, image)], feeds);
  const climbed = tf.grad((at: tf.Tensor) => {
    const y = theirs(at as tf.Tensor4D);
    return tf.sum(tf.mul(y.rank === 2 ? y : tf.mean(y, [1, 2]), weights));
  })(x);
  expect(channelsLast(found!).shape).toEqual(value.shape);
  expect(relativeDifference(channelsLast(found!).data, value.dataSync())).toBeLessThan(1e-5);
  expect(relativeDifference(channelsLast(slope!).data, climbed.dataSync())).toBeLessThan(1e-5);
}

describe("Keras's transposed convolution with an output padding", () => {
  const sizes = [
    [3, 2, 0],
    [3, 2, 1],
    [2, 2, 1],
    [4, 3, 2],
    [1, 3, 2],
    [5, 3, 1],
  ] as const;
  const rows = sizes.flatMap(([size, stride, more]) =>
    (['valid', 'same'] as const).map((padding) => ({ size, stride, more, padding })),
  );

  it.each(rows)('of $more: kernel $size, stride $stride, $padding', ({ size, stride, more, padding }) => {
    const kernel = randomTensor([size, size + 1, 2, 3], size);
    const bias = randomTensor([2], 9);
    const config = {
      filters: 2,
      kernel_size: [size, size + 1],
      strides: stride,
      padding,
      output_padding: [more, more],
    };
    const length = (input: number, extent: number) =>
      (input - 1) * stride + extent - (padding === 'same' ? 2 * Math.floor(extent / 2) : 0) + more;
    const shape: [number, number, number, number] = [1, length(HEIGHT, size), length(WIDTH, size + 1), 2];
    const make = () => open([['Conv2DTranspose', config]], { 'l0/kernel': kernel, 'l0/bias': bias });
    // TensorFlow refuses an output size from which the convolution back does not give the map's size.
    const isRefused = [shape[1], shape[2]].some((out, i) => {
      const extent = size + i;
      const back = padding === 'same' ? Math.ceil(out / stride) : Math.floor((out - extent) / stride) + 1;
      return back !== [HEIGHT, WIDTH][i];
    });
    if (isRefused) {
      expect(make).toThrow(/layer 'l0' has the output padding \d at a stride of \d/);
      return;
    }
    const k = tensorOf(kernel) as tf.Tensor4D;
    expectAsThere(make(), (x) => tf.add(tf.conv2dTranspose(x, k, shape, stride, padding), tensorOf(bias)));
  });

  it.each(['valid', 'same'])('is refused if it is as large as the stride: %s', (padding) => {
    const config = { filters: 2, kernel_size: 3, strides: 2, padding, output_padding: 2 };
    const make = () => open([['Conv2DTranspose', config]], { 'l0/kernel': randomTensor([3, 3, 2, 3]) });
    expect(make).toThrow(UserError);
    expect(make).toThrow("layer 'l0' has the output padding 2 at a stride of 2");
  });
});

describe("Keras's PReLU", () => {
  it.each([
    ['one per channel', [1, 2], [1, 1, 3]],
    ['one for all', [1, 2, 3], [1, 1, 1]],
  ])('has slopes of a map: %s', (_title, axes, shape) => {
    const alpha = randomTensor(shape, 4);
    expectAsThere(open([['PReLU', { shared_axes: axes }]], { 'l0/alpha': alpha }), (x) => tf.prelu(x, tensorOf(alpha)));
  });

  it.each([
    ['one per element', null, [3]],
    ['one for all', [1], [1]],
  ])('has slopes of a row: %s', (_title, axes, shape) => {
    const alpha = randomTensor(shape, 5);
    const model = open([['GlobalAveragePooling2D'], ['PReLU', { shared_axes: axes }]], { 'l1/alpha': alpha });
    expectAsThere(model, (x) => tf.prelu(tf.mean(x, [1, 2]), tensorOf(alpha)));
  });

  it.each([[null], [[1]], [[3]]])('is refused with one slope per position: shared axes %j', (axes) => {
    const make = () => open([['PReLU', { shared_axes: axes }]], { 'l0/alpha': randomTensor([5, 4, 3]) });
    expect(make).toThrow(UserError);
    expect(make).toThrow("layer 'l0' has one slope per position");
  });
});

describe("Keras's ReLU", () => {
  it.each([
    [{ max_value: 1.5 }, 0, 1.5],
    [{ negative_slope: 0.2 }, 0.2, 1e9],
    [{ negative_slope: 0.2, max_value: 1 }, 0.2, 1],
  ])('%j', (config, slope, high) => {
    // keras/backend, `relu`: only the positive part is clipped.
    const theirs = (x: tf.Tensor) => tf.sub(tf.minimum(tf.relu(x), high), tf.mul(tf.relu(tf.neg(x)), slope));
    expectAsThere(open([['ReLU', config]]), theirs);
  });

  it.each([
    [{ threshold: 0.5 }, "layer 'l0' has a threshold other than 0"],
    [{ max_value: 0 }, "layer 'l0' has the max_value 0 and the negative_slope 0"],
    [{ max_value: 6, negative_slope: -1 }, "layer 'l0' has the max_value 6 and the negative_slope -1"],
  ])('is refused: %j', (config, message) => {
    const make = () => open([['ReLU', config]]);
    expect(make).toThrow(UserError);
    expect(make).toThrow(message);
  });
});
