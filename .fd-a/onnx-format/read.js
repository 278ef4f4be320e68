// Reads ONNX files: recognises and decodes them. Before decoding, the fields of the file are counted, so that a small
// file that would need a large heap is refused.
import { fromBinary } from '@bufbuild/protobuf';
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { ModelProtoSchema } from './gen/onnx_pb.js';
/** The limit of nodes. Image classifiers have hundreds to thousands. */
export const MAX_NODES = 20_000;
/** The limit of fields of all messages together. A node has some tens. */
const MAX_FIELDS = 4_000_000;
/** Limits of bytes in lists of numbers. Lists take many times their size in memory; real weights are raw. */
const MAX_PACKED_BYTES = 512 * 2 ** 20;
const MAX_INTEGER_BYTES = 32 * 2 ** 20;
/**
 * Whether these look like the first bytes of an ONNX file: they must be fields of a model with ONNX's numbers and
 * types, including the version of the format. Never throws.
 */
export function looksLikeOnnx(head) {
    const reader = new BinaryReader(head);
    let hasVersion = false;
    try {
        while (reader.pos < reader.len) {
            const [field, kind] = reader.tag();
            if (MODEL_FIELDS[field] !== kind)
                return false;
            if (field === IR_VERSION) {
                const version = Number(reader.int64());
                if (version < 1 || version > MAX_IR_VERSION)
                    return false;
                hasVersion = true;
            }
            else {
                reader.skip(kind, field);
            }
        }
    }
    catch {
        // The head ends within a field. The fields before it decide.
    }
    return hasVersion;
}
/**
 * Decodes a file. Raw weights are views of `bytes`, which must not be changed afterwards.
 *
 * @throws RangeError with the reason, when the bytes are not an ONNX model, end early, or contain far more than a
 *   network has.
 */
export function decodeOnnx(bytes) {
    survey(bytes);
    return fromBinary(ModelProtoSchema, bytes);
}
const IR_VERSION = 1;
/** Far above the latest version (IR version 13 came with ONNX 1.20). */
const MAX_IR_VERSION = 100;
/** The wire type of each field of ONNX's ModelProto, by number. */
const MODEL_FIELDS = {
    [IR_VERSION]: WireType.Varint,
    2: WireType.LengthDelimited, // producer_name
    3: WireType.LengthDelimited, // producer_version
    4: WireType.LengthDelimited, // domain
    5: WireType.Varint, // model_version
    6: WireType.LengthDelimited, // doc_string
    7: WireType.LengthDelimited, // graph
    8: WireType.LengthDelimited, // opset_import
    14: WireType.LengthDelimited, // metadata_props
    20: WireType.LengthDelimited, // training_info
    25: WireType.LengthDelimited, // functions
    26: WireType.LengthDelimited, // configuration
};
const TENSOR = { 1: 'integers', 4: 'floats', 5: 'integers', 7: 'integers', 10: 'floats', 13: {} };
const VALUE_INFO = { 2: { 1: { 2: { 1: {} } } } };
const ATTRIBUTE = { 5: TENSOR, 7: 'floats', 8: 'integers' };
const NODE = { 5: ATTRIBUTE };
const GRAPH = { 1: NODE, 5: TENSOR, 11: VALUE_INFO, 12: VALUE_INFO, 13: VALUE_INFO };
ATTRIBUTE[6] = GRAPH;
const MODEL = { 7: GRAPH, 8: {} };
/** Walks over all messages without decoding them. */
function survey(bytes) {
    let fields = 0;
    let nodes = 0;
    let floats = 0;
    let integers = 0;
    const open = [
        { from: 0, to: bytes.length, layout: MODEL },
    ];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
        const reader = new BinaryReader(bytes.subarray(next.from, next.to));
        while (reader.pos < reader.len) {
            const [field, kind] = reader.tag();
            const skipped = reader.skip(kind, field);
            const inner = kind === WireType.LengthDelimited ? next.layout[field] : undefined;
            fields += 1;
            if (inner === NODE)
                nodes += 1;
            if (inner === 'floats')
                floats += skipped.length;
            else if (inner === 'integers')
                integers += skipped.length;
            else if (inner !== undefined) {
                const to = next.from + reader.pos;
                open.push({ from: to - contentLength(skipped), to, layout: inner });
            }
            if (nodes > MAX_NODES)
                throw new RangeError(`it has more than ${MAX_NODES} nodes`);
            if (fields > MAX_FIELDS)
                throw new RangeError(`it has more than ${MAX_FIELDS} fields`);
            if (integers > MAX_INTEGER_BYTES)
                throw new RangeError('it has too many integers outside of raw data');
            if (floats > MAX_PACKED_BYTES)
                throw new RangeError('it has too many numbers outside of raw data');
        }
    }
}
/** The content length of a skipped length-delimited field, which starts with its length. */
function contentLength(skipped) {
    const reader = new BinaryReader(skipped);
    return reader.uint32();
}
//# sourceMappingURL=read.js.map