// Objectives: the weighted sum of a measure of a layer's channels (neurons), and its gradient, as one graph.

import { UserError } from '../errors.js';
import type { ActivationKind } from '../graph/activation.js';
import { placeOf, product, scaled } from '../graph/compositions.js';
import { gradient } from '../graph/gradient.js';
import { isOp, type Node } from '../graph/graph.js';
import {
  activation,
  add,
  averagePool,
  combineKernels,
  concat,
  conv,
  dot,
  flatten,
  gram,
  input,
  maxPool,
  mul,
  pad,
  sliceChannels,
  spatialMean,
  spot,
  unflatten,
} from '../graph/ops.js';
import type { ScoreGraph } from '../graph/score-graph.js';
import { channelsOf, isFlat, ShapeError } from '../graph/shapes.js';
import { simplifyForward, simplifyGradient } from '../graph/simplify/simplify.js';
import { isPlace, unfolded } from '../graph/unfolded.js';

/**
 * What is measured of a layer, a number for each channel:
 * - 'channel': the mean over all positions before the activation, so that a neuron whose ReLU is closed has a gradient;
 * - 'neuron': the value at one position before the activation (lucid's "neuron");
 * - 'activation': the mean of the layer's output, 0 where a ReLU is closed;
 * - 'deepdream': the mean of the squares of the layer's output (google/deepdream);
 * - 'gram': a number for each pair of channels, the Gram matrix of the layer's output, scaled to unit length. The
 *   product of two pictures' matrices is their Gram similarity; pictures driven away from each other's matrices differ
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

/** The graph input that gives 'neuron' its position: how far down and how far to the right, each from 0 to 1. */
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
      hint: 'choose a layer before its flattening',
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

/** A layer's score, and what else the graph then has as input or output. */
interface Measured {
  readonly score: Node;
  /** The input for the position. */
  readonly position?: Node<'input'>;
  /** What the weights are multiplied with, where callers need it. */
  readonly row?: Node;
}

/** An objective kind: where a layer is measured, how many weights there are, and how its score is built. */
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
 * The activations that `beforeActivation` looks through: those that are 0 or nearly flat far from 0, where a neuron
 * would have no gradient on the first noise. The value before them ranks pictures in the same order. Plain functions
 * are part of what a layer computes; a logarithm comes after a softmax.
 */
const LOOKED_THROUGH: { readonly [K in ActivationKind]: boolean } = {
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
 * A layer's value before its activation. Looks through concatenations, max pools and padding, which commute with a
 * ReLU. The neurons of a flattened layer are the channels of the map before; those of a row that became a map with one
 * position are the row's.
 */
export function beforeActivation(node: Node): Node {
  return unfolded(withoutActivation(unfolded(node)));
}

/** Keeps the shape. */
function withoutActivation(node: Node): Node {
  const [x] = node.inputs;
  if (isOp(node, 'activation') && LOOKED_THROUGH[node.attributes.kind]) {
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

/** @param reduce - From a map to a number for each channel: linear, and a constant map gives that constant. */
function weightedMean(node: Node, weights: Node, reduce: (map: Node) => Node): Node {
  if (isOp(node, 'concat')) return byParts(node, weights, (part, own) => weightedMean(part, own, reduce));
  const map = weightedMap(node, weights, reduce);
  if (map !== undefined) return map;
  return dot(weights, isFlat(node) ? node : reduce(node));
}

function weightedSquares(node: Node, weights: Node): Node {
  if (isOp(node, 'concat')) return byParts(node, weights, weightedSquares);
  const squares = mul(node, node);
  return dot(weights, isFlat(node) ? squares : spatialMean(squares));
}

/** Keeps the Gram matrix of a layer whose output is 0 from being divided by 0. */
const LENGTH_FLOOR = 1e-12;

/** The Gram matrix as a row of unit length. */
function unitGram(node: Node): Node {
  const matrix = gram(isFlat(node) ? placeOf(node) : node);
  return product(matrix, activation(scaled(dot(matrix, matrix), 1, LENGTH_FLOOR), { kind: 'power', exponent: -0.5 }));
}

/** The sum over the parts of a concatenation, each with its own weights. */
function byParts(node: Node<'concat'>, weights: Node, scoreOf: (part: Node, own: Node) => Node): Node {
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
function weightedMap(node: Node, weights: Node, reduce: (map: Node) => Node): Node | undefined {
  const pooled = isOp(node, 'averagePool') ? node : undefined;
  const last = pooled?.inputs[0] ?? node;
  if (!isOp(last, 'conv') || last.attributes.groups !== 1) return undefined;
  const [x, kernel, bias] = last.inputs;
  // With padding counted, the mean of the bias is not the bias.
  if (pooled?.attributes.countsPadding === true && bias !== undefined) return undefined;
  const one = conv(x!, combineKernels(weights, kernel!), undefined, last.attributes);
  const mean = reduce(pooled === undefined ? one : averagePool(one, pooled.attributes));
  return bias === undefined ? mean : add(mean, dot(weights, asRow(bias)));
}

function asRow(bias: Node): Node {
  if (!isOp(bias, 'constant')) throw new RangeError(`Expected the bias to be a constant, got '${bias.op}'.`);
  return {
    ...bias,
    attributes: { tensor: { shape: [1, bias.attributes.tensor.data.length], data: bias.attributes.tensor.data } },
  };
}
