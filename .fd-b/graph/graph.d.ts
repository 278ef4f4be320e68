import type { OpAttributes, OpName } from './attributes.js';
/** An operation and its single output. Its inputs exist before it does, so the graph has no cycles. */
export interface Node<K extends OpName = OpName> {
    readonly op: K;
    readonly inputs: readonly Node[];
    readonly attributes: OpAttributes[K];
}
/** Whether the node has this operation; narrows the type of its attributes. */
export declare function isOp<K extends OpName>(node: Node, op: K): node is Node<K>;
/**
 * Every node that the outputs need, each once, inputs before users. Iterative, since networks may be thousands of nodes
 * deep.
 *
 * @param outputs - Nodes to compute.
 */
export declare function topologicalOrder(outputs: readonly Node[]): Node[];
/** The nodes among `order` (a topological order) whose value depends on `source`. */
export declare function dependents(order: readonly Node[], source: Node): ReadonlySet<Node>;
/**
 * Rebuilds the graph from the inputs to the outputs. `rule` gets every node with its inputs already rewritten, and
 * returns that node or another one that computes the same value.
 *
 * @returns the rewritten outputs, in the given order, and the map from old nodes to new ones.
 */
export declare function rewrite(outputs: readonly Node[], rule: (node: Node, original: Node) => Node): {
    readonly outputs: Node[];
    readonly map: ReadonlyMap<Node, Node>;
};
