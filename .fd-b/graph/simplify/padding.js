// Moves zero padding into the window that follows it. Values do not change; a map is copied less often, and stays in
// the layout in which the engine keeps it.
import { isOp, rewrite } from '../graph.js';
import { conv, maxPool } from '../ops.js';
/** conv(pad(x)) = conv'(x), where conv' pads, if the padding is zeros. */
export function padInConv(outputs) {
    return rewrite(outputs, (node) => {
        if (!isOp(node, 'conv'))
            return node;
        const [x, kernel, bias] = node.inputs;
        const edges = zerosAround(x, node.attributes.padding);
        if (edges === undefined)
            return node;
        return conv(x.inputs[0], kernel, bias, { ...node.attributes, padding: edges });
    }).outputs;
}
/**
 * maxPool(pad(x)) = maxPool'(x), where maxPool' pads, if the padding is zeros and x is never below 0. Then a zero is
 * never greater than a value beside it, and where it is equal, x is at the bound of its ReLU and gets no gradient.
 */
export function padInMaxPool(outputs) {
    return rewrite(outputs, (node) => {
        if (!isOp(node, 'maxPool'))
            return node;
        const [x] = node.inputs;
        const edges = zerosAround(x, node.attributes.padding);
        if (edges === undefined || !isRectified(x.inputs[0]))
            return node;
        const [rows, columns] = node.attributes.window;
        // No window may lie entirely in the padding.
        if (Math.max(edges.top, edges.bottom) >= rows || Math.max(edges.left, edges.right) >= columns)
            return node;
        return maxPool(x.inputs[0], { ...node.attributes, padding: edges });
    }).outputs;
}
/** The sum of a window's padding and the zeros padded before it; undefined if x is not padded with zeros. */
function zerosAround(x, padding) {
    if (!isOp(x, 'pad') || x.attributes.fill !== 0 || padding === 'same' || padding === 'same-lower')
        return undefined;
    const { top, left, bottom, right } = x.attributes;
    if (Math.min(top, left, bottom, right) < 0)
        return undefined;
    const own = padding === 'valid' ? { top: 0, left: 0, bottom: 0, right: 0 } : padding;
    return { top: own.top + top, left: own.left + left, bottom: own.bottom + bottom, right: own.right + right };
}
/** Whether the value is never below 0 and, where it is 0, passes no gradient on. */
function isRectified(x) {
    return isOp(x, 'relu') || (isOp(x, 'activation') && x.attributes.kind === 'clip' && x.attributes.low === 0);
}
//# sourceMappingURL=padding.js.map