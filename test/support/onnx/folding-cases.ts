// Rows with nodes on constants only, of the ranks that exporters write. Their result is the bias of a dense layer.

import { create } from '@bufbuild/protobuf';
import type { Pair } from '../../../src/graph/attributes.js';
import { TensorProtoSchema } from '../../../src/onnx-format/gen/onnx_pb.js';
import { randomTensor } from '../networks/nets.js';
import type { OnnxCase } from './cases.js';
import { type Attribute, FREE_INPUT, type NodeSpec, scalarTensor, type Weight } from './file.js';

const SIZES: readonly Pair[] = [[5, 6]];

/** A chain of nodes on the constant `c`, with `count` numbers as its result. */
const folded = (
  title: string,
  count: number,
  steps: readonly (readonly [op: string, attributes?: Readonly<Record<string, Attribute>>, ...more: string[]])[],
  {
    weights = {},
    opset = 17,
    shape = [2, 3, 4],
  }: { weights?: Readonly<Record<string, Weight>>; opset?: number; shape?: readonly number[] } = {},
): OnnxCase => {
  const chain = steps.map(([op, attributes = {}, ...more], i): NodeSpec => {
    const others = op === 'Split' ? [`rest${i}`] : [];
    return { op, inputs: [i === 0 ? 'c' : `v${i - 1}`, ...more], outputs: [`v${i}`, ...others], attributes };
  });
  const nodes: readonly NodeSpec[] = [
    ...chain,
    { op: 'Reshape', inputs: [`v${steps.length - 1}`, 'row'], outputs: ['bias'] },
    { op: 'GlobalAveragePool', inputs: ['x'], outputs: ['means'] },
    { op: 'Flatten', inputs: ['means'], outputs: ['flat'] },
    { op: 'MatMul', inputs: ['flat', 'matrix'], outputs: ['product'] },
    { op: 'Add', inputs: ['product', 'bias'], outputs: ['y'] },
  ];
  const made = { c: randomTensor(shape, 3), row: [1, -1], matrix: randomTensor([3, count], 4) };
  return {
    title: `folded: ${title}, opset ${opset}`,
    opset,
    nodes,
    weights: { ...made, ...weights },
    input: FREE_INPUT,
    sizes: SIZES,
  };
};

const floatsOf = (shape: readonly number[], values: readonly number[]) => ({ shape, data: Float32Array.from(values) });
const resized = (title: string, attributes: Readonly<Record<string, Attribute>>, [height, width]: Pair): OnnxCase =>
  folded(`Resize, ${title}`, 2 * height * width, [['Resize', attributes, '', '', 'sizes']], {
    opset: 19,
    shape: [1, 2, 4, 5],
    weights: { sizes: [1, 2, height, width] },
  });

/** One row per operation and rare use. */
export const FOLDING_CASES: readonly OnnxCase[] = [
  folded('Slice along two axes, with steps', 4, [['Slice', {}, 'starts', 'ends', 'axes', 'steps']], {
    weights: { starts: [1, 0], ends: [2, 2 ** 31], axes: [-2, 2], steps: [1, 2] },
  }),
  folded('Slice backwards', 24, [['Slice', {}, 'starts', 'ends', 'axes', 'steps']], {
    weights: { starts: [-1, -1], ends: [-(2 ** 31), -(2 ** 31)], axes: [0, 2], steps: [-1, -1] },
  }),
  folded(
    'Slice of opset 9',
    8,
    [
      ['Slice', { starts: [1], ends: [3], axes: [2] }],
      ['Slice', { starts: [0, 1], ends: [2, 9] }],
    ],
    { opset: 9 },
  ),
  folded('Gather of a list in the middle', 32, [['Gather', { axis: 1 }, 'places']], {
    weights: { places: [2, 0, -1, 1] },
  }),
  folded('Concat along the last axis', 48, [['Concat', { axis: -1 }, 'c']]),
  folded('Transpose of three dimensions', 24, [['Transpose', { perm: [2, 0, 1] }]]),
  folded('Split into unequal parts, the first of them', 6, [['Split', { axis: 2 }, 'parts']], {
    weights: { parts: [1, 3] },
  }),
  folded('Tile', 96, [['Tile', {}, 'times']], { weights: { times: [2, 1, 2] } }),
  folded('Pad in front and behind', 60, [['Pad', {}, 'pads', 'value']], {
    weights: { pads: [0, 1, 0, 0, 1, 2], value: scalarTensor(2.5) },
  }),
  folded('Trilu', 24, [['Trilu', { upper: 0 }]]),
  folded('ScatterND', 24, [['ScatterND', {}, 'places', 'updates']], {
    weights: {
      places: create(TensorProtoSchema, { dataType: 7, dims: [2n, 2n], int64Data: [1n, 2n, 0n, 0n] }),
      updates: floatsOf([2, 4], [1, 2, 3, 4, 5, 6, 7, 8]),
    },
  }),
  folded('GatherND', 8, [['GatherND', {}, 'places']], {
    weights: { places: create(TensorProtoSchema, { dataType: 7, dims: [2n, 2n], int64Data: [1n, 2n, 0n, 0n] }) },
  }),
  folded(
    'ReduceSum and ReduceMean over chosen axes',
    2,
    [
      ['ReduceSum', { keepdims: 0 }, 'middle'],
      ['ReduceMean', { axes: [1] }],
    ],
    { weights: { middle: [1] } },
  ),
  folded('ReduceMax and ReduceMin', 3, [
    ['ReduceMax', { axes: [2] }],
    ['ReduceMin', { axes: [0], keepdims: 0 }],
  ]),
  folded('MatMul of many matrices with one', 30, [['MatMul', {}, 'matrix2']], {
    weights: { matrix2: randomTensor([4, 5], 6) },
  }),
  folded('MatMul of many matrices with many', 30, [['MatMul', {}, 'matrix2']], {
    weights: { matrix2: randomTensor([2, 4, 5], 6) },
  }),
  folded(
    'comparisons and Where',
    24,
    [['Greater', {}, 'zero'], ['Not'], ['Where', {}, 'c', 'ten'], ['Round'], ['Mod', { fmod: 1 }, 'two']],
    { weights: { zero: scalarTensor(0), ten: scalarTensor(10), two: scalarTensor(2) } },
  ),
  folded(
    'curves',
    24,
    [['Relu'], ['Sigmoid'], ['Tanh'], ['Log'], ['Exp'], ['Sin'], ['Cos'], ['Sign'], ['Clip', {}, 'low']],
    {
      weights: { low: scalarTensor(0.25) },
    },
  ),
  resized('nearest', { mode: 'nearest' }, [7, 3]),
  resized('linear, smaller', { mode: 'linear' }, [3, 2]),
  resized('linear with antialias', { mode: 'linear', antialias: 1 }, [2, 3]),
  resized('cubic', { mode: 'cubic', coordinate_transformation_mode: 'pytorch_half_pixel' }, [7, 3]),
  resized('cubic with antialias', { mode: 'cubic', antialias: 1 }, [3, 2]),
  resized('linear, with aligned corners', { mode: 'linear', coordinate_transformation_mode: 'align_corners' }, [7, 3]),
  resized('linear, asymmetric', { mode: 'linear', coordinate_transformation_mode: 'asymmetric' }, [6, 10]),
];
