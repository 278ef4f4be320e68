import { type Node } from './graph.js';
/**
 * The value that a flattened row, or a map of 1x1 pixels, was made from: the same neurons in another shape. Rows whose
 * length does not depend on the picture size are returned as they are, unless a flatten made them.
 */
export declare function unfolded(node: Node): Node;
/** Whether the node turns a row into a map of 1x1 pixels. */
export declare function isPlace(node: Node): node is Node<'unflatten'>;
