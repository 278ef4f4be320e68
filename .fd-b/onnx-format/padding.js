// The padding of sliding windows in ONNX: as numbers if they are known, otherwise computed from the shapes.
import { planeOf } from './planes.js';
/** The extent of a kernel, with its dilation. */
export function extentOf(kernel, dilations) {
    return [(kernel[0] - 1) * dilations[0] + 1, (kernel[1] - 1) * dilations[1] + 1];
}
/** The padding attributes of a window of the given extent. */
export function padAttributes(padding, extent, strides) {
    if (!isBySize(padding) || (strides[0] === 1 && strides[1] === 1))
        return { pads: stride1Pads(padding, extent) };
    // A window of one pixel needs no padding; onnxruntime would compute a negative one.
    if (extent[0] === 1 && extent[1] === 1)
        return { pads: [0, 0, 0, 0] };
    return { auto_pad: padding === 'same' ? 'SAME_UPPER' : 'SAME_LOWER' };
}
/** Whether the padding may depend on the picture size. */
export function isBySize(padding) {
    return padding === 'same' || padding === 'same-lower';
}
/** The attributes of a pool. */
export function windowAttributes({ window, strides, padding }) {
    return { kernel_shape: [...window], strides: [...strides], ...padAttributes(padding, window, strides) };
}
/**
 * The padding of the adjoint's window at stride 1: extent - 1 - padding on each side. Negative if a kernel has more
 * padding than its reach.
 */
export function adjointPads(padding, extent) {
    return stride1Pads(padding, extent).map((pixels, i) => extent[(i % 2)] - 1 - pixels);
}
/**
 * Pads with zeros like 'same': max(0, (ceil(input / stride) - 1) * stride + extent - input) in total, the smaller half
 * before ('same-lower': after).
 */
export function padSame(emit, x, padding, extent, strides) {
    const [one, two, none, stride] = [[1, 1], [2, 2], [0, 0], strides].map((values) => emit.integers(values));
    const input = planeOf(emit, x);
    const steps = emit.node('Div', [emit.node('Sub', [input, one]), stride]);
    const covered = emit.node('Add', [emit.node('Mul', [steps, stride]), emit.integers([...extent])]);
    const total = emit.node('Max', [emit.node('Sub', [covered, input]), none]);
    const smaller = emit.node('Div', [total, two]);
    const larger = emit.node('Sub', [total, smaller]);
    const [before, after] = padding === 'same' ? [smaller, larger] : [larger, smaller];
    return emit.node('Pad', [x, emit.node('Concat', [none, before, none, after], { axis: 0 })]);
}
/**
 * Cuts the padding off a transposed convolution's output and gives it the size of `x`, which has the shape of `like`.
 * Rows and columns at the end that no window reached become zeros.
 */
export function fitTo(emit, full, x, like, padding) {
    const missing = emit.node('Sub', [planeOf(emit, x, like), planeOf(emit, full)]);
    const none = emit.integers([0, 0]);
    const before = isBySize(padding)
        ? cutBefore(emit, emit.node('Max', [emit.node('Neg', [missing]), none]), padding)
        : emit.integers(givenPads(padding).slice(0, 2));
    const cut = emit.node('Neg', [before]);
    const after = emit.node('Add', [missing, before]);
    return emit.node('Pad', [full, emit.node('Concat', [none, cut, none, after], { axis: 0 })]);
}
/** The part of the padding before: the smaller half for 'same', the larger for 'same-lower'. */
function cutBefore(emit, total, padding) {
    const all = padding === 'same' ? total : emit.node('Add', [total, emit.integers([1, 1])]);
    return emit.node('Div', [all, emit.integers([2, 2])]);
}
/** ONNX's pads [top, left, bottom, right] at stride 1, where 'same' does not depend on the picture size. */
function stride1Pads(padding, extent) {
    if (!isBySize(padding))
        return givenPads(padding);
    return halves([extent[0] - 1, extent[1] - 1], padding);
}
/** ONNX's pads for this number of rows and columns in total. */
export function halves([rows, columns], padding) {
    const smaller = [Math.floor(rows / 2), Math.floor(columns / 2)];
    const larger = [Math.ceil(rows / 2), Math.ceil(columns / 2)];
    return padding === 'same' ? [...smaller, ...larger] : [...larger, ...smaller];
}
/** ONNX's pads [top, left, bottom, right]. */
export function givenPads(padding) {
    return padding === 'valid' ? [0, 0, 0, 0] : [padding.top, padding.left, padding.bottom, padding.right];
}
//# sourceMappingURL=padding.js.map