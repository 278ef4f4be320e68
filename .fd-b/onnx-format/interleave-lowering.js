// Puts phases together in ONNX, by concatenation along additional axes, which copies many numbers at a time. The
// runtimes' operations for this (DepthToSpace, ConvTranspose) copy them one by one.
import { phaseAxes } from '../graph/phases.js';
import { channelsOf } from '../graph/shapes.js';
import { planeOf } from './planes.js';
/** Beyond the last row of any map. */
const END = 2 ** 40;
/** Interleaves columns, then rows, then cuts the excess off. */
export function interleave(emit, [like, ...phases], { inputs: [shape, ...parts], attributes }) {
    const axes = phaseAxes(attributes);
    const [rows, columns] = axes;
    const count = rows.stride * columns.stride;
    const channels = parts.reduce((sum, part) => sum + channelsOf(part), 0) / count;
    const separate = phases.length === count ? phases : split(emit, phases[0], count, channels);
    const lines = Array.from({ length: rows.stride }, (_, row) => columnsOf(emit, separate.slice(row * columns.stride, (row + 1) * columns.stride)));
    const whole = lines.length === 1 ? lines[0] : rowsOf(emit, lines, channels);
    return cut(emit, whole, planeOf(emit, like, shape), axes, attributes.channels < channels ? attributes.channels : undefined);
}
function split(emit, all, count, channels) {
    const sizes = emit.integers(Array.from({ length: count }, () => channels));
    return emit.nodeWithOutputs('Split', [all, sizes], count, { axis: 1 });
}
/** Interleaves the columns of the phases. */
function columnsOf(emit, phases) {
    if (phases.length === 1)
        return phases[0];
    const single = phases.map((phase) => emit.node('Unsqueeze', [phase, emit.integers([4])]));
    return emit.node('Reshape', [emit.node('Concat', single, { axis: 4 }), emit.integers([0, 0, 0, -1])]);
}
/** Interleaves the rows. */
function rowsOf(emit, lines, channels) {
    const plane = emit.node('Mul', [emit.node('Shape', [lines[0]], { start: 2 }), emit.integers([lines.length, 1])]);
    const shape = emit.node('Concat', [emit.integers([1, channels]), plane], { axis: 0 });
    return emit.node('Reshape', [emit.node('Concat', lines, { axis: 3 }), shape]);
}
/** @param channels - How many channels to keep. @default all */
function cut(emit, x, plane, axes, channels) {
    const fromEnd = axes.map(({ excessBefore }) => excessBefore);
    // Counts from the end if the excess is at the start.
    const starts = fromEnd.includes(true)
        ? emit.node('Mul', [plane, emit.integers(fromEnd.map((yes) => (yes ? -1 : 0)))])
        : emit.integers([0, 0]);
    const ends = fromEnd.includes(false)
        ? emit.node('Add', [plane, emit.integers(fromEnd.map((yes) => (yes ? END : 0)))])
        : emit.integers([END, END]);
    if (channels === undefined)
        return emit.node('Slice', [x, starts, ends, emit.integers([2, 3])]);
    const withChannels = (own, others) => emit.node('Concat', [emit.integers([own]), others], { axis: 0 });
    return emit.node('Slice', [x, withChannels(0, starts), withChannels(channels, ends), emit.integers([1, 2, 3])]);
}
//# sourceMappingURL=interleave-lowering.js.map