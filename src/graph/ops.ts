// The constructors of the operations, one per operation and of the same name. attributes.ts states their meaning and
// the shapes of their inputs.

import type { Tensor } from '../tensor/tensor.js';
import type { Activation } from './activation.js';
import type {
  AverageWindow,
  Convolution,
  Empty,
  FlatOrder,
  InputDimension,
  MatrixProduct,
  OpAttributes,
  OpName,
  Padded,
  TransposedConvolution,
  Unflattened,
  Window,
} from './attributes.js';
import type { Node } from './graph.js';

const NONE: Empty = {};

function node<K extends OpName>(op: K, inputs: readonly (Node | undefined)[], attributes: OpAttributes[K]): Node<K> {
  return { op, inputs: inputs.filter((input) => input !== undefined), attributes };
}

export const input = (name: string, shape: readonly InputDimension[]): Node<'input'> =>
  node('input', [], { name, shape });
export const constant = (tensor: Tensor): Node<'constant'> => node('constant', [], { tensor });
export const conv = (x: Node, kernel: Node, bias: Node | undefined, how: Convolution): Node<'conv'> =>
  node('conv', [x, kernel, bias], how);
export const affine = (x: Node, scale: Node, offset: Node): Node<'affine'> => node('affine', [x, scale, offset], NONE);
export const relu = (x: Node): Node<'relu'> => node('relu', [x], NONE);
export const activation = (x: Node, how: Activation): Node<'activation'> => node('activation', [x], how);
export const prelu = (x: Node, slope: Node): Node<'prelu'> => node('prelu', [x, slope], NONE);
export const softmax = (x: Node): Node<'softmax'> => node('softmax', [x], NONE);
export const maxPool = (x: Node, how: Window): Node<'maxPool'> => node('maxPool', [x], how);
export const averagePool = (x: Node, how: AverageWindow): Node<'averagePool'> => node('averagePool', [x], how);
export const convTranspose = (
  x: Node,
  kernel: Node,
  bias: Node | undefined,
  how: TransposedConvolution,
): Node<'convTranspose'> => node('convTranspose', [x, kernel, bias], how);
export const concat = (parts: readonly Node[]): Node<'concat'> => node('concat', parts, NONE);
export const add = (a: Node, b: Node): Node<'add'> => node('add', [a, b], NONE);
export const mul = (a: Node, b: Node): Node<'mul'> => node('mul', [a, b], NONE);
export const expand = (x: Node, like: Node): Node<'expand'> => node('expand', [x, like], NONE);
export const pad = (x: Node, how: Padded): Node<'pad'> => node('pad', [x], how);
export const flatten = (x: Node, order: FlatOrder): Node<'flatten'> => node('flatten', [x], { order });
export const unflatten = (x: Node, how: Unflattened): Node<'unflatten'> => node('unflatten', [x], how);
export const shuffleChannels = (x: Node, groups: number): Node<'shuffleChannels'> =>
  node('shuffleChannels', [x], { groups });
export const dense = (x: Node, matrix: Node, bias: Node | undefined): Node<'dense'> =>
  node('dense', [x, matrix, bias], NONE);
export const sliceChannels = (x: Node, start: number, end: number): Node<'sliceChannels'> =>
  node('sliceChannels', [x], { start, end });
export const spatialMean = (x: Node): Node<'spatialMean'> => node('spatialMean', [x], NONE);
export const spatialMax = (x: Node): Node<'spatialMax'> => node('spatialMax', [x], NONE);
export const gram = (x: Node): Node<'gram'> => node('gram', [x], NONE);
export const spot = (x: Node, place: Node): Node<'spot'> => node('spot', [x, place], NONE);
export const combineKernels = (weights: Node, kernel: Node): Node<'combineKernels'> =>
  node('combineKernels', [weights, kernel], NONE);
