import type { Convolution } from '../graph/attributes.js';
import type { Node } from '../graph/graph.js';
/** A constant of one dimension. */
export declare function vector(data: Float32Array): Node<'constant'>;
/** How a 1x1 convolution works that computes the same dense layer at every position. */
export declare const POINTWISE: Convolution;
