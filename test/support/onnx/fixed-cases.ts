// Rows with values of any rank, in files that declare their picture size, as transformers do. Each ends in a row of all
// numbers.

import { create } from '@bufbuild/protobuf';
import { TensorProtoSchema } from '../../../src/onnx-format/gen/onnx_pb.js';
import { randomTensor } from '../networks/nets.js';
import type { OnnxCase } from './cases.js';
import { type Attribute, type NodeSpec, scalarTensor, type Weight } from './file.js';

type Step = readonly [op: string, attributes?: Readonly<Record<string, Attribute>>, ...more: string[]];

/** A chain of nodes on the picture of 4 x 5 pixels as 20 tokens of 3 channels, `t`. */
const tokens = (
  title: string,
  steps: readonly Step[],
  weights: Readonly<Record<string, Weight>> = {},
  opset = 17,
): OnnxCase => {
  const chain = steps.map(([op, attributes = {}, ...more], i): NodeSpec => {
    const others = op === 'Split' ? [`rest${i}`] : [];
    return { op, inputs: [i === 0 ? 't' : `v${i - 1}`, ...more], outputs: [`v${i}`, ...others], attributes };
  });
  const nodes: readonly NodeSpec[] = [
    { op: 'Reshape', inputs: ['x', 'places'], outputs: ['p'] },
    { op: 'Transpose', inputs: ['p'], outputs: ['t'], attributes: { perm: [0, 2, 1] } },
    ...chain,
    { op: 'Reshape', inputs: [`v${steps.length - 1}`, 'row'], outputs: ['y'] },
  ];
  const made = { places: [1, 3, 20], row: [1, -1] };
  const all = { ...made, ...weights };
  return {
    title: `tokens: ${title}, opset ${opset}`,
    opset,
    nodes,
    weights: all,
    input: [1, 3, 4, 5],
    sizes: [[4, 5]],
  };
};

const square = randomTensor([3, 3], 7);
const heads: readonly Step[] = [
  ['Reshape', {}, 'split'],
  ['Transpose', { perm: [2, 0, 1, 3] }],
];
const four: Readonly<Record<string, Weight>> = { split: [1, 10, 2, 3] };

