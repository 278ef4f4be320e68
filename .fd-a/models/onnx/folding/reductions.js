// Constants reduced along dimensions, and products of constant matrices.
import { countOf } from '../values.js';
import { blank, checkedCount, common, repeated, strided, stridesOf } from './constants.js';
/** By operation. */
export const REDUCTION_FOLDINGS = {
    ReduceProd: reduction(1, (a, b) => a * b),
    ReduceSum: reduction(0, (a, b) => a + b),
    ReduceMax: reduction(Number.NEGATIVE_INFINITY, Math.max),
    ReduceMin: reduction(Number.POSITIVE_INFINITY, Math.min),
    ReduceMean: (call) => {
        const [sum] = reduction(0, (a, b) => a + b)(call);
        const share = sum.data.length / call.constant(0).data.length;
        return [{ ...sum, data: sum.data.map((value) => value * share) }];
    },
    MatMul: (call) => {
        const [a, b] = [call.constant(0), call.constant(1)];
        if (a.dims.length < 2 || b.dims.length < 2)
            throw call.unsupported('it multiplies constants of one dimension');
        const [rows, inner] = a.dims.slice(-2);
        const [also, columns] = b.dims.slice(-2);
        if (inner !== also)
            throw call.unreadable(`the shapes [${a.dims.join(', ')}] and [${b.dims.join(', ')}] do not match`);
        const batch = common(call, a.dims.slice(0, -2), b.dims.slice(0, -2));
        const [left, right] = [repeated(call, a, [...batch, rows, inner]), repeated(call, b, [...batch, inner, columns])];
        const dims = [...batch, rows, columns];
        const count = checkedCount(call, dims);
        if (count * inner > MAX_PRODUCTS)
            throw call.unreadable(`its product of constants takes ${count * inner} multiplications`);
        const data = blank(a.type, count);
        for (let i = 0; i < count; i++) {
            const [row, column] = [Math.floor(i / columns), i % columns];
            const first = Math.floor(row / rows) * inner * columns + column;
            let sum = 0;
            for (let k = 0; k < inner; k++)
                sum += left.data[row * inner + k] * right.data[first + k * columns];
            data[i] = sum;
        }
        return [{ kind: 'constant', type: a.type, dims, data }];
    },
};
/** One second of work. Swin V2 needs a thousandth of it for its tables of position embeddings. */
const MAX_PRODUCTS = 2 ** 30;
function reduction(first, combine) {
    return (call) => {
        const x = call.constant(0);
        const rank = x.dims.length;
        const axes = new Set((call.numbers('axes', 1) ?? []).map((axis) => call.axis(axis, rank)));
        if (axes.size === 0 && call.int('noop_with_empty_axes', 0) === 1)
            return [x];
        const isGone = (axis) => axes.size === 0 || axes.has(axis);
        const kept = x.dims.flatMap((_, axis) => (isGone(axis) ? [] : [axis]));
        const gone = x.dims.flatMap((_, axis) => (isGone(axis) ? [axis] : []));
        const own = stridesOf(x.dims);
        const order = [...kept, ...gone];
        const transposed = strided(call, x, {
            dims: order.map((axis) => x.dims[axis]),
            strides: order.map((axis) => own[axis]),
            start: 0,
        });
        const dims = x.dims.flatMap((size, axis) => (!isGone(axis) ? [size] : call.int('keepdims', 1) === 0 ? [] : [1]));
        const data = blank(x.type, checkedCount(call, dims));
        const each = countOf(gone.map((axis) => x.dims[axis]));
        for (let i = 0; i < data.length; i++) {
            let value = first;
            for (let k = 0; k < each; k++)
                value = combine(value, transposed.data[i * each + k]);
            data[i] = value;
        }
        return [{ ...x, dims, data }];
    };
}
//# sourceMappingURL=reductions.js.map