// One row per ONNX operation, opset and rare attribute. onnxruntime and our import compute the same small file.

import { create } from '@bufbuild/protobuf';
import type { Pair } from '../../../src/graph/attributes.js';
import { TensorProtoSchema } from '../../../src/onnx-format/gen/onnx_pb.js';
import { randomTensor } from '../networks/nets.js';
import { type Attribute, FREE_INPUT, type NodeSpec, scalarTensor, tensorProto, type Weight } from './file.js';
import { FIXED_CASES } from './fixed-cases.js';
import { FOLDING_CASES } from './folding-cases.js';

/** What a row tests. The last node's first output is compared. */
export interface OnnxCase {
  readonly title: string;
  readonly opset: number;
  readonly nodes: readonly NodeSpec[];
  readonly weights: Readonly<Record<string, Weight>>;
  readonly input: readonly (number | string)[];
  /** Heights and widths to test. */
  readonly sizes: readonly Pair[];
}

interface Row {
  readonly opset?: number;
  readonly weights?: Readonly<Record<string, Weight>>;
  readonly input?: readonly (number | string)[];
  readonly sizes?: readonly Pair[];
}

const SIZES: readonly Pair[] = [
  [8, 8],
  [7, 9],
];

const row = (title: string, nodes: readonly NodeSpec[], options: Row = {}): OnnxCase => {
  const { opset = 17, weights = {}, input = FREE_INPUT, sizes = SIZES } = options;
  return { title: `${title}, opset ${opset}`, opset, nodes, weights, input, sizes };
};

type Attributes = Readonly<Record<string, Attribute>>;

/** A chain of nodes, each reading the one before. Its values are named by their numbers. */
const chain = (...steps: readonly (readonly [op: string, attributes?: Attributes, ...more: string[]])[]): NodeSpec[] =>
  steps.map(([op, attributes = {}, ...more], i) => ({
    op,
    inputs: [i === 0 ? 'x' : `v${i - 1}`, ...more],
    outputs: [`v${i}`],
    attributes,
  }));

const one = (op: string, attributes: Attributes = {}, options: Row = {}, ...more: readonly string[]): OnnxCase => {
  const said = Object.entries(attributes).map(([key, value]) => `${key} ${JSON.stringify(value)}`);
  return row([op, ...said].join(' '), chain([op, attributes, ...more]), options);
};

const weights = (...shape: readonly number[]) =>
  randomTensor(shape, 3, 1 / Math.sqrt(shape.slice(1).reduce((a, b) => a * b, 1)));
const positive = (count: number) => {
  const made = randomTensor([count], 5);
  return { ...made, data: made.data.map((value) => Math.abs(value) + 0.1) };
};
const K33 = { k: weights(4, 3, 3, 3) };

