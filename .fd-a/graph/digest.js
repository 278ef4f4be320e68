// A fingerprint of a graph. Graphs with equal fingerprints compute the same values, to the last bit of their weights.
import { createHash } from 'node:crypto';
import { topologicalOrder } from './graph.js';
/** SHA-256 in hexadecimal over all nodes that the outputs need: operations, attributes, weights and connections. */
export function digestGraph(outputs) {
    const hash = createHash('sha256');
    const order = topologicalOrder(outputs);
    const numbers = new Map(order.map((node, i) => [node, i]));
    for (const { op, inputs, attributes } of order) {
        const weights = [];
        const plain = JSON.stringify(attributes, (_key, value) => {
            if (!(value instanceof Float32Array))
                return value;
            weights.push(value);
            return value.length;
        });
        hash.update(`${op} ${inputs.map((input) => numbers.get(input)).join()} ${plain}\n`);
        for (const { buffer, byteOffset, byteLength } of weights)
            hash.update(new Uint8Array(buffer, byteOffset, byteLength));
    }
    hash.update(outputs.map((output) => numbers.get(output)).join());
    return hash.digest('hex');
}
//# sourceMappingURL=digest.js.map