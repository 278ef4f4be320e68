// One row per operation and rare attribute. The gradient check, the shape rules and every engine use this table.

import type { Activation } from '../../../src/graph/activation.js';
import type { OpName, Padded, Padding, Pair, TransposedConvolution } from '../../../src/graph/attributes.js';
import {
  channelMean,
  difference,
  enlarge,
  everyPixel,
  globalAverage,
  globalMax,
  localResponse,
  product,
  quotient,
  repeatPixels,
  scaled,
  sum,
} from '../../../src/graph/compositions.js';
import type { Node } from '../../../src/graph/graph.js';
import {
  activation,
  add,
  affine,
  averagePool,
  combineKernels,
  concat,
  constant,
  conv,
  convTranspose,
  dense,
  dot,
  expand,
  flatten,
  gram,
  maxPool,
  mul,
  pad,
  prelu,
  relu,
  shuffleChannels,
  sliceChannels,
  softmax,
  spatialMax,
  spatialMean,
  spot,
  unflatten,
} from '../../../src/graph/ops.js';
import { kernelMove, randomConstant, squareWindow } from '../networks/nets.js';
import { TENSOR_CASES } from './tensor-cases.js';

/** What a row tests. */
export interface OpCase {
  readonly title: string;
  /** The operation that the row tests; `build` may add others. */
  readonly op: OpName;
  /** The channels of the picture that `build` gets. */
  readonly channels: number;
  /** Heights and widths to test, in pixels. */
  readonly sizes: readonly Pair[];
  readonly build: (x: Node) => Node;
}

const EVEN_AND_ODD: readonly Pair[] = [
  [8, 8],
  [7, 9],
  [6, 11],
];

const ASYMMETRIC: Padding = { top: 2, left: 0, bottom: 1, right: 1 };

interface ConvRow {
  readonly kernel: readonly [outs: number, insPerGroup: number, rows: number, columns: number];
  readonly how: ReturnType<typeof kernelMove>;
  readonly bias?: boolean;
  readonly sizes?: readonly Pair[];
}

const convRow = (title: string, { kernel, how, bias = false, sizes = EVEN_AND_ODD }: ConvRow): OpCase => ({
  title: `conv ${title}`,
  op: 'conv',
  channels: kernel[1] * how.groups,
  sizes,
  build: (x) => conv(x, randomConstant(kernel, 3), bias ? randomConstant([kernel[0]], 4) : undefined, how),
});

const poolRows = (op: 'maxPool' | 'averagePool', pool: typeof maxPool | typeof averagePool): OpCase[] => {
  const row = (title: string, how: Parameters<typeof maxPool>[1], sizes = EVEN_AND_ODD): OpCase => ({
    title: `${op} ${title}`,
    op,
    channels: 2,
    sizes,
    build: (x) => pool(x, how),
  });
  return [
    row('2x2, stride 2, valid', squareWindow(2, 2, 'valid')),
    row('2x2, stride 1, same: padding after only', squareWindow(2, 1, 'same')),
    row('3x3, stride 2, valid: windows overlap', squareWindow(3, 2, 'valid')),
    row('3x3, stride 2, same', squareWindow(3, 2, 'same')),
    row('3x3, stride 1, same', squareWindow(3, 1, 'same')),
    row('3x3, stride 1, valid', squareWindow(3, 1, 'valid')),
    row('1x1, stride 2, same: windows leave gaps', squareWindow(1, 2, 'same')),
    row('1x1, stride 3, valid: windows leave gaps', squareWindow(1, 3, 'valid')),
    row('2x3, strides 1 and 2, same', { window: [2, 3], strides: [1, 2], padding: 'same' }),
    row('3x2, strides 2 and 1, valid', { window: [3, 2], strides: [2, 1], padding: 'valid' }),
    row('3x3, stride 2, explicit padding', squareWindow(3, 2, { top: 1, left: 0, bottom: 2, right: 1 })),
    row('3x3, stride 1, explicit padding', squareWindow(3, 1, { top: 1, left: 0, bottom: 2, right: 1 })),
    row('5x5, stride 1, same, larger than the picture', squareWindow(5, 1, 'same'), [[3, 4]]),
    row('2x2, stride 1, the odd pixel before', squareWindow(2, 1, 'same-lower')),
    row('3x3, stride 2, the odd pixel before', squareWindow(3, 2, 'same-lower')),
  ];
};

