// How each operation of our graph is written in ONNX (opset 17). Heights and widths stay symbolic, so that one session
// serves every picture size. The choices suit onnxruntime's CPU provider, which computes convolutions, pools, sums and
// products of equal shapes in a layout blocked by 16 channels and reorders around everything else.
import { isOp } from '../graph/graph.js';
import { channelsOf, isFlat, shapeOf } from '../graph/shapes.js';
import { activation, activationAdjoint, prelu, preluAdjoint } from './activation-lowerings.js';
import { conv, convAdjoint, convTranspose } from './conv-lowerings.js';
import { constantOf, line, scalar, step } from './elementwise.js';
import { interleave } from './interleave-lowering.js';
import { gram, gramAdjoint, spot } from './objective-lowerings.js';
import { windowAttributes } from './padding.js';
import { planeOf } from './planes.js';
import { ELEMENT_TYPE } from './proto.js';
import { averagePoolAdjoint, maxPoolAdjoint, padAdjoint, padList, spatialMaxAdjoint } from './spread-lowerings.js';
import { layerNorm, layerNormAdjoint, matMul } from './tensor-lowerings.js';
/** By operation: writes its ONNX nodes and returns the name of the value. */
export const LOWERINGS = {
    constant: (emit, _inputs, { attributes }) => emit.float(attributes.tensor),
    conv,
    affine: (emit, [x], { inputs: [input, scale, offset] }) => line(emit, x, input, constantOf(scale).data, constantOf(offset).data),
    relu: (emit, inputs) => emit.node('Relu', inputs),
    activation,
    prelu,
    softmax: (emit, inputs) => emit.node('Softmax', inputs, { axis: 1 }),
    maxPool,
    averagePool: (emit, inputs, { attributes }) => emit.node('AveragePool', inputs, {
        ...windowAttributes(attributes),
        count_include_pad: attributes.countsPadding === true ? 1 : 0,
    }),
    convTranspose,
    concat: (emit, inputs) => emit.node('Concat', inputs, { axis: 1 }),
    add: (emit, inputs, node) => emit.node('Add', blocked(emit, inputs, node)),
    mul: (emit, inputs, node) => emit.node('Mul', blocked(emit, inputs, node)),
    expand: (emit, [x, like]) => emit.node('Expand', [x, emit.node('Shape', [like])]),
    pad: (emit, [x], node) => {
        const { fill } = node.attributes;
        const pads = emit.integers(padList(node));
        if (typeof fill === 'string')
            return emit.node('Pad', [x, pads], { mode: fill });
        return emit.node('Pad', fill === 0 ? [x, pads] : [x, pads, scalar(emit, fill)]);
    },
    flatten: (emit, [x], { attributes: { order } }) => {
        const ordered = order === 'channels-last' ? emit.node('Transpose', [x], { perm: [0, 2, 3, 1] }) : x;
        return emit.node('Reshape', [ordered, emit.integers([1, -1])]);
    },
    unflatten: (emit, [x], { attributes: { channels, height, width, order } }) => {
        if (order === 'channels-first')
            return emit.node('Reshape', [x, emit.integers([1, channels, height, width])]);
        const last = emit.node('Reshape', [x, emit.integers([1, height, width, channels])]);
        return emit.node('Transpose', [last], { perm: [0, 3, 1, 2] });
    },
    shuffleChannels: (emit, [x], { inputs: [input], attributes: { groups } }) => {
        const split = emit.node('Reshape', [x, emit.integers([1, groups, channelsOf(input) / groups, -1])]);
        const turned = emit.node('Transpose', [split], { perm: [0, 2, 1, 3] });
        return emit.node('Reshape', [turned, emit.node('Shape', [x])]);
    },
    dense: (emit, inputs) => emit.node('Gemm', inputs),
    sliceChannels: (emit, [x], { attributes: { start, end } }) => emit.node('Slice', [x, emit.integers([start]), emit.integers([end]), emit.integers([1])]),
    spatialMean: (emit, inputs) => emit.node('ReduceMean', inputs, { axes: [2, 3], keepdims: 0 }),
    spatialMax: (emit, inputs) => emit.node('Reshape', [emit.node('GlobalMaxPool', inputs), emit.integers([1, -1])]),
    gram,
    spot,
    combineKernels: (emit, [weights], { inputs: [, kernel] }) => {
        const { shape, data } = constantOf(kernel);
        const rows = emit.float({ shape: [shape[0], data.length / shape[0]], data });
        return emit.node('Reshape', [emit.node('MatMul', [weights, rows]), emit.integers([1, ...shape.slice(1)])]);
    },
    dot: (emit, inputs) => {
        const products = emit.node('Mul', inputs);
        return emit.node('ReduceSum', [products, emit.integers([1])], { keepdims: 1 });
    },
    reshape: (emit, [x], { attributes: { shape } }) => emit.node('Reshape', [x, emit.integers(shape)]),
    transpose: (emit, inputs, { attributes: { perm } }) => emit.node('Transpose', inputs, { perm: [...perm] }),
    matMul,
    layerNorm,
    convAdjoint,
    reluAdjoint: (emit, [outgrad, y], { inputs: [, output] }) => {
        const mask = isFlat(output) ? emit.node('Sign', [y]) : step(emit, y, output, 0);
        return emit.node('Mul', [outgrad, mask]);
    },
    activationAdjoint,
    preluAdjoint,
    softmaxAdjoint: (emit, [outgrad, y]) => {
        const weighted = emit.node('ReduceSum', [emit.node('Mul', [outgrad, y]), emit.integers([1])], { keepdims: 1 });
        return emit.node('Mul', [y, emit.node('Sub', [outgrad, weighted])]);
    },
    maxPoolAdjoint,
    averagePoolAdjoint,
    expandAdjoint: (emit, [outgrad], { inputs: [of, x] }) => {
        const [from, to] = [shapeOf(x), shapeOf(of)];
        const axes = from.flatMap((dimension, axis) => (dimension === 1 && to[axis] !== 1 ? [axis] : []));
        if (axes.length === 0)
            return outgrad;
        return emit.node('ReduceSum', [outgrad, emit.integers(axes)], { keepdims: 1 });
    },
    padAdjoint,
    sliceChannelsAdjoint: (emit, [outgrad], { inputs: [part, x], attributes: { start } }) => {
        const after = channelsOf(x) - start - channelsOf(part);
        const plane = shapeOf(x)
            .slice(2)
            .map(() => 0);
        return emit.node('Pad', [outgrad, emit.integers([0, start, ...plane, 0, after, ...plane])]);
    },
    affineAdjoint: (emit, [outgrad], { inputs: [input, scale] }) => line(emit, outgrad, input, constantOf(scale).data, 0),
    flattenAdjoint: (emit, [outgrad, x], { attributes: { order } }) => {
        const shape = emit.node('Shape', [x]);
        if (order === 'channels-first')
            return emit.node('Reshape', [outgrad, shape]);
        const last = emit.node('Gather', [shape, emit.integers([0, 2, 3, 1])]);
        return emit.node('Transpose', [emit.node('Reshape', [outgrad, last])], { perm: [0, 3, 1, 2] });
    },
    denseAdjoint: (emit, inputs) => emit.node('Gemm', inputs, { transB: 1 }),
    spatialMeanAdjoint: (emit, [outgrad, x], { inputs: [, input] }) => {
        const area = emit.node('ReduceProd', [planeOf(emit, x, input)], { keepdims: 1 });
        const share = emit.node('Div', [outgrad, emit.node('Cast', [area], { to: ELEMENT_TYPE.float })]);
        const channels = emit.integers([1, channelsOf(input), 1, 1]);
        return emit.node('Expand', [emit.node('Reshape', [share, channels]), emit.node('Shape', [x])]);
    },
    spatialMaxAdjoint,
    gramAdjoint,
    interleave,
    scale: (emit, inputs) => emit.node('Mul', inputs),
    reshapeAdjoint: (emit, [outgrad, x]) => emit.node('Reshape', [outgrad, emit.node('Shape', [x])]),
    layerNormAdjoint,
};
/** Moves interleaved phases from the plain to the blocked layout, so that operations with them stay in it. */
function blocked(emit, values, { inputs }) {
    return values.map((x, i) => (isOp(inputs[i], 'interleave') ? line(emit, x, inputs[i], 1, 0) : x));
}
/**
 * onnxruntime merges a Pad with zeros into the MaxPool after it, although that ignores its padding, so that all-negative
 * windows at the edges get another value (microsoft/onnxruntime, pad_fusion.cc). It leaves out pools whose padding is
 * stated by a rule, and pools with a second output.
 */
function maxPool(emit, inputs, { attributes, inputs: [x] }) {
    const { pads, ...window } = { pads: undefined, ...windowAttributes(attributes) };
    if (pads === undefined || !isOp(x, 'pad'))
        return emit.node('MaxPool', inputs, windowAttributes(attributes));
    if (pads.every((pixels) => pixels === 0))
        return emit.node('MaxPool', inputs, { ...window, auto_pad: 'VALID' });
    return emit.nodeWithOutputs('MaxPool', inputs, 2, { ...window, pads })[0];
}
//# sourceMappingURL=lowerings.js.map