// The constructors of the operations, one per operation and of the same name. attributes.ts states their meaning and
// the shapes of their inputs.
const NONE = {};
function node(op, inputs, attributes) {
    return { op, inputs: inputs.filter((input) => input !== undefined), attributes };
}
export const input = (name, shape) => node('input', [], { name, shape });
export const constant = (tensor) => node('constant', [], { tensor });
export const conv = (x, kernel, bias, how) => node('conv', [x, kernel, bias], how);
export const affine = (x, scale, offset) => node('affine', [x, scale, offset], NONE);
export const relu = (x) => node('relu', [x], NONE);
export const activation = (x, how) => node('activation', [x], how);
export const prelu = (x, slope) => node('prelu', [x, slope], NONE);
export const softmax = (x) => node('softmax', [x], NONE);
export const maxPool = (x, how) => node('maxPool', [x], how);
export const averagePool = (x, how) => node('averagePool', [x], how);
export const convTranspose = (x, kernel, bias, how) => node('convTranspose', [x, kernel, bias], how);
export const concat = (parts) => node('concat', parts, NONE);
export const add = (a, b) => node('add', [a, b], NONE);
export const mul = (a, b) => node('mul', [a, b], NONE);
export const expand = (x, like) => node('expand', [x, like], NONE);
export const pad = (x, how) => node('pad', [x], how);
export const flatten = (x, order) => node('flatten', [x], { order });
export const unflatten = (x, how) => node('unflatten', [x], how);
export const shuffleChannels = (x, groups) => node('shuffleChannels', [x], { groups });
export const dense = (x, matrix, bias) => node('dense', [x, matrix, bias], NONE);
export const sliceChannels = (x, start, end) => node('sliceChannels', [x], { start, end });
export const spatialMean = (x) => node('spatialMean', [x], NONE);
export const spatialMax = (x) => node('spatialMax', [x], NONE);
export const gram = (x) => node('gram', [x], NONE);
export const spot = (x, place) => node('spot', [x, place], NONE);
export const combineKernels = (weights, kernel) => node('combineKernels', [weights, kernel], NONE);
export const dot = (a, b) => node('dot', [a, b], NONE);
export const reshape = (x, shape) => node('reshape', [x], { shape });
export const transpose = (x, perm) => node('transpose', [x], { perm });
export const matMul = (a, b, turned = {}) => node('matMul', [a, b], { turnA: turned.turnA ?? false, turnB: turned.turnB ?? false });
export const layerNorm = (x, epsilon) => node('layerNorm', [x], { epsilon });
export const convAdjoint = (outgrad, kernel, x, how) => node('convAdjoint', [outgrad, kernel, x], how);
export const reluAdjoint = (outgrad, y) => node('reluAdjoint', [outgrad, y], NONE);
export const activationAdjoint = (outgrad, x, y, how) => node('activationAdjoint', [outgrad, x, y], how);
export const preluAdjoint = (outgrad, slope, x) => node('preluAdjoint', [outgrad, slope, x], NONE);
export const softmaxAdjoint = (outgrad, y) => node('softmaxAdjoint', [outgrad, y], NONE);
export const maxPoolAdjoint = (outgrad, x, how) => node('maxPoolAdjoint', [outgrad, x], how);
export const averagePoolAdjoint = (outgrad, x, how) => node('averagePoolAdjoint', [outgrad, x], how);
export const expandAdjoint = (outgrad, x) => node('expandAdjoint', [outgrad, x], NONE);
export const padAdjoint = (outgrad, x, how) => node('padAdjoint', [outgrad, x], how);
export const sliceChannelsAdjoint = (outgrad, x, start) => node('sliceChannelsAdjoint', [outgrad, x], { start });
export const affineAdjoint = (outgrad, scaleOfForward) => node('affineAdjoint', [outgrad, scaleOfForward], NONE);
export const flattenAdjoint = (outgrad, x, order) => node('flattenAdjoint', [outgrad, x], { order });
export const denseAdjoint = (outgrad, matrix) => node('denseAdjoint', [outgrad, matrix], NONE);
export const spatialMeanAdjoint = (outgrad, x) => node('spatialMeanAdjoint', [outgrad, x], NONE);
export const spatialMaxAdjoint = (outgrad, x) => node('spatialMaxAdjoint', [outgrad, x], NONE);
export const gramAdjoint = (outgrad, x) => node('gramAdjoint', [outgrad, x], NONE);
export const reshapeAdjoint = (outgrad, x) => node('reshapeAdjoint', [outgrad, x], NONE);
export const layerNormAdjoint = (outgrad, x, epsilon) => node('layerNormAdjoint', [outgrad, x], { epsilon });
export const scale = (x, factor) => node('scale', [x, factor], NONE);
export const interleave = (like, phases, { window, strides, padding }, channels) => node('interleave', [like, ...phases], { window, strides, padding, channels });
//# sourceMappingURL=ops.js.map