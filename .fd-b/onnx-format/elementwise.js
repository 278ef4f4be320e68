// Element-wise parts that several lowerings use: constants per channel, linear functions and steps. On maps they are
// 1x1 depthwise convolutions, which onnxruntime computes in its blocked layout. A product with a smaller tensor would
// cost two reorders.
import { isOp } from '../graph/graph.js';
import { channelsOf, isFlat } from '../graph/shapes.js';
/** The tensor of a node that must be a constant. */
export function constantOf(node) {
    if (!isOp(node, 'constant'))
        throw new RangeError(`Expected a constant, got '${node.op}'.`);
    return node.attributes.tensor;
}
/** A tensor filled with one number. */
export function filled(shape, value) {
    return { shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value) };
}
/** A float scalar. */
export function scalar(emit, value) {
    return emit.float(filled([], value));
}
/** x * factor + offset. `like` is a node of the shape of x. */
export function line(emit, x, like, factor, offset) {
    if (isFlat(like)) {
        // The length of a row may depend on the picture size; a single number fits every length.
        const row = (values) => emit.float(spread([1, typeof values === 'number' ? 1 : values.length], values));
        return emit.node('Add', [emit.node('Mul', [x, row(factor)]), row(offset)]);
    }
    const channels = channelsOf(like);
    const weights = [emit.float(spread([channels, 1, 1, 1], factor))];
    if (offset !== 0)
        weights.push(emit.float(spread([channels], offset)));
    return emit.shaped(emit.node('Conv', [x, ...weights], { group: channels, kernel_shape: [1, 1] }), like);
}
/** log2 of a slope so large that the smallest difference of two floats of ordinary size becomes more than 1. */
const STEEP = 120;
/**
 * 1 where x > bound, else 0; with direction -1, 1 where x < bound. This is a hard sigmoid of a line so steep that the
 * result is a step. onnxruntime fuses the two and computes them in the blocked layout, where Sign or Greater would cost
 * two reorders. Exact unless x and the bound differ by less than 2^-120 of their size; the result is then between 0 and
 * 1.
 */
export function step(emit, x, like, bound, direction = 1) {
    // Kept below the largest float, because an infinite offset would make NaN of infinite products.
    const slope = direction * 2 ** (STEEP - Math.max(0, Math.ceil(Math.log2(Math.abs(bound)))));
    const steep = line(emit, x, like, slope, bound === 0 ? 0 : 0 - bound * slope);
    return emit.shaped(emit.node('HardSigmoid', [steep], { alpha: { float: 1 }, beta: { float: 0 } }), like);
}
/** 1 where low < x < high, else 0; either may be infinite. */
export function between(emit, x, like, low, high) {
    if (high === Number.POSITIVE_INFINITY)
        return step(emit, x, like, low);
    if (low === Number.NEGATIVE_INFINITY)
        return step(emit, x, like, high, -1);
    return emit.node('Mul', [step(emit, x, like, low), step(emit, x, like, high, -1)]);
}
function spread(shape, values) {
    return typeof values === 'number' ? filled(shape, values) : { shape, data: values };
}
//# sourceMappingURL=elementwise.js.map