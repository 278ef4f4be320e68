// ONNX operations that rearrange values of fixed dimensions: reshape, transpose, slice, split, concatenate, gather,
// pad.
import { concat, constant, sliceChannels } from '../../../graph/ops.js';
import { flattenedDims, padsOf, permOf, reshapedDims, spansOf, splitSizes, squeezedDims, unsqueezedDims, } from '../dimensions.js';
import { checkedCount, repeated } from '../folding/constants.js';
import { sliced } from '../folding/forms.js';
import { countOf, integers } from '../values.js';
import { along, commonDims, fixedInput, fixedValue, operand, repeatedRows, shaped, transposed } from './values.js';
/** By operation. */
export const FIXED_FORM_TRANSLATIONS = {
    Identity: (call) => [fixedInput(call, 0)],
    Dropout: (call) => [fixedInput(call, 0)],
    Cast: (call) => [fixedInput(call, 0)],
    Shape: (call) => [sliced(call, fixedInput(call, 0).dims)],
    Size: (call) => [integers([countOf(fixedInput(call, 0).dims)], [])],
    Reshape: (call) => [withDims(call, reshapedDims)],
    Flatten: (call) => [withDims(call, flattenedDims)],
    Squeeze: (call) => [withDims(call, squeezedDims)],
    Unsqueeze: (call) => [withDims(call, unsqueezedDims)],
    Transpose: (call) => {
        const x = fixedInput(call, 0);
        return [transposed(x, permOf(call, x.dims.length))];
    },
    Expand: (call) => {
        const x = fixedInput(call, 0);
        const dims = commonDims(call, [x, { ...call.constant(1), dims: [...call.constant(1).data] }]);
        return [fixedValue(repeatedRows(call, x, dims), dims, dims.length - x.dims.length + x.channels)];
    },
    Slice: (call) => {
        const x = fixedInput(call, 0);
        return [spansOf(call, x.dims).reduce((value, span) => cut(call, value, span), x)];
    },
    Split: (call) => {
        const x = fixedInput(call, 0);
        const axis = call.axis(call.int('axis', 0), x.dims.length);
        let from = 0;
        return splitSizes(call, x.dims[axis]).map((count) => {
            from += count;
            return cut(call, x, { axis, from: from - count, step: 1, count });
        });
    },
    Gather: (call) => {
        const x = fixedInput(call, 0);
        const indices = call.constant(1);
        const axis = call.axis(call.int('axis', 0), x.dims.length);
        const picked = [...indices.data].map((index) => call.axis(index, x.dims[axis]));
        const value = pick(call, x, axis, picked);
        return [reshaped(call, value, [...x.dims.slice(0, axis), ...indices.dims, ...x.dims.slice(axis + 1)])];
    },
    Concat: (call) => {
        const parts = call.inputs.map((_, i) => operand(call, i));
        return [concatenated(call, parts, call.axis(call.int('axis', 0), parts[0]?.dims.length ?? 0))];
    },
    Pad: (call) => {
        const x = fixedInput(call, 0);
        if (call.text('mode', 'constant') !== 'constant')
            throw call.unsupported(`its mode is '${call.text('mode', '')}'`);
        const { before, after } = padsOf(call, x.dims.length);
        const fill = call.opset < 11 ? call.float('value', 0) : (call.numbers('value', 2)?.[0] ?? 0);
        return [x.dims.reduce((value, _size, axis) => padded(call, value, axis, [before[axis], after[axis]], fill), x)];
    },
};
function withDims(call, change) {
    const x = fixedInput(call, 0);
    return reshaped(call, x, change(call, x.dims));
}
function reshaped(call, x, dims) {
    if (countOf(dims) !== countOf(x.dims) || dims.some((size) => !(size >= 1))) {
        throw call.unreadable(`[${x.dims.join(', ')}] cannot become [${dims.join(', ')}]`);
    }
    // The channels keep their index, counted from the front or the back.
    const size = x.dims[x.channels];
    const fromBack = dims.length - (x.dims.length - x.channels);
    const isFront = dims[x.channels] === size && countOf(dims.slice(0, x.channels)) === countOf(x.dims.slice(0, x.channels));
    const isBack = dims[fromBack] === size && countOf(dims.slice(fromBack)) === countOf(x.dims.slice(x.channels));
    return { ...x, dims, channels: isFront ? x.channels : isBack ? fromBack : dims.length - 1 };
}
function cut(call, x, { axis, from, step, count }) {
    const size = x.dims[axis];
    if (count < 1)
        throw call.unreadable('it leaves no element');
    const dims = x.dims.with(axis, count);
    if (step === 1) {
        if (count === size)
            return x;
        const node = sliceChannels(shaped(x, along(x.dims, axis)), from, from + count);
        return { ...x, node, dims };
    }
    if (step > 1 && size % step === 0) {
        // In groups of `step` positions, it is the same position of each group.
        const [outer, inner] = [x.dims.slice(0, axis), x.dims.slice(axis + 1)];
        const groups = { ...x, dims: [...outer, size / step, step, ...inner] };
        const one = cut(call, groups, { axis: axis + 1, from: from % step, step: 1, count: 1 });
        const some = { ...one, dims: [...outer, size / step, ...inner] };
        return { ...cut(call, some, { axis, from: Math.floor(from / step), step: 1, count }), channels: x.channels };
    }
    return pick(call, x, axis, Array.from({ length: count }, (_, i) => from + i * step));
}
/** The limit of gathered runs. Each run of neighbouring positions is one slice. */
const MAX_RUNS = 4096;
function pick(call, x, axis, indices) {
    const runs = [];
    for (const index of indices) {
        const last = runs.at(-1);
        if (last !== undefined && last.from + last.count === index)
            last.count += 1;
        else
            runs.push({ from: index, count: 1 });
    }
    if (runs.length === 0 || runs.length > MAX_RUNS)
        throw call.unsupported(`it gathers ${runs.length} pieces`);
    const parts = runs.map((run) => cut(call, x, { ...run, axis, step: 1 }));
    return parts.length === 1 ? parts[0] : concatenated(call, parts, axis);
}
function concatenated(call, parts, axis) {
    const first = parts.find((part) => part.kind === 'fixed');
    for (const { dims } of parts) {
        if (dims.length === first.dims.length && dims.every((size, i) => i === axis || size === first.dims[i]))
            continue;
        throw call.unreadable(`it concatenates [${first.dims.join(', ')}] and [${dims.join(', ')}]`);
    }
    const nodes = parts
        .filter(({ dims }) => countOf(dims) > 0)
        .map((part) => {
        const shape = [countOf(part.dims.slice(0, axis)), part.dims[axis], countOf(part.dims.slice(axis + 1))];
        const own = along(first.dims, axis).length === 2 ? shape.slice(0, 2) : shape;
        return part.kind === 'fixed' ? shaped(part, own) : constant({ shape: own, data: Float32Array.from(part.data) });
    });
    const dims = first.dims.with(axis, parts.reduce((sum, part) => sum + part.dims[axis], 0));
    return { ...first, node: concat(nodes), dims };
}
function padded(call, x, axis, [before, after], fill) {
    if (!Number.isInteger(before) || !Number.isInteger(after))
        throw call.unsupported('its pads are not integers');
    if (before === 0 && after === 0)
        return x;
    const [from, to] = [Math.max(0, 0 - before), x.dims[axis] + Math.min(0, after)];
    const rest = cut(call, x, { axis, from, step: 1, count: to - from });
    const blank = (size) => {
        if (size <= 0)
            return [];
        const dims = x.dims.with(axis, size);
        checkedCount(call, dims);
        return [repeated(call, { kind: 'constant', type: 'float', dims: [], data: Float32Array.of(fill) }, dims)];
    };
    const parts = [...blank(before), rest, ...blank(after)];
    return parts.length === 1 ? rest : concatenated(call, parts, axis);
}
//# sourceMappingURL=forms.js.map