// ONNX operations with weights: convolutions, dense layers, normalisations of channels.
import { localResponse } from '../../graph/compositions.js';
import { affine, constant, conv, convTranspose, dense, layerNorm } from '../../graph/ops.js';
import { POINTWISE, vector } from '../parts.js';
import { graphValue } from './values.js';
/** By operation. */
export const WINDOW_TRANSLATIONS = {
    Conv: (call) => {
        const x = call.map(0);
        const kernel = kernelOf(call);
        const how = convolutionOf(call, kernel);
        if (kernel.shape[1] * how.groups !== call.channels(x)) {
            throw call.unreadable(`its kernel [${kernel.shape.join(', ')}] does not fit ${call.channels(x)} channels`);
        }
        return [graphValue(conv(x, constant(kernel), biasOf(call, 2, kernel.shape[0]), how))];
    },
    ConvTranspose: (call) => {
        const x = call.map(0);
        const kernel = kernelOf(call);
        const [rows, columns] = call.ints('output_padding') ?? [0, 0];
        const moves = { ...convolutionOf(call, kernel), outputPadding: [rows, columns] };
        const how = call.has('output_shape') ? { ...moves, padding: paddingFor(call, x, kernel.shape, moves) } : moves;
        const bias = biasOf(call, 2, kernel.shape[1] * how.groups);
        return [graphValue(convTranspose(x, constant(kernel), bias, how))];
    },
    BatchNormalization: (call) => {
        const x = call.graph(0);
        call.requireChannels(1, x);
        const [gamma, beta, mean, variance] = [1, 2, 3, 4].map((i) => vectorOf(call, i, call.channels(x.node)));
        const epsilon = call.float('epsilon', 1e-5);
        const scale = gamma.map((value, c) => value / Math.sqrt(variance[c] + epsilon));
        const offset = beta.map((value, c) => value - mean[c] * scale[c]);
        if (scale.some((value) => !Number.isFinite(value)))
            throw call.unreadable('its variance is negative');
        return [{ ...x, node: affine(x.node, vector(scale), vector(offset)) }];
    },
    LRN: (call) => {
        const how = { alpha: call.float('alpha', 1e-4), beta: call.float('beta', 0.75), bias: call.float('bias', 1) };
        return [graphValue(localResponse(call.map(0), { size: call.int('size', 1), ...how }))];
    },
    Gemm: (call) => {
        const x = call.graph(0);
        if (x.view !== 'nc' || call.int('transA', 0) !== 0)
            throw call.unsupported('its first input is not a row');
        const matrix = matrixOf(call.constant(1), call.int('transB', 0) !== 0, call.float('alpha', 1), call);
        const beta = call.float('beta', 1);
        const [, outs] = matrix.shape;
        const bias = call.inputs[2] === undefined ? undefined : rowOf(call, call.constant(2), outs);
        return [graphValue(dense(x.node, constant(matrix), bias && vector(bias.map((value) => value * beta))))];
    },
    LayerNormalization: (call) => {
        const x = call.graph(0);
        const axis = call.int('axis', -1);
        call.requireChannels(axis, x);
        if (call.axis(axis, x.view.length) !== x.view.length - 1)
            throw call.unsupported('it normalises over positions too');
        const size = call.channels(x.node);
        const gain = rowOf(call, call.constant(1), size);
        const bias = call.inputs[2] === undefined ? new Float32Array(size) : rowOf(call, call.constant(2), size);
        return [{ ...x, node: affine(layerNorm(x.node, call.float('epsilon', 1e-5)), vector(gain), vector(bias)) }];
    },
    MatMul: (call) => {
        const x = call.graph(0);
        const matrix = matrixOf(call.constant(1), false, 1, call);
        if (x.view === 'nc')
            return [graphValue(dense(x.node, constant(matrix), undefined))];
        if (x.view !== 'nhwc' && x.view !== 'npc') {
            throw call.unsupported(`its first input has the dimensions ${x.view}; the channels must be last`);
        }
        // The same dense layer at every position: a 1x1 convolution.
        const [ins, outs] = matrix.shape;
        const transposed = matrixOf({ kind: 'constant', type: 'float', dims: [ins, outs], data: matrix.data }, true, 1, call);
        const kernel = constant({ shape: [outs, ins, 1, 1], data: transposed.data });
        return [{ ...x, node: conv(x.node, kernel, undefined, POINTWISE) }];
    },
};
function kernelOf(call) {
    const { dims, data } = call.constant(1);
    const size = call.ints('kernel_shape');
    if (dims.length !== 4)
        throw call.unsupported(`its kernel has ${dims.length} dimensions; only 4 are supported`);
    if (dims.some((dimension) => dimension < 1))
        throw call.unreadable(`its kernel has the shape [${dims.join(', ')}]`);
    if (size !== undefined && (size[0] !== dims[2] || size[1] !== dims[3])) {
        throw call.unreadable(`its kernel_shape [${size.join(', ')}] is not that of its kernel [${dims.join(', ')}]`);
    }
    return { shape: dims, data: data };
}
function convolutionOf(call, kernel) {
    const groups = call.int('group', 1);
    if (!Number.isInteger(groups) || groups < 1 || kernel.shape[0] % groups !== 0) {
        throw call.unreadable(`its ${kernel.shape[0]} channels cannot be split into ${groups} groups`);
    }
    return { strides: pairOf(call, 'strides'), dilations: pairOf(call, 'dilations'), padding: paddingOf(call), groups };
}
/**
 * The padding that gives a transposed convolution its `output_shape`. It is computed at the size that the file declares
 * and kept at every size.
 */