const countedRow = (title: string, how: ReturnType<typeof squareWindow>): OpCase => ({
  title: `averagePool ${title}, with its padding counted`,
  op: 'averagePool',
  channels: 2,
  sizes: EVEN_AND_ODD,
  build: (x) => averagePool(x, { ...how, countsPadding: true }),
});

interface TransposedRow extends Pick<ConvRow, 'kernel' | 'bias'> {
  readonly how: ReturnType<typeof kernelMove>;
  readonly outputPadding?: Pair;
}

const transposedRow = (
  title: string,
  { kernel, how, bias = false, outputPadding = [0, 0] }: TransposedRow,
): OpCase => ({
  title: `convTranspose ${title}`,
  op: 'convTranspose',
  channels: kernel[0],
  sizes: [
    [4, 4],
    [3, 5],
  ],
  build: (x) => {
    const attributes: TransposedConvolution = { ...how, outputPadding };
    const offset = bias ? randomConstant([kernel[1] * how.groups], 4) : undefined;
    return convTranspose(x, randomConstant(kernel, 3), offset, attributes);
  },
});

const activationRows = (how: Activation, { positive = false }: { readonly positive?: boolean } = {}): OpCase[] => {
  const title = `activation ${Object.values(how).join(' ')}`;
  // The picture's values are from -1 to 1. They are moved to where the curve bends, or to where it is defined.
  const prepared = (x: Node) => (positive ? scaled(activation(x, { kind: 'sigmoid' }), 2, 0.1) : scaled(x, 4.1));
  const build = (x: Node) => activation(prepared(x), how);
  const row = { op: 'activation', sizes: EVEN_AND_ODD } as const;
  return [
    { ...row, title, channels: 3, build },
    { ...row, title: `${title}, flat`, channels: 5, build: (x) => build(flat(x)) },
  ];
};

const padRow = (title: string, how: Padded): OpCase => ({
  title: `pad ${title}`,
  op: 'pad',
  channels: 2,
  sizes: EVEN_AND_ODD,
  build: (x) => pad(x, how),
});

const composed = (title: string, op: OpName, channels: number, build: (x: Node) => Node): OpCase => ({
  title,
  op,
  channels,
  sizes: EVEN_AND_ODD,
  build,
});

/** `[1, channels]` from a picture. */
const flat = (x: Node): Node => spatialMean(x);

