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
 * 'valid': none. 'same': TensorFlow's rule, output = ceil(input / stride), with an odd pixel at the bottom and right;
 * 'same-lower': with an odd pixel at the top and left (ONNX' SAME_LOWER). `Edges`: this many pixels of zeros.
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
/** How an average pool moves, and whether padding counts in the mean (as zeros). @default false, as in TensorFlow */
export interface AverageWindow extends Window {
    readonly countsPadding?: boolean;
}
/**
 * How a transposed convolution's kernel moves, and the rows and columns added at the bottom and right of the output.
 */
export interface TransposedConvolution extends Convolution {
    readonly outputPadding: Pair;
}
/**
 * Pixels to add at each edge (negative: to cut off), and their values: a number, the repeated edge of the map, or the
 * mirrored map (the edge itself is not repeated).
 */
export interface Padded extends Edges {
    readonly fill: number | 'edge' | 'reflect';
}
/** The shape of the map for a flat value, and the order of the value's elements. */
export interface Unflattened {
    readonly channels: number;
    readonly height: number;
    readonly width: number;
    readonly order: FlatOrder;
}
/** Whether the channel index varies fastest (Keras) or slowest (ONNX). */
export type FlatOrder = 'channels-last' | 'channels-first';
/** Which of two matrices are transposed before they are multiplied. */
export interface MatrixProduct {
    readonly turnA: boolean;
    readonly turnB: boolean;
}
/** A fixed dimension, or a named one that evaluation sets. */
export type InputDimension = number | 'height' | 'width';
/** By operation: its inputs, its meaning, and its attributes. */
export interface OpAttributes {
    /** A value that evaluation sets. */
    readonly input: {
        readonly name: string;
        readonly shape: readonly InputDimension[];
    };
    /** A fixed tensor. */
    readonly constant: {
        readonly tensor: Tensor;
    };
    /** (x, kernel `[out, in / groups, height, width]`, bias? `[out]`): a convolution. */
    readonly conv: Convolution;
    /** (x, scale `[c]`, offset `[c]`): x * scale + offset, by channel; batch normalisation has this form. */
    readonly affine: Empty;
    /** x where x > 0, else 0. */
    readonly relu: Empty;
    /** An activation function, applied to every element. */
    readonly activation: Activation;
    /** (x, slope `[c]`): x where x > 0, else slope * x, by channel. */
    readonly prelu: Empty;
    /** exp(x) over the sum of exp(x) along the channels. */
    readonly softmax: Empty;
    /**
     * The largest value in the window. Padding is never the maximum. Among equal values the first in reading order
     * counts, as in TensorFlow and ONNX.
     */
    readonly maxPool: Window;
    /** The mean over the part of the window inside the map, or over the whole window if padding counts. */
    readonly averagePool: AverageWindow;
    /**
     * (x, kernel `[in, out / groups, height, width]`, bias?): the transposed map of a convolution by this kernel. With
     * 'same' the output size is input * stride; otherwise it is (input - 1) * stride + extent - padding + outputPadding.
     */
    readonly convTranspose: TransposedConvolution;
    /** The inputs, concatenated along the channels. */
    readonly concat: Empty;
    /** The sum of two tensors of the same shape. */
    readonly add: Empty;
    /** The product, element by element, of two tensors of the same shape. */
    readonly mul: Empty;
    /** (x, like): x, repeated along its dimensions of size 1 to the shape of `like`. */
    readonly expand: Empty;
    /** The map, padded or cropped at its edges. */
    readonly pad: Padded;
    /** `[1, c, h, w]` to `[1, c * h * w]`. */
    readonly flatten: {
        readonly order: FlatOrder;
    };
    /** `[1, c * h * w]` to `[1, c, h, w]`. */
    readonly unflatten: Unflattened;
    /**
     * The channels as `[groups, c / groups]`, transposed: channel i of group g becomes channel i * groups + g
     * (ShuffleNet).
     */
    readonly shuffleChannels: {
        readonly groups: number;
    };
    /** (x `[rows, in]`, matrix `[in, out]`, bias? `[out]`): the product, plus the bias in every row. */
    readonly dense: Empty;
    /** The channels from `start` up to but not including `end`. */
    readonly sliceChannels: {
        readonly start: number;
        readonly end: number;
    };
    /** `[1, c, h, w]` to `[1, c]`: the mean of each channel. */
    readonly spatialMean: Empty;
    /**
     * `[1, c, h, w]` to `[1, c]`: the largest value of each channel; among equal values the first in reading order
     * counts.
     */
    readonly spatialMax: Empty;
    /**
     * `[1, c, h, w]` to `[1, c * c]`: the mean over all positions of the product of each two channels, which is the Gram
     * matrix row by row.
     */
    readonly gram: Empty;
    /**
     * (x, position `[1, 2]`): a map `[1, 1, h, w]` that is h * w at one position and 0 elsewhere. The position is given
     * as y and x, from 0 to 1. Only the shape of x matters.
     */
    readonly spot: Empty;
    /** (weights `[1, k]`, kernel `[k, c, h, w]`) to `[1, c, h, w]`: the weighted sum of the kernels. */
    readonly combineKernels: Empty;
    /** (a `[1, k]`, b `[1, k]`) to a scalar `[1, 1]`: the sum of the products. */
    readonly dot: Empty;
    /** The same elements in the same order (the last dimension varies fastest), in another shape. */
    readonly reshape: {
        readonly shape: readonly number[];
    };
    /** Dimension i of the result is dimension `perm[i]` of x. */
    readonly transpose: {
        readonly perm: readonly number[];
    };
    /**
     * (a `[n, i, k]`, b `[n, k, j]`) to `[n, i, j]`: n products of matrices, each factor optionally transposed before.
     */
    readonly matMul: MatrixProduct;
    /**
     * (x - mean) / sqrt(variance + epsilon), with the mean and the variance along the channels (Ba et al. 2016, without
     * gain and bias).
     */
    readonly layerNorm: {
        readonly epsilon: number;
    };
    /** (outgrad, kernel, x): only the shape of x matters. */
    readonly convAdjoint: Convolution;
    /** (outgrad, y): outgrad where y > 0; y is the output of the relu. */
    readonly reluAdjoint: Empty;
    /** (outgrad, x, y): outgrad times the slope at x; y is the output of the activation. */
    readonly activationAdjoint: Activation;
    /** (outgrad, slope `[c]`, x) */
    readonly preluAdjoint: Empty;
    /** (outgrad, y): y is the output of the softmax. */
    readonly softmaxAdjoint: Empty;
    /** (outgrad, x): the outgrad of each window goes to its maximum. */
    readonly maxPoolAdjoint: Window;
    /** (outgrad, x): only the shape of x matters. */
    readonly averagePoolAdjoint: AverageWindow;
    /** (outgrad, x): the sum over the dimensions along which x was repeated. */
    readonly expandAdjoint: Empty;
    /** (outgrad, x): for repeated or mirrored edges. The adjoint of padding by a number is another pad. */
    readonly padAdjoint: Padded;
    /** (outgrad, x): zeros in the shape of x, with the channels of outgrad from `start` on. */
    readonly sliceChannelsAdjoint: {
        readonly start: number;
    };
    /** (outgrad, scale) */
    readonly affineAdjoint: Empty;
    /** (outgrad, x): back to the shape of x. */
    readonly flattenAdjoint: {
        readonly order: FlatOrder;
    };
    /** (outgrad `[rows, out]`, matrix `[in, out]`) */
    readonly denseAdjoint: Empty;
    /** (outgrad `[1, c]`, x): outgrad / (h * w) at every position. */
    readonly spatialMeanAdjoint: Empty;
    /** (outgrad `[1, c]`, x): outgrad where the channel has its maximum. */
    readonly spatialMaxAdjoint: Empty;
    /** (outgrad `[1, c * c]`, x) */
    readonly gramAdjoint: Empty;
    /**
     * (like, ...phases): a map, assembled from the phases that a strided window divides it into (phases.ts), rows first,
     * each with its first `channels` channels. `like` gives only the height and the width. A single input may hold all
     * phases, concatenated along the channels.
     */
    readonly interleave: Window & {
        readonly channels: number;
    };
    /** (tensor, factor `[1, 1]`) */
    readonly scale: Empty;
    /** (outgrad, x): back to the shape of x. */
    readonly reshapeAdjoint: Empty;
    /** (outgrad, x) */
    readonly layerNormAdjoint: {
        readonly epsilon: number;
    };
}
/** No attributes. */
export type Empty = Readonly<Record<string, never>>;
/** The name of an operation. */
export type OpName = keyof OpAttributes;
