// Rotates and splits kernels of convolutions, `[out, in / groups, height, width]`.
import { tensor } from '../tensor/tensor.js';
/** The kernel of the adjoint: rotated by 180 degrees, with inputs and outputs swapped within each group. */
export function turned({ shape, data }, groups) {
    const [outs, ins, rows, columns] = [shape[0], shape[1], shape[2], shape[3]];
    const area = rows * columns;
    const outsPerGroup = outs / groups;
    const result = tensor([groups * ins, outsPerGroup, rows, columns]);
    for (let o = 0; o < outs; o++) {
        const group = Math.floor(o / outsPerGroup);
        for (let i = 0; i < ins; i++) {
            const from = (o * ins + i) * area;
            const to = ((group * ins + i) * outsPerGroup + (o % outsPerGroup)) * area;
            for (let a = 0; a < area; a++)
                result.data[to + a] = data[from + area - 1 - a];
        }
    }
    return result;
}
/** The kernel with only these rows and columns of another one; taps outside the other kernel are 0. */
export function tapsOf({ shape, data }, rows, columns) {
    const [outs, ins, tall, wide] = [shape[0], shape[1], shape[2], shape[3]];
    const result = tensor([outs, ins, rows.count, columns.count]);
    let at = 0;
    for (let plane = 0; plane < outs * ins; plane++) {
        for (let r = 0; r < rows.count; r++) {
            const row = rows.first + r * rows.step;
            for (let c = 0; c < columns.count; c++, at++) {
                const column = columns.first + c * columns.step;
                const inside = row >= 0 && row < tall && column >= 0 && column < wide;
                if (inside)
                    result.data[at] = data[(plane * tall + row) * wide + column];
            }
        }
    }
    return result;
}
/** A depthwise kernel that reads a single position. */
export function oneHot(channels, [rows, columns], at) {
    const kernel = tensor([channels, 1, rows, columns]);
    for (let c = 0; c < channels; c++)
        kernel.data[(c * rows + at[0]) * columns + at[1]] = 1;
    return kernel;
}
//# sourceMappingURL=kernels.js.map