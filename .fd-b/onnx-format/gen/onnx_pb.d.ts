import type { GenFile, GenMessage } from "@bufbuild/protobuf/codegenv2";
import type { Message } from "@bufbuild/protobuf";
/**
 * Describes the file onnx.proto.
 */
export declare const file_onnx: GenFile;
/**
 * @generated from message onnx.AttributeProto
 */
export type AttributeProto = Message<"onnx.AttributeProto"> & {
    /**
     * @generated from field: optional string name = 1;
     */
    name: string;
    /**
     * @generated from field: optional float f = 2;
     */
    f: number;
    /**
     * @generated from field: optional int64 i = 3;
     */
    i: bigint;
    /**
     * @generated from field: optional bytes s = 4;
     */
    s: Uint8Array;
    /**
     * @generated from field: optional onnx.TensorProto t = 5;
     */
    t?: TensorProto;
    /**
     * @generated from field: optional onnx.GraphProto g = 6;
     */
    g?: GraphProto;
    /**
     * @generated from field: repeated float floats = 7;
     */
    floats: number[];
    /**
     * @generated from field: repeated int64 ints = 8;
     */
    ints: bigint[];
    /**
     * @generated from field: repeated bytes strings = 9;
     */
    strings: Uint8Array[];
    /**
     * 1 float, 2 int, 3 string, 4 tensor, 5 graph, 6 floats, 7 ints, 8 strings
     *
     * @generated from field: optional int32 type = 20;
     */
    type: number;
};
/**
 * Describes the message onnx.AttributeProto.
 * Use `create(AttributeProtoSchema)` to create a new message.
 */
export declare const AttributeProtoSchema: GenMessage<AttributeProto>;
/**
 * @generated from message onnx.NodeProto
 */
export type NodeProto = Message<"onnx.NodeProto"> & {
    /**
     * @generated from field: repeated string input = 1;
     */
    input: string[];
    /**
     * @generated from field: repeated string output = 2;
     */
    output: string[];
    /**
     * @generated from field: optional string name = 3;
     */
    name: string;
    /**
     * @generated from field: optional string op_type = 4;
     */
    opType: string;
    /**
     * @generated from field: repeated onnx.AttributeProto attribute = 5;
     */
    attribute: AttributeProto[];
    /**
     * @generated from field: optional string domain = 7;
     */
    domain: string;
};
/**
 * Describes the message onnx.NodeProto.
 * Use `create(NodeProtoSchema)` to create a new message.
 */
export declare const NodeProtoSchema: GenMessage<NodeProto>;
/**
 * @generated from message onnx.StringStringEntryProto
 */
export type StringStringEntryProto = Message<"onnx.StringStringEntryProto"> & {
    /**
     * @generated from field: optional string key = 1;
     */
    key: string;
    /**
     * @generated from field: optional string value = 2;
     */
    value: string;
};
/**
 * Describes the message onnx.StringStringEntryProto.
 * Use `create(StringStringEntryProtoSchema)` to create a new message.
 */
export declare const StringStringEntryProtoSchema: GenMessage<StringStringEntryProto>;
/**
 * @generated from message onnx.TensorProto
 */
export type TensorProto = Message<"onnx.TensorProto"> & {
    /**
     * @generated from field: repeated int64 dims = 1;
     */
    dims: bigint[];
    /**
     * 1 float32, 2 uint8, 3 int8, 6 int32, 7 int64, 9 bool, 10 float16, 11 float64
     *
     * @generated from field: optional int32 data_type = 2;
     */
    dataType: number;
    /**
     * @generated from field: repeated float float_data = 4 [packed = true];
     */
    floatData: number[];
    /**
     * @generated from field: repeated int32 int32_data = 5 [packed = true];
     */
    int32Data: number[];
    /**
     * @generated from field: repeated int64 int64_data = 7 [packed = true];
     */
    int64Data: bigint[];
    /**
     * @generated from field: optional string name = 8;
     */
    name: string;
    /**
     * @generated from field: optional bytes raw_data = 9;
     */
    rawData: Uint8Array;
    /**
     * @generated from field: repeated double double_data = 10 [packed = true];
     */
    doubleData: number[];
    /**
     * @generated from field: repeated onnx.StringStringEntryProto external_data = 13;
     */
    externalData: StringStringEntryProto[];
    /**
     * 0 inside this file, 1 in an external one
     *
     * @generated from field: optional int32 data_location = 14;
     */
    dataLocation: number;
};
/**
 * Describes the message onnx.TensorProto.
 * Use `create(TensorProtoSchema)` to create a new message.
 */
export declare const TensorProtoSchema: GenMessage<TensorProto>;
/**
 * @generated from message onnx.TensorShapeProto
 */
export type TensorShapeProto = Message<"onnx.TensorShapeProto"> & {
    /**
     * @generated from field: repeated onnx.TensorShapeProto.Dimension dim = 1;
     */
    dim: TensorShapeProto_Dimension[];
};
/**
 * Describes the message onnx.TensorShapeProto.
 * Use `create(TensorShapeProtoSchema)` to create a new message.
 */
