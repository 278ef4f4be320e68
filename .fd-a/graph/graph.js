// The network as data: a graph of nodes. Each node has one output, so it also stands for the value that it computes.
// Nodes are immutable: a rewrite makes new nodes and shares the unchanged ones.
/** Whether the node has this operation; narrows the type of its attributes. */
export function isOp(node, op) {
    return node.op === op;
}
/**
 * Every node that the outputs need, each once, inputs before users. Iterative, since networks may be thousands of nodes
 * deep.
 *
 * @param outputs - Nodes to compute.
 */
export function topologicalOrder(outputs) {
    const order = [];
    const done = new Set();
    for (const output of outputs) {
        const stack = [{ node: output, next: 0 }];
        while (stack.length > 0) {
            const top = stack[stack.length - 1];
            if (done.has(top.node)) {
                stack.pop();
                continue;
            }
            const input = top.node.inputs[top.next];
            if (input === undefined) {
                done.add(top.node);
                order.push(top.node);
                stack.pop();
            }
            else {
                top.next += 1;
                if (!done.has(input))
                    stack.push({ node: input, next: 0 });
            }
        }
    }
    return order;
}
/** The nodes among `order` (a topological order) whose value depends on `source`. */
export function dependents(order, source) {
    const found = new Set([source]);
    for (const node of order) {
        if (node.inputs.some((input) => found.has(input)))
            found.add(node);
    }
    return found;
}
/**
 * Rebuilds the graph from the inputs to the outputs. `rule` gets every node with its inputs already rewritten, and
 * returns that node or another one that computes the same value.
 *
 * @returns the rewritten outputs, in the given order, and the map from old nodes to new ones.
 */
export function rewrite(outputs, rule) {
    const map = new Map();
    for (const node of topologicalOrder(outputs)) {
        const inputs = node.inputs.map((input) => map.get(input));
        const same = inputs.every((input, i) => input === node.inputs[i]);
        map.set(node, rule(same ? node : { ...node, inputs }, node));
    }
    return { outputs: outputs.map((output) => map.get(output)), map };
}
//# sourceMappingURL=graph.js.map