// Rows for the operations of transformers: rearranged numbers, matrix products and layer normalisations. Each ends in a
// map or a row, like a layer.

import { scaled } from '../../../src/graph/compositions.js';
import type { Node } from '../../../src/graph/graph.js';
import {
  activation,
  affine,
  concat,
  constant,
  dense,
  layerNorm,
  matMul,
  mul,
  reshape,
  sliceChannels,
  softmax,
  transpose,
} from '../../../src/graph/ops.js';
import { randomConstant, randomTensor } from '../networks/nets.js';
import type { OpCase } from './op-cases.js';

/** A picture of 3 x 4 positions as 12 tokens, `[12, channels]`. */
const tokens = (x: Node, channels: number): Node => reshape(transpose(x, [0, 2, 3, 1]), [12, channels]);
const squared = (x: Node): Node => mul(x, x);
const row = (x: Node, count: number): Node => reshape(x, [1, count]);
const ofTokens = (title: string, op: OpCase['op'], channels: number, build: (x: Node) => Node): OpCase => ({
  title,
  op,
  channels,
  sizes: [[3, 4]],
  build: (x) => build(tokens(x, channels)),
});

/** Self-attention with several heads. Queries, keys and values are the tokens themselves. */
function attention(x: Node, count: number, heads: number, channels: number): Node {
  const each = channels / heads;
  const split = transpose(reshape(x, [count, heads, each]), [1, 0, 2]);
  const scores = scaled(reshape(matMul(split, split, { turnB: true }), [heads * count, count]), 1 / Math.sqrt(each));
  const mixed = matMul(reshape(softmax(scores), [heads, count, count]), split);
  return reshape(transpose(mixed, [1, 0, 2]), [count, channels]);
}

/** One row per operation and rare use. */
export const TENSOR_CASES: readonly OpCase[] = [
  ofTokens('reshape', 'reshape', 2, (x) => row(squared(x), 24)),
  {
    title: 'transpose of a map at any size',
    op: 'transpose',
    channels: 3,
    sizes: [
      [3, 4],
      [5, 2],
    ],
    build: (x) => transpose(squared(transpose(x, [0, 3, 1, 2])), [0, 2, 3, 1]),
  },
  ofTokens('transpose of five dimensions', 'transpose', 4, (x) => {
    const turned = transpose(reshape(x, [3, 2, 2, 2, 2]), [4, 0, 3, 1, 2]);
    return row(mul(turned, constant(randomTensor([2, 3, 2, 2, 2], 5))), 48);
  }),
  ...[
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ].map(([turnA, turnB]) =>
    ofTokens(
      `matMul${turnA ? ', the first transposed' : ''}${turnB ? ', the second transposed' : ''}`,
      'matMul',
      2,
      (x) => {
        const a = reshape(x, turnA ? [2, 4, 3] : [2, 3, 4]);
        const b = reshape(affine(x, randomConstant([2], 5), randomConstant([2], 6)), turnB ? [2, 3, 4] : [2, 4, 3]);
        return row(matMul(a, b, { turnA: turnA!, turnB: turnB! }), 18);
      },
    ),
  ),
  ofTokens('matMul with a constant', 'matMul', 2, (x) =>
    row(matMul(constant(randomTensor([2, 5, 4], 7)), reshape(x, [2, 4, 3])), 30),
  ),
  ofTokens('layerNorm of tokens', 'layerNorm', 5, (x) => row(layerNorm(x, 1e-5), 60)),
  {
    title: 'layerNorm over a map',
    op: 'layerNorm',
    channels: 4,
    sizes: [
      [3, 4],
      [5, 2],
    ],
    build: (x) => layerNorm(x, 1e-3),
  },
  ofTokens('dense on every token', 'dense', 3, (x) =>
    row(dense(x, randomConstant([3, 4], 9), randomConstant([4], 10)), 48),
  ),
  ofTokens('affine on every token', 'affine', 3, (x) =>
    row(affine(x, randomConstant([3], 5), randomConstant([3], 6)), 36),
  ),
  ofTokens('gelu on every token', 'activation', 3, (x) => row(activation(x, { kind: 'gelu', form: 'erf' }), 36)),
  ofTokens('softmax of every token', 'softmax', 4, (x) => row(softmax(x), 48)),
  ofTokens('softmax along the middle of three dimensions', 'softmax', 4, (x) =>
    row(softmax(reshape(x, [4, 3, 4])), 48),
  ),
  ofTokens('sliceChannels of many rows', 'sliceChannels', 5, (x) => row(sliceChannels(x, 1, 4), 36)),
  ofTokens('sliceChannels along the middle of three dimensions', 'sliceChannels', 4, (x) =>
    row(sliceChannels(reshape(x, [4, 3, 4]), 1, 3), 32),
  ),
  ofTokens('concat along the middle of three dimensions', 'concat', 4, (x) => {
    const whole = reshape(x, [4, 3, 4]);
    return row(concat([constant(randomTensor([4, 1, 4], 3)), whole, sliceChannels(whole, 0, 2)]), 96);
  }),
  ofTokens('attention', 'matMul', 4, (x) => row(attention(x, 12, 2, 4), 48)),
];
