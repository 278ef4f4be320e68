// Every operation that a graph may hold, with its attributes: a closed table, so that the compiler lists what a new one still needs. Pictures and
// feature maps are `[1, channels, height, width]`; kernels are `[out, in / groups, height, width]`.
//
// The adjoint operations are the transposed linear maps of the forward ones (at a given point, for those that are not linear). They stand here as
// operations of their own, because each engine has a best way for them.

import type { Tensor } from '../tensor/tensor.js';

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

/** By operation: what it does, the inputs it takes, and its attributes. */
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

/** Of operations that need none. */
export type Empty = Readonly<Record<string, never>>;

/** The name of an operation. */
export type OpName = keyof OpAttributes;