/** One row per operation and rare use. */
export const FIXED_CASES: readonly OnnxCase[] = [
  tokens(
    'a dense layer with a bias, then a GELU',
    [['MatMul', {}, 'm'], ['Add', {}, 'b'], ['Gelu']],
    { m: square, b: randomTensor([3], 8) },
    20,
  ),
  tokens(
    'a bias as the first input',
    [
      ['Add', {}, 'b'],
      ['Mul', {}, 'b'],
      ['Sub', {}, 'b'],
      ['Div', {}, 'two'],
    ],
    { b: randomTensor([3], 8), two: scalarTensor(2) },
  ),
  tokens('learned position embeddings', [['Add', {}, 'table']], { table: randomTensor([1, 20, 3], 8) }),
  tokens('LayerNormalization', [['LayerNormalization', { axis: -1, epsilon: { float: 1e-3 } }, 'g', 'b']], {
    g: randomTensor([3], 5),
    b: randomTensor([3], 6),
  }),
  tokens('LayerNormalization over two dimensions', [['LayerNormalization', { axis: 1 }, 'g']], {
    g: randomTensor([20, 3], 5),
  }),
  tokens(
    'LayerNormalization in parts',
    [
      ['ReduceMean', { axes: [-1] }],
      ['Sub', {}, 't'],
      ['Pow', {}, 'two'],
      ['ReduceMean', { axes: [-1] }],
      ['Add', {}, 'one'],
      ['Sqrt'],
      ['Div', {}, 't'],
    ],
    { one: scalarTensor(1), two: scalarTensor(2) },
  ),
  tokens(
    'self-attention',
    [
      ['Transpose', { perm: [0, 2, 1] }],
      ['MatMul', {}, 't'],
      ['Softmax', { axis: -1 }],
      ['MatMul', {}, 'm'],
    ],
    { m: square },
  ),
  tokens('heads', [...heads, ['MatMul', {}, 'm']], { ...four, m: randomTensor([2, 1, 3, 4], 7) }),
  tokens(
    'a constant times tokens',
    [['Identity'], ['Transpose', { perm: [1, 0, 2] }], ['Squeeze', {}, 'axis'], ['Unsqueeze', {}, 'front']],
    { axis: [1], front: [0] },
  ),
  tokens('Softmax along another axis', [['Softmax', { axis: 1 }]]),
  tokens('Softmax before opset 13', [['Softmax', { axis: 1 }]], {}, 11),
  tokens('Gather of one token, like a class token', [['Gather', { axis: 1 }, 'first']], { first: [0] }),
  tokens('Gather of a list', [['Gather', { axis: 1 }, 'list']], { list: [3, 4, 5, 0, -1, 7] }),
  tokens(
    'Slice and Concat, like shifted windows',
    [
      ['Slice', {}, 'three', 'end', 'middle'],
      ['Concat', { axis: 1 }, 't'],
    ],
    { three: [3], end: [2 ** 31], middle: [1] },
  ),
  tokens('Slice with steps', [['Slice', {}, 'odd', 'end', 'middle', 'by']], {
    odd: [1],
    end: [2 ** 31],
    middle: [1],
    by: [2],
  }),
  tokens('Slice with steps that leave a remainder', [['Slice', {}, 'odd', 'end', 'middle', 'by']], {
    odd: [1],
    end: [18],
    middle: [1],
    by: [3],
  }),
  tokens('Slice backwards', [['Slice', {}, 'odd', 'end', 'middle', 'by']], {
    odd: [-1],
    end: [-(2 ** 31)],
    middle: [1],
    by: [-1],
  }),
  tokens('Split', [['Split', { axis: 1 }, 'parts']], { parts: [7, 13] }),
  tokens('Concat with a class token', [['Concat', { axis: 1 }, 'token']], { token: randomTensor([1, 2, 3], 4) }),
  tokens('Pad', [['Pad', {}, 'pads', 'fill']], { pads: [0, 1, 0, 0, 2, -1], fill: scalarTensor(0.5) }),
  tokens(
    'Expand',
    [
      ['Reshape', {}, 'shape'],
      ['Expand', {}, 'large'],
    ],
    { shape: [20, 1, 3], large: [2, 20, 4, 1] },
  ),
  tokens('ReduceMean of tokens', [['ReduceMean', { axes: [1] }]]),
  tokens('ReduceSum over two dimensions', [...heads, ['ReduceSum', { keepdims: 0 }, 'outer']], {
    ...four,
    outer: [0, 2],
  }),
  tokens('ReduceL2', [['ReduceL2', { axes: [-1], keepdims: 1 }]]),
  tokens('Einsum', [...heads, ['Einsum', { equation: 'BhIc,bhJc->hBbIJ' }, 'm']], {
    ...four,
    m: randomTensor([3, 1, 2, 3], 7),
  }),
  tokens('Cast, Dropout, Flatten', [['Cast', { to: 1 }], ['Dropout'], ['Flatten', { axis: 2 }]]),
  tokens('curves', [['Sigmoid'], ['Tanh'], ['Erf'], ['Relu'], ['Neg'], ['Exp'], ['Log'], ['Abs']]),
  {
    ...tokens('a mask that excludes infinite values, with IsNaN', [['Identity']]),
    nodes: [
      { op: 'Reshape', inputs: ['x', 'places'], outputs: ['p'] },
      { op: 'Where', inputs: ['mask', 'p', 'low'], outputs: ['masked'] },
      { op: 'Softmax', inputs: ['masked'], outputs: ['s'], attributes: { axis: -1 } },
      { op: 'IsNaN', inputs: ['s'], outputs: ['bad'] },
      { op: 'Where', inputs: ['bad', 'zero', 's'], outputs: ['safe'] },
      { op: 'Reshape', inputs: ['safe', 'row'], outputs: ['y'] },
    ],
    weights: {
      places: [1, 3, 20],
      row: [1, -1],
      mask: create(TensorProtoSchema, {
        dataType: 9,
        dims: [20n],
        int32Data: Array.from({ length: 20 }, (_, i) => Number(i % 3 > 0)),
      }),
      low: scalarTensor(-1e30),
      zero: scalarTensor(0),
    },
  },
];
