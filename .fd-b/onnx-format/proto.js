// Functions that make ONNX messages with the generated code. The other files of this room use nodes, attributes and
// tensors only.
import { create, toBinary } from '@bufbuild/protobuf';
import { AttributeProtoSchema, GraphProtoSchema, ModelProtoSchema, NodeProtoSchema, TensorProtoSchema, ValueInfoProtoSchema, } from './gen/onnx_pb.js';
/** ONNX's numbers of element types. */
export const ELEMENT_TYPE = { float: 1, int64: 7 };
/** An operation. An empty input name omits an optional input. */
export function nodeProto(opType, input, output, attributes = {}) {
    const attribute = Object.entries(attributes).map(([name, value]) => attributeProto(name, value));
    return create(NodeProtoSchema, { opType, name: output[0], input: [...input], output: [...output], attribute });
}
/** A float32 initialiser. */
export function floatTensor(name, { shape, data }) {
    return create(TensorProtoSchema, {
        name,
        dims: shape.map(BigInt),
        dataType: ELEMENT_TYPE.float,
        // ONNX is little-endian, like every machine that Node.js supports.
        rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    });
}
/** An int64 initialiser: a list, or a scalar when `values` is a number. */
export function integerTensor(name, values) {
    const list = typeof values === 'number' ? [values] : values;
    return create(TensorProtoSchema, {
        name,
        dims: typeof values === 'number' ? [] : [BigInt(list.length)],
        dataType: ELEMENT_TYPE.int64,
        int64Data: list.map(BigInt),
    });
}
/** A float32 input or output. Named dimensions are free. */
export function valueInfo(name, shape) {
    const dim = shape.map((dimension) => typeof dimension === 'number'
        ? { value: { case: 'dimValue', value: BigInt(dimension) } }
        : { value: { case: 'dimParam', value: dimension } });
    return create(ValueInfoProtoSchema, {
        name,
        type: { tensorType: { elemType: ELEMENT_TYPE.float, shape: { dim } } },
    });
}
/** Serialises a model with IR version 8, which belongs to opsets 15 to 18. */
export function modelBytes(model) {
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
const KIND = { float: 1, int: 2, string: 3, ints: 7 };
function attributeProto(name, value) {
    if (typeof value === 'number')
        return create(AttributeProtoSchema, { name, type: KIND.int, i: BigInt(value) });
    if (typeof value === 'string') {
        return create(AttributeProtoSchema, { name, type: KIND.string, s: new TextEncoder().encode(value) });
    }
    if (isList(value))
        return create(AttributeProtoSchema, { name, type: KIND.ints, ints: value.map(BigInt) });
    return create(AttributeProtoSchema, { name, type: KIND.float, f: value.float });
}
function isList(value) {
    return Array.isArray(value);
}
//# sourceMappingURL=proto.js.map