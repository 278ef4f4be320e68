import { describe, expect, it } from 'vitest';
import type { Activation } from '../../src/graph/activation.js';
import { globalAverage, placeOf, product } from '../../src/graph/compositions.js';
import { isOp, type Node, topologicalOrder } from '../../src/graph/graph.js';
import {
  activation,
  affine,
  averagePool,
  concat,
  constant,
  conv,
  dense,
  flatten,
  maxPool,
  pad,
  prelu,
  relu,
  softmax,
  spatialMean,
} from '../../src/graph/ops.js';
import type { ScoreGraph } from '../../src/graph/score-graph.js';
import { inferShapes } from '../../src/graph/shapes.js';
import { beforeActivation, type ObjectiveKind, scoreGraph } from '../../src/optvis/objective.js';
import type { Tensor } from '../../src/tensor/tensor.js';
import { expectClose, relativeDifference } from '../support/graph/close.js';
import { interpret, type Values } from '../support/graph/interpreter.js';
import {
  inceptionBlock,
  kernelMove,
  picture,
  randomConstant,
  randomTensor,
  squareWindow,
  tinyInception,
  unit,
} from '../support/networks/nets.js';

/** Kernels are float32, sums float64. */
const TOLERANCE = 1e-6;

type Weights = Readonly<Record<string, ArrayLike<number>>>;

function evaluate(
  graph: ScoreGraph,
  image: Tensor,
  weights: Weights,
): { readonly score: number; readonly gradient: Values } {
  const feeds = Object.fromEntries(
    Object.entries(weights).map(([layer, data]) => [`weights:${layer}`, { shape: [1, data.length], data }]),
  );
  const [score, gradient] = interpret([graph.score, graph.gradient], { image, ...feeds });
  return { score: score!.data[0]!, gradient: gradient! };
}

/** By definition: the weighted sum of the means of the channels. */
function weightedMeans(node: Node, image: Tensor, weights: ArrayLike<number>): number {
  const [value] = interpret([node], { image });
  const area = value!.data.length / weights.length;
  return value!.data.reduce((sum, one, i) => sum + (one * weights[Math.floor(i / area)]!) / area, 0);
}

const pick = (channel: number, of: number): Float32Array => new Float32Array(of).fill(1, channel, channel + 1);