function paddingFor(call, x, kernel, { strides, dilations, outputPadding }) {
    const wanted = (call.ints('output_shape') ?? []).slice(-2);
    const declared = call.context.declared(x).slice(-2);
    const cut = [0, 1].map((axis) => {
        const size = declared[axis];
        if (typeof size !== 'number')
            throw call.unsupported('it has an output_shape, but the file declares no size');
        const extent = (kernel[2 + axis] - 1) * dilations[axis] + 1;
        return (size - 1) * strides[axis] + outputPadding[axis] + extent - (wanted[axis] ?? Number.NaN);
    });
    if (!cut.every((pixels) => pixels >= 0 && pixels <= MAX_STEP)) {
        throw call.unreadable(`its output_shape is [${wanted.join(', ')}], which is impossible for its input [${declared.join(', ')}]`);
    }
    // SAME_UPPER cuts the odd pixel off at the end, other modes at the beginning.
    const before = cut.map((pixels) => (call.text('auto_pad', '') === 'SAME_UPPER' ? Math.floor : Math.ceil)(pixels / 2));
    return { top: before[0], left: before[1], bottom: cut[0] - before[0], right: cut[1] - before[1] };
}
/** Two integers of at least 1. */
export function pairOf(call, attribute) {
    const [rows = 1, columns = 1, ...more] = call.ints(attribute) ?? [];
    if (more.length > 0)
        throw call.unsupported(`its attribute '${attribute}' has more than 2 dimensions`);
    for (const value of [rows, columns]) {
        if (!(value >= 1 && value <= MAX_STEP))
            throw call.unreadable(`its attribute '${attribute}' is [${rows}, ${columns}]`);
    }
    return [rows, columns];
}
/** The limit of windows, strides, dilations and padding, in pixels. No network needs more. */
const MAX_STEP = 4096;
/** The padding that `auto_pad` and `pads` declare. */
export function paddingOf(call) {
    const rule = call.text('auto_pad', 'NOTSET');
    if (rule === 'SAME_UPPER')
        return 'same';
    if (rule === 'SAME_LOWER')
        return 'same-lower';
    if (rule === 'VALID')
        return 'valid';
    if (rule !== 'NOTSET' && rule !== '')
        throw call.unsupported(`its auto_pad is '${rule}'`);
    const pads = call.ints('pads') ?? [0, 0, 0, 0];
    if (pads.length !== 4 || pads.some((pixels) => !(pixels >= 0 && pixels <= MAX_STEP))) {
        throw call.unreadable(`its pads are [${pads.join(', ')}]`);
    }
    const [top, left, bottom, right] = [pads[0], pads[1], pads[2], pads[3]];
    return top + left + bottom + right === 0 ? 'valid' : { top, left, bottom, right };
}
function biasOf(call, input, outs) {
    return call.inputs[input] === undefined ? undefined : vector(vectorOf(call, input, outs));
}
function vectorOf(call, input, channels) {
    const { dims, data } = call.constant(input);
    if (data.length === channels)
        return Float32Array.from(data);
    throw call.unreadable(`its input ${input} has the shape [${dims.join(', ')}], not [${channels}]`);
}
/** A bias, which may be one number for all. */
export function rowOf(call, { data, dims }, outs) {
    if (data.length === outs)
        return Float32Array.from(data);
    if (data.length === 1)
        return new Float32Array(outs).fill(data[0]);
    throw call.unreadable(`its bias has the shape [${dims.join(', ')}], not [${outs}]`);
}
/** A matrix `[in, out]` from a constant that may be transposed. */
export function matrixOf({ dims, data }, isTransposed, factor, call) {
    if (dims.length !== 2)
        throw call.unsupported(`its matrix has ${dims.length} dimensions`);
    const [rows, columns] = [dims[0], dims[1]];
    if (!isTransposed && factor === 1)
        return { shape: [rows, columns], data: data };
    const transposed = new Float32Array(data.length);
    for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
            const value = factor * data[row * columns + column];
            transposed[isTransposed ? column * rows + row : row * columns + column] = value;
        }
    }
    return { shape: isTransposed ? [columns, rows] : [rows, columns], data: transposed };
}
//# sourceMappingURL=windows.js.map