export const OP_CASES: readonly OpCase[] = [
  convRow('3x3 same', { kernel: [3, 2, 3, 3], how: kernelMove('same') }),
  convRow('3x3 valid with bias', { kernel: [3, 2, 3, 3], how: kernelMove('valid'), bias: true }),
  convRow('1x1', { kernel: [4, 3, 1, 1], how: kernelMove('same') }),
  convRow('1x7 same', { kernel: [2, 2, 1, 7], how: kernelMove('same') }),
  convRow('7x1 same', { kernel: [2, 2, 7, 1], how: kernelMove('same') }),
  convRow('2x4 same: more padding after than before', { kernel: [2, 2, 2, 4], how: kernelMove('same') }),
  convRow('5x5 same, larger than the picture', { kernel: [2, 2, 5, 5], how: kernelMove('same'), sizes: [[2, 3]] }),
  convRow('3x3 valid, stride 2', { kernel: [3, 2, 3, 3], how: kernelMove('valid', { strides: [2, 2] }) }),
  convRow('3x3 same, stride 2, bias', {
    kernel: [3, 2, 3, 3],
    how: kernelMove('same', { strides: [2, 2] }),
    bias: true,
  }),
  convRow('4x4 same, stride 3', { kernel: [2, 2, 4, 4], how: kernelMove('same', { strides: [3, 3] }) }),
  convRow('3x3 same, strides 1 and 2', { kernel: [2, 2, 3, 3], how: kernelMove('same', { strides: [1, 2] }) }),
  convRow('3x3 valid, strides 2 and 1', { kernel: [2, 2, 3, 3], how: kernelMove('valid', { strides: [2, 1] }) }),
  convRow('1x1 valid, stride 2', { kernel: [3, 2, 1, 1], how: kernelMove('valid', { strides: [2, 2] }) }),
  convRow('1x1 same, stride 2', { kernel: [3, 2, 1, 1], how: kernelMove('same', { strides: [2, 2] }) }),
  convRow('2x2 valid, stride 3: gaps', { kernel: [2, 2, 2, 2], how: kernelMove('valid', { strides: [3, 3] }) }),
  convRow('2x2 same, stride 3: gaps', { kernel: [2, 2, 2, 2], how: kernelMove('same', { strides: [3, 3] }) }),
  convRow('3x3 same, dilation 2', { kernel: [2, 2, 3, 3], how: kernelMove('same', { dilations: [2, 2] }) }),
  convRow('3x2 valid, dilations 2 and 3', { kernel: [2, 2, 3, 2], how: kernelMove('valid', { dilations: [2, 3] }) }),
  convRow('3x3 same, dilation 2, stride 2', {
    kernel: [2, 2, 3, 3],
    how: kernelMove('same', { dilations: [2, 2], strides: [2, 2] }),
  }),
  convRow('3x3 same, 2 groups', { kernel: [4, 3, 3, 3], how: kernelMove('same', { groups: 2 }) }),
  convRow('3x3 valid, 2 groups, stride 2', {
    kernel: [6, 2, 3, 3],
    how: kernelMove('valid', { groups: 2, strides: [2, 2] }),
  }),
  convRow('3x3 depthwise', { kernel: [4, 1, 3, 3], how: kernelMove('same', { groups: 4 }) }),
  convRow('3x3 depthwise, 2 outputs per channel, stride 2', {
    kernel: [6, 1, 3, 3],
    how: kernelMove('same', { groups: 3, strides: [2, 2] }),
    bias: true,
  }),
  convRow('3x3, explicit padding', { kernel: [2, 2, 3, 3], how: kernelMove(ASYMMETRIC) }),
  convRow('3x3, explicit padding, stride 2', {
    kernel: [2, 2, 3, 3],
    how: kernelMove(ASYMMETRIC, { strides: [2, 2] }),
  }),
  convRow('2x2, explicit padding, dilation 2', {
    kernel: [2, 2, 2, 2],
    how: kernelMove(ASYMMETRIC, { dilations: [2, 2] }),
  }),
  convRow('1x1, with more padding than its reach', { kernel: [2, 2, 1, 1], how: kernelMove(ASYMMETRIC) }),
  convRow('3x3, stride 2, the odd pixel before', {
    kernel: [2, 2, 3, 3],
    how: kernelMove('same-lower', { strides: [2, 2] }),
  }),
  convRow('2x4, the odd pixel before', { kernel: [2, 2, 2, 4], how: kernelMove('same-lower') }),
  convRow('3x3, dilation 2, stride 2, the odd pixel before', {
    kernel: [2, 2, 3, 3],
    how: kernelMove('same-lower', { dilations: [2, 2], strides: [2, 2] }),
  }),
  ...poolRows('maxPool', maxPool),
  ...poolRows('averagePool', averagePool),
  countedRow('3x3, stride 1, same', squareWindow(3, 1, 'same')),
  countedRow('2x2, stride 2, explicit padding', squareWindow(2, 2, { top: 1, left: 0, bottom: 0, right: 1 })),
  countedRow('3x3, stride 2, same', squareWindow(3, 2, 'same')),
  transposedRow('3x3 same, stride 2, bias', {
    kernel: [3, 2, 3, 3],
    how: kernelMove('same', { strides: [2, 2] }),
    bias: true,
  }),
  transposedRow('4x4, stride 2, explicit padding', {
    kernel: [2, 3, 4, 4],
    how: kernelMove({ top: 1, left: 1, bottom: 1, right: 1 }, { strides: [2, 2] }),
  }),
  transposedRow('3x3, stride 2, one row and column added', {
    kernel: [2, 2, 3, 3],
    how: kernelMove({ top: 1, left: 1, bottom: 1, right: 1 }, { strides: [2, 2] }),
    outputPadding: [1, 1],
  }),
  transposedRow('2x2 valid, stride 3: gaps', {
    kernel: [2, 2, 2, 2],
    how: kernelMove('valid', { strides: [3, 3] }),
    outputPadding: [1, 0],
  }),
  transposedRow('2x2 same, stride 3: gaps', { kernel: [2, 2, 2, 2], how: kernelMove('same', { strides: [3, 3] }) }),
  transposedRow('3x3 valid, stride 1, bias', { kernel: [3, 2, 3, 3], how: kernelMove(), bias: true }),
  transposedRow('2x2 same, stride 1', { kernel: [2, 2, 2, 2], how: kernelMove('same') }),
  transposedRow('3x3, the odd pixel before, stride 2', {
    kernel: [2, 2, 3, 3],
    how: kernelMove('same-lower', { strides: [2, 2] }),
  }),
  transposedRow('3x2, stride 2, dilation 2, 2 groups', {
    kernel: [4, 3, 3, 2],
    how: kernelMove('valid', { strides: [2, 2], dilations: [2, 2], groups: 2 }),
    bias: true,
  }),
  transposedRow('1x1, with more padding than its reach', {
    kernel: [2, 2, 1, 1],
    how: kernelMove({ top: 1, left: 0, bottom: 0, right: 1 }),
  }),
  ...activationRows({ kind: 'leakyRelu', slope: 0.3 }),
  ...activationRows({ kind: 'leakyRelu', slope: -0.5 }),
  ...activationRows({ kind: 'clip', low: 0, high: 3 }),
  ...activationRows({ kind: 'clip', low: -0.7, high: Number.POSITIVE_INFINITY }),
  ...activationRows({ kind: 'clip', low: Number.NEGATIVE_INFINITY, high: 1.5 }),
  ...activationRows({ kind: 'sigmoid' }),
  ...activationRows({ kind: 'tanh' }),
  ...activationRows({ kind: 'hardSigmoid', slope: 0.2, offset: 0.5 }),
  ...activationRows({ kind: 'elu', scale: 1 }),
  ...activationRows({ kind: 'elu', scale: 0.4 }),
  ...activationRows({ kind: 'softplus' }),
  ...activationRows({ kind: 'swish' }),
  ...activationRows({ kind: 'hardSwish' }),
  ...activationRows({ kind: 'gelu', form: 'erf' }),
  ...activationRows({ kind: 'gelu', form: 'tanh' }),
  ...activationRows({ kind: 'erf' }),
  ...activationRows({ kind: 'exp' }),
  ...activationRows({ kind: 'log' }, { positive: true }),
  ...activationRows({ kind: 'abs' }),
  ...activationRows({ kind: 'power', exponent: 2 }),
  ...activationRows({ kind: 'power', exponent: 3 }),
  ...activationRows({ kind: 'power', exponent: 1.5 }, { positive: true }),
  ...activationRows({ kind: 'power', exponent: 0.5 }, { positive: true }),
  ...activationRows({ kind: 'power', exponent: -0.75 }, { positive: true }),
  ...activationRows({ kind: 'power', exponent: -1 }, { positive: true }),
  {
    title: 'activations of a flattened map',
    op: 'activation',
    channels: 2,
    sizes: [[3, 4]],
    build: (x) =>
      activation(activation(flatten(x, 'channels-first'), { kind: 'leakyRelu', slope: 0.2 }), { kind: 'tanh' }),
  },
  composed('prelu', 'prelu', 3, (x) => prelu(x, randomConstant([3], 5))),
  composed('prelu, flat', 'prelu', 3, (x) => prelu(flat(x), randomConstant([3], 5))),
  composed('mul', 'mul', 2, (x) => mul(conv(x, randomConstant([2, 2, 3, 3], 8), undefined, kernelMove('same')), x)),
  composed('mul by itself', 'mul', 2, (x) => mul(x, x)),
  composed('mul, flat', 'mul', 3, (x) => mul(flat(x), softmax(flat(x)))),
  composed('expand of one position, as in squeeze and excitation', 'expand', 3, (x) =>
    product(x, activation(globalAverage(x), { kind: 'sigmoid' })),
  ),
  composed('expand of one channel, as in spatial attention', 'expand', 4, (x) => product(channelMean(x), x)),
  composed('expand of one number', 'expand', 3, (x) => expand(globalAverage(channelMean(x)), x)),
  composed('expand, flat', 'expand', 3, (x) => sum(flat(x), flat(channelMean(x)))),
  composed('expand to the same shape', 'expand', 3, (x) => expand(x, x)),
  padRow('with zeros', { top: 2, left: 0, bottom: 1, right: 3, fill: 0 }),
  padRow('with a number', { top: 0, left: 1, bottom: 1, right: 0, fill: -1.5 }),
  padRow('cutting', { top: -1, left: 0, bottom: -2, right: -3, fill: 0 }),
  padRow('cropping one side and padding the other', { top: 1, left: -2, bottom: -1, right: 2, fill: 0 }),
  padRow('with the edge', { top: 2, left: 1, bottom: 0, right: 7, fill: 'edge' }),
  padRow('with the mirrored map', { top: 2, left: 4, bottom: 3, right: 1, fill: 'reflect' }),
  composed('shuffleChannels, 2 groups', 'shuffleChannels', 6, (x) => shuffleChannels(x, 2)),
  composed('shuffleChannels, 3 groups', 'shuffleChannels', 6, (x) => shuffleChannels(x, 3)),
  composed('unflatten of one position', 'unflatten', 3, globalAverage),
  composed('unflatten, channels first', 'unflatten', 12, (x) =>
    unflatten(flat(x), { channels: 2, height: 3, width: 2, order: 'channels-first' }),
  ),
  composed('unflatten, channels last', 'unflatten', 12, (x) =>
    unflatten(flat(x), { channels: 2, height: 3, width: 2, order: 'channels-last' }),
  ),
  composed('spatialMax', 'spatialMax', 3, spatialMax),
  composed('spatialMax as one position', 'spatialMax', 3, globalMax),
  composed('a difference', 'add', 3, (x) => difference(x, globalAverage(x))),
  composed('a quotient', 'mul', 3, (x) => quotient(x, scaled(activation(x, { kind: 'sigmoid' }), 1, 0.2))),
  composed('a local response normalisation', 'mul', 7, (x) =>
    localResponse(x, { size: 5, alpha: 0.5, beta: 0.75, bias: 1 }),
  ),
  composed('a local response normalisation over an even number', 'mul', 7, (x) =>
    localResponse(x, { size: 4, alpha: 0.5, beta: 0.5, bias: 2 }),
  ),
  composed('repeated pixels', 'convTranspose', 3, (x) => repeatPixels(x, [2, 3])),
  composed('an enlarged map, pixels as squares', 'convTranspose', 2, (x) => enlarge(x, [2, 3], 'half-pixel')),
  composed('an enlarged map, pixels as points', 'convTranspose', 2, (x) => enlarge(x, [3, 2], 'asymmetric')),
  composed('every second pixel', 'averagePool', 2, (x) => everyPixel(x, [2, 3])),
  { title: 'relu', op: 'relu', channels: 3, sizes: EVEN_AND_ODD, build: relu },
  { title: 'relu, flat', op: 'relu', channels: 5, sizes: EVEN_AND_ODD, build: (x) => relu(flat(x)) },
  { title: 'softmax, flat', op: 'softmax', channels: 5, sizes: EVEN_AND_ODD, build: (x) => softmax(flat(x)) },
  { title: 'softmax over a map', op: 'softmax', channels: 4, sizes: EVEN_AND_ODD, build: softmax },
  {
    title: 'affine',
    op: 'affine',
    channels: 3,
    sizes: EVEN_AND_ODD,
    build: (x) => affine(x, randomConstant([3], 5), randomConstant([3], 6)),
  },
  {
    title: 'affine, flat',
    op: 'affine',
    channels: 3,
    sizes: EVEN_AND_ODD,
    build: (x) => affine(flat(x), randomConstant([3], 5), randomConstant([3], 6)),
  },
  {
    title: 'concat of parts of different sizes, one of them used twice',
    op: 'concat',
    channels: 2,
    sizes: EVEN_AND_ODD,
    build: (x) => concat([x, conv(x, randomConstant([3, 2, 1, 1], 7), undefined, kernelMove()), x]),
  },
  {
    title: 'concat, flat',
    op: 'concat',
    channels: 2,
    sizes: EVEN_AND_ODD,
    build: (x) => concat([flat(x), flat(relu(x))]),
  },
  { title: 'concat of one', op: 'concat', channels: 2, sizes: EVEN_AND_ODD, build: (x) => concat([x]) },
  {
    title: 'add',
    op: 'add',
    channels: 2,
    sizes: EVEN_AND_ODD,
    build: (x) => add(conv(x, randomConstant([2, 2, 3, 3], 8), undefined, kernelMove('same')), x),
  },
  { title: 'add to itself', op: 'add', channels: 2, sizes: EVEN_AND_ODD, build: (x) => add(x, x) },
  {
    title: 'flatten, channels last',
    op: 'flatten',
    channels: 3,
    sizes: EVEN_AND_ODD,
    build: (x) => flatten(x, 'channels-last'),
  },
  {
    title: 'flatten, channels first',
    op: 'flatten',
    channels: 3,
    sizes: EVEN_AND_ODD,
    build: (x) => flatten(x, 'channels-first'),
  },
  {
    title: 'dense with bias, behind a flatten',
    op: 'dense',
    channels: 2,
    sizes: [[3, 4]],
    build: (x) => dense(flatten(x, 'channels-last'), randomConstant([24, 5], 9), randomConstant([5], 10)),
  },
  {
    title: 'dense without bias',
    op: 'dense',
    channels: 3,
    sizes: EVEN_AND_ODD,
    build: (x) => dense(flat(x), randomConstant([3, 4], 9), undefined),
  },
  {
    title: 'sliceChannels',
    op: 'sliceChannels',
    channels: 5,
    sizes: EVEN_AND_ODD,
    build: (x) => sliceChannels(x, 1, 4),
  },
  {
    title: 'sliceChannels, flat',
    op: 'sliceChannels',
    channels: 5,
    sizes: EVEN_AND_ODD,
    build: (x) => sliceChannels(flat(x), 1, 4),
  },
  { title: 'spatialMean', op: 'spatialMean', channels: 3, sizes: EVEN_AND_ODD, build: spatialMean },
  { title: 'gram', op: 'gram', channels: 3, sizes: EVEN_AND_ODD, build: gram },
  ...(
    [
      ['the middle', 0.5, 0.5],
      ['a corner', 1, 0],
      ['elsewhere', 0.3, 0.85],
    ] as const
  ).map(
    ([title, y, x]): OpCase => ({
      title: `spot in ${title}`,
      op: 'spot',
      channels: 3,
      sizes: EVEN_AND_ODD,
      build: (map) => product(map, spot(map, constant({ shape: [1, 2], data: Float32Array.of(y, x) }))),
    }),
  ),
  {
    title: 'dot with a constant',
    op: 'dot',
    channels: 3,
    sizes: EVEN_AND_ODD,
    build: (x) => dot(constant({ shape: [1, 3], data: Float32Array.of(2, -3, 0.5) }), flat(x)),
  },
  {
    title: 'dot of two values that depend on the picture',
    op: 'dot',
    channels: 3,
    sizes: EVEN_AND_ODD,
    build: (x) => dot(flat(x), softmax(flat(x))),
  },
  {
    title: 'conv with a kernel combined at run time',
    op: 'combineKernels',
    channels: 2,
    sizes: EVEN_AND_ODD,
    build: (x) => {
      const weights = constant({ shape: [1, 3], data: Float32Array.of(1, -0.5, 2) });
      return conv(x, combineKernels(weights, randomConstant([3, 2, 3, 3], 11)), undefined, kernelMove('same'));
    },
  },
  {
    title: 'strided conv with a kernel combined at run time',
    op: 'combineKernels',
    channels: 2,
    sizes: EVEN_AND_ODD,
    build: (x) => {
      const weights = constant({ shape: [1, 3], data: Float32Array.of(1, -0.5, 2) });
      const how = kernelMove('same', { strides: [2, 2] });
      return conv(x, combineKernels(weights, randomConstant([3, 2, 3, 3], 11)), undefined, how);
    },
  },
  ...TENSOR_CASES,
];