describe('scoreGraph', () => {
  const image = picture();
  const at = randomTensor([1, 3, 12, 11], 91);

  const stem = unit(image, 3, 5, [3, 3]);
  const how = kernelMove('same');
  const raw = conv(stem, randomConstant([4, 5, 3, 3], 2), undefined, how);
  const biased = conv(stem, randomConstant([4, 5, 3, 3], 2), randomConstant([4], 3), how);
  const strided = conv(
    stem,
    randomConstant([4, 5, 3, 3], 2),
    randomConstant([4], 3),
    kernelMove('valid', { strides: [2, 2] }),
  );
  const grouped = conv(raw, randomConstant([4, 2, 3, 3], 2), randomConstant([4], 3), kernelMove('same', { groups: 2 }));
  const normal = affine(raw, randomConstant([4], 4), randomConstant([4], 5));
  const averaged = averagePool(biased, squareWindow(3, 1, 'same'));
  const sparse = averagePool(biased, squareWindow(2, 2, 'valid'));
  const pooled = maxPool(biased, squareWindow(3, 2, 'same'));
  const row = dense(flatten(sparse, 'channels-last'), randomConstant([120, 4], 6), randomConstant([4], 7));

  it.each<[string, Node]>([
    ['a convolution', raw],
    ['a convolution with bias', biased],
    ['a strided convolution', strided],
    ['a convolution in groups', grouped],
    ['a batch normalisation', normal],
    ['an average pool of a convolution', averaged],
    ['a strided average pool of a convolution', sparse],
    [
      'an average pool that counts its padding',
      averagePool(biased, { ...squareWindow(3, 1, 'same'), countsPadding: true }),
    ],
    ['a gated map', product(raw, activation(globalAverage(raw), { kind: 'exp' }))],
    ['a map of one place', globalAverage(raw)],
    ['a max pool', pooled],
    ['a dense layer', row],
    ['a concatenation', concat([raw, normal, concat([averaged, pooledBack(biased)])])],
    ['a whole block', beforeActivation(inceptionBlock(stem, 5))],
    ['the picture itself', affine(image, randomConstant([3], 8), randomConstant([3], 9))],
  ])('is the weighted sum of the channel means of %s', (_title, node) => {
    const graph = scoreGraph(image, [{ layer: 'y', node }]);
    const channels = graph.weights.get('y')!.attributes.shape[1] as number;
    const weights = randomTensor([channels], 92).data;
    const { score, gradient } = evaluate(graph, at, { y: weights });
    expect(relativeDifference([score], [weightedMeans(node, at, weights)])).toBeLessThan(TOLERANCE);
    expect(gradient.shape).toEqual(at.shape);
  });

  it.each([
    ['one channel', pick(6, 11)],
    ['a mixture', randomTensor([11], 93).data],
  ])('has the slope of its differences, for %s of a network', (_title, weights) => {
    const graph = scoreGraph(image, [{ layer: 'y', node: tinyInception(image) }]);
    const { gradient } = evaluate(graph, at, { y: weights });
    const u = randomTensor(at.shape, 94).data;
    const step = 1e-8; // so small that no ReLU switches
    const scoreAt = (distance: number) => {
      const moved = { shape: at.shape, data: Float64Array.from(at.data, (value, i) => value + distance * u[i]!) };
      const feeds = { image: moved, 'weights:y': { shape: [1, 11], data: weights } };
      return interpret([graph.score], feeds)[0]!.data[0]!;
    };
    const slope = gradient.data.reduce((sum, value, i) => sum + value * u[i]!, 0);
    expect(relativeDifference([slope], [(scoreAt(step) - scoreAt(-step)) / (2 * step)])).toBeLessThan(1e-5);
  });

  const KINDS: readonly ObjectiveKind[] = ['channel', 'neuron', 'activation', 'deepdream', 'gram'];
  const place = { 'place:y': { shape: [1, 2], data: Float32Array.of(0.6, 0.3) } };

  it.each(KINDS)('has the slope of its differences for the kind %s', (reading) => {
    // Normally distributed and smooth about here: of the network's ReLUs none may switch within the step.
    const graph = scoreGraph(image, [{ layer: 'y', node: tinyInception(image), kind: reading }]);
    const count = reading === 'gram' ? 121 : 11;
    const feeds = { ...place, 'weights:y': { shape: [1, count], data: randomTensor([count], 97).data } };
    const u = randomTensor(at.shape, 94).data;
    const step = 1e-7;
    const scoreAt = (distance: number) => {
      const moved = { shape: at.shape, data: Float64Array.from(at.data, (value, i) => value + distance * u[i]!) };
      return interpret([graph.score], { image: moved, ...feeds })[0]!.data[0]!;
    };
    const [gradient] = interpret([graph.gradient], { image: at, ...feeds });
    const slope = gradient!.data.reduce((sum, value, i) => sum + value * u[i]!, 0);
    expect(Math.abs(slope)).toBeGreaterThan(1e-4);
    expect(relativeDifference([slope], [(scoreAt(step) - scoreAt(-step)) / (2 * step)])).toBeLessThan(1e-5);
  });

  it('measures each kind by its definition', () => {
    const node = concat([relu(normal), unit(stem, 5, 3, [3, 3], { seed: 40 })]);
    const weights = randomTensor([7], 98).data;
    const read = (reading: ObjectiveKind) => {
      const graph = scoreGraph(image, [{ layer: 'y', node, kind: reading }]);
      return interpret([graph.score], { image: at, ...place, 'weights:y': { shape: [1, 7], data: weights } })[0]!
        .data[0];
    };
    const [given] = interpret([node], { image: at });
    const [raw] = interpret([beforeActivation(node)], { image: at });
    const area = 12 * 11;
    const sum = (one: (c: number) => number) => weights.reduce((total, weight, c) => total + weight * one(c), 0);
    const meanOf = (values: Float64Array, c: number, f = (x: number) => x) =>
      values.subarray(c * area, (c + 1) * area).reduce((total, value) => total + f(value) / area, 0);
    expect(read('channel')).toBeCloseTo(
      sum((c) => meanOf(raw!.data, c)),
      5,
    );
    expect(read('activation')).toBeCloseTo(
      sum((c) => meanOf(given!.data, c)),
      5,
    );
    expect(read('deepdream')).toBeCloseTo(
      sum((c) => meanOf(given!.data, c, (x) => x * x)),
      5,
    );
    expect(read('neuron')).toBeCloseTo(
      sum((c) => raw!.data[c * area + 7 * 11 + 3]!),
      4,
    );
  });

  it('gives the Gram similarity of two pictures: 1 for a picture with itself, less for two pictures', () => {
    const graph = scoreGraph(image, [{ layer: 'y', node: tinyInception(image), kind: 'gram' }]);
    const rowOf = (picture: Tensor) =>
      interpret([graph.row!], { image: picture, 'weights:y': { shape: [1, 121], data: new Float32Array(121) } })[0]!
        .data;
    const [one, other] = [rowOf(at), rowOf(randomTensor(at.shape, 12))];
    const product = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
    expect(product(one, one)).toBeCloseTo(1, 6);
    expect(product(one, other)).toBeLessThan(0.999);
    expect(product(one, other)).toBeGreaterThan(0);
  });

  it.each<[string, (logits: Node) => Node]>([
    ['the softmax', softmax],
    ['the logarithm of the softmax', (logits) => activation(softmax(logits), { kind: 'log' })],
  ])('of a class is that of its logit, after %s too, with the slope of its differences', (_title, behind) => {
    const logits = dense(spatialMean(tinyInception(image)), randomConstant([11, 7], 98), randomConstant([7], 99));
    const graph = scoreGraph(image, [{ layer: 'predictions', node: behind(logits) }]);
    const { score, gradient } = evaluate(graph, at, { predictions: pick(5, 7) });
    const logitAt = (data: ArrayLike<number>) => interpret([logits], { image: { shape: at.shape, data } })[0]!.data[5]!;
    expect(relativeDifference([score], [logitAt(at.data)])).toBeLessThan(TOLERANCE);
    const u = randomTensor(at.shape, 94).data;
    const step = 1e-8; // so small that no ReLU switches
    const moved = (distance: number) => Float64Array.from(at.data, (value, i) => value + distance * u[i]!);
    const slope = gradient.data.reduce((sum, value, i) => sum + value * u[i]!, 0);
    const difference = (logitAt(moved(step)) - logitAt(moved(-step))) / (2 * step);
    expect(Math.abs(difference)).toBeGreaterThan(1e-3);
    expect(relativeDifference([slope], [difference])).toBeLessThan(1e-5);
  });

  it('has a score and a gradient that are linear in the weights', () => {
    const graph = scoreGraph(image, [{ layer: 'y', node: tinyInception(image) }]);
    const [a, b] = [evaluate(graph, at, { y: pick(1, 11) }), evaluate(graph, at, { y: pick(9, 11) })];
    const blend = Float32Array.from(pick(1, 11), (value, i) => 0.25 * value - 3 * pick(9, 11)[i]!);
    const both = evaluate(graph, at, { y: blend });
    expect(both.score).toBeCloseTo(0.25 * a.score - 3 * b.score, 10);
    const data = a.gradient.data.map((value, i) => 0.25 * value - 3 * b.gradient.data[i]!);
    expectClose(both.gradient, { shape: at.shape, data }, 1e-10);
  });

  it('sums over several layers, each with its own weights', () => {
    const graph = scoreGraph(image, [
      { layer: 'low', node: relu(normal) },
      { layer: 'high', node: tinyInception(image) },
    ]);
    expect([...graph.weights.keys()]).toEqual(['low', 'high']);
    const weights = { low: randomTensor([4], 95).data, high: randomTensor([11], 96).data };
    const both = evaluate(graph, at, weights);
    const low = evaluate(graph, at, { ...weights, high: new Float32Array(11) });
    const high = evaluate(graph, at, { ...weights, low: new Float32Array(4) });
    expect(both.score).toBeCloseTo(low.score + high.score, 10);
    const sum = low.gradient.data.map((value, i) => value + high.gradient.data[i]!);
    expectClose(both.gradient, { shape: at.shape, data: sum }, 1e-10);
    expect(relativeDifference(low.gradient.data, both.gradient.data)).toBeGreaterThan(1e-3);
  });

  it('names the weights of a layer after the layer, one per channel', () => {
    const { weights } = scoreGraph(image, [{ layer: 'y', node: tinyInception(image) }]);
    expect(weights.get('y')!.attributes).toEqual({ name: 'weights:y', shape: [1, 11] });
  });

  it('computes only one channel of the last convolutions', () => {
    const graph = scoreGraph(image, [{ layer: 'y', node: relu(biased) }]);
    const channels = topologicalOrder([graph.score]).flatMap((node) =>
      isOp(node, 'conv') ? [inferShapes([node]).get(node)![1]] : [],
    );
    expect(channels).toEqual([5, 1]);
  });

  it('refuses layers that do not depend on the picture', () => {
    expect(() => scoreGraph(image, [{ layer: 'y', node: relu(picture(3, 'other')) }])).toThrow(RangeError);
  });
});

