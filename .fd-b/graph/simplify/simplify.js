// Rewrites that make a graph cheaper without changing any value. Before the gradient is added: affine maps (batch
// normalisation, the network's preprocessing) are folded into the convolutions beside them, average pools move behind
// the 1x1 convolution that follows, pools move into concatenations, and zero padding moves into the convolution or
// pool. After it: slices move into the constant kernels that computed the sliced value, sums of 1x1 convolutions become
// one, the mask of a ReLU is applied before the adjoint of the max pool instead of after it, and adjoints of strided
// convolutions are computed phase by phase.
import { isOp, rewrite } from '../graph.js';
import { add, averagePool, averagePoolAdjoint, concat, constant, conv, convAdjoint, maxPool, maxPoolAdjoint, reluAdjoint, sliceChannels, } from '../ops.js';
import { foldAffineAdjoint, foldAffineBehindConv, foldAffineIntoConv } from './affine.js';
import { reorderInConv } from './channels.js';
import { countUses, isPointwise, kernelShape } from './common.js';
import { maskBetween, maskByConv } from './masks.js';
import { padInConv, padInMaxPool } from './padding.js';
import { splitStrides } from './phases.js';
/** Simplifies a graph before its gradient is added. */
export function simplifyForward(outputs) {
    return [
        padInConv,
        padInMaxPool,
        reorderInConv,
        foldAffineIntoConv,
        foldAffineBehindConv,
        poolAfterPointwise,
        poolInsideConcat,
    ].reduce((nodes, pass) => pass(nodes), [...outputs]);
}
/** Simplifies a graph with its gradient. */
export function simplifyGradient(outputs) {
    return [
        sliceEarly,
        addPointwiseOnce,
        maskBeforePool,
        foldAffineAdjoint,
        splitStrides,
        maskByConv,
        maskBetween,
    ].reduce((nodes, pass) => pass(nodes), [...outputs]);
}
/**
 * A 1x1 convolution mixes channels and an average pool of stride 1 mixes positions, so they commute, even with a bias,
 * since padding does not count in the mean. If the convolution reduces the channels, the pool then has less to do.
 */
function poolAfterPointwise(outputs) {
    return rewrite(outputs, (node) => {
        if (!isOp(node, 'conv'))
            return node;
        const [x, kernel, bias] = node.inputs;
        if (!isPointwise(node.attributes, kernel))
            return node;
        if (!isOp(x, 'averagePool') || x.attributes.strides[0] !== 1 || x.attributes.strides[1] !== 1)
            return node;
        if (kernel.attributes.tensor.shape[0] > kernel.attributes.tensor.shape[1])
            return node;
        // If padding counts, the bias would be averaged with zeros.
        if (x.attributes.countsPadding === true && bias !== undefined)
            return node;
        return averagePool(conv(x.inputs[0], kernel, bias, node.attributes), x.attributes);
    }).outputs;
}
/**
 * maxPool(concat(a, b)) = concat(maxPool(a), maxPool(b)), which separates the gradients of the parts. Nested
 * concatenations become one.
 */
function poolInsideConcat(outputs) {
    return rewrite(outputs, (node) => {
        if (!isOp(node, 'maxPool') || !isOp(node.inputs[0], 'concat'))
            return flat(node);
        return concat(node.inputs[0].inputs.map((part) => maxPool(part, node.attributes)));
    }).outputs;
}
function flattenConcat(outputs) {
    return rewrite(outputs, flat).outputs;
}
/** One level is enough, since the inputs are already flat in a rewrite. */
function flat(node) {
    if (!isOp(node, 'concat') || !node.inputs.some((part) => isOp(part, 'concat')))
        return node;
    return concat(node.inputs.flatMap((part) => (isOp(part, 'concat') ? part.inputs : [part])));
}
/** Runtimes copy the values of a slice; slicing a constant kernel costs nothing. */
function sliceEarly(outputs) {
    return rewrite(outputs, (node) => {
        if (!isOp(node, 'sliceChannels'))
            return node;
        return slice(node.inputs[0], node.attributes.start, node.attributes.end);
    }).outputs;
}
function slice(of, start, end) {
    if (isOp(of, 'add'))
        return add(slice(of.inputs[0], start, end), slice(of.inputs[1], start, end));
    if (isOp(of, 'averagePoolAdjoint')) {
        return averagePoolAdjoint(slice(of.inputs[0], start, end), of.inputs[1], of.attributes);
    }
    const kernel = of.inputs[1];
    if (isOp(of, 'convAdjoint') && isOp(kernel, 'constant') && of.attributes.groups === 1) {
        return convAdjoint(of.inputs[0], constant(sliceInputs(kernel.attributes.tensor, start, end)), of.inputs[2], of.attributes);
    }
    return sliceChannels(of, start, end);
}
/** convAdjoint(g, K) + convAdjoint(h, L) = convAdjoint(concat(g, h), concat(K, L)) for 1x1 kernels. */
function addPointwiseOnce(outputs) {
    const uses = countUses(outputs);
    return flattenConcat(rewrite(outputs, (node, original) => {
        const [a, b] = node.inputs;
        // If something else reads one of them, as beside a residual, it would be computed twice.
        if (original.inputs.some((input) => uses.get(input) !== 1))
            return node;
        if (!isOp(node, 'add') || !isOp(a, 'convAdjoint') || !isOp(b, 'convAdjoint'))
            return node;
        const [k, l] = [a.inputs[1], b.inputs[1]];
        if (!isPointwise(a.attributes, k) || !isPointwise(b.attributes, l))
            return node;
        const { shape, data } = k.attributes.tensor;
        const joined = new Float32Array(data.length + l.attributes.tensor.data.length);
        joined.set(data);
        joined.set(l.attributes.tensor.data, data.length);
        const outs = shape[0] + l.attributes.tensor.shape[0];
        return convAdjoint(concat([a.inputs[0], b.inputs[0]]), constant({ shape: [outs, ...shape.slice(1)], data: joined }), a.inputs[2], a.attributes);
    }).outputs);
}
/**
 * Behind a ReLU and a max pool, outgrad reaches a position only if the window's maximum is there, and passes the ReLU
 * only if that maximum is above 0. So the mask can be applied to the pooled map, which has a quarter of the positions.
 */
function maskBeforePool(outputs) {
    const pools = new Map();
    return rewrite(outputs, (node) => {
        if (isOp(node, 'maxPool'))
            pools.set(node.inputs[0], [...(pools.get(node.inputs[0]) ?? []), node]);
        if (!isOp(node, 'reluAdjoint'))
            return node;
        const [spread, y] = node.inputs;
        if (!isOp(spread, 'maxPoolAdjoint') || spread.inputs[1] !== y)
            return node;
        const pool = pools.get(y)?.find(({ attributes }) => attributes === spread.attributes);
        if (pool === undefined)
            return node;
        return maxPoolAdjoint(reluAdjoint(spread.inputs[0], pool), y, spread.attributes);
    }).outputs;
}
/** The part of a kernel `[out, in, rows, columns]` that reads the inputs from `start` to `end`. */
function sliceInputs(kernel, start, end) {
    const [outs, ins, rows, columns] = kernelShape(kernel);
    const area = rows * columns;
    const width = (end - start) * area;
    const data = new Float32Array(outs * width);
    for (let o = 0; o < outs; o++) {
        const from = (o * ins + start) * area;
        data.set(kernel.data.subarray(from, from + width), o * width);
    }
    return { shape: [outs, end - start, rows, columns], data };
}
//# sourceMappingURL=simplify.js.map