// One rule per operation: from the outgrad (the gradient of the score with respect to the operation's output) to the
// gradient with respect to each input. The table is total: a new operation does not compile without an entry.
import { activationAdjoint, affineAdjoint, averagePoolAdjoint, conv, convAdjoint, denseAdjoint, expandAdjoint, flatten, flattenAdjoint, gramAdjoint, layerNormAdjoint, matMul, maxPoolAdjoint, mul, pad, padAdjoint, preluAdjoint, reluAdjoint, reshapeAdjoint, scale, shuffleChannels, sliceChannels, sliceChannelsAdjoint, softmaxAdjoint, spatialMaxAdjoint, spatialMeanAdjoint, transpose, } from './ops.js';
import { channelsOf } from './shapes.js';
/** By operation. test/graph/gradient.test.ts compares every rule with central differences. */
export const VJP_RULES = {
    input: () => [],
    constant: () => [],
    conv: (outgrad, { inputs: [x, kernel], attributes }) => [convAdjoint(outgrad, kernel, x, attributes), null, null],
    affine: (outgrad, { inputs: [, scaleOfForward] }) => [affineAdjoint(outgrad, scaleOfForward), null, null],
    // relu'(0) = 0, as in TensorFlow and PyTorch.
    relu: (outgrad, node) => [reluAdjoint(outgrad, node)],
    activation: (outgrad, node) => [activationAdjoint(outgrad, node.inputs[0], node, node.attributes)],
    prelu: (outgrad, { inputs: [x, slope] }) => [preluAdjoint(outgrad, slope, x), null],
    softmax: (outgrad, node) => [softmaxAdjoint(outgrad, node)],
    maxPool: (outgrad, { inputs: [x], attributes }) => [maxPoolAdjoint(outgrad, x, attributes)],
    averagePool: (outgrad, { inputs: [x], attributes }) => [averagePoolAdjoint(outgrad, x, attributes)],
    // The transpose of the transposed convolution is the convolution with the same kernel.
    convTranspose: (outgrad, { inputs: [, kernel], attributes: { strides, padding, dilations, groups } }) => [
        conv(outgrad, kernel, undefined, { strides, padding, dilations, groups }),
        null,
        null,
    ],
    concat: (outgrad, { inputs }) => {
        let start = 0;
        return inputs.map((part) => {
            const end = start + channelsOf(part);
            const slice = sliceChannels(outgrad, start, end);
            start = end;
            return slice;
        });
    },
    add: (outgrad) => [outgrad, outgrad],
    mul: (outgrad, { inputs: [a, b] }) => [mul(outgrad, b), mul(outgrad, a)],
    expand: (outgrad, { inputs: [x] }) => [expandAdjoint(outgrad, x), null],
    pad: (outgrad, { inputs: [x], attributes }) => {
        const { top, left, bottom, right, fill } = attributes;
        if (typeof fill === 'string')
            return [padAdjoint(outgrad, x, attributes)];
        return [pad(outgrad, { top: 0 - top, left: 0 - left, bottom: 0 - bottom, right: 0 - right, fill: 0 })];
    },
    flatten: (outgrad, { inputs: [x], attributes }) => [flattenAdjoint(outgrad, x, attributes.order)],
    unflatten: (outgrad, { attributes: { order } }) => [flatten(outgrad, order)],
    shuffleChannels: (outgrad, { attributes: { groups } }) => [shuffleChannels(outgrad, channelsOf(outgrad) / groups)],
    dense: (outgrad, { inputs: [, matrix] }) => [denseAdjoint(outgrad, matrix), null, null],
    sliceChannels: (outgrad, { inputs: [x], attributes }) => [sliceChannelsAdjoint(outgrad, x, attributes.start)],
    spatialMean: (outgrad, { inputs: [x] }) => [spatialMeanAdjoint(outgrad, x)],
    spatialMax: (outgrad, { inputs: [x] }) => [spatialMaxAdjoint(outgrad, x)],
    gram: (outgrad, { inputs: [x] }) => [gramAdjoint(outgrad, x)],
    spot: () => [null, null], // only the shape of x matters
    combineKernels: 'not-differentiable', // computes weights from weights; the image is not among its inputs
    dot: (outgrad, { inputs: [a, b] }) => [scale(b, outgrad), scale(a, outgrad)],
    reshape: (outgrad, { inputs: [x] }) => [reshapeAdjoint(outgrad, x)],
    transpose: (outgrad, { attributes: { perm } }) => [
        transpose(outgrad, perm.map((_, axis) => perm.indexOf(axis))),
    ],
    // For y = a b: a' = g b^T and b' = a^T g. The gradient of a transposed factor is transposed too.
    matMul: (outgrad, { inputs: [a, b], attributes: { turnA, turnB } }) => [
        turnA ? matMul(b, outgrad, { turnA: turnB, turnB: true }) : matMul(outgrad, b, { turnB: !turnB }),
        turnB ? matMul(outgrad, a, { turnA: true, turnB: turnA }) : matMul(a, outgrad, { turnA: !turnA }),
    ],
    layerNorm: (outgrad, { inputs: [x], attributes: { epsilon } }) => [layerNormAdjoint(outgrad, x, epsilon)],
    // Only forward operations are differentiated: second derivatives are not needed.
    convAdjoint: 'not-differentiable',
    sliceChannelsAdjoint: 'not-differentiable',
    affineAdjoint: 'not-differentiable',
    reluAdjoint: 'not-differentiable',
    activationAdjoint: 'not-differentiable',
    preluAdjoint: 'not-differentiable',
    softmaxAdjoint: 'not-differentiable',
    maxPoolAdjoint: 'not-differentiable',
    averagePoolAdjoint: 'not-differentiable',
    expandAdjoint: 'not-differentiable',
    padAdjoint: 'not-differentiable',
    flattenAdjoint: 'not-differentiable',
    denseAdjoint: 'not-differentiable',
    spatialMeanAdjoint: 'not-differentiable',
    spatialMaxAdjoint: 'not-differentiable',
    gramAdjoint: 'not-differentiable',
    interleave: 'not-differentiable',
    scale: 'not-differentiable',
    reshapeAdjoint: 'not-differentiable',
    layerNormAdjoint: 'not-differentiable',
};
//# sourceMappingURL=vjp-rules.js.map