// Every operation that a graph may hold: its attributes (a closed table, so that the compiler lists what a new one still needs), and its
// constructor. Pictures and feature maps are `[1, channels, height, width]`; kernels are `[out, in / groups, height, width]`.
//
// The adjoint operations are the transposed linear maps of the forward ones (at a given point, for those that are not linear). They stand here as
// operations of their own, because each engine has a best way for them.

import type { Tensor } from '../tensor/tensor.js';
import type { Node } from './graph.js';

/** Rows and columns. */
export type Pair = readonly [rows: number, columns: number];

/**
 * 'valid': none. 'same': TensorFlow's rule, output = ceil(input / stride), the odd pixel at the bottom and right. Or pixels of
 * zeros, explicit.
 */
export type Padding =
  | 'valid'
  | 'same'
  | { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number };

/** How a sliding window moves. */
export interface Window {
  readonly window: Pair;
  readonly strides: Pair;
  readonly padding: Padding;
}

/** How a convolution's kernel moves. */
export interface Convolution {
  readonly strides: Pair;
  readonly padding: Padding;
  readonly dilations: Pair;
  readonly groups: number;
}

/** A named dimension, free until evaluation, or a fixed one. */
export type InputDimension = number | 'height' | 'width';

export interface OpAttributes {
  /** A value given at evaluation. */
  readonly input: { readonly name: string; readonly shape: readonly InputDimension[] };
  readonly constant: { readonly tensor: Tensor };
  /** (x, kernel, bias?) */
  readonly conv: Convolution;
  /** (x, scale `[c]`, offset `[c]`): x * scale + offset, by channel; a batch normalisation is one of these. */
  readonly affine: Empty;
  readonly relu: Empty;
  /** Along the channels. */
  readonly softmax: Empty;
  /** Padding never wins. Of equal values in a window the first in reading order is the maximum, as in TensorFlow and ONNX. */
  readonly maxPool: Window;
  /** The mean over the part of the window that lies inside: padding is left out of the count. */
  readonly averagePool: Window;
  /** Along the channels. */
  readonly concat: Empty;
  /** The sum of two tensors of the same shape. */
  readonly add: Empty;
  /** `[1, c, h, w]` to `[1, c * h * w]`, with the channels running fastest (Keras) or slowest (ONNX). */
  readonly flatten: { readonly order: 'channels-last' | 'channels-first' };
  /** (x `[1, in]`, matrix `[in, out]`, bias? `[out]`) */
  readonly dense: Empty;
  /** The channels from `start` up to but not including `end`. */
  readonly sliceChannels: { readonly start: number; readonly end: number };
  /** `[1, c, h, w]` to `[1, c]`. */
  readonly spatialMean: Empty;
  /** (weights `[1, k]`, kernel `[k, c, h, w]`) to `[1, c, h, w]`: the weighted sum of the kernels. */
  readonly combineKernels: Empty;
  /** (a `[1, k]`, b `[1, k]`) to a scalar `[1, 1]`. */
  readonly dot: Empty;

  /** (outgrad, kernel, x): x gives only its shape. */
  readonly convAdjoint: Convolution;
  /** (outgrad, y): outgrad where y > 0, y being the output of the relu. */
  readonly reluAdjoint: Empty;
  /** (outgrad, y): y being the output of the softmax. */
  readonly softmaxAdjoint: Empty;
  /** (outgrad, x): each window's outgrad goes to its maximum. */
  readonly maxPoolAdjoint: Window;
  /** (outgrad, x): x gives only its shape. */
  readonly averagePoolAdjoint: Window;
  /** (outgrad, x): outgrad's channels put at `start` among zeros, shaped like x. */
  readonly sliceChannelsAdjoint: { readonly start: number };
  /** (outgrad, scale) */
  readonly affineAdjoint: Empty;
  /** (outgrad, x): back to the shape of x. */
  readonly flattenAdjoint: { readonly order: 'channels-last' | 'channels-first' };
  /** (outgrad `[1, out]`, matrix `[in, out]`) */
  readonly denseAdjoint: Empty;
  /** (outgrad `[1, c]`, x): outgrad / (h * w) at every place. */
  readonly spatialMeanAdjoint: Empty;
  /** (tensor, factor `[1, 1]`) */
  readonly scale: Empty;
}

type Empty = Readonly<Record<string, never>>;

export type OpName = keyof OpAttributes;

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
export const softmax = (x: Node): Node<'softmax'> => node('softmax', [x], NONE);
export const maxPool = (x: Node, how: Window): Node<'maxPool'> => node('maxPool', [x], how);
export const averagePool = (x: Node, how: Window): Node<'averagePool'> => node('averagePool', [x], how);
export const concat = (parts: readonly Node[]): Node<'concat'> => node('concat', parts, NONE);
export const add = (a: Node, b: Node): Node<'add'> => node('add', [a, b], NONE);
export const flatten = (x: Node, order: 'channels-last' | 'channels-first'): Node<'flatten'> =>
  node('flatten', [x], { order });
export const dense = (x: Node, matrix: Node, bias: Node | undefined): Node<'dense'> =>
  node('dense', [x, matrix, bias], NONE);
export const sliceChannels = (x: Node, start: number, end: number): Node<'sliceChannels'> =>
  node('sliceChannels', [x], { start, end });
export const spatialMean = (x: Node): Node<'spatialMean'> => node('spatialMean', [x], NONE);
export const combineKernels = (weights: Node, kernel: Node): Node<'combineKernels'> =>
  node('combineKernels', [weights, kernel], NONE);
export const dot = (a: Node, b: Node): Node<'dot'> => node('dot', [a, b], NONE);

export const convAdjoint = (outgrad: Node, kernel: Node, x: Node, how: Convolution): Node<'convAdjoint'> =>
  node('convAdjoint', [outgrad, kernel, x], how);
export const reluAdjoint = (outgrad: Node, y: Node): Node<'reluAdjoint'> => node('reluAdjoint', [outgrad, y], NONE);
export const softmaxAdjoint = (outgrad: Node, y: Node): Node<'softmaxAdjoint'> =>
  node('softmaxAdjoint', [outgrad, y], NONE);
export const maxPoolAdjoint = (outgrad: Node, x: Node, how: Window): Node<'maxPoolAdjoint'> =>
  node('maxPoolAdjoint', [outgrad, x], how);
export const averagePoolAdjoint = (outgrad: Node, x: Node, how: Window): Node<'averagePoolAdjoint'> =>
  node('averagePoolAdjoint', [outgrad, x], how);
export const sliceChannelsAdjoint = (outgrad: Node, x: Node, start: number): Node<'sliceChannelsAdjoint'> =>
  node('sliceChannelsAdjoint', [outgrad, x], { start });
export const affineAdjoint = (outgrad: Node, scaleOfForward: Node): Node<'affineAdjoint'> =>
  node('affineAdjoint', [outgrad, scaleOfForward], NONE);
export const flattenAdjoint = (
  outgrad: Node,
  x: Node,
  order: 'channels-last' | 'channels-first',
): Node<'flattenAdjoint'> => node('flattenAdjoint', [outgrad, x], { order });
export const denseAdjoint = (outgrad: Node, matrix: Node): Node<'denseAdjoint'> =>
  node('denseAdjoint', [outgrad, matrix], NONE);
export const spatialMeanAdjoint = (outgrad: Node, x: Node): Node<'spatialMeanAdjoint'> =>
  node('spatialMeanAdjoint', [outgrad, x], NONE);
export const scale = (x: Node, factor: Node): Node<'scale'> => node('scale', [x, factor], NONE);
