// Measures of a layer's channels, as graphs from the value of the layer and the weights to one number.
import { placeOf, product, scaled } from '../graph/compositions.js';
import { isOp } from '../graph/graph.js';
import { activation, add, averagePool, combineKernels, conv, dot, gram, mul, sliceChannels, spatialMean, } from '../graph/ops.js';
import { channelsOf, isFlat } from '../graph/shapes.js';
/**
 * The weighted sum of the channels' means.
 *
 * @param reduce - From a map to one number per channel. It must be linear and map a constant map to that constant.
 */
export function weightedMean(node, weights, reduce) {
    if (isOp(node, 'concat'))
        return byParts(node, weights, (part, own) => weightedMean(part, own, reduce));
    const map = weightedMap(node, weights, reduce);
    if (map !== undefined)
        return map;
    return dot(weights, isFlat(node) ? node : reduce(node));
}
/** The weighted sum of the means of the channels' squares. */
export function weightedSquares(node, weights) {
    if (isOp(node, 'concat'))
        return byParts(node, weights, weightedSquares);
    const squares = mul(node, node);
    return dot(weights, isFlat(node) ? squares : spatialMean(squares));
}
/** Prevents a division by 0 for a layer whose output is 0. */
const LENGTH_FLOOR = 1e-12;
/** The Gram matrix as a row of unit length. */
export function unitGram(node) {
    const matrix = gram(isFlat(node) ? placeOf(node) : node);
    return product(matrix, activation(scaled(dot(matrix, matrix), 1, LENGTH_FLOOR), { kind: 'power', exponent: -0.5 }));
}
/** Sums over the parts of a concatenation, each with its part of the weights. */
function byParts(node, weights, scoreOf) {
    let start = 0;
    const parts = node.inputs.map((part) => {
        const end = start + channelsOf(part);
        const own = sliceChannels(weights, start, end);
        start = end;
        return scoreOf(part, own);
    });
    return parts.reduce((sum, part) => add(sum, part));
}
/**
 * The mean of the weighted sum of a convolution's channels is the mean of one channel, whose kernel is the weighted sum
 * of the kernels. So the last convolution, forward and backward, costs one channel instead of hundreds.
 */
function weightedMap(node, weights, reduce) {
    const pooled = isOp(node, 'averagePool') ? node : undefined;
    const last = pooled?.inputs[0] ?? node;
    if (!isOp(last, 'conv') || last.attributes.groups !== 1)
        return undefined;
    const [x, kernel, bias] = last.inputs;
    // If padding counts, the mean of the bias is not the bias.
    if (pooled?.attributes.countsPadding === true && bias !== undefined)
        return undefined;
    const one = conv(x, combineKernels(weights, kernel), undefined, last.attributes);
    const mean = reduce(pooled === undefined ? one : averagePool(one, pooled.attributes));
    return bias === undefined ? mean : add(mean, dot(weights, asRow(bias)));
}
function asRow(bias) {
    if (!isOp(bias, 'constant'))
        throw new RangeError(`Expected the bias to be a constant, got '${bias.op}'.`);
    return {
        ...bias,
        attributes: { tensor: { shape: [1, bias.attributes.tensor.data.length], data: bias.attributes.tensor.data } },
    };
}
//# sourceMappingURL=measures.js.map