import type { OpName } from '../graph/attributes.js';
import { type Node } from '../graph/graph.js';
import type { Emitter } from './emitter.js';
type Rule<K extends OpName> = (emit: Emitter, inputs: readonly string[], node: Node<K>) => string;
/** By operation: writes its ONNX nodes and returns the name of the value. */
export declare const LOWERINGS: {
    readonly [K in Exclude<OpName, 'input'>]: Rule<K>;
};
export {};
