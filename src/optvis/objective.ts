// Builds the graph of an objective: the weighted sum of a measure of a layer's channels (neurons), and its gradient.

import { UserError } from '../errors.js';
import type { ActivationKind } from '../graph/activation.js';
import { product } from '../graph/compositions.js';
import { gradient } from '../graph/gradient.js';
import { isOp, type Node } from '../graph/graph.js';
import { add, concat, dot, flatten, input, maxPool, pad, spatialMean, spot, unflatten } from '../graph/ops.js';
import type { ScoreGraph } from '../graph/score-graph.js';
import { channelsOf, ShapeError } from '../graph/shapes.js';
import { simplifyForward, simplifyGradient } from '../graph/simplify/simplify.js';
import { isPlace, unfolded } from '../graph/unfolded.js';
import { unitGram, weightedMean, weightedSquares } from './measures.js';

/**
 * What is measured of a layer, one number per channel:
 * - 'channel': the mean over all positions before the activation, so that a neuron whose ReLU is 0 has a gradient;
 * - 'neuron': the value at one position before the activation (lucid's "neuron");
 * - 'activation': the mean of the layer's output, after its activation; a neuron whose ReLU is 0 has no gradient;
 * - 'deepdream': the mean of the squares of the layer's output (google/deepdream);
 * - 'gram': one number per pair of channels, the Gram matrix of the layer's output, scaled to unit length. The product
 *   of the matrices of two pictures is their Gram similarity. Pictures pushed away from each other's matrices differ
 *   (the diversity of Olah, Mordvintsev and Schubert, "Feature Visualization", Distill 2017).
 */
export type ObjectiveKind = 'channel' | 'neuron' | 'activation' | 'deepdream' | 'gram';

/** A layer that the objective measures. */
export interface Tap {
  readonly layer: string;
  readonly node: Node;
  /** @default 'channel' */
  readonly kind?: ObjectiveKind;
}

/** The name of the graph input with the position for 'neuron': y and x, each from 0 to 1. */
export const positionInput = (layer: string): string => `place:${layer}`;

/**
 * Builds the score, the sum over taps and channels of weight * measure, and its gradient.
 *
 * @param image - The input that the taps depend on.
 * @param taps - The layers whose channels may have weights. The graph computes all of them, so an unused tap costs
 *   time.
 * @throws UserError OP_UNSUPPORTED for a layer whose number of neurons depends on the size of the picture.
 */
export function scoreGraph(image: Node<'input'>, taps: readonly Tap[]): ScoreGraph {
  return requireClimbable(taps.map(({ layer }) => layer).join(', '), () => build(image, taps));
}

/**
 * Runs code that needs a layer's neurons for pictures of any size.
 *
 * @throws UserError OP_UNSUPPORTED, with the layer, when its number of neurons depends on the size of the picture.
 */
export function requireClimbable<T>(layer: string, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    if (!(cause instanceof ShapeError)) throw cause;
    throw new UserError('OP_UNSUPPORTED', `no neuron of the layer '${layer}' can be climbed: ${cause.message}`, {
      hint: 'choose a layer before the flatten',
      cause,
    });
  }
}

function build(image: Node<'input'>, taps: readonly Tap[]): ScoreGraph {
  const simple = simplifyForward(
    taps.map(({ node, kind = 'channel' }) => (KINDS[kind].beforeActivation ? beforeActivation(node) : node)),
  );
  const weights = new Map<string, Node<'input'>>();
  let row: Node | undefined;
  const scores = taps.map(({ layer, kind = 'channel' }, i) => {
    const node = simple[i]!;
    const own = input(`weights:${layer}`, [1, KINDS[kind].weightCount(channelsOf(node))]);
    const measured = KINDS[kind].measure(node, own, layer);
    weights.set(layer, own);
    if (measured.position !== undefined) weights.set(positionInput(layer), measured.position);
    row = measured.row ?? row;
    return measured.score;
  });
  const score = scores.reduce((sum, one) => add(sum, one));
  const outputs = [score, gradient(score, image), ...(row === undefined ? [] : [row])];
  const [finalScore, finalGradient, finalRow] = simplifyGradient(outputs);
  return { image, weights, score: finalScore!, gradient: finalGradient!, row: finalRow };
}

/** The score of a layer, and the additional inputs and outputs of its graph. */
interface Measured {
  readonly score: Node;
  /** The input for the position. */
  readonly position?: Node<'input'>;
  /** The row that the weights are multiplied with, if callers need it. */
  readonly row?: Node;
}

/** An objective kind: whether it measures before the activation, its number of weights, and its score. */
interface Kind {
  readonly beforeActivation: boolean;
  weightCount(channels: number): number;
  measure(node: Node, weights: Node, layer: string): Measured;
}

const perChannel = (channels: number) => channels;

/** Every objective kind. A new one is a name in `ObjectiveKind` and an entry here. */
const KINDS: { readonly [K in ObjectiveKind]: Kind } = {
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
      const at = (map: Node) => spatialMean(product(map, spot(map, position)));
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
const REMOVED: { readonly [K in ActivationKind]: boolean } = {
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
export function beforeActivation(node: Node): Node {
  return unfolded(withoutActivation(unfolded(node)));
}

/** As `beforeActivation`, but keeps the shape. */
function withoutActivation(node: Node): Node {
  const [x] = node.inputs;
  if (isOp(node, 'activation') && REMOVED[node.attributes.kind]) {
    return node.attributes.kind === 'log' ? withoutActivation(x!) : x!;
  }
  if (isOp(node, 'relu') || isOp(node, 'prelu') || isOp(node, 'softmax')) return x!;
  if (isOp(node, 'concat')) return concat(node.inputs.map(withoutActivation));
  if (isOp(node, 'maxPool')) return maxPool(withoutActivation(x!), node.attributes);
  if (isOp(node, 'pad')) return pad(withoutActivation(x!), node.attributes);
  if (isOp(node, 'flatten')) return flatten(withoutActivation(x!), node.attributes.order);
  if (isPlace(node)) return unflatten(withoutActivation(x!), node.attributes);
  return node;
}
