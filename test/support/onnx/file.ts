// Builds ONNX files for tests, from short lists of nodes, weights and inputs, in any opset, with the attributes that
// real exporters write.

import { create } from '@bufbuild/protobuf';
import {
  type AttributeProto,
  AttributeProtoSchema,
  type TensorProto,
  TensorProtoSchema,
  ValueInfoProtoSchema,
} from '../../../src/onnx-format/gen/onnx_pb.js';
import {
  ELEMENT_TYPE,
  floatTensor,
  integerTensor,
  modelBytes,
  nodeProto,
  valueInfo,
} from '../../../src/onnx-format/proto.js';
import type { Tensor } from '../../../src/tensor/tensor.js';

/** Integers and lists of them, text, `{ float }`, `{ floats }`, `{ tensor }`. */
export type Attribute =
  | number
  | readonly number[]
  | string
  | { readonly float: number }
  | { readonly floats: readonly number[] }
  | { readonly tensor: TensorProto };

/** A node. The caller names its outputs. */
export interface NodeSpec {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly name?: string;
  readonly domain?: string;
}

/** A weight: floats with a shape, a list of integers, or a tensor message. */
export type Weight = Tensor | readonly number[] | TensorProto;

/** The contents of a file. The input's name is `x`. */
export interface FileSpec {
  readonly opset: number;
  readonly nodes: readonly NodeSpec[];
  readonly weights?: Readonly<Record<string, Weight>>;
  /** The dimensions of `x`; those with names are free. */
  readonly input?: readonly (number | string)[];
  /** Values that are the file's outputs, of any shape. */
  readonly outputs: readonly string[];
}

/** The bytes of the file. */
export function onnxFile({ opset, nodes, weights = {}, input = FREE_INPUT, outputs }: FileSpec): Uint8Array {
  return modelBytes({
    opset,
    nodes: nodes.map(({ op, inputs, outputs: made, attributes = {}, name = '', domain = '' }) => ({
      ...nodeProto(op, inputs, made),
      name,
      domain,
      attribute: Object.entries(attributes).map(([key, value]) => attributeProto(key, value)),
    })),
    initializers: Object.entries(weights).map(([name, weight]) => tensorProto(name, weight)),
    inputs: [valueInfo('x', input)],
    outputs: outputs.map((name) =>
      create(ValueInfoProtoSchema, { name, type: { tensorType: { elemType: ELEMENT_TYPE.float } } }),
    ),
  });
}

/** `[batch, 3, height, width]`, all but the channels free. */
export const FREE_INPUT: readonly (number | string)[] = ['n', 3, 'h', 'w'];

/** A tensor message of any kind. */
export function tensorProto(name: string, weight: Weight): TensorProto {
  if (Array.isArray(weight)) return integerTensor(name, weight as readonly number[]);
  if ('shape' in weight) return floatTensor(name, weight);
  return create(TensorProtoSchema, { ...(weight as TensorProto), name });
}

/** A scalar float or integer. */
export const scalarTensor = (value: number): Tensor => ({ shape: [], data: Float32Array.of(value) });

const KIND = { float: 1, int: 2, string: 3, tensor: 4, floats: 6, ints: 7 } as const;

function attributeProto(name: string, value: Attribute): AttributeProto {
  if (typeof value === 'number') return create(AttributeProtoSchema, { name, type: KIND.int, i: BigInt(value) });
  if (typeof value === 'string') {
    return create(AttributeProtoSchema, { name, type: KIND.string, s: new TextEncoder().encode(value) });
  }
  if ('float' in value) return create(AttributeProtoSchema, { name, type: KIND.float, f: value.float });
  if ('floats' in value) return create(AttributeProtoSchema, { name, type: KIND.floats, floats: [...value.floats] });
  if ('tensor' in value) return create(AttributeProtoSchema, { name, type: KIND.tensor, t: value.tensor });
  return create(AttributeProtoSchema, { name, type: KIND.ints, ints: value.map(BigInt) });
}
