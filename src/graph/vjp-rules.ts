// One rule an operation: from the outgrad (the gradient of the score by the operation's output) to the gradient by each input. The table is
// total: a new operation does not compile before it has a rule or says that it has none.

import type { OpName } from './attributes.js';
import type { Node } from './graph.js';
import {
  affineAdjoint,
  averagePoolAdjoint,
  convAdjoint,
  denseAdjoint,
  flattenAdjoint,
  maxPoolAdjoint,
  reluAdjoint,
  scale,
  sliceChannels,
  sliceChannelsAdjoint,
  softmaxAdjoint,
  spatialMeanAdjoint,
} from './ops.js';
import { channelsOf } from './shapes.js';

/** Contributions to the gradient by each input, in order; null where an input is a parameter that nobody climbs. */
export type VjpRule<K extends OpName> = (outgrad: Node, node: Node<K>) => readonly (Node | null)[];

/** By operation; every rule is held against central differences in test/graph/gradient.test.ts. */
export const VJP_RULES: { readonly [K in OpName]: VjpRule<K> | 'not-differentiable' } = {
  input: () => [],
  constant: () => [],
  conv: (outgrad, { inputs: [x, kernel], attributes }) => [convAdjoint(outgrad, kernel!, x!, attributes), null, null],
  affine: (outgrad, { inputs: [, scaleOfForward] }) => [affineAdjoint(outgrad, scaleOfForward!), null, null],
  // relu'(0) = 0, as TensorFlow and PyTorch have it.
  relu: (outgrad, node) => [reluAdjoint(outgrad, node)],
  softmax: (outgrad, node) => [softmaxAdjoint(outgrad, node)],
  maxPool: (outgrad, { inputs: [x], attributes }) => [maxPoolAdjoint(outgrad, x!, attributes)],
  averagePool: (outgrad, { inputs: [x], attributes }) => [averagePoolAdjoint(outgrad, x!, attributes)],
  concat: (outgrad, { inputs }) => {
    let start = 0;
    return inputs.map((part) => {
      const end = start + channelsOf(part);
      const slice = sliceChannels(outgrad, start, end);
      start = end;
      return slice;
    });
  },
  add: (outgrad) => [outgrad, outgrad],
  flatten: (outgrad, { inputs: [x], attributes }) => [flattenAdjoint(outgrad, x!, attributes.order)],
  dense: (outgrad, { inputs: [, matrix] }) => [denseAdjoint(outgrad, matrix!), null, null],
  sliceChannels: (outgrad, { inputs: [x], attributes }) => [sliceChannelsAdjoint(outgrad, x!, attributes.start)],
  spatialMean: (outgrad, { inputs: [x] }) => [spatialMeanAdjoint(outgrad, x!)],
  combineKernels: 'not-differentiable', // makes weights of weights; the image is not among its inputs
  dot: (outgrad, { inputs: [a, b] }) => [scale(b!, outgrad), scale(a!, outgrad)],

  // The walk is taken once, over forward operations: second derivatives are not needed.
  convAdjoint: 'not-differentiable',
  sliceChannelsAdjoint: 'not-differentiable',
  affineAdjoint: 'not-differentiable',
  reluAdjoint: 'not-differentiable',
  softmaxAdjoint: 'not-differentiable',
  maxPoolAdjoint: 'not-differentiable',
  averagePoolAdjoint: 'not-differentiable',
  flattenAdjoint: 'not-differentiable',
  denseAdjoint: 'not-differentiable',
  spatialMeanAdjoint: 'not-differentiable',
  scale: 'not-differentiable',
};
