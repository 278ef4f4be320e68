// ONNX files read: whether bytes look like one, and what they hold. Before anything is decoded, the file's fields are
// counted where they stand, so that a small file that would become a large heap is refused first.

import { fromBinary } from '@bufbuild/protobuf';
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { type ModelProto, ModelProtoSchema } from './gen/onnx_pb.js';

export type { AttributeProto, GraphProto, ModelProto, ValueInfoProto } from './gen/onnx_pb.js';

/** Nodes of the largest networks that are read; those of image classification have some hundreds to some thousands. */
export const MOST_NODES = 20_000;

/** Fields of all messages together: some tens a node. */
const MOST_FIELDS = 4_000_000;

/**
 * Bytes of numbers that are stored one by one: they take many times their room when they are read, and real weights are
 * stored raw.
 */
const MOST_PACKED_BYTES = 512 * 2 ** 20;
const MOST_INTEGER_BYTES = 32 * 2 ** 20;

/**
 * Whether these look like the first bytes of an ONNX file: the fields of a model, with ONNX' numbers and kinds, the
 * version of the format among them. Never throws.
 */
export function looksLikeOnnx(head: Uint8Array): boolean {
  const reader = new BinaryReader(head);
  let saysVersion = false;
  try {
    while (reader.pos < reader.len) {
      const [field, kind] = reader.tag();
      if (MODEL_FIELDS[field] !== kind) return false;
      if (field === IR_VERSION) {
        const version = Number(reader.int64());
        if (version < 1 || version > LATEST_IR_VERSION) return false;
        saysVersion = true;
      } else {
        reader.skip(kind, field);
      }
    }
  } catch {
    // The head ends in the middle of a field: what came before it tells.
  }
  return saysVersion;
}

/**
 * Decodes a file. Raw weights stay where they are: the bytes must not be changed afterwards.
 *
 * @throws RangeError saying what is wrong, where the bytes are no ONNX model, end early or hold far more than a network
 *   has.
 */
export function decodeOnnx(bytes: Uint8Array): ModelProto {
  survey(bytes);
  return fromBinary(ModelProtoSchema, bytes);
}

const IR_VERSION = 1;

/** Far above the latest one that there is (IR version 13 came with ONNX 1.20). */
const LATEST_IR_VERSION = 100;

/** By number, the kind of each field of ONNX' ModelProto. */
const MODEL_FIELDS: Readonly<Record<number, WireType>> = {
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

/**
 * By number of its field, the message that lies in a message; 'floats' and 'integers' are numbers stored one by one,
 * 'node' counts.
 */
interface Layout {
  readonly [field: number]: Layout | 'floats' | 'integers';
}

const TENSOR: Layout = { 1: 'integers', 4: 'floats', 5: 'integers', 7: 'integers', 10: 'floats', 13: {} };
const VALUE_INFO: Layout = { 2: { 1: { 2: { 1: {} } } } };
const ATTRIBUTE: { [field: number]: Layout | 'floats' | 'integers' } = { 5: TENSOR, 7: 'floats', 8: 'integers' };
const NODE: Layout = { 5: ATTRIBUTE };
const GRAPH: Layout = { 1: NODE, 5: TENSOR, 11: VALUE_INFO, 12: VALUE_INFO, 13: VALUE_INFO };
ATTRIBUTE[6] = GRAPH;
const MODEL: Layout = { 7: GRAPH, 8: {} };

/** Walks over all messages without making any of them. */
function survey(bytes: Uint8Array): void {
  let fields = 0;
  let nodes = 0;
  let floats = 0;
  let integers = 0;
  const open: { readonly from: number; readonly to: number; readonly layout: Layout }[] = [
    { from: 0, to: bytes.length, layout: MODEL },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const reader = new BinaryReader(bytes.subarray(next.from, next.to));
    while (reader.pos < reader.len) {
      const [field, kind] = reader.tag();
      const skipped = reader.skip(kind, field);
      const inner = kind === WireType.LengthDelimited ? next.layout[field] : undefined;
      fields += 1;
      if (inner === NODE) nodes += 1;
      if (inner === 'floats') floats += skipped.length;
      else if (inner === 'integers') integers += skipped.length;
      else if (inner !== undefined) {
        const to = next.from + reader.pos;
        open.push({ from: to - contentLength(skipped), to, layout: inner });
      }
      if (nodes > MOST_NODES) throw new RangeError(`it has more than ${MOST_NODES} nodes`);
      if (fields > MOST_FIELDS) throw new RangeError(`it has more than ${MOST_FIELDS} fields`);
      if (integers > MOST_INTEGER_BYTES) throw new RangeError('it holds too many integers outside of raw data');
      if (floats > MOST_PACKED_BYTES) throw new RangeError('it holds too many numbers outside of raw data');
    }
  }
}

/** Of a skipped length-delimited field, which begins with its length. */
function contentLength(skipped: Uint8Array): number {
  const reader = new BinaryReader(skipped);
  return reader.uint32();
}
