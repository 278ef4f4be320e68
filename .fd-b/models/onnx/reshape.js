// ONNX's Reshape, Flatten, Squeeze and Unsqueeze of values that depend on the picture. Their targets are numbers, often
// for one picture size only. The rules compare them with the dimensions at the size that the file declares, and keep
// their meaning for every size.
import { isOp } from '../../graph/graph.js';
import { flatten, shuffleChannels, unflatten } from '../../graph/ops.js';
import { shapeOf } from '../../graph/shapes.js';
/**
 * The value in a new form.
 *
 * @param target - ONNX's dimensions, the batch first. NaN where the picture size decides, -1 where the rest does.
 * @param zeroCopies - Whether 0 stands for the dimension at the same index.
 * @throws UserError OP_UNSUPPORTED when our graph has no such form.
 */
export function reshaped(call, x, target, zeroCopies) {
    const declared = call.declaredDimensions(x);
    const wanted = target.map((size, i) => (zeroCopies && size === 0 ? (declared[i] ?? Number.NaN) : size));
    const refuse = () => {
        const said = (sizes) => `[${sizes.map((size) => size ?? '?').join(', ')}]`;
        return call.unsupported(`it reshapes ${x.view} ${said(declared)} to ${said(target)}`);
    };
    const [batch = 1, ...rest] = wanted;
    const { batch: declaredBatch } = call.context;
    const openCount = wanted.filter(isOpen).length;
    if (!isOpen(batch) && batch !== 1 && batch !== declaredBatch)
        throw refuse();
    for (const rule of RULES) {
        const channels = shapeOf(x.node)[1] ?? Number.NaN;
        const plane = call.context.declared(x.node).slice(2);
        const found = rule({ x, rest, declared: declared.slice(1), plane, channels, openCount });
        if (found !== undefined)
            return found;
    }
    throw refuse();
}
/** Tried in this order; the first match wins. */
const RULES = [
    same,
    transposedPosition,
    toRow,
    toPositions,
    toGroups,
    fromGroups,
    fromPositions,
    fromRow,
];
function same({ x, rest, declared }) {
    return rest.length === declared.length && rest.every((size, i) => fits(size, declared[i])) ? x : undefined;
}
/** A map of one position from channels first to last or back: the numbers stay in order. */
function transposedPosition({ x, rest, channels }) {
    if (rest.length !== 3 || (x.view !== 'nchw' && x.view !== 'nhwc'))
        return undefined;
    const [, , height, width] = shapeOf(x.node);
    const [at, ...ones] = x.view === 'nchw' ? [rest[2], rest[0], rest[1]] : [rest[0], rest[1], rest[2]];
    if (height !== 1 || width !== 1 || !fits(at, channels) || !ones.every((size) => fits(size, 1)))
        return undefined;
    return { ...x, view: x.view === 'nchw' ? 'nhwc' : 'nchw' };
}
/** A map to a row: the whole map, if it has as many positions as the file says. */
function toRow({ x, rest, declared }) {
    const [size] = rest;
    if (rest.length !== 1 || size === undefined || !isUnsplit(x.view) || x.view === 'nc')
        return undefined;
    const all = declared.reduce((product, dimension) => times(product, dimension), 1);
    if (!fits(size, all))
        return undefined;
    return { kind: 'graph', view: 'nc', groups: 1, node: asRow(x.node, orderOf(x.view)) };
}
/** Height and width to one dimension. */
function toPositions({ x, rest, declared, channels }) {
    if (rest.length !== 2)
        return undefined;
    const first = x.view === 'nchw';
    if (!first && x.view !== 'nhwc')
        return undefined;
    const plane = first ? declared.slice(1) : declared.slice(0, 2);
    const positions = times(plane[0], plane[1]);
    const [c, p] = first ? [rest[0], rest[1]] : [rest[1], rest[0]];
    return fits(c, channels) && fits(p, positions) ? { ...x, view: first ? 'ncp' : 'npc' } : undefined;
}
/** Channels to groups of channels. */
function toGroups({ x, rest, declared, channels }) {
    if (rest.length !== 4 || (x.view !== 'nchw' && x.view !== 'nhwc'))
        return undefined;
    const first = x.view === 'nchw';
    const [g, m] = first ? [rest[0], rest[1]] : [rest[2], rest[3]];
    const groups = isOpen(g) ? channels / m : g;
    const members = isOpen(m) ? channels / g : m;
    if (!(Number.isInteger(groups) && groups >= 1) || groups * members !== channels)
        return undefined;
    const [plane, wanted] = first ? [declared.slice(1), rest.slice(2)] : [declared.slice(0, 2), rest.slice(0, 2)];
    if (!wanted.every((size, i) => fits(size, plane[i])))
        return undefined;
    return { ...x, view: first ? 'ngmhw' : 'nhwgm', groups };
}
/** Groups back to channels, shuffled if they were transposed in between. */
function fromGroups({ x, rest, declared, channels }) {
    if (rest.length !== 3 || isUnsplit(x.view))
        return undefined;
    const first = x.view.endsWith('hw');
    const [plane, wanted] = first ? [declared.slice(2), rest.slice(1)] : [declared.slice(0, 2), rest.slice(0, 2)];
    if (!fits(first ? rest[0] : rest[2], channels) || !wanted.every((size, i) => fits(size, plane[i])))
        return undefined;
    const isTransposed = x.view === 'nmghw' || x.view === 'nhwmg';
    const node = isTransposed ? shuffleChannels(x.node, x.groups) : x.node;
    return { kind: 'graph', view: first ? 'nchw' : 'nhwc', groups: 1, node };
}
/** Positions back to height and width. */
function fromPositions({ x, rest, plane: own, channels, openCount }) {
    if (rest.length !== 3 || (x.view !== 'ncp' && x.view !== 'npc'))
        return undefined;
    const first = x.view === 'ncp';
    const [c, plane] = first ? [rest[0], rest.slice(1)] : [rest[2], rest.slice(0, 2)];
    // Another plane would move the pixels. It is known to be the same plane only if the node states its size.
    const isKnown = plane.every((size, i) => (openCount > 0 && isOpen(size)) || fits(size, own[i]));
    return fits(c, channels) && isKnown ? { ...x, view: first ? 'nchw' : 'nhwc' } : undefined;
}
/** A row to a map: of one position, or of the size that the node states. */
function fromRow({ x, rest, channels }) {
    if (x.view !== 'nc')
        return undefined;
    if (rest.length === 2) {
        const view = fits(rest[1], 1) ? 'ncp' : fits(rest[0], 1) ? 'npc' : undefined;
        return view && onePosition(x, view, channels);
    }
    if (rest.length !== 3)
        return undefined;
    const known = rest.reduce((product, size) => product * (isOpen(size) ? 1 : size), 1);
    const [a, b, c] = rest.map((size) => (isOpen(size) ? channels / known : size));
    if (a * b * c !== channels || rest.filter(isOpen).length > 1)
        return undefined;
    if (a === 1 && b === 1 && channels > 1)
        return onePosition(x, 'nhwc', channels);
    const node = unflatten(x.node, { channels: a, height: b, width: c, order: 'channels-first' });
    return { kind: 'graph', view: 'nchw', groups: 1, node };
}
function onePosition(x, view, channels) {
    const node = unflatten(x.node, { channels, height: 1, width: 1, order: 'channels-first' });
    return { kind: 'graph', view, groups: 1, node };
}
/** A map to a row. If the map was made from a row, that row. */
function asRow(x, order) {
    const isPlace = isOp(x, 'unflatten') && x.attributes.height === 1 && x.attributes.width === 1;
    return isPlace ? x.inputs[0] : flatten(x, order);
}
function orderOf(view) {
    return view === 'nchw' || view === 'ncp' ? 'channels-first' : 'channels-last';
}
function isUnsplit(view) {
    return view.includes('c');
}
function isOpen(size) {
    return size === -1 || Number.isNaN(size);
}
/** Whether a target dimension may equal the current one. */
function fits(wanted, there) {
    return isOpen(wanted) || there === null || wanted === there;
}
function times(a, b) {
    return a === null || b === null ? null : a * b;
}
//# sourceMappingURL=reshape.js.map