// A network layer by layer: the shape at a picture size, the number of learned values, the receptive field.
import { UserError } from '../errors.js';
import { isOp, topologicalOrder } from '../graph/graph.js';
import { channelsOf, rememberedShapes, ShapeError } from '../graph/shapes.js';
import { unfolded } from '../graph/unfolded.js';
/** The default picture size, in pixels: that of most classifiers' training. */
const DEFAULT_SIZE = { height: 224, width: 224 };
/**
 * Lists the layers of a network, in the order of its file: neurons, shape, parameters and receptive field of each.
 *
 * @param size - The picture size that the shapes are for, in pixels. @default 224x224
 */
export function listLayers(model, size = DEFAULT_SIZE) {
    const shapeAt = rememberedShapes(size);
    const fields = openFields();
    return model.layers.map((layer) => summaryOf(layer, shapeAt, fields));
}
function summaryOf(layer, shapeAt, fields) {
    const { name, kind, parameters = null } = layer;
    const facts = { name, kind, parameters };
    const nothing = { ...facts, shape: null, receptiveField: null, neurons: null };
    try {
        const { node } = layer; // of ONNX files, layers are translated here
        // Before a softmax of a flattened map.
        const neurons = channelsOf(unfolded(isOp(node, 'softmax') ? node.inputs[0] : node));
        const receptiveField = fields.of(node);
        try {
            return { ...facts, neurons, receptiveField, shape: shapeAt(node).map((dimension) => dimension), problem: null };
        }
        catch (error) {
            if (error instanceof ShapeError)
                return { ...nothing, neurons, receptiveField, problem: error.message };
            throw error;
        }
    }
    catch (error) {
        if (error instanceof UserError || error instanceof ShapeError)
            return { ...nothing, problem: error.message };
        throw error;
    }
}
const PIXEL = { size: [1, 1], step: [1, 1] };
const EVERYTHING = { size: [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], step: [1, 1] };
const pool = (reach, { attributes: { window, strides } }) => slide(reach, window, strides);
/**
 * @see Araujo, Norris, Sim 2019, "Computing Receptive Fields of Convolutional Neural Networks", distill.pub: sizes grow
 *   by (window - 1) * step, steps by strides.
 */
const RULES = {
    input: 'same',
    constant: 'same',
    conv: (reach, { inputs: [, kernel], attributes: { strides, dilations } }) => slide(reach, extentOf(kernel, dilations), strides),
    affine: 'same',
    relu: 'same',
    activation: 'same',
    prelu: 'same',
    softmax: 'same',
    maxPool: pool,
    averagePool: pool,
    convTranspose: (reach, { inputs: [, kernel], attributes: { strides, dilations } }) => {
        const extent = extentOf(kernel, dilations);
        // A position depends on every stride-th position of the kernel.
        const places = [0, 1].map((axis) => Math.ceil(extent[axis] / strides[axis]));
        const { size, step } = slide(reach, places, [1, 1]);
        return { size, step: [step[0] / strides[0], step[1] / strides[1]] };
    },
    concat: 'same',
    add: 'same',
    mul: 'same',
    expand: 'same',
    pad: 'same',
    flatten: 'everything',
    unflatten: 'same',
    shuffleChannels: 'same',
    dense: 'same',
    sliceChannels: 'same',
    spatialMean: 'everything',
    spatialMax: 'everything',
    gram: 'everything',
    spot: 'everything',
    combineKernels: 'same',
    dot: 'same',
    // A rearrangement may mix positions. Where it does not, the field is too large, never too small.
    reshape: 'everything',
    transpose: 'same',
    matMul: 'everything',
    layerNorm: 'same',
    convAdjoint: 'backwards',
    reluAdjoint: 'backwards',
    activationAdjoint: 'backwards',
    preluAdjoint: 'backwards',
    softmaxAdjoint: 'backwards',
    maxPoolAdjoint: 'backwards',
    averagePoolAdjoint: 'backwards',
    sliceChannelsAdjoint: 'backwards',
    affineAdjoint: 'backwards',
    expandAdjoint: 'backwards',
    padAdjoint: 'backwards',
    flattenAdjoint: 'backwards',
    denseAdjoint: 'backwards',
    spatialMeanAdjoint: 'backwards',
    spatialMaxAdjoint: 'backwards',
    gramAdjoint: 'backwards',
    scale: 'same',
    reshapeAdjoint: 'backwards',
    layerNormAdjoint: 'backwards',
    interleave: 'backwards',
};
/** Cached: all layers together cost one walk. */
function openFields() {
    const reaches = new Map();
    const visit = (node) => {
        if (reaches.has(node))
            return;
        // The second input of `expand` only gives the shape.
        const inputs = isOp(node, 'expand') ? node.inputs.slice(0, 1) : node.inputs;
        const given = inputs.map((input) => reaches.get(input) ?? null).filter((reach) => reach !== null);
        if (isOp(node, 'input'))
            reaches.set(node, PIXEL);
        else
            reaches.set(node, given.length === 0 ? null : applied(node, widest(given)));
    };
    return {
        of(node) {
            const open = node.inputs.every((input) => reaches.has(input)) ? [node] : topologicalOrder([node]);
            for (const one of open)
                visit(one);
            const [height, width] = (reaches.get(node) ?? EVERYTHING).size;
            return Number.isFinite(height) && Number.isFinite(width) ? { height, width } : null;
        },
    };
}
function applied(node, reach) {
    const rule = RULES[node.op];
    if (rule === 'same')
        return reach;
    if (rule === 'everything')
        return EVERYTHING;
    if (rule === 'backwards')
        throw new RangeError(`Expected a network to hold no \`${node.op}\`.`);
    return rule(reach, node);
}
/** Where paths meet, the widest one counts, per axis. */
function widest(reaches) {
    const most = (of) => Math.max(...reaches.map(of));
    return {
        size: [most(({ size }) => size[0]), most(({ size }) => size[1])],
        step: [most(({ step }) => step[0]), most(({ step }) => step[1])],
    };
}
function slide({ size, step }, window, strides) {
    return {
        size: [size[0] + (window[0] - 1) * step[0], size[1] + (window[1] - 1) * step[1]],
        step: [step[0] * strides[0], step[1] * strides[1]],
    };
}
function extentOf(kernel, dilations) {
    if (!isOp(kernel, 'constant'))
        throw new RangeError(`Expected a kernel to be a constant, got \`${kernel.op}\`.`);
    const [, , rows, columns] = kernel.attributes.tensor.shape;
    return [(rows - 1) * dilations[0] + 1, (columns - 1) * dilations[1] + 1];
}
//# sourceMappingURL=summary.js.map