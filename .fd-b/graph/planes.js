// The height and width of every map as formulas of those of the picture. Two maps with equal formulas have the same
// size for every picture size. With this knowledge an engine can keep both in its own layout when it adds or multiplies
// them, without computing their shapes.
import { isOp, topologicalOrder } from './graph.js';
import { shapeOf } from './shapes.js';
/** The planes of the maps that the outputs need, where formulas exist. Rows have none. */
export function planesOf(outputs) {
    const planes = new Map();
    for (const node of topologicalOrder(outputs)) {
        const plane = shapeOf(node).length === 4 ? planeOf(node, planes) : undefined;
        if (plane !== undefined)
            planes.set(node, plane);
    }
    return planes;
}
/** The formula as a text; equal formulas have equal texts. */
export function sideName(side) {
    if (typeof side === 'number')
        return side;
    const divided = side.steps.reduce((inner, { plus, over }) => `floor(${added(inner, plus)}/${over})`, side.of);
    return added(divided, side.plus);
}
function added(name, plus) {
    return plus === 0 ? name : `(${name}${plus < 0 ? '-' : '+'}${Math.abs(plus)})`;
}
/**
 * The index of the input whose plane the map has, or a function of the first input's plane; 'none' if there is no
 * formula.
 */
const RULES = {
    input: 'none',
    constant: 'none',
    conv: ([height, width], { inputs, attributes: { strides, dilations, padding } }) => {
        const [, , rows, columns] = shapeOf(inputs[1]);
        return [
            slid(height, (rows - 1) * dilations[0] + 1, strides[0], padding, 'top', 'bottom'),
            slid(width, (columns - 1) * dilations[1] + 1, strides[1], padding, 'left', 'right'),
        ];
    },
    affine: 0,
    relu: 0,
    activation: 0,
    prelu: 0,
    softmax: 0,
    maxPool: (plane, { attributes: { window, strides, padding } }) => pooled(plane, window, strides, padding),
    averagePool: (plane, { attributes: { window, strides, padding } }) => pooled(plane, window, strides, padding),
    convTranspose: 'none',
    concat: 0,
    add: 0,
    mul: 0,
    expand: 1,
    pad: ([height, width], { attributes: { top, bottom, left, right } }) => [
        moved(height, top + bottom),
        moved(width, left + right),
    ],
    flatten: 'none',
    unflatten: 'none',
    shuffleChannels: 0,
    dense: 'none',
    sliceChannels: 0,
    spatialMean: 'none',
    spatialMax: 'none',
    gram: 'none',
    spot: 0,
    combineKernels: 'none',
    dot: 'none',
    reshape: 'none',
    transpose: 'none',
    matMul: 'none',
    layerNorm: 0,
    convAdjoint: 2,
    reluAdjoint: 0,
    activationAdjoint: 0,
    preluAdjoint: 0,
    softmaxAdjoint: 0,
    maxPoolAdjoint: 1,
    averagePoolAdjoint: 1,
    expandAdjoint: 1,
    padAdjoint: 1,
    sliceChannelsAdjoint: 1,
    affineAdjoint: 0,
    flattenAdjoint: 1,
    denseAdjoint: 'none',
    spatialMeanAdjoint: 1,
    spatialMaxAdjoint: 1,
    gramAdjoint: 1,
    scale: 0,
    reshapeAdjoint: 1,
    layerNormAdjoint: 0,
    interleave: 0,
};
function planeOf(node, planes) {
    if (isOp(node, 'input')) {
        const [, , height, width] = node.attributes.shape;
        return [free(height), free(width)];
    }
    const [, , height, width] = shapeOf(node);
    if (typeof height === 'number' && typeof width === 'number')
        return [height, width];
    const rule = RULES[node.op];
    if (typeof rule === 'string')
        return undefined;
    const plane = planes.get(node.inputs[typeof rule === 'number' ? rule : 0]);
    return plane === undefined || typeof rule === 'number' ? plane : rule(plane, node);
}
function free(dimension) {
    return typeof dimension === 'number' ? dimension : { of: dimension, steps: [], plus: 0 };
}
function moved(side, by) {
    return typeof side === 'number' ? side + by : { ...side, plus: side.plus + by };
}
/** Divides, rounding down. */
function divided(side, by) {
    if (by === 1)
        return side;
    if (typeof side === 'number')
        return Math.floor(side / by);
    const whole = Math.floor(side.plus / by);
    return { of: side.of, steps: [...side.steps, { plus: side.plus - whole * by, over: by }], plus: whole };
}
function pooled([height, width], window, strides, padding) {
    return [
        slid(height, window[0], strides[0], padding, 'top', 'bottom'),
        slid(width, window[1], strides[1], padding, 'left', 'right'),
    ];
}
function slid(side, extent, stride, padding, before, after) {
    if (padding === 'same' || padding === 'same-lower')
        return divided(moved(side, stride - 1), stride);
    const added = padding === 'valid' ? 0 : padding[before] + padding[after];
    return divided(moved(side, added - extent + stride), stride);
}
//# sourceMappingURL=planes.js.map