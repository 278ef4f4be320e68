import type { NodeProto } from '../../onnx-format/proto.js';
import type { OnnxCall } from './call.js';
import { type Value } from './values.js';
/** Supported ONNX operations on values that depend on the picture, in alphabetical order. */
export declare const ONNX_OPERATIONS: readonly string[];
/** Supported ONNX operations on constants. */
export declare const ONNX_FOLDED_OPERATIONS: readonly string[];
/**
 * The values that a node produces, by the translations for maps and rows of any size or, if the file is read at one
 * size, by those for fixed dimensions.
 *
 * @throws UserError OP_UNSUPPORTED or NETWORK_UNREADABLE, naming the node.
 */
export declare function translate(node: NodeProto, call: OnnxCall): readonly Value[];
