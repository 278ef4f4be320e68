// Folds affine maps (by channel) into the convolutions beside them.
import { isOp, rewrite } from '../graph.js';
import { constant, conv, convAdjoint } from '../ops.js';
import { countUses, isConstantOrAbsent, kernelShape } from './common.js';
/** conv(affine(x)) = conv'(x), if the convolution does not pad. */
export function foldAffineIntoConv(outputs) {
    return rewrite(outputs, (node) => {
        if (!isOp(node, 'conv') || node.attributes.padding !== 'valid' || node.attributes.groups !== 1)
            return node;
        const [x, kernel, bias] = node.inputs;
        if (!isOp(x, 'affine') || !isOp(kernel, 'constant'))
            return node;
        const [inner, scale, offset] = x.inputs;
        if (!isOp(scale, 'constant') || !isOp(offset, 'constant') || !isConstantOrAbsent(bias))
            return node;
        const [outs, ins, rows, columns] = kernelShape(kernel.attributes.tensor);
        const data = kernel.attributes.tensor.data.slice();
        const sums = Float64Array.from(bias?.attributes.tensor.data ?? new Float32Array(outs));
        for (let o = 0, at = 0; o < outs; o++) {
            for (let i = 0; i < ins; i++) {
                const by = scale.attributes.tensor.data[i];
                const plus = offset.attributes.tensor.data[i];
                for (let end = at + rows * columns; at < end; at++) {
                    sums[o] += data[at] * plus;
                    data[at] *= by;
                }
            }
        }
        return conv(inner, constant({ shape: [outs, ins, rows, columns], data }), constant({ shape: [outs], data: Float32Array.from(sums) }), node.attributes);
    }).outputs;
}
/** affine(conv(x)) = conv'(x), if nothing else reads the convolution. */
export function foldAffineBehindConv(outputs) {
    const uses = countUses(outputs);
    return rewrite(outputs, (node, original) => {
        if (!isOp(node, 'affine'))
            return node;
        const [x, scale, offset] = node.inputs;
        if (!isOp(x, 'conv') || uses.get(original.inputs[0]) !== 1)
            return node;
        const [inner, kernel, bias] = x.inputs;
        if (!isOp(kernel, 'constant') || !isOp(scale, 'constant') || !isOp(offset, 'constant'))
            return node;
        if (!isConstantOrAbsent(bias))
            return node;
        const by = scale.attributes.tensor.data;
        const plus = offset.attributes.tensor.data;
        const old = kernel.attributes.tensor;
        const perOutput = old.data.length / old.shape[0];
        return conv(inner, constant({ shape: old.shape, data: old.data.map((value, i) => value * by[Math.floor(i / perOutput)]) }), constant({
            shape: [plus.length],
            data: plus.map((value, o) => value + by[o] * (bias?.attributes.tensor.data[o] ?? 0)),
        }), x.attributes);
    }).outputs;
}
/** affineAdjoint(convAdjoint(g, K)) = convAdjoint(g, K'), where K' is K with each input channel scaled. */
export function foldAffineAdjoint(outputs) {
    const uses = countUses(outputs);
    return rewrite(outputs, (node, original) => {
        if (!isOp(node, 'affineAdjoint'))
            return node;
        const [inner, scale] = node.inputs;
        if (!isOp(inner, 'convAdjoint') || uses.get(original.inputs[0]) !== 1 || !isOp(scale, 'constant'))
            return node;
        const [outgrad, kernel, x] = inner.inputs;
        if (!isOp(kernel, 'constant'))
            return node;
        const { shape, data } = kernel.attributes.tensor;
        const [outs, ins, rows, columns] = kernelShape(kernel.attributes.tensor);
        const outsPerGroup = outs / inner.attributes.groups;
        const by = scale.attributes.tensor.data;
        const scaled = data.map((value, i) => {
            const [out, input] = [Math.floor(i / (ins * rows * columns)), Math.floor(i / (rows * columns)) % ins];
            return value * by[Math.floor(out / outsPerGroup) * ins + input];
        });
        return convAdjoint(outgrad, constant({ shape, data: scaled }), x, inner.attributes);
    }).outputs;
}
//# sourceMappingURL=affine.js.map