describe('a neuron whose ReLU is 0', () => {
  // A bias far below 0: the ReLU is 0 over the whole picture.
  const image = picture();
  const at = randomTensor([1, 3, 9, 9], 97);
  const deep = constant({ shape: [2], data: Float32Array.of(-1000, -1000) });
  const before = conv(image, randomConstant([2, 3, 3, 3], 1), deep, kernelMove('same'));
  const closed = relu(before);

  it.each<[string, Node, number]>([
    ['behind its ReLU', closed, 2],
    [
      'in a concatenation',
      concat([relu(conv(image, randomConstant([3, 3, 1, 1], 2), undefined, kernelMove())), closed]),
      5,
    ],
    ['behind a max pool', maxPool(closed, squareWindow(3, 2, 'valid')), 2],
    [
      'behind a max pool of a concatenation in a concatenation',
      concat([
        maxPool(concat([closed, closed]), squareWindow(3, 2, 'same')),
        maxPool(closed, squareWindow(1, 2, 'same')),
      ]),
      6,
    ],
    ['flattened', flatten(closed, 'channels-last'), 2],
    ['padded by zeros', pad(closed, { top: 1, left: 1, bottom: 0, right: 0, fill: 0 }), 2],
  ])('has a gradient: %s', (_title, node, channels) => {
    const graph = scoreGraph(image, [{ layer: 'y', node }]);
    const { score, gradient } = evaluate(graph, at, { y: pick(channels - 1, channels) });
    expect(score).toBeLessThan(-800);
    expect(gradient.data.some((value) => Math.abs(value) > 1e-4)).toBe(true);
  });
});

