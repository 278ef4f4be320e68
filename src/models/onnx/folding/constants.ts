// Constants made of others, of any rank, with an eye on how much memory that takes.

import type { OnnxCall } from '../call.js';
import { MOST_ELEMENTS } from '../tensors.js';
import { type ConstantValue, countOf } from '../values.js';

/** Number of elements; refused before memory is taken. */
export function believable(call: OnnxCall, dims: readonly number[]): number {
  const count = countOf(dims);
  if (dims.every((size) => Number.isInteger(size) && size >= 0) && count <= MOST_ELEMENTS) {
    call.spend(count);
    return count;
  }
  throw call.unreadable(`it makes a constant of the shape [${dims.join(', ')}]`);
}

/** A constant of these numbers. */
export function made(
  type: ConstantValue['type'],
  dims: readonly number[],
  values: ArrayLike<number> | Iterable<number>,
): ConstantValue {
  return {
    kind: 'constant',
    type,
    dims,
    data:
      type === 'float'
        ? Float32Array.from(values as ArrayLike<number>)
        : Float64Array.from(values as ArrayLike<number>),
  };
}

/** The shape that two constants are repeated to; alike dimensions or ones. */
export function common(call: OnnxCall, a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const [x, y] = [a[a.length - rank + i] ?? 1, b[b.length - rank + i] ?? 1];
    if (x !== y && x !== 1 && y !== 1) {
      throw call.unreadable(`[${a.join(', ')}] and [${b.join(', ')}] do not fit each other`);
    }
    return x === 1 ? y : x;
  });
}

/** A constant, repeated along dimensions of 1 to the common shape of its own and the target. */
export function repeated(call: OnnxCall, x: ConstantValue, target: readonly number[]): ConstantValue {
  const dims = common(call, x.dims, target);
  if (countOf(dims) === x.data.length) {
    believable(call, dims);
    return { ...x, dims };
  }
  const own = [...Array<number>(dims.length - x.dims.length).fill(1), ...x.dims];
  const strides = stridesOf(own).map((stride, axis) => (own[axis] === 1 ? 0 : stride));
  return strided(call, x, { dims, strides, start: 0 });
}

/** How far apart neighbours lie, dimension by dimension; the last one is dense. */
export function stridesOf(dims: readonly number[]): number[] {
  return dims.map((_, axis) => countOf(dims.slice(axis + 1)));
}

/** Where the numbers of a new constant lie in an old one: begun at `start`, so many steps apart along each dimension. */
export interface Strided {
  readonly dims: readonly number[];
  readonly strides: readonly number[];
  readonly start: number;
}

/** A constant of numbers that lie in another: turned, cut, repeated or mirrored. Nothing outside of the other may be asked for. */
export function strided(call: OnnxCall, x: ConstantValue, { dims, strides, start }: Strided): ConstantValue {
  const count = believable(call, dims);
  const data = blank(x.type, count);
  const at = new Array<number>(dims.length).fill(0);
  let from = start;
  for (let i = 0; i < count; i++) {
    data[i] = x.data[from]!;
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      at[axis]! += 1;
      from += strides[axis]!;
      if (at[axis]! < dims[axis]!) break;
      from -= dims[axis]! * strides[axis]!;
      at[axis] = 0;
    }
  }
  return { kind: 'constant', type: x.type, dims, data };
}

/** Zeros. */
export function blank(type: ConstantValue['type'], count: number): Float32Array | Float64Array {
  return type === 'float' ? new Float32Array(count) : new Float64Array(count);
}
