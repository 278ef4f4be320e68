// Finds the map that a row was flattened from. Its channels are the neurons of the row at every picture size, even if
// the length of the row depends on the size. Elementwise operations on a flattened map are moved before the flatten, so
// that a row behind them also has known neurons.
import { isOp, topologicalOrder } from './graph.js';
import { activation, add, mul, relu } from './ops.js';
import { isFlat, shapeOf } from './shapes.js';
/**
 * The value that a flattened row, or a map of 1x1 pixels, was made from: the same neurons in another shape. Rows whose
 * length does not depend on the picture size are returned as they are, unless a flatten made them.
 */
export function unfolded(node) {
    let found = node;
    for (;;) {
        if (isOp(found, 'flatten') || isPlace(found))
            found = found.inputs[0];
        else if (isOpenRow(found))
            return folded(found)?.map ?? found;
        else
            return found;
    }
}
/** Whether the node turns a row into a map of 1x1 pixels. */
export function isPlace(node) {
    return isOp(node, 'unflatten') && node.attributes.height === 1 && node.attributes.width === 1;
}
/** Whether the value is a row whose length depends on the picture size. */
function isOpenRow(node) {
    return isFlat(node) && shapeOf(node)[1] === null;
}
/** Results are cached, so that the nodes of a network take one walk together. */
const known = new WeakMap();
function folded(row) {
    const open = row.inputs.every((input) => known.has(input)) ? [row] : topologicalOrder([row]);
    for (const one of open)
        if (!known.has(one))
            known.set(one, isFlat(one) ? foldedOnce(one) : 'no map');
    const found = known.get(row);
    return found === 'no map' ? undefined : found;
}
function foldedOnce(node) {
    if (isOp(node, 'flatten'))
        return { map: node.inputs[0], order: node.attributes.order };
    const [a, b] = node.inputs.map((input) => known.get(input));
    if (a === undefined || a === 'no map')
        return 'no map';
    if (isOp(node, 'relu'))
        return { ...a, map: relu(a.map) };
    if (isOp(node, 'activation'))
        return { ...a, map: activation(a.map, node.attributes) };
    if (!isOp(node, 'add') && !isOp(node, 'mul'))
        return 'no map';
    // Elementwise only if both were flattened in the same order from maps of the same shape.
    if (b === undefined || b === 'no map' || a.order !== b.order || !haveSameShape(a.map, b.map))
        return 'no map';
    return { ...a, map: isOp(node, 'add') ? add(a.map, b.map) : mul(a.map, b.map) };
}
/** Compares the shapes, in which dimensions that depend on the picture size are null. */
function haveSameShape(a, b) {
    const [of, and] = [shapeOf(a), shapeOf(b)];
    return of.every((dimension, i) => dimension === and[i]);
}
//# sourceMappingURL=unfolded.js.map