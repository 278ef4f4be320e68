// Computes the adjoint of a convolution of stride 2 phase by phase. Each phase is an ordinary convolution; the
// transposed convolution of the runtimes takes many times as long. The operations behind it that work on each position
// by itself (masks of activations, 1x1 convolutions) are applied to the phases too, so that fewer channels have to be
// interleaved.
import { tensor } from '../../tensor/tensor.js';
import { isOp, rewrite } from '../graph.js';
import { oneHot, tapsOf, turned } from '../kernels.js';
import { activation, activationAdjoint, affineAdjoint, constant, conv, convAdjoint, interleave, reluAdjoint, } from '../ops.js';
import { hasPhases, phaseAxes, phasesOf } from '../phases.js';
import { channelsOf } from '../shapes.js';
import { countUses, isPointwise } from './common.js';
/**
 * The channels that fill one register of the runtimes' kernels. A result with fewer channels is computed for all phases
 * at once. A map that a 1x1 convolution computes from at most this many channels is cheaper to compute again, from the
 * phases of these channels, than to read.
 */
const FEW_CHANNELS = 16;
/** Runtimes reorder channels in groups of four. */
const CHANNEL_ALIGNMENT = 4;
const STEP_BY_ONE = { strides: [1, 1], dilations: [1, 1] };
/** Computes by phases: adjoints of strided convolutions, and of strided average pools whose windows are all full. */
export function splitStrides(outputs) {
    const uses = countUses(outputs);
    return rewrite(outputs, (node, original) => {
        const [whole] = node.inputs;
        if (whole !== undefined && isOp(whole, 'interleave') && uses.get(original.inputs[0]) === 1) {
            return throughPhases(node, whole) ?? node;
        }
        if (isOp(node, 'averagePoolAdjoint'))
            return splitPool(node) ?? node;
        return isOp(node, 'convAdjoint') ? (split(node) ?? node) : node;
    }).outputs;
}
/** An average pool is a depthwise convolution. */
function splitPool({ inputs: [outgrad, x], attributes }) {
    const { window, strides, padding, countsPadding = false } = attributes;
    if (!countsPadding && padding !== 'valid')
        return undefined;
    const groups = channelsOf(outgrad);
    const kernel = tensor([groups, 1, ...window]);
    kernel.data.fill(1 / (window[0] * window[1]));
    return split(convAdjoint(outgrad, constant(kernel), x, { ...STEP_BY_ONE, strides, padding, groups }));
}
function split({ inputs: [outgrad, kernel, x], attributes }) {
    const { dilations, groups } = attributes;
    if (!isOp(kernel, 'constant') || dilations[0] !== 1 || dilations[1] !== 1)
        return undefined;
    const { tensor: numbers } = kernel.attributes;
    const window = windowOf(attributes, numbers);
    if (!hasPhases(window))
        return undefined;
    const axes = phaseAxes(window);
    const channels = numbers.shape[1] * groups;
    const together = groups === 1 && channels < FEW_CHANNELS;
    const parts = phasesOf(axes).map((at) => phaseKernel(numbers, axes, at, together));
    const convolved = (by, padding) => conv(outgrad, constant(by), undefined, { ...STEP_BY_ONE, padding, groups });
    const phases = together
        ? [convolved(stacked(parts.map((part) => turned(part.kernel, groups))), parts[0].padding)]
        : parts.map((part) => convolved(turned(part.kernel, groups), part.padding));
    return interleave(x, phases, window, channels);
}
function windowOf({ strides, padding }, { shape }) {
    const window = [shape[2], shape[3]];
    // For a 1x1 window 'same' pads nothing.
    return {
        window,
        strides,
        padding: window[0] === 1 && window[1] === 1 && typeof padding === 'string' ? 'valid' : padding,
    };
}
/** @param together - Whether the kernel covers the taps of all phases; those of other phases are 0. */
function phaseKernel(kernel, [rows, columns], at, together) {
    const tall = reach(rows, kernel.shape[2], together ? undefined : at[0]);
    const wide = reach(columns, kernel.shape[3], together ? undefined : at[1]);
    return {
        kernel: tapsOf(kernel, tapsFor(rows, at[0], tall), tapsFor(columns, at[1], wide)),
        padding: {
            top: tall.last,
            left: wide.last,
            bottom: rows.extra - tall.first,
            right: columns.extra - wide.first,
        },
    };
}
/**
 * @param at - The phase; undefined for all phases together. If the padding exceeds the kernel's reach, the kernel reads
 *   rows farther away. The taps between, and those of a phase that the kernel does not read, are 0.
 */
