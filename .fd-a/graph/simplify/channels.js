// Removes a reordering of channels before a convolution (BGR for RGB): its kernel is reordered instead.
import { isOp, rewrite } from '../graph.js';
import { constant, conv } from '../ops.js';
import { channelsOf } from '../shapes.js';
/** conv(concat of slices of x) = conv'(x), if the slices have no more channels together than x. */
export function reorderInConv(outputs) {
    return rewrite(outputs, (node) => {
        if (!isOp(node, 'conv') || node.attributes.groups !== 1)
            return node;
        const [x, kernel, bias] = node.inputs;
        if (!isOp(x, 'concat') || !isOp(kernel, 'constant'))
            return node;
        const slices = x.inputs.filter((part) => isOp(part, 'sliceChannels'));
        const source = slices[0]?.inputs[0];
        if (source === undefined || slices.length < x.inputs.length)
            return node;
        if (slices.some((part) => part.inputs[0] !== source))
            return node;
        const order = slices.flatMap(({ attributes: { start, end } }) => Array.from({ length: end - start }, (_, i) => start + i));
        const ins = channelsOf(source);
        if (order.length > ins)
            return node;
        const { shape, data } = kernel.attributes.tensor;
        const [outs, , rows, columns] = [shape[0], shape[1], shape[2], shape[3]];
        const area = rows * columns;
        const reordered = new Float32Array(outs * ins * area);
        for (let o = 0; o < outs; o++) {
            for (const [from, to] of order.entries()) {
                // Summed, since a channel may be sliced twice.
                for (let i = 0; i < area; i++) {
                    reordered[(o * ins + to) * area + i] += data[(o * order.length + from) * area + i];
                }
            }
        }
        return conv(source, constant({ shape: [outs, ins, rows, columns], data: reordered }), bias, node.attributes);
    }).outputs;
}
//# sourceMappingURL=channels.js.map