// How each operation of our graph is said in ONNX (opset 17). Heights and widths stay symbolic, so that one session serves every picture size.
// What is written here is chosen for onnxruntime's CPU provider, which computes convolutions, pools, sums and products of equal shapes in a layout
// blocked by 16 channels and reorders around everything else.

import type { OpName, Pair } from '../graph/attributes.js';
import { isOp, type Node } from '../graph/graph.js';
import { channelsOf, isFlat } from '../graph/shapes.js';
import type { Tensor } from '../tensor/tensor.js';
import type { Emitter } from './emitter.js';
import { extentOf, fitTo, padAttributes, padSame, planeOf, turnedPads, windowAttributes } from './padding.js';
import { ELEMENT_TYPE } from './proto.js';

type Rule<K extends OpName> = (emit: Emitter, inputs: readonly string[], node: Node<K>) => string;

/** By operation: writes its ONNX nodes and gives back the name of the value. */
export const LOWERINGS: { readonly [K in Exclude<OpName, 'input'>]: Rule<K> } = {
  constant: (emit, _inputs, { attributes }) => emit.float(attributes.tensor),
  conv: conv,
  affine: (emit, [x], { inputs: [input, scale, offset] }) => {
    const scaled = emit.node('Mul', [x!, emit.float(perChannel(input!, scale!))]);
    return emit.node('Add', [scaled, emit.float(perChannel(input!, offset!))]);
  },
  relu: (emit, inputs) => emit.node('Relu', inputs),
  softmax: (emit, inputs) => emit.node('Softmax', inputs, { axis: 1 }),
  maxPool: (emit, inputs, { attributes }) => emit.node('MaxPool', inputs, windowAttributes(attributes)),
  averagePool: (emit, inputs, { attributes }) =>
    emit.node('AveragePool', inputs, { ...windowAttributes(attributes), count_include_pad: 0 }),
  concat: (emit, inputs) => emit.node('Concat', inputs, { axis: 1 }),
  add: (emit, inputs) => emit.node('Add', inputs),
  flatten: (emit, [x], { attributes: { order } }) => {
    const ordered = order === 'channels-last' ? emit.node('Transpose', [x!], { perm: [0, 2, 3, 1] }) : x!;
    return emit.node('Reshape', [ordered, emit.integers([1, -1])]);
  },
  dense: (emit, inputs) => emit.node('Gemm', inputs),
  sliceChannels: (emit, [x], { attributes: { start, end } }) =>
    emit.node('Slice', [x!, emit.integers([start]), emit.integers([end]), emit.integers([1])]),
  spatialMean: (emit, inputs) => emit.node('ReduceMean', inputs, { axes: [2, 3], keepdims: 0 }),
  combineKernels: (emit, [weights], { inputs: [, kernel] }) => {
    const { shape, data } = constantOf(kernel!);
    const rows = emit.float({ shape: [shape[0]!, data.length / shape[0]!], data });
    return emit.node('Reshape', [emit.node('MatMul', [weights!, rows]), emit.integers([1, ...shape.slice(1)])]);
  },
  dot: (emit, inputs) => {
    const products = emit.node('Mul', inputs);
    return emit.node('ReduceSum', [products, emit.integers([1])], { keepdims: 1 });
  },

  convAdjoint: convAdjoint,
  reluAdjoint: (emit, [outgrad, y], { inputs: [, output] }) => {
    const mask = isFlat(output!) ? emit.node('Sign', [y!]) : step(emit, y!, channelsOf(output!));
    return emit.node('Mul', [outgrad!, mask]);
  },
  softmaxAdjoint: (emit, [outgrad, y]) => {
    const weighted = emit.node('ReduceSum', [emit.node('Mul', [outgrad!, y!]), emit.integers([1])], { keepdims: 1 });
    return emit.node('Mul', [y!, emit.node('Sub', [outgrad!, weighted])]);
  },
  // The pool is computed a second time, for its indices: the first one stays in the blocked layout.
  maxPoolAdjoint: (emit, [outgrad, x], { attributes }) => {
    const [, places] = emit.nodeWithOutputs('MaxPool', [x!], 2, windowAttributes(attributes));
    const flat = emit.integers([-1]);
    const shape = emit.node('Shape', [x!]);
    const size = emit.node('Reshape', [emit.node('Size', [x!]), flat]);
    const zeros = emit.node('ConstantOfShape', [size]);
    const indices = emit.node('Reshape', [places!, flat]);
    const values = emit.node('Reshape', [outgrad!, flat]);
    const scattered = emit.node('ScatterElements', [zeros, indices, values], { axis: 0, reduction: 'add' });
    return emit.node('Reshape', [scattered, shape]);
  },
  averagePoolAdjoint: averagePoolAdjoint,
  sliceChannelsAdjoint: (emit, [outgrad], { inputs: [part, x], attributes: { start } }) => {
    const after = channelsOf(x!) - start - channelsOf(part!);
    const plane = isFlat(x!) ? [] : [0, 0];
    return emit.node('Pad', [outgrad!, emit.integers([0, start, ...plane, 0, after, ...plane])]);
  },
  affineAdjoint: (emit, [outgrad], { inputs: [input, scale] }) =>
    emit.node('Mul', [outgrad!, emit.float(perChannel(input!, scale!))]),
  flattenAdjoint: (emit, [outgrad, x], { attributes: { order } }) => {
    const shape = emit.node('Shape', [x!]);
    if (order === 'channels-first') return emit.node('Reshape', [outgrad!, shape]);
    const last = emit.node('Gather', [shape, emit.integers([0, 2, 3, 1])]);
    return emit.node('Transpose', [emit.node('Reshape', [outgrad!, last])], { perm: [0, 3, 1, 2] });
  },
  denseAdjoint: (emit, inputs) => emit.node('Gemm', inputs, { transB: 1 }),
  spatialMeanAdjoint: (emit, [outgrad, x], { inputs: [, input] }) => {
    const area = emit.node('ReduceProd', [planeOf(emit, x!)], { keepdims: 1 });
    const share = emit.node('Div', [outgrad!, emit.node('Cast', [area], { to: ELEMENT_TYPE.float })]);
    const channels = emit.integers([1, channelsOf(input!), 1, 1]);
    return emit.node('Expand', [emit.node('Reshape', [share, channels]), emit.node('Shape', [x!])]);
  },
  scale: (emit, inputs) => emit.node('Mul', inputs),
};

