// The dimensions, ranges and amounts that ONNX nodes declare for values whose dimensions are all known: constants, and
// values of fixed dimensions.
import { countOf } from './values.js';
/** The target of a Reshape, with its 0 and -1 replaced. */
export function reshapedDims(call, dims) {
    const copies = call.int('allowzero', 0) === 0;
    const target = [...call.constant(1).data].map((size, i) => (size === 0 && copies ? (dims[i] ?? 0) : size));
    const known = target.reduce((product, size) => product * (size === -1 ? 1 : size), 1);
    return target.map((size) => (size === -1 ? countOf(dims) / known : size));
}
/** The two dimensions of a Flatten. */
export function flattenedDims(call, dims) {
    const first = countOf(dims.slice(0, call.int('axis', 1)));
    return [first, first === 0 ? 0 : countOf(dims) / first];
}
/** The dimensions without those that a Squeeze removes. */
export function squeezedDims(call, dims) {
    const axes = call.numbers('axes', 1)?.map((axis) => call.axis(axis, dims.length));
    return dims.filter((size, i) => !(axes?.includes(i) ?? size === 1));
}
/** The dimensions with those that an Unsqueeze adds. */
export function unsqueezedDims(call, dims) {
    const axes = call.numbers('axes', 1) ?? [];
    const rank = dims.length + axes.length;
    const added = new Set(axes.map((axis) => call.axis(axis, rank)));
    const rest = [...dims];
    return Array.from({ length: rank }, (_, i) => (added.has(i) ? 1 : (rest.shift() ?? 1)));
}
/**
 * The order of dimensions of a Transpose.
 *
 * @throws UserError NETWORK_UNREADABLE unless each dimension occurs once.
 */
export function permOf(call, rank) {
    const perm = call.ints('perm') ?? Array.from({ length: rank }, (_, i) => rank - 1 - i);
    const axes = perm.map((axis) => call.axis(axis, rank));
    if (axes.length === rank && new Set(axes).size === rank)
        return axes;
    throw call.unreadable(`its perm [${perm.join(', ')}] does not fit ${rank} dimensions`);
}
/**
 * The ranges of a Slice of a value whose dimensions are all known.
 *
 * @throws UserError when bounds are missing or depend on the picture size.
 */
export function spansOf(call, dims) {
    const [starts, ends] = [call.numbers('starts', 1), call.numbers('ends', 2)];
    if (starts === undefined || ends?.length !== starts.length)
        throw call.unreadable('its starts and ends do not match');
    const axes = call.numbers('axes', 3) ?? starts.map((_, i) => i);
    const steps = call.numbers('steps', 4) ?? starts.map(() => 1);
    return axes.map((said, i) => {
        const axis = call.axis(said, dims.length);
        const [size, step] = [dims[axis], steps[i]];
        if ([starts[i], ends[i], step].some((value) => value === undefined || Number.isNaN(value))) {
            throw call.unsupported('its bounds depend on the picture size');
        }
        if (step === 0)
            throw call.unreadable('its step is 0');
        // Negative bounds count from the end. All are clamped; a backwards slice may end before the first position.
        const held = (value) => {
            const at = value < 0 ? value + size : value;
            return step > 0 ? Math.min(Math.max(at, 0), size) : Math.min(Math.max(at, -1), size - 1);
        };
        const [from, to] = [held(starts[i]), held(ends[i])];
        return { axis, from, step, count: Math.max(0, Math.ceil((to - from) / step)) };
    });
}
/** The sizes of the parts of a dimension: as the node says, or equal ones with a smaller last one. */
export function splitSizes(call, size) {
    const count = call.int('num_outputs', call.outputs);
    const even = Math.ceil(size / count);
    const sizes = call.numbers('split', 1) ?? Array.from({ length: count }, (_, i) => Math.max(0, Math.min(even, size - i * even)));
    if (sizes.some((one) => !(one >= 0)) || sizes.reduce((a, b) => a + b, 0) !== size) {
        throw call.unreadable(`${size} cannot be split into ${sizes.join(', ')}`);
    }
    return sizes;
}
/** The padding before and after each of `rank` dimensions. */
export function padsOf(call, rank) {
    const pads = call.numbers('pads', 1);
    if (pads === undefined)
        throw call.unreadable('its pads are missing');
    const axes = call.opset >= 18 ? call.numbers('axes', 3) : undefined;
    const padded = (axes ?? Array.from({ length: rank }, (_, i) => i)).map((axis) => call.axis(axis, rank));
    if (pads.length !== 2 * padded.length)
        throw call.unreadable(`its pads are [${pads.join(', ')}]`);
    const [before, after] = [new Array(rank).fill(0), new Array(rank).fill(0)];
    padded.forEach((axis, i) => {
        before[axis] = pads[i];
        after[axis] = pads[i + padded.length];
    });
    return { before, after };
}
//# sourceMappingURL=dimensions.js.map