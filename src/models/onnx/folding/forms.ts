// New constants, and constants in another form: reshaped, transposed, repeated.

import type { OnnxCall, Translation } from '../call.js';
import { type ConstantValue, countOf, integers } from '../values.js';
import { blank, checkedCount, made, repeated, strided, stridesOf } from './constants.js';

/** By operation. */
export const FORM_FOLDINGS: Readonly<Record<string, Translation>> = {
  Constant: (call) => {
    const tensor = call.tensor('value');
    if (tensor !== undefined) return [tensor];
    if (call.has('value_float')) return [floats([call.float('value_float', 0)], [])];
    if (call.has('value_floats')) return [floats(call.floats('value_floats')!)];
    if (call.has('value_int')) return [made('integer', [], [call.int('value_int', 0)])];
    if (call.has('value_ints')) return [made('integer', [call.ints('value_ints')!.length], call.ints('value_ints')!)];
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
    const copies = call.int('allowzero', 0) === 0;
    const target = [...call.constant(1).data].map((size, i) => (size === 0 && copies ? (x.dims[i] ?? 0) : size));
    const known = target.reduce((product, size) => product * (size === -1 ? 1 : size), 1);
    const dims = target.map((size) => (size === -1 ? x.data.length / known : size));
    if (countOf(dims) !== x.data.length)
      throw call.unreadable(`[${x.dims.join(', ')}] cannot become [${dims.join(', ')}]`);
    return [{ ...x, dims }];
  },
  Unsqueeze: (call) => {
    const x = call.constant(0);
    const axes = call.numbers('axes', 1) ?? [];
    const rank = x.dims.length + axes.length;
    const added = new Set(axes.map((axis) => call.axis(axis, rank)));
    const rest = [...x.dims];
    return [{ ...x, dims: Array.from({ length: rank }, (_, i) => (added.has(i) ? 1 : (rest.shift() ?? 1))) }];
  },
  Squeeze: (call) => {
    const x = call.constant(0);
    const axes = call.numbers('axes', 1)?.map((axis) => call.axis(axis, x.dims.length));
    return [{ ...x, dims: x.dims.filter((size, i) => !(axes?.includes(i) ?? size === 1)) }];
  },
  Flatten: (call) => {
    const x = call.constant(0);
    const axis = call.int('axis', 1);
    const first = countOf(x.dims.slice(0, axis));
    return [{ ...x, dims: [first, first === 0 ? 0 : x.data.length / first] }];
  },
  Transpose: (call) => {
    const x = call.constant(0);
    const rank = x.dims.length;
    const perm = call.ints('perm') ?? x.dims.map((_, i) => rank - 1 - i);
    if (perm.length !== rank) throw call.unreadable(`its perm [${perm.join(', ')}] does not fit ${rank} dimensions`);
    const from = perm.map((axis) => call.axis(axis, rank));
    const own = stridesOf(x.dims);
    const places = { dims: from.map((axis) => x.dims[axis]!), strides: from.map((axis) => own[axis]!), start: 0 };
    if (countOf(places.dims) !== x.data.length) throw call.unreadable(`its perm is [${perm.join(', ')}]`);
    return [strided(call, x, places)];
  },
  Range: (call) => {
    const [start, limit, delta] = [0, 1, 2].map((i) => call.constant(i).data[0] ?? Number.NaN);
    const count = Math.max(0, Math.ceil((limit! - start!) / delta!));
    checkedCount(call, [count]);
    const values = Array.from({ length: count }, (_, i) => start! + i * delta!);
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
    const dims = x.dims.flatMap((size, axis) => [times[axis]!, size]);
    const tiled = strided(call, x, { dims, strides: own.flatMap((stride) => [0, stride]), start: 0 });
    return [{ ...tiled, dims: x.dims.map((size, axis) => size * times[axis]!) }];
  },
};

/** The part of a shape between `start` and `end` (opset 15). */
export function sliced(call: OnnxCall, dims: readonly number[]): ConstantValue {
  const part = dims.slice(call.int('start', 0), call.has('end') ? call.int('end', 0) : undefined);
  return made('integer', [part.length], part);
}

function floats(values: readonly number[], dims: readonly number[] = [values.length]): ConstantValue {
  return made('float', dims, values);
}
