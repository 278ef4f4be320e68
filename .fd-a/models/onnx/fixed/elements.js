// Element-wise ONNX operations on values of fixed dimensions: the translations of elements.ts, applied to rows.
import { product, sum } from '../../../graph/compositions.js';
import { isOp } from '../../../graph/graph.js';
import { constant, dense, softmax } from '../../../graph/ops.js';
import { ELEMENT_TRANSLATIONS } from '../elements.js';
import { repeated } from '../folding/constants.js';
import { countOf, graphValue, integers, } from '../values.js';
import { asRows, commonDims, fixedInput, fixedValue, operand, repeatedRows, shaped, transposed } from './values.js';
const UNARY = [
    ...['Relu', 'LeakyRelu', 'Clip', 'Sigmoid', 'Tanh', 'HardSigmoid', 'HardSwish', 'Elu', 'Selu', 'Softplus', 'Mish'],
    ...['Gelu', 'Erf', 'Exp', 'Log', 'Abs', 'Sqrt', 'Reciprocal', 'Neg', 'Pow'],
];
/** By operation. */
export const FIXED_ELEMENT_TRANSLATIONS = {
    ...Object.fromEntries(UNARY.map((op) => [op, onRows(op)])),
    Add: (call) => (call.inputs.length === 2 ? (biased(call) ?? together('Add', call)) : together('Add', call)),
    Sum: (call) => together('Sum', call),
    Sub: (call) => together('Sub', call),
    Mul: (call) => together('Mul', call),
    Div: (call) => together('Div', call),
    Softmax: (call) => {
        const x = fixedInput(call, 0);
        const axis = call.axis(call.int('axis', call.opset < 13 ? 1 : -1), x.dims.length);
        // Before opset 13, softmax normalised over all dimensions from the axis on.
        if (call.opset < 13) {
            const outer = countOf(x.dims.slice(0, axis));
            return [{ ...x, node: softmax(shaped(x, [outer, countOf(x.dims) / outer])) }];
        }
        const last = x.dims.length - 1;
        const swapped = x.dims.map((_, i) => (i === axis ? last : i === last ? axis : i));
        const before = transposed(x, swapped);
        return [transposed({ ...before, node: softmax(asRows(before)) }, swapped)];
    },
    // A network computes no NaN from a picture. Exporters test for rows of scores that are entirely masked.
    IsNaN: (call) => [integers([0], [...fixedInput(call, 0).dims].fill(1))],
    Where: (call) => {
        const condition = call.constant(0);
        const [yes, no] = [operand(call, 1), operand(call, 2)];
        const dims = commonDims(call, [condition, yes, no]);
        const holds = condition.data.filter((value) => value !== 0).length;
        const channels = dims.length - 1;
        if (holds === condition.data.length)
            return [fixedValue(repeatedRows(call, yes, dims), dims, channels)];
        if (holds === 0)
            return [fixedValue(repeatedRows(call, no, dims), dims, channels)];
        const mask = repeated(call, condition, dims).data;
        const part = (value, isYes) => {
            const taken = (i) => (mask[i] !== 0) === isYes;
            const size = dims.at(-1) ?? 1;
            const rows = (data) => constant({ shape: [countOf(dims) / size, size], data });
            if (value.kind === 'constant') {
                // Selected instead of multiplied, because masked values are often infinite.
                const { data } = repeated(call, value, dims);
                return rows(Float32Array.from(data, (one, i) => (taken(i) ? one : 0)));
            }
            return product(repeatedRows(call, value, dims), rows(Float32Array.from(mask, (_, i) => (taken(i) ? 1 : 0))));
        };
        return [fixedValue(sum(part(yes, true), part(no, false)), dims, channels)];
    },
};
function onRows(op) {
    return (call) => {
        const x = fixedInput(call, 0);
        return [{ ...x, node: nodeOf(ELEMENT_TRANSLATIONS[op](call.with([asRow(asRows(x)), ...call.inputs.slice(1)]))) }];
    };
}
/** Several values, repeated to a common shape. */
function together(op, call) {
    const values = call.inputs.map((_, i) => operand(call, i));
    const dims = commonDims(call, values);
    const size = dims.at(-1) ?? 1;
    const rows = values.map((value) => {
        if (value.kind === 'constant' && isForRows(value, size))
            return { ...value, dims: [value.data.length] };
        return asRow(repeatedRows(call, value, dims));
    });
    const channels = values.find((value) => value.kind === 'fixed' && value.dims.length === dims.length);
    const node = nodeOf(ELEMENT_TRANSLATIONS[op](call.with(rows)));
    return [fixedValue(node, dims, channels?.channels)];
}
/** One number for all, or one per element of a row. */
function isForRows({ dims, data }, size) {
    return data.length === 1 || (data.length === size && dims.at(-1) === size);
}
/** A bias added to a dense layer without one becomes the layer's own. */
function biased(call) {
    const [a, b] = [operand(call, 0), operand(call, 1)];
    const [x, bias] = a.kind === 'fixed' ? [a, b] : [b, a];
    if (x.kind !== 'fixed' || bias.kind !== 'constant' || !isOp(x.node, 'dense') || x.node.inputs.length > 2)
        return undefined;
    const size = x.dims.at(-1);
    const [input, matrix] = x.node.inputs;
    if (bias.data.length !== size || bias.dims.at(-1) !== size || bias.dims.length > x.dims.length)
        return undefined;
    if (shapeSize(matrix) !== size)
        return undefined;
    return [{ ...x, node: dense(input, matrix, constant({ shape: [size], data: Float32Array.from(bias.data) })) }];
}
function shapeSize(matrix) {
    return isOp(matrix, 'constant') ? matrix.attributes.tensor.shape[1] : undefined;
}
/** Rows in the form that elements.ts reads: one row, or many. */
function asRow(node) {
    return graphValue(node, 'nc');
}
function nodeOf(values) {
    const [value] = values;
    if (value?.kind !== 'graph')
        throw new RangeError('An operation on rows must return rows.');
    return value.node;
}
//# sourceMappingURL=elements.js.map