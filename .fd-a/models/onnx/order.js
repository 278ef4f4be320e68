// The structure of an ONNX graph, without a look into its nodes: their names, their producers, their order, and which
// of them depend on the picture. Every walk is a loop, since a file may be thousands of nodes deep.
import { UserError } from '../../errors.js';
/** The node's own name, or its operation and a number; with a number appended if that name is taken. */
export function uniqueNames(nodes) {
    const taken = new Set();
    const own = nodes.map(({ name }) => name).filter((name) => name !== '');
    const reserved = new Set(own);
    const counts = new Map();
    return nodes.map(({ name, opType }) => {
        let candidate = name;
        while (candidate === '' || taken.has(candidate) || (candidate !== name && reserved.has(candidate))) {
            const stem = name === '' ? opType : name;
            const count = (counts.get(stem) ?? (name === '' ? 0 : 1)) + 1;
            counts.set(stem, count);
            candidate = `${stem}_${count}`;
        }
        taken.add(candidate);
        return candidate;
    });
}
/** By value, the index of the node that produces it. */
export function producersOf(graph, names, file) {
    const producers = new Map();
    for (const [i, node] of graph.node.entries()) {
        for (const output of node.output) {
            if (output === '')
                continue;
            if (producers.has(output)) {
                throw new UserError('NETWORK_UNREADABLE', `the node '${names[i]}' of ${file} produces '${output}', as does another node`);
            }
            producers.set(output, i);
        }
    }
    return producers;
}
/** All nodes, producers before consumers. ONNX requires this order, but some files do not have it. */
export function order(graph, producers, names, file) {
    const waiting = graph.node.map((node) => new Set(node.input.flatMap((input) => producers.get(input) ?? [])).size);
    const readers = graph.node.map(() => []);
    for (const [i, node] of graph.node.entries()) {
        for (const producer of new Set(node.input.flatMap((input) => producers.get(input) ?? [])))
            readers[producer].push(i);
    }
    const ready = waiting.flatMap((count, i) => (count === 0 ? [i] : []));
    for (const i of ready) {
        for (const reader of readers[i]) {
            waiting[reader] -= 1;
            if (waiting[reader] === 0)
                ready.push(reader);
        }
    }
    if (ready.length < graph.node.length) {
        const stuck = waiting.findIndex((count) => count > 0);
        throw new UserError('NETWORK_UNREADABLE', `the node '${names[stuck]}' of ${file} depends on its own output: the nodes form a cycle`);
    }
    return ready.map((i) => graph.node[i]);
}
/**
 * Operations whose result depends on no pixel, only on the picture size. (A network computes no NaN from a picture.)
 */
const SHAPE_OPERATIONS = new Set(['Shape', 'Size', 'IsNaN']);
/** The nodes whose result depends on the pixels. */
export function dependents(nodes, input) {
    const values = new Set([input]);
    const found = new Set();
    for (const node of nodes) {
        if (SHAPE_OPERATIONS.has(node.opType) || !node.input.some((name) => values.has(name)))
            continue;
        found.add(node);
        for (const output of node.output)
            if (output !== '')
                values.add(output);
    }
    return found;
}
//# sourceMappingURL=order.js.map