const convolutions: readonly OnnxCase[] = [
  one('Conv', {}, { weights: K33 }, 'k'),
  one(
    'Conv',
    { kernel_shape: [3, 3], strides: [2, 1], pads: [1, 0, 2, 1] },
    { weights: { ...K33, b: weights(4) } },
    'k',
    'b',
  ),
  one('Conv', { auto_pad: 'SAME_UPPER', strides: [2, 2] }, { weights: K33, opset: 7 }, 'k'),
  one('Conv', { auto_pad: 'SAME_LOWER', strides: [2, 2] }, { weights: K33, opset: 22 }, 'k'),
  one('Conv', { auto_pad: 'VALID', dilations: [2, 1] }, { weights: K33 }, 'k'),
  one('Conv', { group: 3, pads: [1, 1, 1, 1] }, { weights: { k: weights(3, 1, 3, 3) } }, 'k'),
  row('Conv in 2 groups', chain(['Conv', {}, 'k'], ['Conv', { group: 2, pads: [1, 1, 1, 1] }, 'g']), {
    weights: { k: weights(4, 3, 1, 1), g: weights(6, 2, 3, 3) },
  }),
  one('ConvTranspose', { strides: [2, 2] }, { weights: { k: weights(3, 2, 3, 3), b: weights(2) } }, 'k', 'b'),
  one(
    'ConvTranspose',
    { strides: [2, 2], pads: [1, 1, 1, 1], output_padding: [1, 1] },
    { weights: { k: weights(3, 2, 3, 3) } },
    'k',
  ),
  one('ConvTranspose', { group: 3, dilations: [2, 2] }, { weights: { k: weights(3, 2, 2, 2) } }, 'k'),
  one('ConvTranspose', { auto_pad: 'SAME_UPPER', strides: [2, 2] }, { weights: { k: weights(3, 2, 3, 3) } }, 'k'),
  one('ConvTranspose', { auto_pad: 'SAME_LOWER', strides: [2, 2] }, { weights: { k: weights(3, 2, 3, 3) } }, 'k'),
  ...(['NOTSET', 'SAME_UPPER'] as const).map((auto_pad) =>
    one(
      'ConvTranspose',
      { strides: [2, 2], output_shape: [14, 16], auto_pad },
      { weights: { k: weights(3, 2, 3, 4) }, input: [1, 3, 7, 8], sizes: [[7, 8]] },
      'k',
    ),
  ),
  row('Gemm', chain(['GlobalAveragePool'], ['Flatten'], ['Gemm', {}, 'w', 'b']), {
    weights: { w: weights(3, 4), b: weights(4) },
  }),
  row(
    'Gemm transposed and scaled',
    chain(
      ['GlobalAveragePool'],
      ['Flatten'],
      ['Gemm', { transB: 1, alpha: { float: 0.5 }, beta: { float: 2 } }, 'w', 'b'],
    ),
    { weights: { w: weights(4, 3), b: weights(1) }, opset: 9 },
  ),
  row('Gemm behind a flattened map', chain(['Flatten'], ['Gemm', { transB: 1 }, 'w']), {
    weights: { w: weights(4, 60) },
    input: [1, 3, 4, 5],
    sizes: [[4, 5]],
  }),
  row(
    'Gemm behind a flattened map with activations',
    chain(['Flatten'], ['Relu'], ['Tanh'], ['Elu'], ['Gemm', { transB: 1 }, 'w']),
    {
      weights: { w: weights(4, 60) },
      input: [1, 3, 'h', 'w'],
      sizes: [[4, 5]],
    },
  ),
  row('MatMul and Add', chain(['GlobalAveragePool'], ['Flatten'], ['MatMul', {}, 'w'], ['Add', {}, 'b']), {
    weights: { w: weights(3, 4), b: weights(4) },
  }),
  row('MatMul at every position', chain(['Transpose', { perm: [0, 2, 3, 1] }], ['MatMul', {}, 'w'], ['Add', {}, 'b']), {
    weights: { w: weights(3, 4), b: weights(4) },
  }),
];

const normalisations: readonly OnnxCase[] = [
  one(
    'BatchNormalization',
    { epsilon: { float: 1e-3 } },
    { weights: { s: weights(3), b: weights(3), m: weights(3), v: positive(3) } },
    's',
    'b',
    'm',
    'v',
  ),
  one('LRN', { size: 3, alpha: { float: 0.3 }, beta: { float: 0.75 }, bias: { float: 1.5 } }),
];

const activations: readonly OnnxCase[] = [
  one('Relu', {}, { opset: 7 }),
  one('LeakyRelu', { alpha: { float: 0.3 } }),
  one('PRelu', {}, { weights: { s: { shape: [3, 1, 1], data: Float32Array.of(0.1, -0.4, 2) } } }, 's'),
  one('PRelu', {}, { weights: { s: { shape: [1], data: Float32Array.of(0.2) } } }, 's'),
  one('Clip', { min: { float: -0.3 }, max: { float: 0.6 } }, { opset: 7 }),
  one('Clip', {}, { weights: { lo: scalarTensor(0), hi: scalarTensor(0.7) }, opset: 13 }, 'lo', 'hi'),
  one('Clip', {}, { weights: { lo: scalarTensor(0) } }, 'lo'),
  one('Clip', {}, { weights: { hi: scalarTensor(0.2) } }, '', 'hi'),
  one('Sigmoid'),
  one('HardSigmoid', { alpha: { float: 0.4 }, beta: { float: 0.3 } }),
  one('HardSwish', {}, { opset: 14 }),
  one('Elu', { alpha: { float: 0.7 } }),
  one('Selu'),
  one('Softplus'),
  one('Tanh'),
  one('Erf'),
  one('Gelu', {}, { opset: 20 }),
  one('Gelu', { approximate: 'tanh' }, { opset: 20 }),
  one('Mish', {}, { opset: 18 }),
  one('Exp'),
  one('Abs'),
  one('Neg'),
  row('Log, Sqrt, Reciprocal of positive values', chain(['Exp'], ['Sqrt'], ['Reciprocal'], ['Log'])),
  one('Pow', {}, { weights: { p: scalarTensor(2) } }, 'p'),
  one('Pow', {}, { weights: { p: scalarTensor(3) } }, 'p'),
  row('Swish', [
    { op: 'Sigmoid', inputs: ['x'], outputs: ['s'] },
    { op: 'Mul', inputs: ['x', 's'], outputs: ['y'] },
  ]),
  row('Softmax of a row before opset 13', chain(['GlobalAveragePool'], ['Flatten'], ['Softmax']), { opset: 9 }),
  row('Softmax of one position before opset 13', chain(['GlobalAveragePool'], ['Softmax']), { opset: 11 }),
  one('Softmax', { axis: 1 }, { opset: 13 }),
  one('LogSoftmax', { axis: -3 }, { opset: 13 }),
  row('Softmax, channels last', chain(['Transpose', { perm: [0, 2, 3, 1] }], ['Softmax', { axis: -1 }]), { opset: 13 }),
];

