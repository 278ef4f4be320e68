// What to climb: a weighted sum of what is read of a layer's channels ("neurons").

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
 * What is read of a layer, a number for each channel:
 * - 'channel': the mean over all places, before the activation, so that silent neurons have a gradient all the same;
 * - 'neuron': the value at one place, before the activation (lucid's "neuron");
 * - 'activation': the mean of what the layer gives out, 0 when a ReLU is silent;
 * - 'deepdream': the mean of the squares of what it gives out (DeepDream);
 * - 'gram': not by channel but by pair of channels, the Gram matrix of what it gives out, of unit length. The product of two pictures' is their
 *   likeness, and pictures that are driven away from each other's differ (the diversity of Olah, Mordvintsev and Schubert, "Feature Visualization",
 *   Distill 2017).
 */
export type ObjectiveKind = 'channel' | 'neuron' | 'activation' | 'deepdream' | 'gram';

/** A layer to climb in. */
export interface Tap {
  readonly layer: string;
  readonly node: Node;
  /** @default 'channel' */
  readonly kind?: ObjectiveKind;
}

/** By what name a graph of 'neuron' is told its place: a row of how far down and how far to the right, from 0 to 1. */
export const positionInput = (layer: string): string => `place:${layer}`;

/**
 * Builds score = sum over taps and channels of weight * reading of the channel, and its gradient.
 *
 * @param image - The input that the taps depend on.
 * @param taps - The layers whose channels may be weighted; one graph computes all of them, so a tap that is not used costs time.
 * @throws UserError OP_UNSUPPORTED for a layer whose neurons, or those before it, depend on the size of the picture.
 */
export function scoreGraph(image: Node<'input'>, taps: readonly Tap[]): ScoreGraph {
  return requireClimbable(taps.map(({ layer }) => layer).join(', '), () => build(image, taps));
}

/**
 * Makes something of a layer's neurons, at no size of picture in particular.
 *
 * @throws UserError OP_UNSUPPORTED, naming the layer, where that cannot be: which neurons there are depends on the size of the picture.
 */
export function requireClimbable<T>(layer: string, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    if (!(cause instanceof ShapeError)) throw cause;
    throw new UserError('OP_UNSUPPORTED', `the layer '${layer}' cannot be climbed in: ${cause.message}`, {
      hint: 'layers before its flattening can be',
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
    const reading = KINDS[kind].read(node, own, layer);
    weights.set(layer, own);
    if (reading.position !== undefined) weights.set(positionInput(layer), reading.position);
    row = reading.row ?? row;
    return reading.score;
  });
  const score = scores.reduce((sum, one) => add(sum, one));
  const outputs = [score, gradient(score, image), ...(row === undefined ? [] : [row])];
  const [finalScore, finalGradient, finalRow] = simplifyGradient(outputs);
  return { image, weights, score: finalScore!, gradient: finalGradient!, row: finalRow };
}

/** What is read of a layer: its score, and what else the graph then takes or gives. */
interface Reading {
  readonly score: Node;
  /** The input that says at which position the layer is read. */
  readonly position?: Node<'input'>;
  /** What the weights are multiplied with, where a caller needs it too. */
  readonly row?: Node;
}

/** An objective kind: where a layer is read, how many weights there are, and how its score is built. */
interface Kind {
  readonly beforeActivation: boolean;
  weightCount(channels: number): number;
  read(node: Node, weights: Node, layer: string): Reading;
}

const perChannel = (channels: number) => channels;

/** Every objective kind. A new one is a name in `ObjectiveKind` and an entry here. */
const KINDS: { readonly [K in ObjectiveKind]: Kind } = {
  channel: {
    beforeActivation: true,
    weightCount: perChannel,
    read: (node, weights) => ({ score: weightedMean(node, weights, spatialMean) }),
  },
  neuron: {
    beforeActivation: true,
    weightCount: perChannel,
    read(node, weights, layer) {
      const position = input(positionInput(layer), [1, 2]);
      const at = (map: Node) => spatialMean(product(map, spot(map, position)));
      return { score: weightedMean(node, weights, at), position };
    },
  },
  activation: {
    beforeActivation: false,
    weightCount: perChannel,
    read: (node, weights) => ({ score: weightedMean(node, weights, spatialMean) }),
  },
  deepdream: {
    beforeActivation: false,
    weightCount: perChannel,
    read: (node, weights) => ({ score: weightedSquares(node, weights) }),
  },
  gram: {
    beforeActivation: false,
    weightCount: (channels) => channels ** 2,
    read(node, weights) {
      const row = likeness(node);
      return { score: dot(weights, row), row };
    },
  },
};

/**
 * Which activations are looked through: those that gate, silent or nearly flat far from 0, so that a neuron may have no gradient on the first noise. What
 * stands before them ranks the same stimuli the same. Plain functions are part of what a layer computes; a logarithm lies behind a softmax.
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
 * A layer's value before its activation, looking through concatenations, max pools and padding (which commute with a ReLU). A flattened layer's neurons are
 * the channels of what was flattened; those of a row that became a map of one place are the row's.
 */
export function beforeActivation(node: Node): Node {
  return unfolded(withoutActivation(unfolded(node)));
}

/** The same shape as before. */
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

/** @param reduce - From a map to a number for each channel; linear, and of a constant map that constant. */
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

/** Keeps the Gram matrix of a silent layer, all zeros, from being divided by 0. */
const LENGTH_FLOOR = 1e-12;

/** The Gram matrix as a row of unit length. */
function likeness(node: Node): Node {
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
 * The mean of the weighted sum of a convolution's channels is the mean of one channel, whose kernel is the weighted sum of the kernels: the last
 * convolution, forward and backward, then costs one channel instead of hundreds.
 */
function weightedMap(node: Node, weights: Node, reduce: (map: Node) => Node): Node | undefined {
  const pooled = isOp(node, 'averagePool') ? node : undefined;
  const last = pooled?.inputs[0] ?? node;
  if (!isOp(last, 'conv') || last.attributes.groups !== 1) return undefined;
  const [x, kernel, bias] = last.inputs;
  if (pooled?.attributes.countsPadding === true && bias !== undefined) return undefined; // the bias would not be its own mean
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
