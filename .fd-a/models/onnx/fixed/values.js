// Values of fixed dimensions, at the picture size that a file declares. Transformers split and transpose dimensions in
// ways that no view (values.ts) describes. Numbers are moved only when an operation needs it, since most reshapes move
// none.
import { isOp } from '../../../graph/graph.js';
import { constant, expand, reshape, shuffleChannels, sliceChannels, transpose } from '../../../graph/ops.js';
import { shapeOf } from '../../../graph/shapes.js';
import { checkedCount, common, repeated } from '../folding/constants.js';
import { countOf } from '../values.js';
/** A value of these dimensions. Unless given, the channels are the last one. */
export function fixedValue(node, dims, channels = dims.length - 1) {
    return { kind: 'fixed', node, dims, channels };
}
/**
 * Input `i`, which must depend on the picture, with ONNX's dimensions.
 *
 * @throws UserError OP_UNSUPPORTED when the file declares no size.
 */
export function fixedInput(call, i) {
    const value = call.value(i);
    if (value.kind === 'constant')
        throw call.unsupported(`its input ${i} is constant`);
    return fixed(call, value);
}
/** Input `i`: a constant, or a value that depends on the picture, with ONNX's dimensions. */
export function operand(call, i) {
    const value = call.value(i);
    return value.kind === 'constant' ? value : fixed(call, value);
}
/** A value with ONNX's dimensions. */
export function fixed(call, value) {
    if (value.kind === 'fixed')
        return value;
    const dims = call.declaredDimensions(value).map((size) => {
        if (size === null)
            throw call.unsupported('it works only at a fixed picture size, and the file declares none');
        return size;
    });
    const channels = Math.max(value.view.indexOf('c'), value.view.indexOf('m'));
    noteGrid(call, value);
    return fixedValue(inOnnxOrder(value), dims, channels);
}
/** Records the size of the map that the tokens are made from: the first one that becomes tokens. */
function noteGrid(call, { node, view }) {
    const [, , height, width] = call.context.declared(node);
    const isMap = view !== 'nc' && typeof height === 'number' && typeof width === 'number' && height * width > 1;
    if (isMap)
        call.context.grid.positions ??= { height, width };
}
function inOnnxOrder({ node, view, groups }) {
    if (view === 'nhwc' || view === 'npc' || view === 'nhwgm')
        return transpose(node, [0, 2, 3, 1]);
    if (view === 'nmghw')
        return shuffleChannels(node, groups);
    if (view === 'nhwmg')
        return transpose(shuffleChannels(node, groups), [0, 2, 3, 1]);
    return node;
}
/** A value's numbers in this shape. */
export function shaped({ node }, shape) {
    const isSame = (one) => {
        const own = shapeOf(one);
        return own.length === shape.length && own.every((size, axis) => size === shape[axis]);
    };
    if (isSame(node))
        return node;
    const base = isOp(node, 'reshape') ? node.inputs[0] : node;
    return isSame(base) ? base : reshape(base, shape);
}
/** `[rows, size]`, where each row is the last dimension. */
export function asRows(value) {
    const size = value.dims.at(-1) ?? 1;
    return shaped(value, [countOf(value.dims) / size, size]);
}
/** The shape around one dimension: the elements before it, itself, and the elements behind it unless those are 1. */
export function along(dims, axis) {
    const [outer, inner] = [countOf(dims.slice(0, axis)), countOf(dims.slice(axis + 1))];
    return inner === 1 ? [outer, dims[axis]] : [outer, dims[axis], inner];
}
/** The common shape that values and constants are repeated to. */
export function commonDims(call, values) {
    return values.reduce((dims, value) => common(call, dims, value.dims), []);
}
/** Rows of a value or a constant, repeated to these dimensions. */
export function repeatedRows(call, value, dims) {
    const size = dims.at(-1) ?? 1;
    const rows = [countOf(dims) / size, size];
    if (value.kind === 'constant') {
        const { data } = repeated(call, value, dims);
        return constant({ shape: rows, data: Float32Array.from(data) });
    }
    if (countOf(value.dims) === countOf(dims))
        return shaped(value, rows);
    const padded = [...Array(dims.length - value.dims.length).fill(1), ...value.dims];
    checkedCount(call, dims);
    const like = constant({ shape: dims, data: new Float32Array(countOf(dims)) });
    return shaped(fixedValue(expand(shaped(value, padded), like), dims), rows);
}
/** Transposes dimensions. If only dimensions of size 1 move, no number does. */
export function transposed(value, perm) {
    const dims = perm.map((axis) => value.dims[axis]);
    const moved = perm.filter((axis) => value.dims[axis] !== 1);
    const isStill = moved.every((axis, i) => i === 0 || axis > moved[i - 1]);
    const node = isStill ? value.node : transpose(shaped(value, value.dims), perm);
    return fixedValue(node, dims, perm.indexOf(value.channels));
}
/** Register and class tokens come before the patches. DINOv2 has up to five, other networks a few more. */
const MAX_EXTRA_TOKENS = 16;
/**
 * The output of a layer: a map `[1, channels, height, width]` whose positions are the patches (without the extra
 * tokens), or a row. Windows and heads are side by side.
 */
export function asLayer(grid, value) {
    const { dims, channels } = value;
    const count = dims[channels] ?? 1;
    const others = dims.filter((_, axis) => axis !== channels);
    const positions = countOf(others);
    if (positions === 1)
        return shaped(value, [1, count]);
    const order = [channels, ...dims.map((_, axis) => axis).filter((axis) => axis !== channels)];
    const first = fixedValue(shaped(transposed(value, order), [count, positions]), [count, positions], 0);
    const plane = others.slice(-2);
    if (others.length === 3 && plane.every((size) => size > 1) && countOf(plane) === positions) {
        return shaped(first, [1, count, plane[0], plane[1]]);
    }
    const patchesIn = grid.positions;
    const extra = patchesIn === undefined ? -1 : positions - patchesIn.height * patchesIn.width;
    if (patchesIn === undefined || extra < 0 || extra > MAX_EXTRA_TOKENS)
        return shaped(first, [1, count, positions, 1]);
    const patches = extra === 0 ? first.node : sliceChannels(first.node, extra, positions);
    return shaped(fixedValue(patches, [count, positions - extra]), [1, count, patchesIn.height, patchesIn.width]);
}
//# sourceMappingURL=values.js.map