// The operations of transformers: matrix products and layer normalisations.
import { isFlat, shapeOf } from '../graph/shapes.js';
import { filled, scalar } from './elementwise.js';
/** A transposed matrix has its last two dimensions swapped; onnxruntime fuses this into the product. */
export function matMul(emit, [a, b], { attributes }) {
    const turned = (x, isTurned) => (isTurned ? emit.node('Transpose', [x], { perm: [0, 2, 1] }) : x);
    return emit.node('MatMul', [turned(a, attributes.turnA), turned(b, attributes.turnB)]);
}
/**
 * Rows use ONNX's operation. In maps the channels are not the last dimension, so the operation is composed of others.
 */
export function layerNorm(emit, [x], { inputs: [input], attributes: { epsilon } }) {
    return normalised(emit, x, input, epsilon).y;
}
/** y' = (g - mean(g) - y * mean(g * y)) / deviation, the means along the channels. */
export function layerNormAdjoint(emit, [outgrad, x], { inputs: [, input], attributes: { epsilon } }) {
    const { y, inverse } = normalised(emit, x, input, epsilon);
    const share = meanOf(emit, emit.node('Mul', [outgrad, y]));
    const rest = emit.node('Sub', [outgrad, meanOf(emit, outgrad)]);
    return emit.node('Mul', [emit.node('Sub', [rest, emit.node('Mul', [y, share])]), inverse]);
}
/** The normalised value, and 1 / deviation. */
function normalised(emit, x, input, epsilon) {
    const channels = shapeOf(input)[1] ?? null;
    if (isFlat(input) && channels !== null) {
        const ones = emit.float(filled([channels], 1));
        const how = { axis: -1, epsilon: { float: epsilon } };
        const [y, , inverse] = emit.nodeWithOutputs('LayerNormalization', [x, ones], 3, how);
        return { y: y, inverse: inverse };
    }
    const centred = emit.node('Sub', [x, meanOf(emit, x)]);
    const variance = meanOf(emit, emit.node('Mul', [centred, centred]));
    const deviation = emit.node('Sqrt', [emit.node('Add', [variance, scalar(emit, epsilon)])]);
    const inverse = emit.node('Reciprocal', [deviation]);
    return { y: emit.node('Mul', [centred, inverse]), inverse };
}
function meanOf(emit, x) {
    return emit.node('ReduceMean', [x], { axes: [1], keepdims: 1 });
}
//# sourceMappingURL=tensor-lowerings.js.map