const pool = (op: 'MaxPool' | 'AveragePool', attributes: Attributes, options: Row = {}): OnnxCase =>
  one(op, attributes, options);

const pools: readonly OnnxCase[] = (['MaxPool', 'AveragePool'] as const).flatMap((op) => [
  pool(op, { kernel_shape: [2, 2], strides: [2, 2] }, { opset: 8 }),
  pool(op, { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] }),
  pool(op, { kernel_shape: [3, 3], strides: [2, 2], pads: [0, 0, 1, 1] }),
  pool(op, { kernel_shape: [3, 2], strides: [1, 2], auto_pad: 'SAME_UPPER' }),
  pool(op, { kernel_shape: [2, 2], strides: [1, 1], auto_pad: 'SAME_LOWER' }),
  pool(op, { kernel_shape: [3, 3], strides: [2, 2], ceil_mode: 1 }),
  pool(op, { kernel_shape: [2, 2], strides: [2, 2], ceil_mode: 1 }),
  pool(op, { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1], ceil_mode: 1 }),
  pool(op, { kernel_shape: [2, 2], strides: [3, 3], ceil_mode: 1 }),
  pool(op, { kernel_shape: [5, 4] }, { input: [1, 3, 5, 4], sizes: [[5, 4]] }),
]);

const averages: readonly OnnxCase[] = [
  pool('AveragePool', { kernel_shape: [3, 3], pads: [1, 1, 1, 1], count_include_pad: 1 }),
  pool('AveragePool', { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 0, 0, 1], count_include_pad: 1 }),
  pool('AveragePool', {
    kernel_shape: [3, 3],
    strides: [2, 2],
    pads: [1, 1, 1, 1],
    count_include_pad: 1,
    ceil_mode: 1,
  }),
  pool('MaxPool', { kernel_shape: [3, 2], dilations: [2, 3] }),
  pool('MaxPool', { kernel_shape: [3, 3], dilations: [2, 2], strides: [2, 1], pads: [1, 2, 0, 1] }),
  pool('AveragePool', { kernel_shape: [3, 2], dilations: [2, 3] }, { opset: 19 }),
  pool(
    'AveragePool',
    { kernel_shape: [3, 3], dilations: [2, 2], strides: [2, 1], pads: [1, 2, 0, 1], count_include_pad: 1 },
    { opset: 19 },
  ),
  one('GlobalAveragePool'),
  one('GlobalMaxPool'),
  one('ReduceMean', { axes: [2, 3], keepdims: 1 }, { opset: 13 }),
  one('ReduceMean', { axes: [-1, -2], keepdims: 0 }, { opset: 11 }),
  one('ReduceMean', { keepdims: 0 }, { opset: 18, weights: { a: [2, 3] } }, 'a'),
  one('ReduceMean', { axes: [1] }, { opset: 13 }),
  one('ReduceMax', { axes: [2, 3], keepdims: 1 }, { opset: 13 }),
];

const vector = { shape: [3, 1, 1], data: Float32Array.of(0.5, -1.5, 2) };
const doubled: NodeSpec = { op: 'Conv', inputs: ['x', 'k'], outputs: ['a'] };

