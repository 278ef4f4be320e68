import { type Node } from '../graph/graph.js';
/**
 * Writes a graph as a serialised ONNX model.
 *
 * @param outputs - The values to compute, by name.
 * @returns The bytes of the model; its inputs are the graph's `input` nodes, by their names.
 */
export declare function exportOnnx(outputs: Readonly<Record<string, Node>>): Uint8Array;
