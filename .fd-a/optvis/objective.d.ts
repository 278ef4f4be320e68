import { type Node } from '../graph/graph.js';
import type { ScoreGraph } from '../graph/score-graph.js';
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
export declare const positionInput: (layer: string) => string;
/**
 * Builds the score, the sum over taps and channels of weight * measure, and its gradient.
 *
 * @param image - The input that the taps depend on.
 * @param taps - The layers whose channels may have weights. The graph computes all of them, so an unused tap costs
 *   time.
 * @throws UserError OP_UNSUPPORTED for a layer whose number of neurons depends on the size of the picture.
 */
export declare function scoreGraph(image: Node<'input'>, taps: readonly Tap[]): ScoreGraph;
/**
 * Runs code that needs a layer's neurons for pictures of any size.
 *
 * @throws UserError OP_UNSUPPORTED, with the layer, when its number of neurons depends on the size of the picture.
 */
export declare function requireClimbable<T>(layer: string, make: () => T): T;
/**
 * The value of a layer before its activation, even if concatenations, max pools or padding follow the activation, which
 * commute with a ReLU. The neurons of a flattened layer are the channels of the map before. The neurons of a row that
 * was turned into a map with one position are those of the row.
 */
export declare function beforeActivation(node: Node): Node;