const arithmetic: readonly OnnxCase[] = (['Add', 'Sub', 'Mul', 'Div'] as const).flatMap((op) => [
  row(
    `${op} of two maps`,
    [doubled, { op: 'Exp', inputs: ['x'], outputs: ['b'] }, { op, inputs: ['a', 'b'], outputs: ['y'] }],
    {
      weights: { k: weights(3, 3, 1, 1) },
    },
  ),
  one(op, {}, { weights: { c: scalarTensor(0.7) } }, 'c'),
  one(op, {}, { weights: { c: vector }, opset: 7 }, 'c'),
  row(
    `${op} of a constant and a map`,
    [
      { op: 'Exp', inputs: ['x'], outputs: ['b'] },
      { op, inputs: ['c', 'b'], outputs: ['y'] },
    ],
    { weights: { c: { ...vector, shape: [1, 3, 1, 1] } } },
  ),
  row(`${op} of a map and one gate per channel`, [
    { op: 'GlobalAveragePool', inputs: ['x'], outputs: ['m'] },
    { op: 'Sigmoid', inputs: ['m'], outputs: ['g'] },
    { op, inputs: ['x', 'g'], outputs: ['y'] },
  ]),
]);

const forms: readonly OnnxCase[] = [
  row('Concat', [doubled, { op: 'Concat', inputs: ['x', 'a', 'x'], outputs: ['y'], attributes: { axis: 1 } }], {
    weights: { k: weights(2, 3, 1, 1) },
  }),
  row('Sum of three', [doubled, { op: 'Sum', inputs: ['x', 'a', 'x'], outputs: ['y'] }], {
    weights: { k: weights(3, 3, 1, 1) },
  }),
  row(
    'Split by attribute',
    [
      { op: 'Split', inputs: ['x'], outputs: ['a', 'b'], attributes: { axis: 1, split: [1, 2] } },
      { op: 'Concat', inputs: ['b', 'a'], outputs: ['y'], attributes: { axis: -3 } },
    ],
    { opset: 11 },
  ),
  row(
    'Split by input',
    [
      { op: 'Split', inputs: ['x', 's'], outputs: ['a', 'b'], attributes: { axis: 1 } },
      { op: 'Concat', inputs: ['b', 'a'], outputs: ['y'], attributes: { axis: 1 } },
    ],
    { weights: { s: [2, 1] }, opset: 13 },
  ),
  row(
    'Split evenly, the last part smaller',
    [
      { op: 'Split', inputs: ['x'], outputs: ['a', 'b'], attributes: { axis: 1, num_outputs: 2 } },
      { op: 'Concat', inputs: ['b', 'a'], outputs: ['y'], attributes: { axis: 1 } },
    ],
    { opset: 18 },
  ),
  one('Slice', { starts: [1], ends: [3], axes: [1] }, { opset: 9 }),
  one('Slice', {}, { weights: { s: [-2], e: [2 ** 31 - 1], a: [1] } }, 's', 'e', 'a'),
  one('Slice', {}, { weights: { s: [1, 2], e: [-1, 2 ** 40], a: [2, -1] } }, 's', 'e', 'a'),
  one('Slice', {}, { weights: { s: [0, 1], e: [2 ** 31 - 1, 2 ** 31 - 1], a: [2, 3], t: [2, 3] } }, 's', 'e', 'a', 't'),
  one('Slice', {}, { weights: { s: [1], e: [5], a: [2] }, input: [1, 3, 6, 6], sizes: [[6, 6]] }, 's', 'e', 'a'),
  one('Pad', { pads: [0, 0, 1, 2, 0, 0, 0, 3], value: { float: 0.5 } }, { opset: 10 }),
  one('Pad', {}, { weights: { p: [0, 0, 1, 2, 0, 0, -1, 3] } }, 'p'),
  one('Pad', {}, { weights: { p: [0, 2, 0, 1, 0, 5, 1, 0], v: scalarTensor(0.5) } }, 'p', 'v'),
  one('Pad', {}, { weights: { p: [0, 1, 0, 0, 0, 0, 0, 0] } }, 'p'),
  one('Pad', { mode: 'reflect' }, { weights: { p: [0, 0, 1, 2, 0, 0, 0, 3] } }, 'p'),
  one('Pad', { mode: 'edge' }, { weights: { p: [0, 0, 1, 2, 0, 0, 0, 3] } }, 'p'),
  one('Pad', {}, { opset: 18, weights: { p: [1, 2, 3, 4], v: scalarTensor(-1), a: [2, 3] } }, 'p', 'v', 'a'),
  row(
    'Transpose to channels last and back',
    chain(
      ['Transpose', { perm: [0, 2, 3, 1] }],
      ['Mul', {}, 'c'],
      ['Transpose', { perm: [0, 3, 1, 2] }],
      ['Conv', {}, 'k'],
    ),
    {
      weights: { c: { shape: [3], data: Float32Array.of(1, -2, 3) }, k: weights(2, 3, 3, 3) },
    },
  ),
  row('Flatten, channels last', chain(['Transpose', { perm: [0, 2, 3, 1] }], ['Flatten'], ['MatMul', {}, 'w']), {
    weights: { w: weights(60, 4) },
    input: [1, 3, 4, 5],
    sizes: [[4, 5]],
  }),
  row('Reshape of one position to a row', chain(['GlobalAveragePool'], ['Reshape', {}, 's']), {
    weights: { s: [1, 3] },
  }),
  row('Reshape of one position to a row, batch open', chain(['GlobalAveragePool'], ['Reshape', {}, 's']), {
    weights: { s: [-1, 3] },
  }),
  row('Reshape that copies the batch', chain(['GlobalAveragePool'], ['Reshape', {}, 's'], ['Softmax', { axis: 1 }]), {
    weights: { s: [0, -1] },
  }),
  row(
    'Reshape of a row to one position',
    chain(['GlobalAveragePool'], ['Flatten'], ['Reshape', {}, 's'], ['Conv', {}, 'k']),
    {
      weights: { s: [-1, 3, 1, 1], k: weights(2, 3, 1, 1) },
    },
  ),
  row(
    'Reshape to positions and a mean over them',
    chain(['Reshape', {}, 's'], ['ReduceMean', { axes: [2], keepdims: 0 }]),
    {
      weights: { s: [0, 3, -1] },
      opset: 13,
    },
  ),
  row(
    'Squeeze and Unsqueeze by attribute',
    chain(['GlobalAveragePool'], ['Squeeze', { axes: [2, 3] }], ['Unsqueeze', { axes: [2, 3] }]),
    {
      opset: 11,
    },
  ),
  row('Squeeze and Unsqueeze by input', chain(['GlobalAveragePool'], ['Squeeze', {}, 'a'], ['Unsqueeze', {}, 'a']), {
    weights: { a: [-1, -2] },
    opset: 13,
  }),
  row(
    'channel shuffle',
    chain(['Conv', {}, 'k'], ['Reshape', {}, 's'], ['Transpose', { perm: [0, 2, 1, 3, 4] }], ['Reshape', {}, 't']),
    {
      weights: { k: weights(6, 3, 1, 1), s: [1, 3, 2, 7, 9], t: [1, 6, 7, 9] },
      input: [1, 3, 7, 9],
      sizes: [[7, 9]],
    },
  ),
  row(
    'channel shuffle of any size',
    [
      { op: 'Conv', inputs: ['x', 'k'], outputs: ['c'] },
      { op: 'Shape', inputs: ['c'], outputs: ['shape'] },
      { op: 'Gather', inputs: ['shape', 'i2'], outputs: ['h'] },
      { op: 'Gather', inputs: ['shape', 'i3'], outputs: ['w'] },
      { op: 'Unsqueeze', inputs: ['h', 'a0'], outputs: ['h1'] },
      { op: 'Unsqueeze', inputs: ['w', 'a0'], outputs: ['w1'] },
      { op: 'Concat', inputs: ['head', 'h1', 'w1'], outputs: ['split'], attributes: { axis: 0 } },
      { op: 'Reshape', inputs: ['c', 'split'], outputs: ['g'] },
      { op: 'Transpose', inputs: ['g'], outputs: ['t'], attributes: { perm: [0, 2, 1, 3, 4] } },
      { op: 'Concat', inputs: ['tail', 'h1', 'w1'], outputs: ['join'], attributes: { axis: 0 } },
      { op: 'Reshape', inputs: ['t', 'join'], outputs: ['y'] },
    ],
    {
      weights: {
        k: weights(6, 3, 1, 1),
        i2: tensorProto('i2', create(TensorProtoSchema, { dataType: 7, int64Data: [2n] })),
        i3: tensorProto('i3', create(TensorProtoSchema, { dataType: 7, int64Data: [3n] })),
        a0: [0],
        head: [-1, 2, 3],
        tail: [-1, 6],
      },
    },
  ),
  row(
    "view(size(0), -1) in exporters' form",
    [
      { op: 'Shape', inputs: ['x'], outputs: ['shape'] },
      { op: 'Slice', inputs: ['shape', 'zero', 'first'], outputs: ['batch'] },
      { op: 'Cast', inputs: ['batch'], outputs: ['batch64'], attributes: { to: 7 } },
      { op: 'Concat', inputs: ['batch64', 'rest'], outputs: ['target'], attributes: { axis: 0 } },
      { op: 'Reshape', inputs: ['x', 'target'], outputs: ['y'] },
    ],
    { weights: { zero: [0], first: [1], rest: [-1] }, opset: 13 },
  ),
  row('Dropout, Identity and Cast', chain(['Dropout'], ['Identity'], ['Cast', { to: 1 }], ['Relu']), { opset: 12 }),
  row(
    'Constant and ConstantOfShape',
    [
      {
        op: 'Constant',
        inputs: [],
        outputs: ['k'],
        attributes: { value: { tensor: tensorProto('', weights(2, 3, 1, 1)) } },
      },
      {
        op: 'ConstantOfShape',
        inputs: ['two'],
        outputs: ['b'],
        attributes: { value: { tensor: tensorProto('', { shape: [1], data: Float32Array.of(0.5) }) } },
      },
      { op: 'Conv', inputs: ['x', 'k', 'b'], outputs: ['y'] },
    ],
    { weights: { two: [2] }, opset: 9 },
  ),
  row(
    'weights that are first transposed and scaled',
    [
      { op: 'Transpose', inputs: ['k'], outputs: ['t'], attributes: { perm: [3, 2, 0, 1] } },
      { op: 'Mul', inputs: ['t', 'c'], outputs: ['w'] },
      { op: 'Conv', inputs: ['x', 'w'], outputs: ['y'] },
    ],
    { weights: { k: weights(3, 3, 3, 4), c: { shape: [4, 1, 1, 1], data: Float32Array.of(1, 2, 3, -1) } } },
  ),
  row('a constant per position', chain(['Add', {}, 'c']), {
    weights: { c: weights(1, 3, 4, 5) },
    input: [1, 3, 4, 5],
    sizes: [[4, 5]],
  }),
];