/**
 * 1 where y > 0, else 0, for y >= 0 as relu gives it. A 1x1 depthwise convolution by 2^120 with a hard sigmoid behind it: onnxruntime fuses the two and
 * runs them in the blocked layout, where Sign or Greater would cost two reorders. Exact for y >= 2^-120; smaller ones count as in between.
 */
function step(emit: Emitter, y: string, channels: number): string {
  const large = emit.float(filled([channels, 1, 1, 1], 2 ** 120));
  const huge = emit.node('Conv', [y, large], { group: channels, kernel_shape: [1, 1] });
  return emit.node('HardSigmoid', [huge], { alpha: { float: 1 }, beta: { float: 0 } });
}

function conv(emit: Emitter, [x, kernel, ...bias]: readonly string[], node: Node<'conv'>): string {
  const { strides, padding, dilations, groups } = node.attributes;
  const size = kernelSize(node.inputs[1]!);
  const extent = extentOf(size, dilations);
  const how = { kernel_shape: [...size], strides: [...strides], dilations: [...dilations], group: groups };
  if (padding === 'same' && strides.some((stride) => stride !== 1) && dilations.some((dilation) => dilation !== 1)) {
    // onnxruntime does not pad by itself for dilated kernels: the padding is computed from the shape.
    return emit.node('Conv', [padSame(emit, x!, extent, strides), kernel!, ...bias], how);
  }
  return emit.node('Conv', [x!, kernel!, ...bias], { ...how, ...padAttributes(padding, extent, strides) });
}

