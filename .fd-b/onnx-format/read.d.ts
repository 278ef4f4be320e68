import { type ModelProto } from './gen/onnx_pb.js';
export type { AttributeProto, GraphProto, ModelProto, ValueInfoProto } from './gen/onnx_pb.js';
/** The limit of nodes. Image classifiers have hundreds to thousands. */
export declare const MAX_NODES = 20000;
/**
 * Whether these look like the first bytes of an ONNX file: they must be fields of a model with ONNX's numbers and
 * types, including the version of the format. Never throws.
 */
export declare function looksLikeOnnx(head: Uint8Array): boolean;
/**
 * Decodes a file. Raw weights are views of `bytes`, which must not be changed afterwards.
 *
 * @throws RangeError with the reason, when the bytes are not an ONNX model, end early, or contain far more than a
 *   network has.
 */
export declare function decodeOnnx(bytes: Uint8Array): ModelProto;
