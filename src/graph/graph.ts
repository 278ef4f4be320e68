// The network as data: a graph of nodes. Each node has one output, so it also stands for the value that it computes.
// Nodes are immutable: a rewrite makes new nodes and shares the unchanged ones.

import type { OpAttributes, OpName } from './attributes.js';

/** An operation and its single output. Its inputs exist before it does, so the graph has no cycles. */
export interface Node<K extends OpName = OpName> {
  readonly op: K;
  readonly inputs: readonly Node[];
  readonly attributes: OpAttributes[K];
}

/** Whether the node has this operation; narrows the type of its attributes. */
export function isOp<K extends OpName>(node: Node, op: K): node is Node<K> {
  return node.op === op;
}

/**
 * Every node that the outputs need, each once, inputs before users. Iterative, since networks may be thousands of nodes
 * deep.
 *
 * @param outputs - Nodes to compute.
 */
export function topologicalOrder(outputs: readonly Node[]): Node[] {
  const order: Node[] = [];
  const done = new Set<Node>();
  for (const output of outputs) {
    const stack: { node: Node; next: number }[] = [{ node: output, next: 0 }];
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      if (done.has(top.node)) {
        stack.pop();
        continue;
      }
      const input = top.node.inputs[top.next];
      if (input === undefined) {
        done.add(top.node);
        order.push(top.node);
        stack.pop();
      } else {
        top.next += 1;
        if (!done.has(input)) stack.push({ node: input, next: 0 });
      }
    }
  }
  return order;
}

/** The nodes among `order` (a topological order) whose value depends on `source`. */
export function dependents(order: readonly Node[], source: Node): ReadonlySet<Node> {
  const found = new Set<Node>([source]);
  for (const node of order) {
    if (node.inputs.some((input) => found.has(input))) found.add(node);
  }
  return found;
}

/**
 * Rebuilds the graph from the inputs to the outputs. `rule` gets every node with its inputs already rewritten, and
 * returns that node or another one that computes the same value.
 *
 * @returns the rewritten outputs, in the given order, and the map from old nodes to new ones.
 */
export function rewrite(
  outputs: readonly Node[],
  rule: (node: Node, original: Node) => Node,
): { readonly outputs: Node[]; readonly map: ReadonlyMap<Node, Node> } {
  const map = new Map<Node, Node>();
  for (const node of topologicalOrder(outputs)) {
    const inputs = node.inputs.map((input) => map.get(input)!);
    const same = inputs.every((input, i) => input === node.inputs[i]);
    map.set(node, rule(same ? node : { ...node, inputs }, node));
  }
  return { outputs: outputs.map((output) => map.get(output)!), map };
}
