// ONNX operations that combine the numbers of values of fixed dimensions: matrix products, normalisations, means.
import { activation, affine, constant, dense, layerNorm, matMul, mul } from '../../../graph/ops.js';
import { vector } from '../../parts.js';
import { common } from '../folding/constants.js';
import { countOf } from '../values.js';
import { matrixOf, rowOf } from '../windows.js';
import { asRows, fixed, fixedInput, fixedValue, operand, repeatedRows, shaped, transposed } from './values.js';
/** By operation. */
export const FIXED_PRODUCT_TRANSLATIONS = {
    MatMul: (call) => {
        const [a, b] = [call.value(0), call.value(1)];
        if (a.kind !== 'constant' && b.kind === 'constant' && b.dims.length === 2) {
            const x = fixed(call, a);
            return [dotted(call, x, matrixOf(b, false, 1, call), undefined)];
        }
        return [multiplied(call, operand(call, 0), operand(call, 1))];
    },
    Gemm: (call) => {
        const x = fixedInput(call, 0);
        if (x.dims.length !== 2 || call.int('transA', 0) !== 0)
            throw call.unsupported('its first input is transposed');
        const matrix = matrixOf(call.constant(1), call.int('transB', 0) !== 0, call.float('alpha', 1), call);
        const beta = call.float('beta', 1);
        const bias = call.inputs[2] === undefined ? undefined : rowOf(call, call.constant(2), matrix.shape[1]);
        return [
            dotted(call, x, matrix, bias?.map((value) => value * beta)),
        ];
    },
    LayerNormalization: (call) => {
        const x = fixedInput(call, 0);
        const axis = call.axis(call.int('axis', -1), x.dims.length);
        const size = countOf(x.dims.slice(axis));
        const normal = layerNorm(shaped(x, [countOf(x.dims) / size, size]), call.float('epsilon', 1e-5));
        const gain = rowOf(call, call.constant(1), size);
        const bias = call.inputs[2] === undefined ? new Float32Array(size) : rowOf(call, call.constant(2), size);
        return [{ ...x, node: affine(normal, vector(gain), vector(bias)) }];
    },
    ReduceMean: (call) => [reduced(call, (size) => 1 / size)],
    ReduceSum: (call) => [reduced(call, () => 1)],
    ReduceL2: (call) => {
        const x = fixedInput(call, 0);
        const rows = asRows(x);
        const squares = call.with([{ ...x, node: mul(rows, rows) }, ...call.inputs.slice(1)]);
        const sum = reduced(squares, () => 1);
        return [{ ...sum, node: activation(asRows(sum), { kind: 'power', exponent: 1 / 2 }) }];
    },
    Einsum: (call) => [summed(call)],
};
/** Multiplies every row by the same matrix. */
function dotted(call, x, matrix, bias) {
    const [ins, outs] = matrix.shape;
    if (x.dims.at(-1) !== ins)
        throw call.unreadable(`its matrix [${ins}, ${outs}] does not fit [${x.dims.join(', ')}]`);
    const node = dense(asRows(x), constant(matrix), bias === undefined ? undefined : vector(bias));
    return fixedValue(node, x.dims.with(-1, outs));
}
function multiplied(call, a, b) {
    if (a.dims.length < 2 || b.dims.length < 2)
        throw call.unsupported('it multiplies a value of one dimension');
    const batch = common(call, a.dims.slice(0, -2), b.dims.slice(0, -2));
    const matrices = (value) => {
        const dims = [...batch, ...value.dims.slice(-2)];
        const shape = [countOf(batch), ...value.dims.slice(-2)];
        if (value.kind === 'fixed' && countOf(value.dims) === countOf(dims))
            return shaped(value, shape);
        return shaped(fixedValue(repeatedRows(call, value, dims), dims), shape);
    };
    if (a.dims.at(-1) !== b.dims.at(-2))
        throw call.unreadable(`the shapes [${a.dims.join(', ')}] and [${b.dims.join(', ')}] do not match`);
    return fixedValue(matMul(matrices(a), matrices(b)), [...batch, a.dims.at(-2), b.dims.at(-1)]);
}
/** An Einsum of two values, as one batched matrix product. Each letter must be in both inputs or in the result. */
function summed(call) {
    const equation = call.text('equation', '').replaceAll(' ', '');
    const [from = '', result = ''] = equation.split('->');
    const [left = '', right = '', ...more] = from.split(',');
    const values = call.inputs.map((_, i) => asFixed(operand(call, i)));
    const isPlain = (letters) => /^[a-zA-Z]+$/.test(letters) && new Set(letters).size === letters.length;
    const letters = [...new Set(left + right)];
    const isKnown = letters.every((one) => (left.includes(one) && right.includes(one)) || result.includes(one));
    if (more.length > 0 || values.length !== 2 || ![left, right, result].every(isPlain) || !isKnown) {
        throw call.unsupported(`its equation is '${equation}'`);
    }
    const [a, b] = [values[0], values[1]];
    if (a.dims.length !== left.length || b.dims.length !== right.length)
        throw call.unreadable(`its equation '${equation}' does not fit its inputs`);
    const sizeOf = (one) => (left.includes(one) ? a.dims[left.indexOf(one)] : b.dims[right.indexOf(one)]);
    const both = letters.filter((one) => left.includes(one) && right.includes(one));
    const batch = both.filter((one) => result.includes(one));
    const inner = both.filter((one) => !result.includes(one));
    const rows = letters.filter((one) => !right.includes(one));
    const columns = letters.filter((one) => !left.includes(one));
    const count = (some) => countOf(some.map(sizeOf));
    const matrices = (value, own, first, second) => {
        const order = [...batch, ...first, ...second].map((one) => own.indexOf(one));
        return shaped(transposed(value, order), [count(batch), count(first), count(second)]);
    };
    const node = matMul(matrices(a, left, rows, inner), matrices(b, right, inner, columns));
    const made = [...batch, ...rows, ...columns];
    return transposed(fixedValue(node, made.map(sizeOf)), [...result].map((one) => made.indexOf(one)));
}
function asFixed(value) {
    if (value.kind === 'fixed')
        return value;
    return fixedValue(constant({ shape: value.dims, data: Float32Array.from(value.data) }), value.dims);
}
/**
 * Sums over dimensions, times a factor. The reduced dimensions are transposed to the end and multiplied by a column.
 */
function reduced(call, factorOf) {
    const x = fixedInput(call, 0);
    const rank = x.dims.length;
    const axes = new Set((call.numbers('axes', 1) ?? x.dims.map((_, i) => i)).map((axis) => call.axis(axis, rank)));
    const order = [...x.dims.keys()].sort((i, j) => Number(axes.has(i)) - Number(axes.has(j)));
    const size = countOf([...axes].map((axis) => x.dims[axis]));
    const rows = shaped(transposed(x, order), [countOf(x.dims) / size, size]);
    const column = constant({ shape: [size, 1], data: new Float32Array(size).fill(factorOf(size)) });
    const isKept = call.int('keepdims', 1) === 1;
    const dims = x.dims.flatMap((one, axis) => (!axes.has(axis) ? [one] : isKept ? [1] : []));
    const before = [...axes].filter((axis) => axis < x.channels).length;
    const channels = axes.has(x.channels) ? undefined : isKept ? x.channels : x.channels - before;
    return fixedValue(dense(rows, column, undefined), dims, channels);
}
//# sourceMappingURL=products.js.map