// Constants brought to a common shape, as ONNX' arithmetic does it, with an eye on how much memory that takes.

import type { OnnxCall } from './call.js';
import { MOST_ELEMENTS } from './tensors.js';
import { type ConstantValue, countOf } from './values.js';

/** Number of elements; refused before memory is taken. */
export function believable(call: OnnxCall, dims: readonly number[]): number {
  const count = countOf(dims);
  if (dims.every((size) => Number.isInteger(size) && size >= 0) && count <= MOST_ELEMENTS) {
    call.spend(count);
    return count;
  }
  throw call.unreadable(`it makes a constant of the shape [${dims.join(', ')}]`);
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
  const count = believable(call, dims);
  if (count === x.data.length) return { ...x, dims };
  const own = [...Array<number>(dims.length - x.dims.length).fill(1), ...x.dims];
  const strides = own.map((size, axis) => (size === 1 ? 0 : countOf(own.slice(axis + 1))));
  const data = x.type === 'float' ? new Float32Array(count) : new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let [rest, at] = [i, 0];
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      at += (rest % dims[axis]!) * strides[axis]!;
      rest = Math.floor(rest / dims[axis]!);
    }
    data[i] = x.data[at]!;
  }
  return { ...x, dims, data };
}
