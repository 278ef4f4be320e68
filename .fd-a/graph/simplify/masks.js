// Cheaper masks. The slope of a clip is 1 or 0: a mask. Engines compute the mask of a clip with two bounds as the
// product of two step functions. Here it is one leaky ReLU and one step function. If nothing else reads the convolution
// before the clip, its bias and kernel take over part of the work.
import { isOp, rewrite } from '../graph.js';
import { activation, affine, constant, conv, mul } from '../ops.js';
import { channelsOf, shapeOf } from '../shapes.js';
import { countUses, isConstantOrAbsent } from './common.js';
/** The distance of the bend from the low bound, as a fraction of the range. */
const BEND = 2 ** -40;
/** log2 of a factor that makes the smallest difference between two floats larger than 1, for a range of 1. */
const STEEP = 40;
/** Ranges for which both fit in a float. */
const RANGES = [2 ** -60, 2 ** 60];
/** Makes any positive value of ordinary size larger than 1. */
const STEEP_KERNEL = 2 ** 80;
/**
 * outgrad * (low < x < high). A leaky ReLU bends the line x - low just above the low bound. From the bend upwards the
 * result rises to the range at the high bound; downwards it reaches the range at the low bound and exceeds it below. So
 * it is less than the range exactly between the bounds. The last float before the high bound, and floats closer to the
 * low bound than 2^-60 of the range, count as at the bound.
 */
export function maskBetween(outputs) {
    const uses = countUses(outputs);
    return rewrite(outputs, (node, original) => {
        if (!isOp(node, 'activationAdjoint') || node.attributes.kind !== 'clip')
            return node;
        const { low, high } = node.attributes;
        const range = high - low;
        if (shapeOf(node).length !== 4 || !(range > RANGES[0] && range < RANGES[1]))
            return node;
        const [outgrad, x, y] = node.inputs;
        const isOwn = x === y && uses.get(original.inputs[2]) === 2;
        const { line, shifts } = lowered(y, low, range * BEND, isOwn);
        const bent = activation(line, { kind: 'leakyRelu', slope: -1 / BEND });
        // A power of two, so that multiplying by it does not round.
        const steep = 2 ** (STEEP - Math.ceil(Math.log2(range)));
        const step = affine(bent, constant({ shape: [shifts.length], data: new Float32Array(shifts.length).fill(0 - steep) }), 
        // The line reaches this value or a little more at the high bound.
        constant({ shape: [shifts.length], data: Float32Array.from(shifts, (by) => steep * floor(high + by)) }));
        return mul(outgrad, activation(step, { kind: 'hardSigmoid', slope: 1, offset: 0 }));
    }).outputs;
}
/** outgrad * (x > 0), if nothing else reads the convolution that computes x. */
export function maskByConv(outputs) {
    const uses = countUses(outputs);
    return rewrite(outputs, (node, original) => {
        if (!isOp(node, 'reluAdjoint'))
            return node;
        const [outgrad, x] = node.inputs;
        if (!isOp(x, 'conv') || uses.get(original.inputs[1]) !== 1)
            return node;
        const [inner, kernel, bias] = x.inputs;
        if (!isOp(kernel, 'constant') || !isConstantOrAbsent(bias))
            return node;
        const line = conv(inner, steepened(kernel), bias === undefined ? undefined : steepened(bias), x.attributes);
        return mul(outgrad, activation(line, { kind: 'hardSigmoid', slope: 1, offset: 0 }));
    }).outputs;
}
function steepened({ attributes: { tensor } }) {
    return constant({ shape: tensor.shape, data: tensor.data.map((value) => value * STEEP_KERNEL) });
}
/** @param isOwn - Whether nothing else reads x. */
function lowered(x, low, bend, isOwn) {
    const channels = channelsOf(x);
    const [inner, kernel, bias] = x.inputs;
    const fused = isOwn && isOp(x, 'conv') && isConstantOrAbsent(bias);
    const before = (fused ? bias?.attributes.tensor.data : undefined) ?? new Float32Array(channels);
    const after = before.map((value) => below(value - low, bend));
    const offset = constant({ shape: [channels], data: after });
    const ones = constant({ shape: [channels], data: new Float32Array(channels).fill(1) });
    return {
        line: fused ? conv(inner, kernel, offset, x.attributes) : affine(x, ones, offset),
        shifts: Array.from(after, (value, i) => value - before[i]),
    };
}
/** value - by, as a float; the next float below the value if the difference is too small for a float. */
function below(value, by) {
    const less = Math.fround(Math.fround(value) - by);
    return less < Math.fround(value) ? less : floatBefore(Math.fround(value));
}
/** The largest float that is not greater. */
function floor(value) {
    const nearest = Math.fround(value);
    return nearest <= value ? nearest : floatBefore(nearest);
}
function floatBefore(float) {
    const bits = new Int32Array(Float32Array.of(float).buffer);
    bits[0] += float > 0 ? -1 : 1;
    return new Float32Array(bits.buffer)[0];
}
//# sourceMappingURL=masks.js.map