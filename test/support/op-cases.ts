// One row an operation and awkward attribute: the table that the gradient check, the shape rules and every engine go through.

import type { OpName, Padding, Pair } from '../../src/graph/attributes.js';
import type { Node } from '../../src/graph/graph.js';
import {
  add,
  affine,
  averagePool,
  combineKernels,
  concat,
  constant,
  conv,
  dense,
  dot,
  flatten,
  maxPool,
  relu,
  sliceChannels,
  softmax,
  spatialMean,
} from '../../src/graph/ops.js';
import { kernelMove, randomConstant, squareWindow } from './nets.js';

/** What a row tries. */
export interface OpCase {
  readonly title: string;
  /** The operation that the row is about; `build` may use others around it. */
  readonly op: OpName;
  /** Of the picture that `build` gets. */
  readonly channels: number;
  /** Heights and widths to try, in pixels. */
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
  ];
};

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
  convRow('3x3 depthwise, 2 outputs a channel, stride 2', {
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
  convRow('1x1, padded by more than its reach', { kernel: [2, 2, 1, 1], how: kernelMove(ASYMMETRIC) }),
  ...poolRows('maxPool', maxPool),
  ...poolRows('averagePool', averagePool),
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
    title: 'concat of parts of different sizes, one of them twice',
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
  {
    title: 'dot with a constant',
    op: 'dot',
    channels: 3,
    sizes: EVEN_AND_ODD,
    build: (x) => dot(constant({ shape: [1, 3], data: Float32Array.of(2, -3, 0.5) }), flat(x)),
  },
  {
    title: 'dot of two that depend on the picture',
    op: 'dot',
    channels: 3,
    sizes: EVEN_AND_ODD,
    build: (x) => dot(flat(x), softmax(flat(x))),
  },
  {
    title: 'conv by a kernel that is combined at run time',
    op: 'combineKernels',
    channels: 2,
    sizes: EVEN_AND_ODD,
    build: (x) => {
      const weights = constant({ shape: [1, 3], data: Float32Array.of(1, -0.5, 2) });
      return conv(x, combineKernels(weights, randomConstant([3, 2, 3, 3], 11)), undefined, kernelMove('same'));
    },
  },
  {
    title: 'strided conv by a kernel that is combined at run time',
    op: 'combineKernels',
    channels: 2,
    sizes: EVEN_AND_ODD,
    build: (x) => {
      const weights = constant({ shape: [1, 3], data: Float32Array.of(1, -0.5, 2) });
      const how = kernelMove('same', { strides: [2, 2] });
      return conv(x, combineKernels(weights, randomConstant([3, 2, 3, 3], 11)), undefined, how);
    },
  },
];