function reach({ stride, tap, extra }, extent, at) {
    const first = Math.ceil((0 - tap - (at ?? stride - 1)) / stride);
    const last = Math.floor((extent - 1 - tap - (at ?? 0)) / stride);
    const reads = first <= last;
    return { first: Math.min(reads ? first : 0, 0, extra), last: Math.max(reads ? last : 0, 0) };
}
function tapsFor({ stride, tap }, at, { first, last }) {
    return { first: tap + at + stride * first, step: stride, count: last - first + 1 };
}
/** Concatenates kernels along their outputs, each padded with zeros to an aligned number of outputs. */
function stacked(kernels) {
    const [outs, ...rest] = kernels[0].shape;
    const aligned = Math.ceil(outs / CHANNEL_ALIGNMENT) * CHANNEL_ALIGNMENT;
    const all = tensor([aligned * kernels.length, ...rest]);
    for (const [i, { data }] of kernels.entries())
        all.data.set(data, (i * all.data.length) / kernels.length);
    return all;
}
/** Applies an operation to every phase; undefined if that is not possible. */
function throughPhases(node, whole) {
    const [like, ...phases] = whole.inputs;
    const { attributes: window } = whole;
    const places = phasesOf(phaseAxes(window));
    if (phases.length !== places.length)
        return undefined;
    const each = (change, { shape, channels } = { shape: like, channels: window.channels }) => interleave(shape, phases.map((phase, i) => change(phase, places[i])), window, channels);
    if (isOp(node, 'affineAdjoint'))
        return each((phase) => affineAdjoint(phase, node.inputs[1]));
    if (isOp(node, 'reluAdjoint')) {
        const source = sourceOfMask(node.inputs[1]);
        return each((phase, at) => reluAdjoint(phase, phaseOf(source, window, at)));
    }
    if (isOp(node, 'activationAdjoint'))
        return each((phase, at) => activationPhase(node, phase, window, at));
    if (isOp(node, 'convAdjoint') && isPointwise(node.attributes, node.inputs[1])) {
        const { tensor: kernel } = node.inputs[1].attributes;
        // A convolution to more channels is faster on the whole map.
        if (kernel.shape[1] > window.channels)
            return undefined;
        const by = constant(turned(kernel, 1));
        const result = { shape: node.inputs[2], channels: kernel.shape[1] };
        return each((phase) => conv(phase, by, undefined, node.attributes), result);
    }
    return undefined;
}
function activationPhase({ inputs: [, x, y], attributes }, phase, window, at) {
    if (attributes.kind === 'clip') {
        const source = phaseOf(sourceOfMask(y), window, at);
        return activationAdjoint(phase, source, source, attributes);
    }
    const before = phaseOf(x, window, at);
    const after = isCheap(x) ? activation(before, attributes) : phaseOf(y, window, at);
    return activationAdjoint(phase, before, after, attributes);
}
/** The mask of a ReLU or a clip can be computed from its input as well as from its output. */
function sourceOfMask(y) {
    const [x] = y.inputs;
    return (isOp(y, 'relu') || isOp(y, 'activation')) && isCheap(x) ? x : y;
}
/** Whether the value is cheaper to compute again than to read. */
function isCheap(x) {
    return isOp(x, 'conv') && isPointwise(x.attributes, x.inputs[1]) && channelsOf(x.inputs[0]) <= FEW_CHANNELS;
}
/**
 * One phase of a map, as a depthwise convolution that reads a single position, since runtimes run it faster than a
 * slice. Positions outside the map do not matter: they are cut off when the phases are interleaved.
 */
function phaseOf(x, window, at) {
    if (isCheap(x)) {
        const [inner, kernel, bias] = x.inputs;
        return conv(phaseOf(inner, window, at), kernel, bias, x.attributes);
    }
    const groups = channelsOf(x);
    const { size, place, padding } = lookAt(window, at);
    return conv(x, constant(oneHot(groups, size, place)), undefined, {
        ...STEP_BY_ONE,
        strides: window.strides,
        padding,
        groups,
    });
}
/** The smallest window that moves like the given one, and the position in it where the phase is. */
function lookAt({ window, strides, padding }, at) {
    if (padding === 'same' || padding === 'same-lower') {
        // 'same' pads two windows alike if their sizes differ by an even number.
        const side = (axis) => (strides[axis] === 1 ? 1 : 2 + (window[axis] % 2));
        const size = [side(0), side(1)];
        const [rows, columns] = phaseAxes({ window: size, strides, padding });
        return { size, place: [rows.tap + at[0], columns.tap + at[1]], padding };
    }
    const [rows, columns] = phaseAxes({ window, strides, padding });
    const size = [at[0] + 1, at[1] + 1];
    const [last, lastColumn] = padding === 'valid' ? [0, 0] : [padding.bottom, padding.right];
    // As many positions as the window has, plus the extra ones.
    const behind = ({ stride, tap, extra }, own, extent, after) => own + tap + after - extent + stride * extra;
    return {
        size,
        place: at,
        padding: {
            top: 0,
            left: 0,
            bottom: behind(rows, size[0], window[0], last),
            right: behind(columns, size[1], window[1], lastColumn),
        },
    };
}
//# sourceMappingURL=phases.js.map