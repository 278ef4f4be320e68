// Every operation that a graph may hold, with its attributes: a closed table, so that the compiler lists what a new one still needs. Pictures and
// feature maps are `[1, channels, height, width]`; kernels are `[out, in / groups, height, width]`.
//
// The adjoint operations are the transposed linear maps of the forward ones (at a given point, for those that are not linear). They stand here as
// operations of their own, because each engine has a best way for them.

import type { Tensor } from '../tensor/tensor.js';
import type { Activation } from './activation.js';

/** Rows and columns. */
export type Pair = readonly [rows: number, columns: number];

/** Pixels at each edge of a map. */
export interface Edges {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/**
 * 'valid': none. 'same': TensorFlow's rule, output = ceil(input / stride), the odd pixel at the bottom and right; 'same-lower' has it at the top
 * and left (ONNX' SAME_LOWER). Or pixels of zeros, explicit.
 */
export type Padding = 'valid' | 'same' | 'same-lower' | Edges;

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

/** An average pool: whether the padding is counted (as zeros) in the mean. @default left out, as TensorFlow has it */
export interface AverageWindow extends Window {
  readonly countsPadding?: boolean;
}

/** How a transposed convolution's kernel moves; rows and columns that are added at the bottom and right of its output. */
export interface TransposedConvolution extends Convolution {
  readonly outputPadding: Pair;
}

/** Pixels added at each edge (cut off where negative), and what they are: a number, or the map's edge repeated or mirrored (without the edge itself). */
export interface Padded extends Edges {
  readonly fill: number | 'edge' | 'reflect';
}

/** A flat value's map, and which of its axes runs fastest. */
export interface Unflattened {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly order: FlatOrder;
}

/** Channels running fastest (Keras) or slowest (ONNX). */
export type FlatOrder = 'channels-last' | 'channels-first';

/** Which of two matrices are turned (transposed) before they are multiplied. */
export interface MatrixProduct {
  readonly turnA: boolean;
  readonly turnB: boolean;
}

/** A named dimension, free until evaluation, or a fixed one. */
export type InputDimension = number | 'height' | 'width';

/** By operation: what it does, the inputs it takes, and its attributes. */
export interface OpAttributes {
  /** A value given at evaluation. */
  readonly input: { readonly name: string; readonly shape: readonly InputDimension[] };
  /** Numbers that never change. */
  readonly constant: { readonly tensor: Tensor };
  /** (x, kernel `[out, in / groups, height, width]`, bias? `[out]`): a convolution. */
  readonly conv: Convolution;
  /** (x, scale `[c]`, offset `[c]`): x * scale + offset, by channel; a batch normalisation is one of these. */
  readonly affine: Empty;
  /** x where x > 0, else 0. */
  readonly relu: Empty;
  /** A function of one number, on every element. */
  readonly activation: Activation;
  /** (x, slope `[c]`): x where x > 0, else slope * x, by channel. */
  readonly prelu: Empty;
  /** exp(x) over the sum of exp(x) along the channels. */
  readonly softmax: Empty;
  /** The largest value in the window. Padding never wins. Of equal values in a window the first in reading order is the maximum, as in TensorFlow and ONNX. */
  readonly maxPool: Window;
  /** The mean over the part of the window that lies inside, or over all of it where the padding counts. */
  readonly averagePool: AverageWindow;
  /**
   * (x, kernel `[in, out / groups, height, width]`, bias?): the transposed map of a convolution by this kernel. 'same' makes input * stride of the
   * input; otherwise the size is (input - 1) * stride + extent - padding + outputPadding.
   */
  readonly convTranspose: TransposedConvolution;
  /** Values side by side along the channels. */
  readonly concat: Empty;
  /** The sum of two tensors of the same shape. */
  readonly add: Empty;
  /** The product, element by element, of two tensors of the same shape. */
  readonly mul: Empty;
  /** (x, like): x, repeated along the dimensions in which it is 1, so that it gets the shape of `like`. */
  readonly expand: Empty;
  /** The map, enlarged or cut at its edges. */
  readonly pad: Padded;
  /** `[1, c, h, w]` to `[1, c * h * w]`. */
  readonly flatten: { readonly order: FlatOrder };
  /** `[1, c * h * w]` to `[1, c, h, w]`. */
  readonly unflatten: Unflattened;
  /** The channels, seen as `[groups, c / groups]`, transposed: channel i of group g goes to place i * groups + g (ShuffleNet). */
  readonly shuffleChannels: { readonly groups: number };
  /** (x `[rows, in]`, matrix `[in, out]`, bias? `[out]`): the product, and the bias on every row. */
  readonly dense: Empty;
  /** The channels from `start` up to but not including `end`. */
  readonly sliceChannels: { readonly start: number; readonly end: number };
  /** `[1, c, h, w]` to `[1, c]`: the mean of each channel. */
  readonly spatialMean: Empty;
  /** `[1, c, h, w]` to `[1, c]`: the largest value of each channel; of equal ones the first in reading order is it. */
  readonly spatialMax: Empty;
  /** `[1, c, h, w]` to `[1, c * c]`: the mean over all places of the product of each two channels, the Gram matrix row by row. */
  readonly gram: Empty;
  /** (x, place `[1, 2]`): a map `[1, 1, h, w]` that is h * w at one place and 0 elsewhere; the place from the top and left, 0 to 1. x gives only its shape. */
  readonly spot: Empty;
  /** (weights `[1, k]`, kernel `[k, c, h, w]`) to `[1, c, h, w]`: the weighted sum of the kernels. */
  readonly combineKernels: Empty;
  /** (a `[1, k]`, b `[1, k]`) to a scalar `[1, 1]`: the sum of the products. */
  readonly dot: Empty;
  /** The same numbers in the same order (the last dimension runs fastest), in another shape. */
  readonly reshape: { readonly shape: readonly number[] };
  /** Dimension i of the result is dimension `perm[i]` of x. */
  readonly transpose: { readonly perm: readonly number[] };
  /** (a `[n, i, k]`, b `[n, k, j]`) to `[n, i, j]`: n products of matrices. Of a turned one the last two dimensions are swapped before. */
  readonly matMul: MatrixProduct;
  /** (x - mean) / sqrt(variance + epsilon), the mean and the variance taken along the channels (Ba et al. 2016, without gain and bias). */
  readonly layerNorm: { readonly epsilon: number };

