import type { Edges, Padding, Pair, Window } from '../graph/attributes.js';
import type { Node } from '../graph/graph.js';
import type { Emitter } from './emitter.js';
/** The extent of a kernel, with its dilation. */
export declare function extentOf(kernel: Pair, dilations: Pair): Pair;
/** The padding attributes of a window of the given extent. */
export declare function padAttributes(padding: Padding, extent: Pair, strides: Pair): {
    pads: readonly number[];
    auto_pad?: never;
} | {
    pads?: never;
    auto_pad: string;
};
/** Whether the padding may depend on the picture size. */
export declare function isBySize(padding: Padding): padding is 'same' | 'same-lower';
/** The attributes of a pool. */
export declare function windowAttributes({ window, strides, padding }: Window): {
    pads: readonly number[];
    auto_pad?: never;
    kernel_shape: number[];
    strides: number[];
} | {
    pads?: never;
    auto_pad: string;
    kernel_shape: number[];
    strides: number[];
};
/**
 * The padding of the adjoint's window at stride 1: extent - 1 - padding on each side. Negative if a kernel has more
 * padding than its reach.
 */
export declare function adjointPads(padding: Padding, extent: Pair): number[];
/**
 * Pads with zeros like 'same': max(0, (ceil(input / stride) - 1) * stride + extent - input) in total, the smaller half
 * before ('same-lower': after).
 */
export declare function padSame(emit: Emitter, x: string, padding: 'same' | 'same-lower', extent: Pair, strides: Pair): string;
/**
 * Cuts the padding off a transposed convolution's output and gives it the size of `x`, which has the shape of `like`.
 * Rows and columns at the end that no window reached become zeros.
 */
export declare function fitTo(emit: Emitter, full: string, x: string, like: Node, padding: Padding): string;
/** ONNX's pads for this number of rows and columns in total. */
export declare function halves([rows, columns]: Pair, padding: 'same' | 'same-lower'): readonly number[];
/** ONNX's pads [top, left, bottom, right]. */
export declare function givenPads(padding: 'valid' | Edges): readonly number[];
