import type { Tensor } from '../tensor/tensor.js';
import { type NodeProto, type TensorProto, type ValueInfoProto } from './gen/onnx_pb.js';
export type { NodeProto, TensorProto, ValueInfoProto };
/** ONNX's numbers of element types. */
export declare const ELEMENT_TYPE: {
    readonly float: 1;
    readonly int64: 7;
};
/** Integers are written as int, arrays as ints, text as string; `{ float }` as float. */
export type AttributeValue = number | readonly number[] | string | {
    readonly float: number;
};
/** An operation. An empty input name omits an optional input. */
export declare function nodeProto(opType: string, input: readonly string[], output: readonly string[], attributes?: Readonly<Record<string, AttributeValue>>): NodeProto;
/** A float32 initialiser. */
export declare function floatTensor(name: string, { shape, data }: Tensor): TensorProto;
/** An int64 initialiser: a list, or a scalar when `values` is a number. */
export declare function integerTensor(name: string, values: readonly number[] | number): TensorProto;
/** A float32 input or output. Named dimensions are free. */
export declare function valueInfo(name: string, shape: readonly (number | string)[]): ValueInfoProto;
/** Serialises a model with IR version 8, which belongs to opsets 15 to 18. */
export declare function modelBytes(model: {
    readonly opset: number;
    readonly nodes: NodeProto[];
    readonly initializers: TensorProto[];
    readonly inputs: ValueInfoProto[];
    readonly outputs: ValueInfoProto[];
    /** The shapes of intermediate values. */
    readonly shapes?: ValueInfoProto[];
}): Uint8Array;
