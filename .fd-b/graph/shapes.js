// The shape rule of every operation. Rules accept unknown dimensions (null), so the channels of a layer are known
// without a picture size. The minimum size of a layer is found by trying sizes.
import { topologicalOrder } from './graph.js';
/** Thrown when a picture is too small for a layer, shapes do not match, or a shape that must be known is unknown. */
export class ShapeError extends Error {
    name = 'ShapeError';
}
const ANY_SIZE = { height: null, width: null };
const first = (inputs) => inputs[0];
const second = (inputs) => inputs[1];
const pool = ([x], { window, strides, padding }) => [
    x[0],
    x[1],
    slide(x[2], window[0], strides[0], padding, 'rows'),
    slide(x[3], window[1], strides[1], padding, 'columns'),
];
const RULES = {
    input: (_inputs, { shape }, size) => shape.map((dimension) => (dimension === 'height' ? size.height : dimension === 'width' ? size.width : dimension)),
    constant: (_inputs, { tensor }) => tensor.shape,
    conv: ([x, kernel], { strides, padding, dilations, groups }) => {
        expectEqual('input channels of a convolution', x[1], kernel[1] * groups);
        const extent = (axis) => (kernel[2 + axis] - 1) * dilations[axis] + 1;
        return [
            x[0],
            kernel[0],
            slide(x[2], extent(0), strides[0], padding, 'rows'),
            slide(x[3], extent(1), strides[1], padding, 'columns'),
        ];
    },
    affine: first,
    relu: first,
    activation: first,
    prelu: ([x, slope]) => {
        expectEqual('channels and slopes of a PReLU', x[1], slope[0]);
        return x;
    },
    softmax: first,
    maxPool: pool,
    averagePool: pool,
    convTranspose: ([x, kernel], { strides, padding, dilations, groups, outputPadding }) => {
        expectEqual('input channels of a transposed convolution', x[1], kernel[0]);
        const grown = (axis, edges) => known(x[2 + axis], kernel[2 + axis], (input, size) => {
            if (padding === 'same' || padding === 'same-lower')
                return input * strides[axis];
            const cut = padding === 'valid' ? 0 : padding[edges[0]] + padding[edges[1]];
            return expectSome((input - 1) * strides[axis] + (size - 1) * dilations[axis] + 1 - cut + outputPadding[axis]);
        });
        const channels = known(kernel[1], groups, (a, b) => a * b);
        return [x[0], channels, grown(0, ['top', 'bottom']), grown(1, ['left', 'right'])];
    },
    concat: (inputs) => {
        const [batch, , ...plane] = inputs[0];
        for (const part of inputs) {
            plane.forEach((dimension, axis) => {
                expectEqual(`${axis === 0 ? 'heights' : 'widths'} to concatenate`, part[2 + axis], dimension);
            });
        }
        const channels = inputs.reduce((sum, part) => known(sum, part[1], (a, b) => a + b), 0);
        return [batch, channels, ...plane];
    },
    add: ([a, b]) => sameShape('add', a, b),
    mul: ([a, b]) => sameShape('multiply', a, b),
    expand: ([x, like]) => {
        expectEqual('numbers of dimensions to expand', x.length, like.length);
        x.forEach((dimension, i) => {
            if (dimension !== 1)
                expectEqual('shapes to expand', dimension, like[i]);
        });
        return like;
    },
    pad: ([x], how) => padded(x, how),
    flatten: ([x]) => [
        x[0],
        x.slice(1).reduce((all, dimension) => known(all, dimension, (a, b) => a * b), 1),
    ],
    unflatten: ([x], { channels, height, width }) => {
        expectEqual('elements of a flat value and its map', x[1], channels * height * width);
        return [x[0], channels, height, width];
    },
    shuffleChannels: ([x], { groups }) => {
        if (x[1] % groups !== 0)
            throw new ShapeError(`${x[1]} channels cannot be divided into ${groups} groups`);
        return x;
    },
    dense: ([x, matrix]) => {
        expectEqual('inputs of a dense layer', x[1], matrix[0]);
        return [x[0], matrix[1]];
    },
    sliceChannels: ([x], { start, end }) => [x[0], end - start, ...x.slice(2)],
    spatialMean: ([x]) => [x[0], x[1]],
    spatialMax: ([x]) => [x[0], x[1]],
    gram: ([x]) => [x[0], known(x[1], x[1], (a, b) => a * b)],
    spot: ([x]) => [x[0], 1, x[2], x[3]],
    combineKernels: ([, kernel]) => [1, ...kernel.slice(1)],
    dot: () => [1, 1],
    reshape: ([x], { shape }) => {
        const count = (dimensions) => dimensions.reduce((all, one) => known(all, one, (a, b) => a * b), 1);
        expectEqual('elements of a value and of its new shape', count(x), count(shape));
        return shape;
    },
    transpose: ([x], { perm }) => perm.map((axis) => x[axis]),
    matMul: ([a, b], { turnA, turnB }) => {
        const [rows, inner] = turnA ? [a[2], a[1]] : [a[1], a[2]];
        const [also, columns] = turnB ? [b[2], b[1]] : [b[1], b[2]];
        expectEqual('numbers of matrices to multiply', a[0], b[0]);
        expectEqual('columns and rows of matrices to multiply', inner, also);
        return [a[0], rows, columns];
    },
    layerNorm: first,
    convAdjoint: ([, kernel, x], { groups }) => [x[0], known(kernel[1], groups, (a, b) => a * b), x[2], x[3]],
    reluAdjoint: first,
    activationAdjoint: first,
    preluAdjoint: first,
    softmaxAdjoint: first,
    maxPoolAdjoint: second,
    averagePoolAdjoint: ([outgrad, x]) => [x[0], outgrad[1], x[2], x[3]],
    sliceChannelsAdjoint: second,
    affineAdjoint: first,
    expandAdjoint: second,
    padAdjoint: second,
    flattenAdjoint: second,
    denseAdjoint: ([outgrad, matrix]) => [outgrad[0], matrix[0]],
    spatialMeanAdjoint: second,
    spatialMaxAdjoint: second,
    gramAdjoint: second,
    interleave: ([like], { channels }) => [like[0], channels, like[2], like[3]],
    scale: first,
    reshapeAdjoint: second,
    layerNormAdjoint: first,
};
/**
 * The shape of every node that the outputs need.
 *
 * @param size - Picture size in pixels; null for a side leaves the dimensions unknown that depend on it.
 * @throws ShapeError when the picture is too small for a layer or shapes contradict each other.
 */
