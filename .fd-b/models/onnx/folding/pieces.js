// Parts of constants: sliced, gathered, split, concatenated, scattered.
import { padsOf, spansOf, splitSizes } from '../dimensions.js';
import { countOf } from '../values.js';
import { blank, checkedCount, strided, stridesOf } from './constants.js';
/** By operation. */
export const PIECE_FOLDINGS = {
    Slice: (call) => {
        const x = call.constant(0);
        const own = stridesOf(x.dims);
        const dims = [...x.dims];
        const strides = [...own];
        let start = 0;
        for (const { axis, from, step, count } of spansOf(call, x.dims)) {
            dims[axis] = count;
            strides[axis] = own[axis] * step;
            start += own[axis] * from;
        }
        return [strided(call, x, { dims, strides, start })];
    },
    Split: (call) => {
        const x = call.constant(0);
        const axis = call.axis(call.int('axis', 0), x.dims.length);
        const strides = stridesOf(x.dims);
        let from = 0;
        return splitSizes(call, x.dims[axis]).map((size) => {
            const start = from * strides[axis];
            from += size;
            return strided(call, x, { dims: x.dims.with(axis, size), strides, start });
        });
    },
    Gather: (call) => {
        const [x, indices] = [call.constant(0), call.constant(1)];
        const axis = call.axis(call.int('axis', 0), x.dims.length);
        const size = x.dims[axis];
        const picked = [...indices.data].map((index) => call.axis(index, size));
        const [outer, inner] = [countOf(x.dims.slice(0, axis)), countOf(x.dims.slice(axis + 1))];
        const dims = [...x.dims.slice(0, axis), ...indices.dims, ...x.dims.slice(axis + 1)];
        const data = blank(x.type, checkedCount(call, dims));
        let at = 0;
        for (let o = 0; o < outer; o++) {
            for (const index of picked) {
                const from = (o * size + index) * inner;
                data.set(x.data.subarray(from, from + inner), at);
                at += inner;
            }
        }
        return [{ ...x, dims, data }];
    },
    Concat: (call) => {
        const parts = call.inputs.map((_, i) => call.constant(i));
        const [first] = parts;
        if (first === undefined)
            throw call.unreadable('it has no inputs');
        const axis = call.axis(call.int('axis', 0), first.dims.length);
        for (const { dims } of parts) {
            if (dims.length === first.dims.length && dims.every((size, i) => i === axis || size === first.dims[i]))
                continue;
            throw call.unreadable(`it concatenates [${first.dims.join(', ')}] and [${dims.join(', ')}]`);
        }
        const dims = first.dims.with(axis, parts.reduce((sum, part) => sum + part.dims[axis], 0));
        const data = blank(first.type, checkedCount(call, dims));
        const outer = countOf(dims.slice(0, axis));
        let at = 0;
        for (let o = 0; o < outer; o++) {
            for (const part of parts) {
                const size = part.data.length / outer;
                data.set(part.data.subarray(o * size, (o + 1) * size), at);
                at += size;
            }
        }
        return [{ ...first, dims, data }];
    },
    Pad: (call) => {
        const x = call.constant(0);
        const { before, after } = padsOf(call, x.dims.length);
        if (call.text('mode', 'constant') !== 'constant' || [...before, ...after].some((size) => !(size >= 0))) {
            throw call.unsupported('it pads a constant with anything but a number');
        }
        const fill = call.opset < 11 ? call.float('value', 0) : (call.numbers('value', 2)?.[0] ?? 0);
        const dims = x.dims.map((size, axis) => size + before[axis] + after[axis]);
        const data = blank(x.type, checkedCount(call, dims)).fill(fill);
        const strides = stridesOf(dims);
        put(data, x, { strides, start: before.reduce((sum, size, axis) => sum + size * strides[axis], 0) });
        return [{ ...x, dims, data }];
    },
    GatherND: (call) => {
        const [x, indices] = [call.constant(0), call.constant(1)];
        if (call.int('batch_dims', 0) !== 0)
            throw call.unsupported('it gathers in batches');
        const { inner, starts } = startsOf(call, x, indices);
        const dims = [...indices.dims.slice(0, -1), ...x.dims.slice(indices.dims.at(-1))];
        const data = blank(x.type, checkedCount(call, dims));
        for (const [i, from] of starts.entries())
            data.set(x.data.subarray(from, from + inner), i * inner);
        return [{ ...x, dims, data }];
    },
    ScatterND: (call) => {
        const [x, indices, updates] = [call.constant(0), call.constant(1), call.constant(2)];
        if (call.text('reduction', 'none') !== 'none')
            throw call.unsupported('it combines what it scatters');
        const { inner, starts } = startsOf(call, x, indices);
        if (updates.data.length !== starts.length * inner)
            throw call.unreadable('its updates do not fit its indices');
        call.spend(x.data.length);
        const data = x.data.slice();
        for (const [i, to] of starts.entries())
            data.set(updates.data.subarray(i * inner, (i + 1) * inner), to);
        return [{ ...x, data }];
    },
    Trilu: (call) => {
        const x = call.constant(0);
        const [rows = 0, columns = 0] = x.dims.slice(-2);
        const shift = call.inputs[1] === undefined ? 0 : call.constant(1).data[0];
        const isUpper = call.int('upper', 1) === 1;
        call.spend(x.data.length);
        const data = x.data.map((value, i) => {
            const [row, column] = [Math.floor(i / columns) % rows, i % columns];
            return (isUpper ? column - row >= shift : column - row <= shift) ? value : 0;
        });
        return [{ ...x, data }];
    },
};
/** Where the parts begin that the indices point to, and how many numbers each has. */
function startsOf(call, x, indices) {
    const depth = indices.dims.at(-1) ?? 0;
    if (depth < 1 || depth > x.dims.length)
        throw call.unreadable(`its indices have ${depth} numbers each`);
    const strides = stridesOf(x.dims);
    const starts = Array.from({ length: indices.data.length / depth }, (_, i) => {
        let at = 0;
        for (let d = 0; d < depth; d++)
            at += call.axis(indices.data[i * depth + d], x.dims[d]) * strides[d];
        return at;
    });
    return { inner: countOf(x.dims.slice(depth)), starts };
}
/** Copies a constant into an array with other strides. */
function put(to, x, { strides, start }) {
    const own = stridesOf(x.dims);
    x.data.forEach((value, i) => {
        const at = own.reduce((sum, stride, axis) => sum + (Math.floor(i / stride) % x.dims[axis]) * strides[axis], start);
        to[at] = value;
    });
}
//# sourceMappingURL=pieces.js.map