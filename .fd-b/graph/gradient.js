// Reverse-mode differentiation: walks the graph backwards. The rules of the operations are in vjp-rules.ts.
import { dependents, topologicalOrder } from './graph.js';
import { add, constant } from './ops.js';
import { VJP_RULES } from './vjp-rules.js';
/**
 * Adds the gradient of a scalar to the graph.
 *
 * @param score - The scalar `[1, 1]` to differentiate.
 * @param source - The value to differentiate with respect to, usually the image.
 * @returns a node with the shape of `source`: d score / d source.
 * @throws RangeError when the score does not depend on the source.
 */
export function gradient(score, source) {
    const order = topologicalOrder([score]);
    const reaching = dependents(order, source);
    const outgrads = new Map([[score, constant({ shape: [1, 1], data: Float32Array.of(1) })]]);
    for (const node of order.reverse()) {
        const outgrad = outgrads.get(node);
        if (outgrad === undefined || node === source || !reaching.has(node))
            continue;
        for (const [i, contribution] of contributions(node, outgrad).entries()) {
            const to = node.inputs[i];
            if (contribution === null || !reaching.has(to))
                continue;
            const sum = outgrads.get(to);
            outgrads.set(to, sum === undefined ? contribution : add(sum, contribution));
        }
    }
    const found = outgrads.get(source);
    if (found === undefined)
        throw new RangeError('Expected `score` to depend on `source`, but no path connects them.');
    return found;
}
function contributions(node, outgrad) {
    const rule = VJP_RULES[node.op];
    if (rule === 'not-differentiable')
        throw new RangeError(`'${node.op}' cannot be differentiated.`);
    return rule(outgrad, node);
}
//# sourceMappingURL=gradient.js.map