export const dot = (a: Node, b: Node): Node<'dot'> => node('dot', [a, b], NONE);
export const reshape = (x: Node, shape: readonly number[]): Node<'reshape'> => node('reshape', [x], { shape });
export const transpose = (x: Node, perm: readonly number[]): Node<'transpose'> => node('transpose', [x], { perm });
export const matMul = (a: Node, b: Node, turned: Partial<MatrixProduct> = {}): Node<'matMul'> =>
  node('matMul', [a, b], { turnA: turned.turnA ?? false, turnB: turned.turnB ?? false });
export const layerNorm = (x: Node, epsilon: number): Node<'layerNorm'> => node('layerNorm', [x], { epsilon });

export const convAdjoint = (outgrad: Node, kernel: Node, x: Node, how: Convolution): Node<'convAdjoint'> =>
  node('convAdjoint', [outgrad, kernel, x], how);
export const reluAdjoint = (outgrad: Node, y: Node): Node<'reluAdjoint'> => node('reluAdjoint', [outgrad, y], NONE);
export const activationAdjoint = (outgrad: Node, x: Node, y: Node, how: Activation): Node<'activationAdjoint'> =>
  node('activationAdjoint', [outgrad, x, y], how);
export const preluAdjoint = (outgrad: Node, slope: Node, x: Node): Node<'preluAdjoint'> =>
  node('preluAdjoint', [outgrad, slope, x], NONE);
export const softmaxAdjoint = (outgrad: Node, y: Node): Node<'softmaxAdjoint'> =>
  node('softmaxAdjoint', [outgrad, y], NONE);
export const maxPoolAdjoint = (outgrad: Node, x: Node, how: Window): Node<'maxPoolAdjoint'> =>
  node('maxPoolAdjoint', [outgrad, x], how);
export const averagePoolAdjoint = (outgrad: Node, x: Node, how: AverageWindow): Node<'averagePoolAdjoint'> =>
  node('averagePoolAdjoint', [outgrad, x], how);
export const expandAdjoint = (outgrad: Node, x: Node): Node<'expandAdjoint'> =>
  node('expandAdjoint', [outgrad, x], NONE);
export const padAdjoint = (outgrad: Node, x: Node, how: Padded): Node<'padAdjoint'> =>
  node('padAdjoint', [outgrad, x], how);
export const sliceChannelsAdjoint = (outgrad: Node, x: Node, start: number): Node<'sliceChannelsAdjoint'> =>
  node('sliceChannelsAdjoint', [outgrad, x], { start });
export const affineAdjoint = (outgrad: Node, scaleOfForward: Node): Node<'affineAdjoint'> =>
  node('affineAdjoint', [outgrad, scaleOfForward], NONE);
export const flattenAdjoint = (outgrad: Node, x: Node, order: FlatOrder): Node<'flattenAdjoint'> =>
  node('flattenAdjoint', [outgrad, x], { order });
export const denseAdjoint = (outgrad: Node, matrix: Node): Node<'denseAdjoint'> =>
  node('denseAdjoint', [outgrad, matrix], NONE);
export const spatialMeanAdjoint = (outgrad: Node, x: Node): Node<'spatialMeanAdjoint'> =>
  node('spatialMeanAdjoint', [outgrad, x], NONE);
export const spatialMaxAdjoint = (outgrad: Node, x: Node): Node<'spatialMaxAdjoint'> =>
  node('spatialMaxAdjoint', [outgrad, x], NONE);
export const gramAdjoint = (outgrad: Node, x: Node): Node<'gramAdjoint'> => node('gramAdjoint', [outgrad, x], NONE);
export const reshapeAdjoint = (outgrad: Node, x: Node): Node<'reshapeAdjoint'> =>
  node('reshapeAdjoint', [outgrad, x], NONE);
export const layerNormAdjoint = (outgrad: Node, x: Node, epsilon: number): Node<'layerNormAdjoint'> =>
  node('layerNormAdjoint', [outgrad, x], { epsilon });
export const scale = (x: Node, factor: Node): Node<'scale'> => node('scale', [x, factor], NONE);
export const interleave = (
  like: Node,
  phases: readonly Node[],
  { window, strides, padding }: Window,
  channels: number,
): Node<'interleave'> => node('interleave', [like, ...phases], { window, strides, padding, channels });
