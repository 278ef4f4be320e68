// Adjoints that spread an outgrad over a map: those of pools, of padding with repeated edges, and of global maxima.
import { channelsOf } from '../graph/shapes.js';
import { filled } from './elementwise.js';
import { adjointPads, fitTo, windowAttributes } from './padding.js';
import { planeOf } from './planes.js';
/** Computes the pool again for its indices, so that the first one stays in the blocked layout. */
export function maxPoolAdjoint(emit, [outgrad, x], { attributes }) {
    const [, positions] = emit.nodeWithOutputs('MaxPool', [x], 2, windowAttributes(attributes));
    const shape = emit.node('Shape', [x]);
    const { window, strides } = attributes;
    if (window[0] <= strides[0] && window[1] <= strides[1]) {
        // No position is in two windows, so no sums are needed.
        return emit.node('MaxUnpool', [outgrad, positions, shape], { kernel_shape: [...window], strides: [...strides] });
    }
    const flat = emit.integers([-1]);
    const size = emit.node('Reshape', [emit.node('Size', [x]), flat]);
    const zeros = emit.node('ConstantOfShape', [size]);
    const indices = emit.node('Reshape', [positions, flat]);
    const values = emit.node('Reshape', [outgrad, flat]);
    const scattered = emit.node('ScatterElements', [zeros, indices, values], { axis: 0, reduction: 'add' });
    return emit.node('Reshape', [scattered, shape]);
}
/** Each position gets the shares of the windows that contain it. */
export function averagePoolAdjoint(emit, [outgrad, x], node) {
    const { window, strides, padding, countsPadding = false } = node.attributes;
    const area = window[0] * window[1];
    const shares = countsPadding ? outgrad : emit.node('Mul', [outgrad, missing(emit, outgrad, x, node)]);
    if (strides[0] !== 1 || strides[1] !== 1) {
        const channels = channelsOf(node.inputs[0]);
        const ones = emit.float(filled([channels, 1, ...window], 1 / area));
        const full = emit.node('ConvTranspose', [shares, ones], {
            kernel_shape: [...window],
            strides: [...strides],
            group: channels,
        });
        return fitTo(emit, full, x, node.inputs[1], padding);
    }
    return emit.node('AveragePool', [shares], {
        kernel_shape: [...window],
        pads: adjointPads(padding, window),
        count_include_pad: 1,
    });
}
/** Each outgrad goes to the first position of its channel that has the maximum. */
export function spatialMaxAdjoint(emit, [outgrad, x], { inputs: [, input] }) {
    const rows = emit.node('Reshape', [x, emit.integers([1, channelsOf(input), -1])]);
    const positions = emit.node('ArgMax', [rows], { axis: 2, keepdims: 1 });
    const zeros = emit.node('ConstantOfShape', [emit.node('Shape', [rows])]);
    const values = emit.node('Reshape', [outgrad, emit.integers([1, channelsOf(input), 1])]);
    const spread = emit.node('ScatterElements', [zeros, positions, values], { axis: 2 });
    return emit.node('Reshape', [spread, emit.node('Shape', [x])]);
}
/**
 * Numbers the positions of a map and pads these numbers like the map. Each outgrad then goes to the position with its
 * number.
 */
export function padAdjoint(emit, [outgrad, x], node) {
    const { fill } = node.attributes;
    if (typeof fill === 'number')
        throw new RangeError('Expected `fill` to be a mode, because padding with a number has another adjoint.');
    const channels = channelsOf(node.inputs[1]);
    const plane = planeOf(emit, x);
    const area = emit.node('ReduceProd', [plane], { keepdims: 1 });
    const count = emit.node('Reshape', [area, emit.integers([])]);
    const numbers = emit.node('Range', [emit.integers(0), count, emit.integers(1)]);
    const map = emit.node('Reshape', [numbers, emit.node('Concat', [emit.integers([1, 1]), plane], { axis: 0 })]);
    const padded = emit.node('Pad', [map, emit.integers(padList(node))], { mode: fill });
    const row = emit.node('Reshape', [padded, emit.integers([1, 1, -1])]);
    const rows = emit.node('Reshape', [outgrad, emit.integers([1, channels, -1])]);
    const positions = emit.node('Expand', [row, emit.node('Shape', [rows])]);
    const zeros = emit.node('ConstantOfShape', [emit.node('Concat', [emit.integers([1, channels]), area], { axis: 0 })]);
    const spread = emit.node('ScatterElements', [zeros, positions, rows], { axis: 2, reduction: 'add' });
    return emit.node('Reshape', [spread, emit.node('Shape', [x])]);
}
/** ONNX's list of padding: before every axis, then after. */
export function padList({ attributes: { top, left, bottom, right } }) {
    return [0, 0, top, left, 0, 0, bottom, right];
}
/**
 * The window's area divided by the number of positions inside the map, at every position of the outgrad. Expanded,
 * because only products of equal shapes stay in the blocked layout.
 */
function missing(emit, outgrad, x, { attributes }) {
    const shape = emit.node('Concat', [emit.integers([1, 1]), planeOf(emit, x)], { axis: 0 });
    const ones = emit.node('Expand', [emit.float(ONE), shape]);
    const inside = emit.node('AveragePool', [ones], { ...windowAttributes(attributes), count_include_pad: 1 });
    return emit.node('Expand', [emit.node('Reciprocal', [inside]), emit.node('Shape', [outgrad])]);
}
const ONE = filled([1, 1, 1, 1], 1);
//# sourceMappingURL=spread-lowerings.js.map