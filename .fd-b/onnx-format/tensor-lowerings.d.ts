import type { Node } from '../graph/graph.js';
import type { Emitter } from './emitter.js';
/** A transposed matrix has its last two dimensions swapped; onnxruntime fuses this into the product. */
export declare function matMul(emit: Emitter, [a, b]: readonly string[], { attributes }: Node<'matMul'>): string;
/**
 * Rows use ONNX's operation. In maps the channels are not the last dimension, so the operation is composed of others.
 */
export declare function layerNorm(emit: Emitter, [x]: readonly string[], { inputs: [input], attributes: { epsilon } }: Node<'layerNorm'>): string;
/** y' = (g - mean(g) - y * mean(g * y)) / deviation, the means along the channels. */
export declare function layerNormAdjoint(emit: Emitter, [outgrad, x]: readonly string[], { inputs: [, input], attributes: { epsilon } }: Node<'layerNormAdjoint'>): string;