  /** (outgrad, kernel, x): x gives only its shape. */
  readonly convAdjoint: Convolution;
  /** (outgrad, y): outgrad where y > 0, y being the output of the relu. */
  readonly reluAdjoint: Empty;
  /** (outgrad, x, y): outgrad times the slope at x; y being the output of the activation. */
  readonly activationAdjoint: Activation;
  /** (outgrad, slope `[c]`, x) */
  readonly preluAdjoint: Empty;
  /** (outgrad, y): y being the output of the softmax. */
  readonly softmaxAdjoint: Empty;
  /** (outgrad, x): each window's outgrad goes to its maximum. */
  readonly maxPoolAdjoint: Window;
  /** (outgrad, x): x gives only its shape. */
  readonly averagePoolAdjoint: AverageWindow;
  /** (outgrad, x): the sum over the dimensions along which x was repeated. */
  readonly expandAdjoint: Empty;
  /** (outgrad, x): of edges that were repeated or mirrored; of numbers it is another pad. */
  readonly padAdjoint: Padded;
  /** (outgrad, x): outgrad's channels put at `start` among zeros, shaped like x. */
  readonly sliceChannelsAdjoint: { readonly start: number };
  /** (outgrad, scale) */
  readonly affineAdjoint: Empty;
  /** (outgrad, x): back to the shape of x. */
  readonly flattenAdjoint: { readonly order: FlatOrder };
  /** (outgrad `[rows, out]`, matrix `[in, out]`) */
  readonly denseAdjoint: Empty;
  /** (outgrad `[1, c]`, x): outgrad / (h * w) at every place. */
  readonly spatialMeanAdjoint: Empty;
  /** (outgrad `[1, c]`, x): outgrad where the channel has its maximum. */
  readonly spatialMaxAdjoint: Empty;
  /** (outgrad `[1, c * c]`, x) */
  readonly gramAdjoint: Empty;
  /**
   * (like, ...phases): a map, put together of the phases that a strided window divides it into (phases.ts), rows first; of each phase the first
   * `channels`. `like` gives only the height and the width. All phases may also be one map, beside each other along its channels.
   */
  readonly interleave: Window & { readonly channels: number };
  /** (tensor, factor `[1, 1]`) */
  readonly scale: Empty;
  /** (outgrad, x): back to the shape of x. */
  readonly reshapeAdjoint: Empty;
  /** (outgrad, x) */
  readonly layerNormAdjoint: { readonly epsilon: number };
}

/** Of operations that need none. */
export type Empty = Readonly<Record<string, never>>;

/** The name of an operation. */
export type OpName = keyof OpAttributes;
