// Parts of graphs that the readers of Keras and ONNX files both build.

import type { Convolution } from '../graph/attributes.js';
import type { Node } from '../graph/graph.js';
import { constant } from '../graph/ops.js';

/** A constant of one dimension. */
export function vector(data: Float32Array): Node<'constant'> {
  return constant({ shape: [data.length], data });
}

/** How a 1x1 convolution works that computes the same dense layer at every position. */
export const POINTWISE: Convolution = { strides: [1, 1], padding: 'valid', dilations: [1, 1], groups: 1 };