describe('beforeActivation', () => {
  const x = conv(picture(), randomConstant([2, 3, 1, 1]), undefined, kernelMove());
  const pool = squareWindow(2, 2, 'valid');

  it('removes a ReLU and a softmax, once', () => {
    expect(beforeActivation(relu(x))).toBe(x);
    expect(beforeActivation(softmax(x))).toBe(x);
    expect(beforeActivation(relu(relu(x)))).toEqual(relu(x));
    expect(beforeActivation(x)).toBe(x);
  });

  it.each<Activation>([
    { kind: 'clip', low: 0, high: 6 },
    { kind: 'leakyRelu', slope: 0.1 },
    { kind: 'sigmoid' },
    { kind: 'tanh' },
    { kind: 'hardSigmoid', slope: 0.2, offset: 0.5 },
    { kind: 'elu', scale: 1 },
    { kind: 'softplus' },
    { kind: 'swish' },
    { kind: 'hardSwish' },
    { kind: 'gelu', form: 'erf' },
  ])('removes gates: $kind', (how) => {
    expect(beforeActivation(activation(x, how))).toBe(x);
    expect(beforeActivation(concat([activation(x, how), prelu(x, randomConstant([2]))]))).toEqual(concat([x, x]));
  });

  it.each<Activation>([{ kind: 'power', exponent: 2 }, { kind: 'abs' }, { kind: 'exp' }, { kind: 'erf' }])(
    'keeps functions that are part of what a layer computes: $kind',
    (how) => {
      const y = activation(x, how);
      expect(beforeActivation(y)).toBe(y);
    },
  );

  it('removes a logarithm and its softmax together', () => {
    expect(beforeActivation(activation(softmax(x), { kind: 'log' }))).toBe(x);
  });

  it('finds the neurons of a row behind a map with one position, and those of a map behind a row', () => {
    const row = spatialMean(x);
    expect(beforeActivation(placeOf(relu(row)))).toBe(row);
    expect(beforeActivation(softmax(flatten(x, 'channels-first')))).toBe(x);
    const rows = concat([relu(row), flatten(placeOf(relu(row)), 'channels-first')]);
    expect(beforeActivation(rows)).toEqual(concat([row, flatten(placeOf(row), 'channels-first')]));
  });

  it('removes activations before concatenations, max pools and flattens', () => {
    expect(beforeActivation(concat([relu(x), x]))).toEqual(concat([x, x]));
    expect(beforeActivation(maxPool(relu(x), pool))).toEqual(maxPool(x, pool));
    expect(beforeActivation(flatten(maxPool(relu(x), pool), 'channels-first'))).toEqual(maxPool(x, pool));
  });

  it('keeps activations before operations that do not commute with a ReLU', () => {
    const averaged = averagePool(relu(x), pool);
    expect(beforeActivation(averaged)).toBe(averaged);
    const scaled = affine(relu(x), randomConstant([2]), randomConstant([2]));
    expect(beforeActivation(scaled)).toBe(scaled);
  });

  it('is the value before the ReLU: relu(beforeActivation(y)) = y', () => {
    const y = concat([maxPool(relu(x), pool), relu(maxPool(x, pool))]);
    const image = randomTensor([1, 3, 6, 6]);
    const [expected, actual] = interpret([y, relu(beforeActivation(y))], { image });
    expectClose(actual!, expected!, 0);
  });

  it('handles concatenations nested hundreds deep', () => {
    let y: Node = relu(x);
    for (let i = 0; i < 500; i++) y = concat([y, relu(x)]);
    const graph = scoreGraph(picture3(y), [{ layer: 'y', node: y }]);
    expect(graph.weights.get('y')!.attributes.shape).toEqual([1, 1002]);
  });
});

/** A map with the size of the others, so that they can be concatenated. */
function pooledBack(node: Node): Node {
  return maxPool(node, squareWindow(3, 1, 'same'));
}

function picture3(node: Node): Node<'input'> {
  return topologicalOrder([node]).find((one): one is Node<'input'> => isOp(one, 'input'))!;
}
