import { create, toBinary } from '@bufbuild/protobuf';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { describe, expect, it } from 'vitest';
import { ModelProtoSchema, TensorProtoSchema } from '../../src/onnx-format/gen/onnx_pb.js';
import { decodeOnnx, looksLikeOnnx } from '../../src/onnx-format/read.js';
import { randomTensor } from '../support/networks/nets.js';
import { onnxFile } from '../support/onnx/file.js';

const FILE = onnxFile({
  opset: 17,
  nodes: [{ op: 'Conv', inputs: ['x', 'k'], outputs: ['y'] }],
  weights: { k: randomTensor([2, 3, 1, 1]) },
  outputs: ['y'],
});

/** Nested messages; the fields are from the outside in. */
function nested(fields: readonly number[], inner: Uint8Array): Uint8Array {
  return fields.reduceRight(
    (bytes, field) => new BinaryWriter().tag(field, WireType.LengthDelimited).bytes(bytes).finish(),
    inner,
  );
}

describe('looksLikeOnnx', () => {
  it('recognises a file by any number of first bytes that include the version', () => {
    for (const length of [2, 3, 10, 50, FILE.length]) expect(looksLikeOnnx(FILE.subarray(0, length))).toBe(true);
    expect(looksLikeOnnx(FILE.subarray(0, 1))).toBe(false);
  });

  it('requires the fields of a model, with their types', () => {
    expect(looksLikeOnnx(Uint8Array.of(0x08, 8, 0x99, 0x01, 0))).toBe(false); // field 19
    expect(looksLikeOnnx(Uint8Array.of(0x08, 8, 0x38, 0))).toBe(false); // a number in place of the graph
    expect(looksLikeOnnx(Uint8Array.of(0x08, 0xff, 0x7f))).toBe(false); // version 16383
    expect(looksLikeOnnx(Uint8Array.of(0x12, 1, 0x41))).toBe(false); // a producer and no version
  });
});

describe('decodeOnnx', () => {
  it('decodes an exported file, with weights as views', () => {
    const { graph } = decodeOnnx(FILE);
    expect(graph!.node[0]!.opType).toBe('Conv');
    expect(graph!.initializer[0]!.rawData.buffer).toBe(FILE.buffer);
  });

  it('refuses files that would need far more memory than their size', () => {
    // One byte each in the file, tens of bytes each in memory.
    const integers = nested([7, 5, 7], new Uint8Array(33 * 2 ** 20));
    expect(() => decodeOnnx(integers)).toThrow(/too many integers/);
    const nodes = nested(
      [7],
      Uint8Array.from({ length: 2 * 20_001 }, (_, i) => (i % 2 === 0 ? 0x0a : 0)),
    );
    expect(() => decodeOnnx(nodes)).toThrow(/more than 20000 nodes/);
    const dims = nested(
      [7, 5],
      Uint8Array.from({ length: 2 * 4_000_001 }, (_, i) => (i % 2 === 0 ? 0x08 : 1)),
    );
    expect(() => decodeOnnx(dims)).toThrow(/more than 4000000 fields/);
  });

  it('refuses a file that ends early', () => {
    for (const length of [3, 20, FILE.length - 1]) expect(() => decodeOnnx(FILE.subarray(0, length))).toThrow();
  });

  it('refuses endlessly nested messages', () => {
    const inner = toBinary(TensorProtoSchema, create(TensorProtoSchema, { name: 't' }));
    // A graph in an attribute of a node of a graph, and so on.
    const deep = nested([7, ...Array.from({ length: 60 }, () => [1, 5, 6]).flat()], inner);
    expect(() => decodeOnnx(deep)).toThrow();
    expect(decodeOnnx(toBinary(ModelProtoSchema, create(ModelProtoSchema, {}))).graph).toBeUndefined();
  });
});
