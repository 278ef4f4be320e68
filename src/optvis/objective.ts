// What to climb: the weighted mean of a layer's channels ("neurons"), read before the ReLU, so that a neuron that is silent on the first noise has a
// gradient all the same.

import { UserError } from '../errors.js';
import type { ActivationKind } from '../graph/activation.js';
import { gradient } from '../graph/gradient.js';
import { isOp, type Node } from '../graph/graph.js';
import {
  add,
  averagePool,
  combineKernels,
  concat,
  conv,
  dot,
  flatten,
  input,
  maxPool,
  pad,
  sliceChannels,
  spatialMean,
  unflatten,
} from '../graph/ops.js';
import type { ScoreGraph } from '../graph/score-graph.js';
import { channelsOf, isFlat, ShapeError } from '../graph/shapes.js';
import { simplifyForward, simplifyGradient } from '../graph/simplify.js';
import { isPlace, unfolded } from '../graph/unfolded.js';

/** A layer to climb in. */
export interface Tap {
  readonly layer: string;
  readonly node: Node;
}

/**
 * Builds score = sum over taps and channels of weight * mean over all places of the channel, and its gradient.
 *
 * @param image - The input that the taps depend on.
 * @param taps - The layers whose channels may be weighted; one graph computes all of them, so a tap that is not used costs time.
 * @throws UserError OP_UNSUPPORTED for a layer whose neurons, or those before it, depend on the size of the picture.
 */
export function scoreGraph(image: Node<'input'>, taps: readonly Tap[]): ScoreGraph {
  return climbable(taps.map(({ layer }) => layer).join(', '), () => build(image, taps));
}

/**
 * Makes something of a layer's neurons, at no size of picture in particular.
 *
 * @throws UserError OP_UNSUPPORTED, naming the layer, where that cannot be: which neurons there are depends on the size of the picture.
 */
export function climbable<T>(layer: string, make: () => T): T {
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
  const simple = simplifyForward(taps.map((tap) => beforeActivation(tap.node)));
  const weights = new Map<string, Node<'input'>>();
  const scores = taps.map(({ layer }, i) => {
    const node = simple[i]!;
    const w = input(`weights:${layer}`, [1, channelsOf(node)]);
    weights.set(layer, w);
    return weightedMean(node, w);
  });
  const score = scores.reduce((sum, one) => add(sum, one));
  const [finalScore, finalGradient] = simplifyGradient([score, gradient(score, image)]);
  return { image, weights, score: finalScore!, gradient: finalGradient! };
}

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

function weightedMean(node: Node, weights: Node): Node {
  if (isOp(node, 'concat')) {
    let start = 0;
    const parts = node.inputs.map((part) => {
      const end = start + channelsOf(part);
      const own = sliceChannels(weights, start, end);
      start = end;
      return weightedMean(part, own);
    });
    return parts.reduce((sum, part) => add(sum, part));
  }
  const map = weightedMap(node, weights);
  if (map !== undefined) return map;
  return dot(weights, isFlat(node) ? node : spatialMean(node));
}

/**
 * The mean of the weighted sum of a convolution's channels is the mean of one channel, whose kernel is the weighted sum of the kernels: the last
 * convolution, forward and backward, then costs one channel instead of hundreds.
 */
function weightedMap(node: Node, weights: Node): Node | undefined {
  const pooled = isOp(node, 'averagePool') ? node : undefined;
  const last = pooled?.inputs[0] ?? node;
  if (!isOp(last, 'conv') || last.attributes.groups !== 1) return undefined;
  const [x, kernel, bias] = last.inputs;
  if (pooled?.attributes.countsPadding === true && bias !== undefined) return undefined; // the bias would not be its own mean
  const one = conv(x!, combineKernels(weights, kernel!), undefined, last.attributes);
  const mean = spatialMean(pooled === undefined ? one : averagePool(one, pooled.attributes));
  return bias === undefined ? mean : add(mean, dot(weights, asRow(bias)));
}

function asRow(bias: Node): Node {
  if (!isOp(bias, 'constant')) throw new RangeError(`Expected the bias to be a constant, got '${bias.op}'.`);
  return {
    ...bias,
    attributes: { tensor: { shape: [1, bias.attributes.tensor.data.length], data: bias.attributes.tensor.data } },
  };
}
