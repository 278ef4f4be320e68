import { type Node } from '../graph/graph.js';
/**
 * The weighted sum of the channels' means.
 *
 * @param reduce - From a map to one number per channel. It must be linear and map a constant map to that constant.
 */
export declare function weightedMean(node: Node, weights: Node, reduce: (map: Node) => Node): Node;
/** The weighted sum of the means of the channels' squares. */
export declare function weightedSquares(node: Node, weights: Node): Node;
/** The Gram matrix as a row of unit length. */
export declare function unitGram(node: Node): Node;