const resizes: readonly OnnxCase[] = [
  one('Upsample', { mode: 'nearest', scales: { floats: [1, 1, 2, 3] } }, { opset: 7 }),
  one(
    'Upsample',
    { mode: 'nearest' },
    { opset: 9, weights: { s: { shape: [4], data: Float32Array.of(1, 1, 2, 2) } } },
    's',
  ),
  one(
    'Upsample',
    { mode: 'linear' },
    { opset: 9, weights: { s: { shape: [4], data: Float32Array.of(1, 1, 2, 3) } } },
    's',
  ),
  one(
    'Resize',
    { mode: 'nearest' },
    { opset: 10, weights: { s: { shape: [4], data: Float32Array.of(1, 1, 2, 3) } } },
    's',
  ),
  ...(['half_pixel', 'asymmetric'] as const).map((centres) =>
    one(
      'Resize',
      { mode: 'linear', coordinate_transformation_mode: centres },
      { opset: 13, weights: { s: { shape: [4], data: Float32Array.of(1, 1, 2, 3) } } },
      '',
      's',
    ),
  ),
  one(
    'Resize',
    { mode: 'nearest' },
    { opset: 13, weights: { s: { shape: [4], data: Float32Array.of(1, 1, 2, 4) } } },
    '',
    's',
  ),
  one(
    'Resize',
    { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
    {
      opset: 11,
      weights: { r: { shape: [0], data: new Float32Array(0) }, s: { shape: [4], data: Float32Array.of(1, 1, 3, 2) } },
    },
    'r',
    's',
  ),
  one(
    'Resize',
    { mode: 'linear' },
    { opset: 13, weights: { n: [1, 3, 8, 15] }, input: [1, 3, 4, 5], sizes: [[4, 5]] },
    '',
    '',
    'n',
  ),
];

const shrinks: readonly OnnxCase[] = (
  [
    ['nearest', 'asymmetric', 'floor'],
    ['linear', 'asymmetric', 'floor'],
    ['linear', 'half_pixel', 'floor'],
    ['linear', 'pytorch_half_pixel', 'floor'],
  ] as const
).map(([mode, centres, rounding]) =>
  one(
    'Resize',
    { mode, coordinate_transformation_mode: centres, nearest_mode: rounding },
    { opset: 13, weights: { s: { shape: [4], data: Float32Array.of(1, 1, 1 / 2, 1 / 3) } } },
    '',
    's',
  ),
);

/** All rows. */
export const ONNX_CASES: readonly OnnxCase[] = [
  ...convolutions,
  ...normalisations,
  ...activations,
  ...pools,
  ...averages,
  ...arithmetic,
  ...forms,
  ...resizes,
  ...shrinks,
  ...FOLDING_CASES,
  ...FIXED_CASES,
];
