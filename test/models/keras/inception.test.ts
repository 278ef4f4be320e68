import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Evaluation } from '../../../src/engines/engine.js';
import { onnxEngine } from '../../../src/engines/onnx-engine.js';
import { channelsOf, inferShapes, ShapeError } from '../../../src/graph/shapes.js';
import type { Layer, Model } from '../../../src/models/model.js';
import { openNsfwjsInception } from '../../../src/models/store/nsfwjs-inception.js';
import { exportOnnx } from '../../../src/onnx-format/export.js';
import { beforeActivation, scoreGraph } from '../../../src/optvis/objective.js';
import { openStream } from '../../../src/tensor/random.js';
import { type Tensor, tensor } from '../../../src/tensor/tensor.js';
import { correlation, relativeDifference } from '../../support/graph/close.js';
import { openTfjsInception, type TfjsInception } from '../../support/networks/tfjs-inception.js';

/** Relative to the largest value of the gradient. */
const TOLERANCE = 1e-3;

let model: Model;
let engine: Engine;

beforeAll(async () => {
  model = await openNsfwjsInception();
  engine = await onnxEngine({ threads: 2 });
});

function layerNamed(name: string): Layer {
  return model.layers.find((layer) => layer.name === name)!;
}

/** Smooth blobs and noise: a picture that activates every layer. */
function photo(height: number, width: number): Tensor {
  const made = tensor([1, 3, height, width]);
  openStream(1, 'photo').fillUniform(made.data, -0.1, 0.1);
  for (let i = 0; i < made.data.length; i++) {
    const [x, y, channel] = [i % width, Math.floor(i / width) % height, Math.floor(i / (width * height))];
    made.data[i]! += 0.5 + 0.4 * Math.sin(x / (7 + channel)) * Math.cos(y / (11 - 2 * channel));
  }
  return made;
}

/** One session, run for each set of channel weights. */
async function evaluate(
  name: string,
  image: Tensor,
  sets: readonly ReadonlyMap<number, number>[],
): Promise<Evaluation[]> {
  const graph = scoreGraph(model.image, [{ layer: name, node: layerNamed(name).node }]);
  const session = await engine.open(graph);
  try {
    const evaluations: Evaluation[] = [];
    for (const set of sets) {
      const weights = new Float32Array(graph.weights.get(name)!.attributes.shape[1] as number);
      for (const [channel, weight] of set) weights[channel] = weight;
      evaluations.push(await session.evaluate({ image, weights: new Map([[name, weights]]) }));
    }
    return evaluations;
  } finally {
    await session.close();
  }
}

describe('the bundled InceptionV3', () => {
  it('has its 317 named layers besides the input', () => {
    expect(model.name).toBe('inception-v3');
    expect(model.layers).toHaveLength(317);
    expect(new Set(model.layers.map(({ name }) => name)).size).toBe(317);
    expect(model.layers[0]).toMatchObject({ name: 'conv2d_1', kind: 'Conv2D' });
    expect(model.layers.filter(({ kind }) => kind === 'Conv2D')).toHaveLength(94);
    expect(model.image.attributes.shape).toEqual([1, 3, 'height', 'width']);
  });

  it.each([
    ['conv2d_1', 32, 3],
    ['conv2d_12', 32, 27],
    ['max_pooling2d_2', 192, 27],
    ['mixed0', 256, 27],
    ['mixed3', 768, 43],
    ['mixed5', 768, 43],
    ['mixed8', 1280, 75],
    ['mixed10', 2048, 75],
  ])('has in %s %i channels, from %i px on', (name, channels, minimum) => {
    const { node } = layerNamed(name);
    expect(inferShapes([node]).get(node)).toEqual([1, channels, null, null]);
    expect(inferShapes([node], { height: minimum, width: minimum }).get(node)![2]).toBe(1);
    expect(() => inferShapes([node], { height: minimum - 1, width: 400 })).toThrow(ShapeError);
  });

  it('has dense layers for the picture size of its training, not for twice that', () => {
    const { node } = layerNamed('dense_3');
    expect(inferShapes([node], { height: 299, width: 299 }).get(node)).toEqual([1, 5]);
    expect(() => inferShapes([node], { height: 298, width: 299 })).toThrow(ShapeError);
    expect(() => inferShapes([node], { height: 598, width: 598 })).toThrow(ShapeError);
  });

  it('can be climbed at every layer, and at all of them in one graph', () => {
    // Layers with the same node (a dropout and the one before it) share its channels.
    const graph = scoreGraph(
      model.image,
      model.layers.map(({ name, node }) => ({ layer: name, node })),
    );
    for (const { name, node } of model.layers) {
      expect([name, graph.weights.get(name)!.attributes.shape[1]]).toEqual([name, channelsOf(beforeActivation(node))]);
    }
    const shapes = inferShapes([graph.score, graph.gradient], { height: 299, width: 299 });
    expect(shapes.get(graph.score)).toEqual([1, 1]);
    expect(shapes.get(graph.gradient)).toEqual([1, 3, 299, 299]);
  });

  it.each([
    'conv2d_1',
    'batch_normalization_3',
    'activation_3',
    'max_pooling2d_1',
    'average_pooling2d_1',
    'conv2d_20',
    'mixed2',
    'activation_31',
    'max_pooling2d_3',
    'mixed6',
    'conv2d_76',
  ])('opens at %s and gives a gradient that is not 0', async (name) => {
    const [found] = await evaluate(name, photo(80, 77), [new Map([[0, 1]])]);
    expect(Number.isFinite(found!.score)).toBe(true);
    expect(found!.gradient.data.some((value) => value !== 0)).toBe(true);
    expect(found!.gradient.data.every(Number.isFinite)).toBe(true);
  });
});

