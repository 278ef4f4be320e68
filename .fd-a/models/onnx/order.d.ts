import type { NodeProto } from '../../onnx-format/proto.js';
import type { GraphProto } from '../../onnx-format/read.js';
/** The node's own name, or its operation and a number; with a number appended if that name is taken. */
export declare function uniqueNames(nodes: readonly NodeProto[]): readonly string[];
/** By value, the index of the node that produces it. */
export declare function producersOf(graph: GraphProto, names: readonly string[], file: string): ReadonlyMap<string, number>;
/** All nodes, producers before consumers. ONNX requires this order, but some files do not have it. */
export declare function order(graph: GraphProto, producers: ReadonlyMap<string, number>, names: readonly string[], file: string): readonly NodeProto[];
/** The nodes whose result depends on the pixels. */
export declare function dependents(nodes: readonly NodeProto[], input: string): ReadonlySet<NodeProto>;
