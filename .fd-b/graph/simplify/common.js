// Questions about nodes that several rewrites ask.
import { isOp, topologicalOrder } from '../graph.js';
/** Whether a convolution only mixes channels: 1x1, without stride, groups and padding. */
export function isPointwise({ strides, groups, padding }, kernel) {
    if (!isOp(kernel, 'constant') || typeof padding !== 'string')
        return false;
    const [, , rows, columns] = kernel.attributes.tensor.shape;
    return rows === 1 && columns === 1 && strides[0] === 1 && strides[1] === 1 && groups === 1;
}
/** Whether the node is a constant or absent. */
export function isConstantOrAbsent(node) {
    return node === undefined || isOp(node, 'constant');
}
/** How many times each node is read, as an input or as an output of the graph. */
export function countUses(outputs) {
    const uses = new Map();
    const use = (node) => uses.set(node, (uses.get(node) ?? 0) + 1);
    for (const node of topologicalOrder(outputs))
        node.inputs.forEach(use);
    outputs.forEach(use);
    return uses;
}
/** The dimensions of a kernel: outputs, inputs per group, rows, columns. */
export function kernelShape({ shape }) {
    return [shape[0], shape[1], shape[2], shape[3]];
}
//# sourceMappingURL=common.js.map