export declare const TensorShapeProtoSchema: GenMessage<TensorShapeProto>;
/**
 * @generated from message onnx.TensorShapeProto.Dimension
 */
export type TensorShapeProto_Dimension = Message<"onnx.TensorShapeProto.Dimension"> & {
    /**
     * @generated from oneof onnx.TensorShapeProto.Dimension.value
     */
    value: {
        /**
         * @generated from field: int64 dim_value = 1;
         */
        value: bigint;
        case: "dimValue";
    } | {
        /**
         * @generated from field: string dim_param = 2;
         */
        value: string;
        case: "dimParam";
    } | {
        case: undefined;
        value?: undefined;
    };
};
/**
 * Describes the message onnx.TensorShapeProto.Dimension.
 * Use `create(TensorShapeProto_DimensionSchema)` to create a new message.
 */
export declare const TensorShapeProto_DimensionSchema: GenMessage<TensorShapeProto_Dimension>;
/**
 * @generated from message onnx.TypeProto
 */
export type TypeProto = Message<"onnx.TypeProto"> & {
    /**
     * @generated from field: optional onnx.TypeProto.Tensor tensor_type = 1;
     */
    tensorType?: TypeProto_Tensor;
};
/**
 * Describes the message onnx.TypeProto.
 * Use `create(TypeProtoSchema)` to create a new message.
 */
export declare const TypeProtoSchema: GenMessage<TypeProto>;
/**
 * @generated from message onnx.TypeProto.Tensor
 */
export type TypeProto_Tensor = Message<"onnx.TypeProto.Tensor"> & {
    /**
     * @generated from field: optional int32 elem_type = 1;
     */
    elemType: number;
    /**
     * @generated from field: optional onnx.TensorShapeProto shape = 2;
     */
    shape?: TensorShapeProto;
};
/**
 * Describes the message onnx.TypeProto.Tensor.
 * Use `create(TypeProto_TensorSchema)` to create a new message.
 */
export declare const TypeProto_TensorSchema: GenMessage<TypeProto_Tensor>;
/**
 * @generated from message onnx.ValueInfoProto
 */
export type ValueInfoProto = Message<"onnx.ValueInfoProto"> & {
    /**
     * @generated from field: optional string name = 1;
     */
    name: string;
    /**
     * @generated from field: optional onnx.TypeProto type = 2;
     */
    type?: TypeProto;
};
/**
 * Describes the message onnx.ValueInfoProto.
 * Use `create(ValueInfoProtoSchema)` to create a new message.
 */
export declare const ValueInfoProtoSchema: GenMessage<ValueInfoProto>;
/**
 * @generated from message onnx.GraphProto
 */
export type GraphProto = Message<"onnx.GraphProto"> & {
    /**
     * @generated from field: repeated onnx.NodeProto node = 1;
     */
    node: NodeProto[];
    /**
     * @generated from field: optional string name = 2;
     */
    name: string;
    /**
     * @generated from field: repeated onnx.TensorProto initializer = 5;
     */
    initializer: TensorProto[];
    /**
     * @generated from field: repeated onnx.ValueInfoProto input = 11;
     */
    input: ValueInfoProto[];
    /**
     * @generated from field: repeated onnx.ValueInfoProto output = 12;
     */
    output: ValueInfoProto[];
    /**
     * @generated from field: repeated onnx.ValueInfoProto value_info = 13;
     */
    valueInfo: ValueInfoProto[];
};
/**
 * Describes the message onnx.GraphProto.
 * Use `create(GraphProtoSchema)` to create a new message.
 */
export declare const GraphProtoSchema: GenMessage<GraphProto>;
/**
 * @generated from message onnx.OperatorSetIdProto
 */
export type OperatorSetIdProto = Message<"onnx.OperatorSetIdProto"> & {
    /**
     * @generated from field: optional string domain = 1;
     */
    domain: string;
    /**
     * @generated from field: optional int64 version = 2;
     */
    version: bigint;
};
/**
 * Describes the message onnx.OperatorSetIdProto.
 * Use `create(OperatorSetIdProtoSchema)` to create a new message.
 */
export declare const OperatorSetIdProtoSchema: GenMessage<OperatorSetIdProto>;
/**
 * @generated from message onnx.ModelProto
 */
export type ModelProto = Message<"onnx.ModelProto"> & {
    /**
     * @generated from field: optional int64 ir_version = 1;
     */
    irVersion: bigint;
    /**
     * @generated from field: optional string producer_name = 2;
     */
    producerName: string;
    /**
     * @generated from field: optional string producer_version = 3;
     */
    producerVersion: string;
    /**
     * @generated from field: optional onnx.GraphProto graph = 7;
     */
    graph?: GraphProto;
    /**
     * @generated from field: repeated onnx.OperatorSetIdProto opset_import = 8;
     */
    opsetImport: OperatorSetIdProto[];
};
/**
 * Describes the message onnx.ModelProto.
 * Use `create(ModelProtoSchema)` to create a new message.
 */
export declare const ModelProtoSchema: GenMessage<ModelProto>;
