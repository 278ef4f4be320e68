// Builds the graph of an objective: the weighted sum of a measure of a layer's channels (neurons), and its gradient.
import { UserError } from '../errors.js';
import { product } from '../graph/compositions.js';
import { gradient } from '../graph/gradient.js';
import { isOp } from '../graph/graph.js';
import { add, concat, dot, flatten, input, maxPool, pad, spatialMean, spot, unflatten } from '../graph/ops.js';
import { channelsOf, ShapeError } from '../graph/shapes.js';
import { simplifyForward, simplifyGradient } from '../graph/simplify/simplify.js';
import { isPlace, unfolded } from '../graph/unfolded.js';
import { unitGram, weightedMean, weightedSquares } from './measures.js';
/** The name of the graph input with the position for 'neuron': y and x, each from 0 to 1. */
export const positionInput = (layer) => `place:${layer}`;
/**
 * Builds the score, the sum over taps and channels of weight * measure, and its gradient.
 *
 * @param image - The input that the taps depend on.
 * @param taps - The layers whose channels may have weights. The graph computes all of them, so an unused tap costs
 *   time.
 * @throws UserError OP_UNSUPPORTED for a layer whose number of neurons depends on the size of the picture.
 */
export function scoreGraph(image, taps) {
    return requireClimbable(taps.map(({ layer }) => layer).join(', '), () => build(image, taps));
}
/**
 * Runs code that needs a layer's neurons for pictures of any size.
 *
 * @throws UserError OP_UNSUPPORTED, with the layer, when its number of neurons depends on the size of the picture.
 */
export function requireClimbable(layer, make) {
    try {
        return make();
    }
    catch (cause) {
        if (!(cause instanceof ShapeError))
            throw cause;
        throw new UserError('OP_UNSUPPORTED', `no neuron of the layer '${layer}' can be climbed: ${cause.message}`, {
            hint: 'choose a layer before the flatten',
            cause,
        });
    }
}
function build(image, taps) {
    const simple = simplifyForward(taps.map(({ node, kind = 'channel' }) => (KINDS[kind].beforeActivation ? beforeActivation(node) : node)));
    const weights = new Map();
    let row;
    const scores = taps.map(({ layer, kind = 'channel' }, i) => {
        const node = simple[i];
        const own = input(`weights:${layer}`, [1, KINDS[kind].weightCount(channelsOf(node))]);
        const measured = KINDS[kind].measure(node, own, layer);
        weights.set(layer, own);
        if (measured.position !== undefined)
            weights.set(positionInput(layer), measured.position);
        row = measured.row ?? row;
        return measured.score;
    });
    const score = scores.reduce((sum, one) => add(sum, one));
    const outputs = [score, gradient(score, image), ...(row === undefined ? [] : [row])];
    const [finalScore, finalGradient, finalRow] = simplifyGradient(outputs);
    return { image, weights, score: finalScore, gradient: finalGradient, row: finalRow };
}
const perChannel = (channels) => channels;
/** Every objective kind. A new one is a name in `ObjectiveKind` and an entry here. */
const KINDS = {
    channel: {
        beforeActivation: true,
        weightCount: perChannel,
        measure: (node, weights) => ({ score: weightedMean(node, weights, spatialMean) }),
    },
    neuron: {
        beforeActivation: true,
        weightCount: perChannel,
        measure(node, weights, layer) {
            const position = input(positionInput(layer), [1, 2]);
            const at = (map) => spatialMean(product(map, spot(map, position)));
            return { score: weightedMean(node, weights, at), position };
        },
    },
    activation: {
        beforeActivation: false,
        weightCount: perChannel,
        measure: (node, weights) => ({ score: weightedMean(node, weights, spatialMean) }),
    },
    deepdream: {
        beforeActivation: false,
        weightCount: perChannel,
        measure: (node, weights) => ({ score: weightedSquares(node, weights) }),
    },
    gram: {
        beforeActivation: false,
        weightCount: (channels) => channels ** 2,
        measure(node, weights) {
            const row = unitGram(node);
            return { score: dot(weights, row), row };
        },
    },
};
/**
 * The activations that `beforeActivation` removes: they are 0 or nearly flat far from 0, where a neuron would have no
 * gradient on the first noise, and the value before them ranks pictures in the same order. Other functions are part of
 * what a layer computes. A logarithm is removed because it follows a softmax.
 */
const REMOVED = {
    leakyRelu: true,
    clip: true,
    sigmoid: true,
    tanh: true,
    hardSigmoid: true,
    elu: true,
    softplus: true,
    swish: true,
    hardSwish: true,
    gelu: true,
    log: true,
    erf: false,
    exp: false,
    abs: false,
    power: false,
};
/**
 * The value of a layer before its activation, even if concatenations, max pools or padding follow the activation, which
 * commute with a ReLU. The neurons of a flattened layer are the channels of the map before. The neurons of a row that
 * was turned into a map with one position are those of the row.
 */
export function beforeActivation(node) {
    return unfolded(withoutActivation(unfolded(node)));
}
/** As `beforeActivation`, but keeps the shape. */
function withoutActivation(node) {
    const [x] = node.inputs;
    if (isOp(node, 'activation') && REMOVED[node.attributes.kind]) {
        return node.attributes.kind === 'log' ? withoutActivation(x) : x;
    }
    if (isOp(node, 'relu') || isOp(node, 'prelu') || isOp(node, 'softmax'))
        return x;
    if (isOp(node, 'concat'))
        return concat(node.inputs.map(withoutActivation));
    if (isOp(node, 'maxPool'))
        return maxPool(withoutActivation(x), node.attributes);
    if (isOp(node, 'pad'))
        return pad(withoutActivation(x), node.attributes);
    if (isOp(node, 'flatten'))
        return flatten(withoutActivation(x), node.attributes.order);
    if (isPlace(node))
        return unflatten(withoutActivation(x), node.attributes);
    return node;
}
//# sourceMappingURL=objective.js.map