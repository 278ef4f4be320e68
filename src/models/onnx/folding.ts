// ONNX operations on numbers that are known before any picture is: what exporters write to compute shapes, and weights that are made rather than stored.
// A dimension that the picture decides is NaN here, and so is what is computed of it.

import { believable, common, repeated } from './broadcast.js';
import type { OnnxCall, Translation } from './call.js';
import { type ConstantValue, countOf } from './values.js';

/** Float element types of ONNX' Cast: float32, float16, float64, bfloat16. */
const FLOAT_TYPES: ReadonlySet<number> = new Set([1, 10, 11, 16]);

/** By operation, for nodes whose inputs are all constant. */
export const FOLDINGS: Readonly<Record<string, Translation>> = {
  Constant: (call) => {
    const tensor = call.tensor('value');
    if (tensor !== undefined) return [tensor];
    if (call.has('value_float')) return [floats([call.float('value_float', 0)], [])];
    if (call.has('value_floats')) return [floats(call.floats('value_floats')!)];
    if (call.has('value_int')) return [made('integer', [], [call.int('value_int', 0)])];
    if (call.has('value_ints')) return [made('integer', [call.ints('value_ints')!.length], call.ints('value_ints')!)];
    throw call.unsupported('it holds no numbers');
  },
  ConstantOfShape: (call) => {
    const dims = [...call.constant(0).data];
    const of = call.tensor('value') ?? floats([0]);
    const count = believable(call, dims);
    const data = of.type === 'float' ? new Float32Array(count) : new Float64Array(count);
    const value = of.data[0] ?? 0;
    // Zeros are there already, and take no memory before they are read.
    return [{ kind: 'constant', type: of.type, dims, data: value === 0 ? data : data.fill(value) }];
  },
  Identity: (call) => [call.constant(0)],
  Dropout: (call) => [call.constant(0)],
  Cast: (call) => {
    const x = call.constant(0);
    const type = FLOAT_TYPES.has(call.int('to', 1)) ? 'float' : 'integer';
    return [
      made(
        type,
        x.dims,
        type === x.type ? x.data : x.data.map((value) => (type === 'float' ? value : Math.trunc(value))),
      ),
    ];
  },
  Shape: (call) => [sliced(call, [...call.constant(0).dims])],
  Size: (call) => [made('integer', [], [countOf(call.constant(0).dims)])],
  Gather: (call) => {
    const [x, indices] = [call.constant(0), call.constant(1)];
    const axis = call.axis(call.int('axis', 0), x.dims.length);
    const size = x.dims[axis]!;
    const picked = [...indices.data].map((index) => call.axis(index, size));
    const [outer, inner] = [countOf(x.dims.slice(0, axis)), countOf(x.dims.slice(axis + 1))];
    const dims = [...x.dims.slice(0, axis), ...indices.dims, ...x.dims.slice(axis + 1)];
    believable(call, dims);
    const data: number[] = [];
    for (let o = 0; o < outer; o++) {
      for (const index of picked) {
        for (let i = 0; i < inner; i++) data.push(x.data[(o * size + index) * inner + i]!);
      }
    }
    return [made(x.type, dims, data)];
  },
  Slice: (call) => {
    const x = call.constant(0);
    if (x.dims.length !== 1) throw call.unsupported('it slices constants of more than one dimension');
    const [start, end] = [call.numbers('starts', 1)?.[0], call.numbers('ends', 2)?.[0]];
    const step = call.numbers('steps', 4)?.[0] ?? 1;
    if (start === undefined || end === undefined || step !== 1) throw call.unsupported('its bounds are not known');
    const data = [...x.data].slice(start, end);
    return [made(x.type, [data.length], data)];
  },
  Concat: (call) => {
    const parts = call.inputs.map((_, i) => call.constant(i));
    if (parts.some(({ dims }) => dims.length !== 1)) {
      throw call.unsupported('it joins constants of more than one dimension');
    }
    believable(call, [parts.reduce((sum, { data }) => sum + data.length, 0)]);
    const data = parts.flatMap((part) => [...part.data]);
    return [made(parts[0]!.type, [data.length], data)];
  },
  Reshape: (call) => {
    const x = call.constant(0);
    const target = [...call.constant(1).data].map((size, i) => (size === 0 ? (x.dims[i] ?? 0) : size));
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
    const strides = from.map((axis) => countOf(x.dims.slice(axis + 1)));
    const dims = from.map((axis) => x.dims[axis]!);
    const data = x.data.map((_, i) => {
      let [rest, at] = [i, 0];
      for (let axis = rank - 1; axis >= 0; axis--) {
        at += (rest % dims[axis]!) * strides[axis]!;
        rest = Math.floor(rest / dims[axis]!);
      }
      return x.data[at]!;
    });
    return [{ ...x, dims, data }];
  },
  Range: (call) => {
    const [start, limit, delta] = [0, 1, 2].map((i) => call.constant(i).data[0] ?? Number.NaN);
    const count = Math.max(0, Math.ceil((limit! - start!) / delta!));
    believable(call, [count]);
    return [
      made(
        call.constant(0).type,
        [count],
        Array.from({ length: count }, (_, i) => start! + i * delta!),
      ),
    ];
  },
  Expand: (call) => [repeated(call, call.constant(0), [...call.constant(1).data])],
  Add: arithmetic((a, b) => a + b),
  Sub: arithmetic((a, b) => a - b),
  Mul: arithmetic((a, b) => a * b),
  Div: arithmetic((a, b, type) => (type === 'integer' ? Math.trunc(a / b) : a / b)),
  Pow: arithmetic((a, b) => a ** b),
  Max: arithmetic((a, b) => Math.max(a, b)),
  Min: arithmetic((a, b) => Math.min(a, b)),
  Equal: arithmetic((a, b) => (Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : Number(a === b)), 'integer'),
  Where: (call) => {
    const [condition, yes, no] = [call.constant(0), call.constant(1), call.constant(2)];
    const dims = common(call, common(call, condition.dims, yes.dims), no.dims);
    const [c, a, b] = [condition, yes, no].map((value) => repeated(call, value, dims).data);
    return [
      made(
        yes.type,
        dims,
        c!.map((value, i) => (Number.isNaN(value) ? Number.NaN : value !== 0 ? a![i]! : b![i]!)),
      ),
    ];
  },
  Neg: each((x) => -x),
  Sqrt: each(Math.sqrt),
  Floor: each(Math.floor),
  Ceil: each(Math.ceil),
  Reciprocal: each((x) => 1 / x),
  Exp: each(Math.exp),
  Abs: each(Math.abs),
  ReduceProd: (call) => {
    const x = call.constant(0);
    if (x.dims.length > 1) throw call.unsupported('it reduces constants of more than one dimension');
    const product = countOf([...x.data]);
    return [made(x.type, call.int('keepdims', 1) === 0 ? [] : [1], [product])];
  },
};

