// New constants, and constants in another form: reshaped, transposed, repeated.
import { flattenedDims, permOf, reshapedDims, squeezedDims, unsqueezedDims } from '../dimensions.js';
import { countOf, integers } from '../values.js';
import { blank, checkedCount, made, repeated, strided, stridesOf } from './constants.js';
/** By operation. */
export const FORM_FOLDINGS = {
    Constant: (call) => {
        const tensor = call.tensor('value');
        if (tensor !== undefined)
            return [tensor];
        if (call.has('value_float'))
            return [floats([call.float('value_float', 0)], [])];
        if (call.has('value_floats'))
            return [floats(call.floats('value_floats'))];
        if (call.has('value_int'))
            return [made('integer', [], [call.int('value_int', 0)])];
        if (call.has('value_ints'))
            return [made('integer', [call.ints('value_ints').length], call.ints('value_ints'))];
        throw call.unsupported('it has no numbers');
    },
    ConstantOfShape: (call) => {
        const dims = [...call.constant(0).data];
        const of = call.tensor('value') ?? floats([0]);
        const data = blank(of.type, checkedCount(call, dims));
        const value = of.data[0] ?? 0;
        // The zeros are there already, and take no memory until they are read.
        return [{ kind: 'constant', type: of.type, dims, data: value === 0 ? data : data.fill(value) }];
    },
    Identity: (call) => [call.constant(0)],
    Dropout: (call) => [call.constant(0)],
    Shape: (call) => [sliced(call, [...call.constant(0).dims])],
    Size: (call) => [integers([countOf(call.constant(0).dims)], [])],
    Reshape: (call) => {
        const x = call.constant(0);
        const dims = reshapedDims(call, x.dims);
        if (countOf(dims) !== x.data.length)
            throw call.unreadable(`[${x.dims.join(', ')}] cannot become [${dims.join(', ')}]`);
        return [{ ...x, dims }];
    },
    Unsqueeze: (call) => [withDims(call.constant(0), (dims) => unsqueezedDims(call, dims))],
    Squeeze: (call) => [withDims(call.constant(0), (dims) => squeezedDims(call, dims))],
    Flatten: (call) => [withDims(call.constant(0), (dims) => flattenedDims(call, dims))],
    Transpose: (call) => {
        const x = call.constant(0);
        const perm = permOf(call, x.dims.length);
        const own = stridesOf(x.dims);
        const from = { dims: perm.map((axis) => x.dims[axis]), strides: perm.map((axis) => own[axis]), start: 0 };
        return [strided(call, x, from)];
    },
    Range: (call) => {
        const [start, limit, delta] = [0, 1, 2].map((i) => call.constant(i).data[0] ?? Number.NaN);
        const count = Math.max(0, Math.ceil((limit - start) / delta));
        checkedCount(call, [count]);
        const values = Array.from({ length: count }, (_, i) => start + i * delta);
        return [made(call.constant(0).type, [count], values)];
    },
    Expand: (call) => [repeated(call, call.constant(0), [...call.constant(1).data])],
    Tile: (call) => {
        const x = call.constant(0);
        const times = [...call.constant(1).data];
        if (times.length !== x.dims.length)
            throw call.unreadable(`it has ${times.length} repeats for ${x.dims.length} dimensions`);
        // Each dimension becomes two: the repetition, and the position in it.
        const own = stridesOf(x.dims);
        const dims = x.dims.flatMap((size, axis) => [times[axis], size]);
        const tiled = strided(call, x, { dims, strides: own.flatMap((stride) => [0, stride]), start: 0 });
        return [{ ...tiled, dims: x.dims.map((size, axis) => size * times[axis]) }];
    },
};
/** The part of a shape between `start` and `end` (opset 15). */
export function sliced(call, dims) {
    const part = dims.slice(call.int('start', 0), call.has('end') ? call.int('end', 0) : undefined);
    return made('integer', [part.length], part);
}
function withDims(x, change) {
    return { ...x, dims: change(x.dims) };
}
function floats(values, dims = [values.length]) {
    return made('float', dims, values);
}
//# sourceMappingURL=forms.js.map