function convAdjoint(emit: Emitter, [outgrad, kernel, x]: readonly string[], node: Node<'convAdjoint'>): string {
  const { strides, padding, dilations, groups } = node.attributes;
  const k = node.inputs[1]!;
  const [rows, columns] = kernelSize(k);
  const extent = extentOf([rows, columns], dilations);
  const pads = strides[0] === 1 && strides[1] === 1 ? turnedPads(padding, extent) : [];
  // A kernel that is padded by more than its reach would need negative padding here, which ONNX does not have.
  if (isOp(k, 'constant') && pads.length > 0 && pads.every((pixels) => pixels >= 0)) {
    const flipped = emit.float(flip(k.attributes.tensor, groups));
    return emit.node('Conv', [outgrad!, flipped], {
      kernel_shape: [rows, columns],
      pads,
      dilations: [...dilations],
      group: groups,
    });
  }
  const full = emit.node('ConvTranspose', [outgrad!, kernel!], {
    kernel_shape: [rows, columns],
    strides: [...strides],
    dilations: [...dilations],
    group: groups,
  });
  return fitTo(emit, full, x!, padding);
}

function averagePoolAdjoint(emit: Emitter, [outgrad, x]: readonly string[], node: Node<'averagePoolAdjoint'>): string {
  const { window, strides, padding } = node.attributes;
  const area = window[0] * window[1];
  if (strides[0] !== 1 || strides[1] !== 1) {
    const channels = channelsOf(node.inputs[0]!);
    const ones = emit.float(filled([channels, 1, ...window], 1 / area));
    const full = emit.node('ConvTranspose', [emit.node('Mul', [outgrad!, missing(emit, outgrad!, x!, node)]), ones], {
      kernel_shape: [...window],
      strides: [...strides],
      group: channels,
    });
    return fitTo(emit, full, x!, padding);
  }
  const pads = turnedPads(padding, window);
  return emit.node('AveragePool', [emit.node('Mul', [outgrad!, missing(emit, outgrad!, x!, node)])], {
    kernel_shape: [...window],
    pads,
    count_include_pad: 1,
  });
}

/** Window area over the count of places inside it, at every place of the outgrad; expanded, since only equal shapes multiply in the blocked layout. */
function missing(emit: Emitter, outgrad: string, x: string, { attributes }: Node<'averagePoolAdjoint'>): string {
  const shape = emit.node('Concat', [emit.integers([1, 1]), planeOf(emit, x)], { axis: 0 });
  const ones = emit.node('Expand', [emit.float(ONE), shape]);
  const inside = emit.node('AveragePool', [ones], { ...windowAttributes(attributes), count_include_pad: 1 });
  return emit.node('Expand', [emit.node('Reciprocal', [inside]), emit.node('Shape', [outgrad])]);
}

const ONE: Tensor = { shape: [1, 1, 1, 1], data: Float32Array.of(1) };

function kernelSize(kernel: Node): Pair {
  const shape = isOp(kernel, 'combineKernels') ? constantOf(kernel.inputs[1]!).shape : constantOf(kernel).shape;
  return [shape[2]!, shape[3]!];
}

function constantOf(node: Node): Tensor {
  if (!isOp(node, 'constant')) throw new RangeError(`Expected a constant, got '${node.op}'.`);
  return node.attributes.tensor;
}

/** A constant by channel, shaped so that it broadcasts over `x`. */
function perChannel(x: Node, values: Node): Tensor {
  const { data } = constantOf(values);
  return { shape: isFlat(x) ? [1, data.length] : [1, data.length, 1, 1], data };
}

function filled(shape: readonly number[], value: number): Tensor {
  return { shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value) };
}

/** The kernel of the adjoint: turned by 180 degrees, in- and outputs swapped within each group. */
function flip({ shape, data }: Tensor, groups: number): Tensor {
  const [outs, ins, rows, columns] = [shape[0]!, shape[1]!, shape[2]!, shape[3]!];
  const area = rows * columns;
  const outsPerGroup = outs / groups;
  const flipped = new Float32Array(data.length);
  for (let o = 0; o < outs; o++) {
    const group = Math.floor(o / outsPerGroup);
    for (let i = 0; i < ins; i++) {
      const from = (o * ins + i) * area;
      const to = ((group * ins + i) * outsPerGroup + (o % outsPerGroup)) * area;
      for (let a = 0; a < area; a++) flipped[to + a] = data[from + area - 1 - a]!;
    }
  }
  return { shape: [groups * ins, outsPerGroup, rows, columns], data: flipped };
}
