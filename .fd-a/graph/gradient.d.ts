import { type Node } from './graph.js';
/**
 * Adds the gradient of a scalar to the graph.
 *
 * @param score - The scalar `[1, 1]` to differentiate.
 * @param source - The value to differentiate with respect to, usually the image.
 * @returns a node with the shape of `source`: d score / d source.
 * @throws RangeError when the score does not depend on the source.
 */
export declare function gradient(score: Node, source: Node): Node;