describe('against TensorFlow.js', () => {
  let reference: TfjsInception;

  beforeAll(async () => {
    reference = await openTfjsInception();
  });

  // Channels of mixed5 by branch: 1x1 (0..191), 7x7 (192..383), double 7x7 (384..575), pool (576..767).
  const one = (channel: number) => new Map([[channel, 1]]);
  const mixture = (channels: number) => {
    const stream = openStream(3, 'mixture', channels);
    return new Map(Array.from({ length: 6 }, () => [stream.integer(channels), stream.normal()]));
  };

  it.each([
    ['mixed5', [one(17), one(250), one(500), one(700), mixture(768)], 107, 131],
    ['mixed3', [one(10), one(400), one(700), mixture(768)], 75, 90],
    ['mixed4', [mixture(768)], 96, 96],
    ['mixed0', [one(200), mixture(256)], 64, 49],
    ['conv2d_12', [one(7)], 63, 64],
    ['activation_20', [one(3)], 61, 60],
    ['max_pooling2d_2', [one(100)], 60, 61],
    ['average_pooling2d_3', [mixture(288)], 65, 70],
  ] as const)('%s has the same score and gradient', async (name, sets, height, width) => {
    const image = photo(height, width);
    const evaluations = await evaluate(name, image, sets);
    for (const [i, { score, gradient }] of evaluations.entries()) {
      const expected = reference.climb(name, sets[i]!, image);
      expect(Math.abs(score - expected.score)).toBeLessThan(1e-4 * Math.max(1, Math.abs(expected.score)));
      expect(relativeDifference(gradient.data, expected.gradient)).toBeLessThan(TOLERANCE);
      expect(correlation(gradient.data, expected.gradient)).toBeGreaterThan(0.99999);
    }
  });

  it('the dense layers have the same values, before ReLU and softmax', async () => {
    const image = photo(299, 299);
    const taps = ['dense_1', 'dense_3'].map((layer) => ({ layer, node: layerNamed(layer).node }));
    const graph = scoreGraph(model.image, taps);
    const session = await engine.open(graph);
    const [hidden, classes] = taps.map(({ layer }) => reference.dense(layer, image));
    const weights = (neuron: number, of: number) => new Float32Array(of).fill(1, neuron, neuron + 1);
    const score = async (a: Float32Array, b: Float32Array) =>
      (
        await session.evaluate({
          image,
          weights: new Map([
            ['dense_1', a],
            ['dense_3', b],
          ]),
        })
      ).score;
    for (const neuron of [0, 1, 200]) {
      expect(await score(weights(neuron, 256), new Float32Array(5))).toBeCloseTo(hidden![neuron]!, 4);
    }
    const found: number[] = [];
    for (let i = 0; i < 5; i++) found.push(await score(new Float32Array(256), weights(i, 5)));
    await session.close();
    expect(relativeDifference(found, classes!)).toBeLessThan(TOLERANCE);
  });
});

describe('the exported model', () => {
  it('is a few megabytes larger than its weights: kernels and transposed kernels', () => {
    const graph = scoreGraph(model.image, [{ layer: 'mixed0', node: layerNamed('mixed0').node }]);
    const bytes = exportOnnx({ score: graph.score, gradient: graph.gradient }).byteLength;
    expect(bytes).toBeGreaterThan(1e6);
    expect(bytes).toBeLessThan(10e6);
  });
});