/** The part of a shape that opset 15's `start` and `end` ask for. */
export function sliced(call: OnnxCall, dims: readonly number[]): ConstantValue {
  const part = dims.slice(call.int('start', 0), call.has('end') ? call.int('end', 0) : undefined);
  return made('integer', [part.length], part);
}

function made(type: 'float' | 'integer', dims: readonly number[], values: ArrayLike<number>): ConstantValue {
  return {
    kind: 'constant',
    type,
    dims,
    data: type === 'float' ? Float32Array.from(values) : Float64Array.from(values),
  };
}

function floats(values: readonly number[], dims: readonly number[] = [values.length]): ConstantValue {
  return made('float', dims, values);
}

function each(change: (value: number) => number): Translation {
  return (call) => {
    const x = call.constant(0);
    return [made(x.type, x.dims, x.data.map(change))];
  };
}

function arithmetic(
  combine: (a: number, b: number, type: 'float' | 'integer') => number,
  result?: 'integer',
): Translation {
  return (call) => {
    const [first, ...rest] = call.inputs.map((_, i) => call.constant(i));
    if (first === undefined) throw call.unreadable('it has no inputs');
    return [
      rest.reduce((a, b) => {
        const dims = common(call, a.dims, b.dims);
        const [x, y] = [repeated(call, a, dims).data, repeated(call, b, dims).data];
        return made(
          result ?? a.type,
          dims,
          x.map((value, i) => combine(value, y[i]!, a.type)),
        );
      }, first),
    ];
  };
}
