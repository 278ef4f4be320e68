// Counts the cost of a graph at a picture size, for estimates: floating point operations, the bytes of the constants,
// and the peak of the bytes of computed values. The speed of a machine is measured elsewhere.
import { topologicalOrder } from './graph.js';
import { inferShapes } from './shapes.js';
/** Bytes of a float32. */
const FLOAT_BYTES = 4;
/**
 * Counts the cost of one evaluation of the outputs.
 *
 * @param size - Size of the picture, in pixels.
 * @throws ShapeError when the picture is too small for the graph.
 */
export function costOf(outputs, size) {
    const shapes = inferShapes(outputs, size);
    const order = topologicalOrder(outputs);
    let operations = 0;
    let weightBytes = 0;
    for (const node of order) {
        const inputs = node.inputs.map((input) => shapes.get(input));
        operations += operationsOf(node, inputs, shapes.get(node));
        if (node.op === 'constant')
            weightBytes += FLOAT_BYTES * elements(shapes.get(node));
    }
    return { operations, weightBytes, valueBytes: mostAlive(order, outputs, shapes) };
}
/** Approximate cost of an exponential or a power, which runtimes compute as a polynomial. */
const CURVE_OPERATIONS = 8;
const NOTHING = () => 0;
/** This many operations per element of the result. */
const perElement = (count) => (_inputs, output) => count * elements(output);
const area = ([rows, columns]) => rows * columns;
/**
 * Multiplications and additions of a convolution with an output of this shape and a kernel `[out, in / groups, h, w]`.
 */
const convolution = (output, kernel) => 2 * elements(output) * elements(kernel.slice(1));
const OPERATIONS = {
    input: NOTHING,
    constant: NOTHING,
    conv: ([, kernel], output) => convolution(output, kernel),
    affine: perElement(2),
    relu: perElement(1),
    activation: perElement(CURVE_OPERATIONS),
    prelu: perElement(2),
    softmax: perElement(4),
    maxPool: (_inputs, output, { window }) => area(window) * elements(output),
    averagePool: (_inputs, output, { window }) => area(window) * elements(output),
    convTranspose: ([x, kernel]) => convolution(x, kernel),
    concat: NOTHING,
    add: perElement(1),
    mul: perElement(1),
    expand: NOTHING,
    pad: NOTHING,
    flatten: NOTHING,
    unflatten: NOTHING,
    shuffleChannels: NOTHING,
    dense: ([x, matrix]) => 2 * x[0] * elements(matrix),
    sliceChannels: NOTHING,
    spatialMean: ([x]) => elements(x),
    spatialMax: ([x]) => elements(x),
    gram: ([x]) => 2 * x[1] * elements(x),
    spot: perElement(1),
    combineKernels: ([, kernel]) => 2 * elements(kernel),
    dot: ([a]) => 2 * elements(a),
    reshape: NOTHING,
    transpose: NOTHING,
    matMul: ([a, b], _output, { turnB }) => 2 * elements(a) * b[turnB ? 1 : 2],
    layerNorm: perElement(5),
    convAdjoint: ([outgrad, kernel]) => convolution(outgrad, kernel),
    reluAdjoint: perElement(1),
    activationAdjoint: perElement(CURVE_OPERATIONS),
    preluAdjoint: perElement(2),
    softmaxAdjoint: perElement(4),
    // The maxima are found again.
    maxPoolAdjoint: ([outgrad], _output, { window }) => (area(window) + 1) * elements(outgrad),
    averagePoolAdjoint: ([outgrad], _output, { window }) => area(window) * elements(outgrad),
    sliceChannelsAdjoint: NOTHING,
    affineAdjoint: perElement(1),
    expandAdjoint: ([outgrad]) => elements(outgrad),
    padAdjoint: ([outgrad]) => elements(outgrad),
    flattenAdjoint: NOTHING,
    denseAdjoint: ([outgrad, matrix]) => 2 * outgrad[0] * elements(matrix),
    spatialMeanAdjoint: perElement(1),
    spatialMaxAdjoint: ([, x]) => elements(x),
    gramAdjoint: ([, x]) => 2 * x[1] * elements(x),
    scale: perElement(1),
    reshapeAdjoint: NOTHING,
    layerNormAdjoint: perElement(10),
    interleave: NOTHING,
};
function operationsOf(node, inputs, output) {
    return OPERATIONS[node.op](inputs, output, node.attributes);
}
/** The product of the dimensions, all of which must be known. */
function elements(shape) {
    return shape.reduce((product, dimension) => product * dimension, 1);
}
function mostAlive(order, outputs, shapes) {
    const lastUse = new Map();
    for (const [at, node] of order.entries())
        for (const input of node.inputs)
            lastUse.set(input, at);
    for (const output of outputs)
        lastUse.set(output, order.length);
    let alive = 0;
    let most = 0;
    for (const [at, node] of order.entries()) {
        if (node.op === 'constant')
            continue;
        alive += FLOAT_BYTES * elements(shapes.get(node));
        most = Math.max(most, alive);
        for (const input of new Set(node.inputs)) {
            if (input.op !== 'constant' && lastUse.get(input) === at)
                alive -= FLOAT_BYTES * elements(shapes.get(input));
        }
    }
    return most;
}
//# sourceMappingURL=cost.js.map