// Parts of graphs that the readers of Keras and ONNX files both build.
import { constant } from '../graph/ops.js';
/** A constant of one dimension. */
export function vector(data) {
    return constant({ shape: [data.length], data });
}
/** How a 1x1 convolution works that computes the same dense layer at every position. */
export const POINTWISE = { strides: [1, 1], padding: 'valid', dilations: [1, 1], groups: 1 };
//# sourceMappingURL=parts.js.map