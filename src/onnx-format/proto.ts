// Functions that make ONNX messages with the generated code. The other files of this room use nodes, attributes and
// tensors only.

import { create, toBinary } from '@bufbuild/protobuf';
import type { Tensor } from '../tensor/tensor.js';
import {
  type AttributeProto,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  type TensorProto,
  TensorProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from './gen/onnx_pb.js';

export type { NodeProto, TensorProto, ValueInfoProto };

/** ONNX's numbers of element types. */
export const ELEMENT_TYPE = { float: 1, int64: 7 } as const;

/** Integers are written as int, arrays as ints, text as string; `{ float }` as float. */
export type AttributeValue = number | readonly number[] | string | { readonly float: number };

/** An operation. An empty input name omits an optional input. */
export function nodeProto(
  opType: string,
  input: readonly string[],
  output: readonly string[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
): NodeProto {
  const attribute = Object.entries(attributes).map(([name, value]) => attributeProto(name, value));
  return create(NodeProtoSchema, { opType, name: output[0]!, input: [...input], output: [...output], attribute });
}

/** A float32 initialiser. */
export function floatTensor(name: string, { shape, data }: Tensor): TensorProto {
  return create(TensorProtoSchema, {
    name,
    dims: shape.map(BigInt),
    dataType: ELEMENT_TYPE.float,
    // ONNX is little-endian, like every machine that Node.js supports.
    rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  });
}

/** An int64 initialiser: a list, or a scalar when `values` is a number. */
export function integerTensor(name: string, values: readonly number[] | number): TensorProto {
  const list = typeof values === 'number' ? [values] : values;
  return create(TensorProtoSchema, {
    name,
    dims: typeof values === 'number' ? [] : [BigInt(list.length)],
    dataType: ELEMENT_TYPE.int64,
    int64Data: list.map(BigInt),
  });
}

/** A float32 input or output. Named dimensions are free. */
export function valueInfo(name: string, shape: readonly (number | string)[]): ValueInfoProto {
  const dim = shape.map((dimension) =>
    typeof dimension === 'number'
      ? { value: { case: 'dimValue' as const, value: BigInt(dimension) } }
      : { value: { case: 'dimParam' as const, value: dimension } },
  );
  return create(ValueInfoProtoSchema, {
    name,
    type: { tensorType: { elemType: ELEMENT_TYPE.float, shape: { dim } } },
  });
}

/** Serialises a model with IR version 8, which belongs to opsets 15 to 18. */
export function modelBytes(model: {
  readonly opset: number;
  readonly nodes: NodeProto[];
  readonly initializers: TensorProto[];
  readonly inputs: ValueInfoProto[];
  readonly outputs: ValueInfoProto[];
  /** The shapes of intermediate values. */
  readonly shapes?: ValueInfoProto[];
}): Uint8Array {
  const graph = create(GraphProtoSchema, {
    name: 'neurozoom',
    node: model.nodes,
    initializer: model.initializers,
    input: model.inputs,
    output: model.outputs,
    valueInfo: model.shapes ?? [],
  });
  const proto = create(ModelProtoSchema, {
    irVersion: 8n,
    producerName: 'neurozoom',
    graph,
    opsetImport: [{ domain: '', version: BigInt(model.opset) }],
  });
  return toBinary(ModelProtoSchema, proto);
}

const KIND = { float: 1, int: 2, string: 3, ints: 7 } as const;

function attributeProto(name: string, value: AttributeValue): AttributeProto {
  if (typeof value === 'number') return create(AttributeProtoSchema, { name, type: KIND.int, i: BigInt(value) });
  if (typeof value === 'string') {
    return create(AttributeProtoSchema, { name, type: KIND.string, s: new TextEncoder().encode(value) });
  }
  if (isList(value)) return create(AttributeProtoSchema, { name, type: KIND.ints, ints: value.map(BigInt) });
  return create(AttributeProtoSchema, { name, type: KIND.float, f: value.float });
}

function isList(value: AttributeValue): value is readonly number[] {
  return Array.isArray(value);
}
