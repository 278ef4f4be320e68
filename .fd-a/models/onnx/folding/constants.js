// Constants of any rank made from others, within the limit of memory.
import { MAX_ELEMENTS } from '../tensors.js';
import { countOf } from '../values.js';
/** The number of elements. Checked before memory is allocated. */
export function checkedCount(call, dims) {
    const count = countOf(dims);
    if (dims.every((size) => Number.isInteger(size) && size >= 0) && count <= MAX_ELEMENTS) {
        call.spend(count);
        return count;
    }
    throw call.unreadable(`it makes a constant of the impossible shape [${dims.join(', ')}]`);
}
/** A constant of these numbers. */
export function made(type, dims, values) {
    return {
        kind: 'constant',
        type,
        dims,
        data: type === 'float'
            ? Float32Array.from(values)
            : Float64Array.from(values),
    };
}
/** The common shape that two constants are repeated to. Their dimensions must be equal or 1. */
export function common(call, a, b) {
    const rank = Math.max(a.length, b.length);
    return Array.from({ length: rank }, (_, i) => {
        const [x, y] = [a[a.length - rank + i] ?? 1, b[b.length - rank + i] ?? 1];
        if (x !== y && x !== 1 && y !== 1) {
            throw call.unreadable(`the shapes [${a.join(', ')}] and [${b.join(', ')}] do not match`);
        }
        return x === 1 ? y : x;
    });
}
/** A constant, repeated along its dimensions of size 1 to a common shape with the target. */
export function repeated(call, x, target) {
    const dims = common(call, x.dims, target);
    if (countOf(dims) === x.data.length) {
        checkedCount(call, dims);
        return { ...x, dims };
    }
    const own = [...Array(dims.length - x.dims.length).fill(1), ...x.dims];
    const strides = stridesOf(own).map((stride, axis) => (own[axis] === 1 ? 0 : stride));
    return strided(call, x, { dims, strides, start: 0 });
}
/** The stride of each dimension; that of the last is 1. */
export function stridesOf(dims) {
    return dims.map((_, axis) => countOf(dims.slice(axis + 1)));
}
/**
 * A constant of another one's numbers: transposed, sliced, repeated or mirrored. All indices must be inside the other.
 */
export function strided(call, x, { dims, strides, start }) {
    const count = checkedCount(call, dims);
    const data = blank(x.type, count);
    const at = new Array(dims.length).fill(0);
    let from = start;
    for (let i = 0; i < count; i++) {
        data[i] = x.data[from];
        for (let axis = dims.length - 1; axis >= 0; axis--) {
            at[axis] += 1;
            from += strides[axis];
            if (at[axis] < dims[axis])
                break;
            from -= dims[axis] * strides[axis];
            at[axis] = 0;
        }
    }
    return { kind: 'constant', type: x.type, dims, data };
}
/** Zeros. */
export function blank(type, count) {
    return type === 'float' ? new Float32Array(count) : new Float64Array(count);
}
//# sourceMappingURL=constants.js.map