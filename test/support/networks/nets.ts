// Tiny networks with random weights for tests: parts of graphs, and blocks like those of common networks.

import type { Convolution, Padding, Pair, Window } from '../../../src/graph/attributes.js';
import type { Node } from '../../../src/graph/graph.js';
import {
  activation,
  add,
  affine,
  averagePool,
  concat,
  constant,
  conv,
  input,
  maxPool,
  relu,
} from '../../../src/graph/ops.js';
import { openStream } from '../../../src/tensor/random.js';
import { type Tensor, tensor } from '../../../src/tensor/tensor.js';

/** A picture-shaped input `[1, channels, height, width]`, free in height and width. */
export function picture(channels = 3, name = 'image'): Node<'input'> {
  return input(name, [1, channels, 'height', 'width']);
}

/** Normally distributed numbers, the same for the same seed. */
export function randomTensor(shape: readonly number[], seed = 1, deviation = 1): Tensor {
  const stream = openStream(seed, 'test');
  const made = tensor(shape);
  for (let i = 0; i < made.data.length; i++) made.data[i] = deviation * stream.normal();
  return made;
}

/** Distinct numbers from -1 to 1 in random order, none of them 0: neighbours are 2 / count apart. */
export function distinctTensor(shape: readonly number[], seed = 1): Tensor {
  const made = tensor(shape);
  const count = made.data.length;
  const order = openStream(seed, 'test').shuffle(Array.from({ length: count }, (_, i) => i));
  for (let i = 0; i < count; i++) made.data[i] = (2 * order[i]! + 0.5) / count - 1;
  return made;
}

/** Numbers on a few levels only, so that most pooling windows contain ties. */
export function tiedTensor(shape: readonly number[], seed = 1, levels = 3): Tensor {
  const stream = openStream(seed, 'test');
  const made = tensor(shape);
  for (let i = 0; i < made.data.length; i++) made.data[i] = stream.integer(levels) / levels - 0.5;
  return made;
}

/** Random weights, scaled so that an input of size 1 gives an output of size 1. */
export function randomConstant(shape: readonly number[], seed = 1): Node<'constant'> {
  const fanIn = shape.length > 1 ? shape.slice(1).reduce((product, dimension) => product * dimension, 1) : 1;
  return constant(randomTensor(shape, seed, 1 / Math.sqrt(fanIn)));
}

/** Attributes of a convolution. The defaults are stride 1 and no padding. */
export function kernelMove(
  padding: Padding = 'valid',
  { strides = [1, 1], dilations = [1, 1], groups = 1 }: Partial<Omit<Convolution, 'padding'>> = {},
): Convolution {
  return { strides, padding, dilations, groups };
}

/** A square window with equal strides. */
export function squareWindow(window: number, stride: number, padding: Padding): Window {
  return { window: [window, window], strides: [stride, stride], padding };
}

interface UnitOptions {
  readonly padding?: Padding;
  readonly stride?: number;
  readonly seed?: number;
}

/** Convolution, batch normalisation (an affine map), ReLU: the unit of Inception. */
export function unit(x: Node, ins: number, outs: number, [rows, columns]: Pair, options: UnitOptions = {}): Node {
  const { padding = 'same', stride = 1, seed = 1 } = options;
  const kernel = randomConstant([outs, ins, rows, columns], seed);
  const y = conv(x, kernel, undefined, kernelMove(padding, { strides: [stride, stride] }));
  return relu(affine(y, randomConstant([outs], seed + 1), randomConstant([outs], seed + 2)));
}

/** Four branches like Inception's: 1x1, 1x3 then 3x1, nested concatenation, average pool then 1x1. 11 channels out. */
export function inceptionBlock(x: Node, ins: number, seed = 1): Node {
  const split = unit(x, ins, 3, [1, 1], { seed: seed + 10 });
  return concat([
    unit(x, ins, 4, [1, 1], { seed }),
    unit(unit(x, ins, 2, [1, 3], { seed: seed + 20 }), 2, 2, [3, 1], { seed: seed + 30 }),
    concat([unit(split, 3, 1, [1, 3], { seed: seed + 40 }), unit(split, 3, 1, [3, 1], { seed: seed + 50 })]),
    unit(averagePool(x, squareWindow(3, 1, 'same')), ins, 3, [1, 1], { seed: seed + 60 }),
  ]);
}

/** A strided convolution beside a strided max pool. 5 + ins channels out, of half the size. */
export function reductionBlock(x: Node, ins: number, seed = 1): Node {
  const inner = unit(x, ins, 3, [1, 1], { seed: seed + 10 });
  return concat([
    unit(x, ins, 3, [3, 3], { padding: 'valid', stride: 2, seed }),
    unit(inner, 3, 2, [3, 3], { padding: 'valid', stride: 2, seed: seed + 20 }),
    maxPool(x, squareWindow(3, 2, 'valid')),
  ]);
}

interface InvertedResidual {
  readonly channels: number;
  readonly wide: number;
  readonly kernel: number;
  readonly stride: 1 | 2;
  readonly padding: Padding;
  readonly seed: number;
}

/**
 * MobileNetV2's block: 1x1 to many channels, depthwise, 1x1 back to few, with ReLU6. With stride 1, the input is added.
 */
export function invertedResidual(x: Node, { channels, wide, kernel, stride, padding, seed }: InvertedResidual): Node {
  const relu6 = (y: Node) => activation(y, { kind: 'clip', low: 0, high: 6 });
  const pointwise = (y: Node, ins: number, outs: number, own: number) =>
    conv(y, randomConstant([outs, ins, 1, 1], seed + own), randomConstant([outs], seed + own + 1), kernelMove('same'));
  const moved = kernelMove(padding, { strides: [stride, stride], groups: wide });
  const middle = conv(
    relu6(pointwise(x, channels, wide, 0)),
    randomConstant([wide, 1, kernel, kernel], seed + 2),
    undefined,
    moved,
  );
  const y = pointwise(relu6(middle), wide, channels, 3);
  return stride === 1 ? add(x, y) : y;
}

/**
 * Preprocessing, a stem with a pool, an Inception block, a reduction block and another Inception block. Needs at least
 * 9 px and has 11 output channels.
 */
export function tinyInception(image: Node): Node {
  const prepared = affine(
    image,
    constant({ shape: [3], data: Float32Array.of(2, 2, 2) }),
    constant({ shape: [3], data: Float32Array.of(-1, -1, -1) }),
  );
  const stem = maxPool(unit(prepared, 3, 5, [3, 3], { padding: 'valid', seed: 5 }), squareWindow(3, 1, 'valid'));
  const first = inceptionBlock(stem, 5, 100);
  const reduced = reductionBlock(first, 11, 200);
  return inceptionBlock(reduced, 16, 300);
}
