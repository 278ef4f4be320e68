// Resizes constants: tables of position embeddings (DINOv2's, and those of timm's ViT) that were learned at one picture
// size and are used at another.
import { blank, checkedCount, stridesOf } from './constants.js';
/** By operation. */
export const RESIZE_FOLDINGS = {
    Resize: (call) => {
        const x = call.constant(0);
        if (call.has('axes'))
            throw call.unsupported('it resizes a constant along listed axes');
        const [scales, sizes] = [numbersAt(call, call.opset < 11 ? 1 : 2), call.opset < 11 ? [] : numbersAt(call, 3)];
        const rank = x.dims.length;
        if (scales.length !== rank && sizes.length !== rank)
            throw call.unreadable('it has neither scales nor sizes');
        return [
            x.dims.reduce((value, size, axis) => {
                const scale = sizes.length === rank ? sizes[axis] / size : scales[axis];
                const target = sizes.length === rank ? sizes[axis] : Math.floor(size * scale);
                return target === size && scale === 1 ? value : along(call, value, axis, { target, scale });
            }, x),
        ];
    },
};
function numbersAt(call, input) {
    return call.inputs[input] === undefined ? [] : [...call.constant(input).data];
}
function along(call, x, axis, { target, scale }) {
    const dims = x.dims.with(axis, target);
    const count = checkedCount(call, dims);
    const size = x.dims[axis];
    const taps = Array.from({ length: target }, (_, i) => tapsAt(call, i, size, { target, scale }));
    const stride = stridesOf(x.dims)[axis];
    const data = blank(x.type, count);
    for (let i = 0; i < count; i++) {
        const [outer, at, inner] = [Math.floor(i / (target * stride)), Math.floor(i / stride) % target, i % stride];
        for (const { from, weight } of taps[at])
            data[i] += weight * x.data[(outer * size + from) * stride + inner];
    }
    return { ...x, dims, data };
}
/** The weighted sum that position i is; positions beyond the ends are the ends. ONNX's Resize, version 19. */
function tapsAt(call, i, size, { target, scale }) {
    const at = centre(call, i, size, { target, scale });
    const mode = call.text('mode', 'nearest');
    const held = (place) => Math.min(size - 1, Math.max(0, place));
    if (mode === 'nearest')
        return [{ from: held(nearest(call, at)), weight: 1 }];
    if (mode !== 'linear' && mode !== 'cubic')
        throw call.unsupported(`it resizes a constant by '${mode}'`);
    // With antialias, the kernel is as wide as the part that a position stands for.
    const width = call.int('antialias', 0) === 1 ? Math.max(1, 1 / scale) : 1;
    const reach = (mode === 'linear' ? 1 : 2) * width;
    const curve = mode === 'linear' ? tent : cubic(call.float('cubic_coeff_a', -0.75));
    const first = Math.ceil(at - reach);
    const taps = Array.from({ length: Math.floor(at + reach) - first + 1 }, (_, k) => ({
        from: held(first + k),
        weight: curve(Math.abs(first + k - at) / width),
    }));
    const total = taps.reduce((sum, { weight }) => sum + weight, 0);
    return taps.map(({ from, weight }) => ({ from, weight: weight / total }));
}
function centre(call, i, size, { target, scale }) {
    const rule = call.text('coordinate_transformation_mode', call.opset < 11 ? 'asymmetric' : 'half_pixel');
    if (rule === 'asymmetric')
        return i / scale;
    if (rule === 'align_corners')
        return target === 1 ? 0 : (i * (size - 1)) / (target - 1);
    if (rule === 'pytorch_half_pixel' && target === 1)
        return 0;
    if (rule === 'half_pixel' || rule === 'pytorch_half_pixel')
        return (i + 0.5) / scale - 0.5;
    throw call.unsupported(`it resizes a constant with '${rule}'`);
}
function nearest(call, at) {
    const rule = call.text('nearest_mode', call.opset < 11 ? 'floor' : 'round_prefer_floor');
    if (rule === 'floor')
        return Math.floor(at);
    if (rule === 'ceil')
        return Math.ceil(at);
    return rule === 'round_prefer_ceil' ? Math.floor(at + 0.5) : Math.ceil(at - 0.5);
}
const tent = (x) => Math.max(0, 1 - x);
/** Keys 1981, "Cubic convolution interpolation for digital image processing". */
const cubic = (a) => (x) => {
    if (x <= 1)
        return ((a + 2) * x - (a + 3)) * x * x + 1;
    return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
};
//# sourceMappingURL=resize.js.map