export function inferShapes(outputs, size = ANY_SIZE) {
    const shapes = new Map();
    for (const node of topologicalOrder(outputs))
        shapes.set(node, applyRule(node, shapes, size));
    return shapes;
}
/**
 * Makes a function for the shape of a node at the given picture size. Results are cached, so that the nodes of a
 * network take one walk together.
 *
 * @returns a function that throws ShapeError when the picture is too small for a layer or shapes contradict each other.
 */
export function rememberedShapes(size) {
    const shapes = new WeakMap();
    return (node) => {
        const known = shapes.get(node);
        if (known !== undefined)
            return known;
        const open = node.inputs.every((input) => shapes.has(input)) ? [node] : topologicalOrder([node]);
        for (const one of open)
            if (!shapes.has(one))
                shapes.set(one, applyRule(one, shapes, size));
        return shapes.get(node);
    };
}
/**
 * The shape of a node at an unknown picture size. Results are cached, so that the nodes of a network take one walk
 * together.
 *
 * @throws ShapeError when shapes contradict each other.
 */
export const shapeOf = rememberedShapes(ANY_SIZE);
/**
 * The number of channels (dimension 1) of a node. Only behind a flatten can it depend on the picture size.
 *
 * @throws ShapeError if it depends on the picture size.
 */
export function channelsOf(node) {
    const channels = shapeOf(node)[1] ?? null;
    if (channels === null)
        throw new ShapeError(`The number of channels of this '${node.op}' depends on the picture size`);
    return channels;
}
/** Whether the value is a row `[1, channels]` rather than a map. */
export function isFlat(node) {
    return shapeOf(node).length === 2;
}
function applyRule(node, shapes, size) {
    const inputs = node.inputs.map((input) => shapes.get(input));
    return RULES[node.op](inputs, node.attributes, size);
}
/** The padding before and after one axis, in pixels. */
export function paddingOf(padding, input, extent, stride, axis) {
    if (padding === 'valid')
        return [0, 0];
    if (padding === 'same' || padding === 'same-lower') {
        const total = Math.max(0, (Math.ceil(input / stride) - 1) * stride + extent - input);
        const smaller = Math.floor(total / 2);
        return padding === 'same' ? [smaller, total - smaller] : [total - smaller, smaller];
    }
    return axis === 'rows' ? [padding.top, padding.bottom] : [padding.left, padding.right];
}
function slide(input, extent, stride, padding, axis) {
    if (input === null)
        return null;
    const [before, after] = paddingOf(padding, input, extent, stride, axis);
    const output = Math.floor((input + before + after - extent) / stride) + 1;
    if (output < 1)
        throw new ShapeError(`${input} ${axis} are too few for a window of ${extent}`);
    return output;
}
function sameShape(what, a, b) {
    expectEqual(`numbers of dimensions to ${what}`, a.length, b.length);
    return a.map((dimension, i) => {
        expectEqual(`shapes to ${what}`, dimension, b[i]);
        return dimension ?? b[i];
    });
}
function padded([batch, channels, height, width], { top, left, bottom, right, fill }) {
    const side = (size, before, after, axis) => known(size, before + after, (input, added) => {
        if (fill === 'reflect' && Math.max(before, after) >= input) {
            throw new ShapeError(`${input} ${axis} are too few to mirror ${Math.max(before, after)} of them`);
        }
        return expectSome(input + added);
    });
    return [batch, channels, side(height, top, bottom, 'rows'), side(width, left, right, 'columns')];
}
function expectSome(size) {
    if (size < 1)
        throw new ShapeError('The picture is too small: cropping leaves nothing');
    return size;
}
function known(a, b, combine) {
    return a === null || b === null ? null : combine(a, b);
}
function expectEqual(what, a, b) {
    if (a !== null && b !== null && a !== b)
        throw new ShapeError(`The ${what} differ: ${a} and ${b}`);
}
//# sourceMappingURL=shapes.js.map