// The slope of what is clipped is 1 or 0: a mask. Of a value between two bounds an engine makes it in two steps, one
// for each bound, and multiplies them. Here it is made of a bent line and one step. Where nobody else reads the
// convolution that makes the value, that convolution makes the line.

import { isOp, type Node, rewrite } from '../graph.js';
import { activation, affine, constant, conv, mul } from '../ops.js';
import { channelsOf, shapeOf } from '../shapes.js';
import { countUses, isConstantOrAbsent } from './common.js';

/** How much of the range lies below the bend. */
const BEND = 2 ** -40;
/** log2 of what makes more than 1 of the smallest difference between two floats of a range of 1. */
const STEEP = 40;
/** Ranges that leave room for both in a float. */
const RANGES = [2 ** -60, 2 ** 60] as const;
/** Makes more than 1 of any positive value of ordinary size. */
const STEEP_KERNEL = 2 ** 80;

/**
 * outgrad * (low < x < high). A leaky ReLU bends the line just above the low bound: from there down to the bound it
 * rises to the range, and more below it; from there up it rises to the range at the high bound. So it is less than the
 * range between the bounds and nowhere else. Of floats, the last before the high bound and those that are closer to the
 * low one than 2^-60 of the range count as at the bound.
 */
export function maskBetween(outputs: readonly Node[]): Node[] {
  const uses = countUses(outputs);
  return rewrite(outputs, (node, original) => {
    if (!isOp(node, 'activationAdjoint') || node.attributes.kind !== 'clip') return node;
    const { low, high } = node.attributes;
    const range = high - low;
    if (shapeOf(node).length !== 4 || !(range > RANGES[0] && range < RANGES[1])) return node;
    const [outgrad, x, y] = node.inputs;
    const isOwn = x === y && uses.get(original.inputs[2]!) === 2;
    const { line, shifts } = lowered(y!, low, range * BEND, isOwn);
    const bent = activation(line, { kind: 'leakyRelu', slope: -1 / BEND });
    // A power of two: times it, floats stay what they are.
    const steep = 2 ** (STEEP - Math.ceil(Math.log2(range)));
    const step = affine(
      bent,
      constant({ shape: [shifts.length], data: new Float32Array(shifts.length).fill(0 - steep) }),
      // At the high bound the line comes to this or to a little more.
      constant({ shape: [shifts.length], data: Float32Array.from(shifts, (by) => steep * floor(high + by)) }),
    );
    return mul(outgrad!, activation(step, { kind: 'hardSigmoid', slope: 1, offset: 0 }));
  }).outputs;
}

/** outgrad * (x > 0) where nobody else reads the convolution that makes x. */
export function maskByConv(outputs: readonly Node[]): Node[] {
  const uses = countUses(outputs);
  return rewrite(outputs, (node, original) => {
    if (!isOp(node, 'reluAdjoint')) return node;
    const [outgrad, x] = node.inputs;
    if (!isOp(x!, 'conv') || uses.get(original.inputs[1]!) !== 1) return node;
    const [inner, kernel, bias] = x.inputs;
    if (!isOp(kernel!, 'constant') || !isConstantOrAbsent(bias)) return node;
    const line = conv(inner!, steepened(kernel), bias === undefined ? undefined : steepened(bias), x.attributes);
    return mul(outgrad!, activation(line, { kind: 'hardSigmoid', slope: 1, offset: 0 }));
  }).outputs;
}

function steepened({ attributes: { tensor } }: Node<'constant'>): Node<'constant'> {
  return constant({ shape: tensor.shape, data: tensor.data.map((value) => value * STEEP_KERNEL) });
}

/** x - low - bend, about; and what was really added to each channel. */
interface Lowered {
  readonly line: Node;
  readonly shifts: readonly number[];
}

/** @param isOwn - Whether nobody else reads x. */
function lowered(x: Node, low: number, bend: number, isOwn: boolean): Lowered {
  const channels = channelsOf(x);
  const [inner, kernel, bias] = x.inputs;
  const fused = isOwn && isOp(x, 'conv') && isConstantOrAbsent(bias);
  const before = (fused ? bias?.attributes.tensor.data : undefined) ?? new Float32Array(channels);
  const after = before.map((value) => below(value - low, bend));
  const offset = constant({ shape: [channels], data: after });
  const ones = constant({ shape: [channels], data: new Float32Array(channels).fill(1) });
  return {
    line: fused ? conv(inner!, kernel!, offset, x.attributes) : affine(x, ones, offset),
    shifts: Array.from(after, (value, i) => value - before[i]!),
  };
}

/** value - by, as a float; or the next float below the value, where so little is lost in it. */
function below(value: number, by: number): number {
  const less = Math.fround(Math.fround(value) - by);
  return less < Math.fround(value) ? less : floatBefore(Math.fround(value));
}

/** The largest float that is not more. */
function floor(value: number): number {
  const nearest = Math.fround(value);
  return nearest <= value ? nearest : floatBefore(nearest);
}

function floatBefore(float: number): number {
  const bits = new Int32Array(Float32Array.of(float).buffer);
  bits[0]! += float > 0 ? -1 : 1;
  return new Float32Array(bits.buffer)[0]!;
}
