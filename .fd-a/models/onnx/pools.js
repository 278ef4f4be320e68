// ONNX operations that treat all numbers in a window alike: max and average pools.
import { dilatedMax, globalAverage, globalMax } from '../../graph/compositions.js';
import { averagePool, constant, conv, maxPool, pad } from '../../graph/ops.js';
import { graphValue } from './values.js';
import { paddingOf, pairOf } from './windows.js';
/** By operation. */
export const POOL_TRANSLATIONS = {
    MaxPool: (call) => {
        if (call.outputs > 1)
            throw call.unsupported('it outputs indices too');
        const x = call.map(0);
        if (isDilated(call))
            return [graphValue(dilatedMaximum(call, x))];
        const how = windowOf(call);
        if (coversMap(call, x, how))
            return [graphValue(globalMax(x))];
        return [graphValue(maxPool(x, { ...how, padding: withCeiling(call, how) }))];
    },
    AveragePool: (call) => {
        const x = call.map(0);
        if (isDilated(call))
            return [graphValue(dilatedAverage(call, x))];
        const how = windowOf(call);
        // A network of fixed size ends in a pool as large as its map. At any size, that is a global pool.
        if (coversMap(call, x, how))
            return [graphValue(globalAverage(x))];
        const countsPadding = call.int('count_include_pad', 0) === 1;
        const isCeiled = call.int('ceil_mode', 0) === 1;
        if (!countsPadding || !isCeiled) {
            return [graphValue(averagePool(x, { ...how, padding: withCeiling(call, how), countsPadding }))];
        }
        // Only the declared padding counts, not the padding that ceil_mode adds for the last window.
        const padded = pad(x, { ...edgesOf(how.padding), fill: 0 });
        return [graphValue(averagePool(padded, { ...how, padding: withCeiling(call, how, NO_EDGES) }))];
    },
    GlobalAveragePool: (call) => [graphValue(globalAverage(call.map(0)))],
    GlobalMaxPool: (call) => [graphValue(globalMax(call.map(0)))],
};
const NO_EDGES = { top: 0, left: 0, bottom: 0, right: 0 };
function windowOf(call) {
    const window = call.ints('kernel_shape');
    if (window?.length !== 2)
        throw call.unsupported('its window does not have 2 dimensions');
    if (isDilated(call))
        throw call.unsupported('its window is dilated');
    const how = { window: pairOf(call, 'kernel_shape'), strides: pairOf(call, 'strides'), padding: paddingOf(call) };
    const { top, left, bottom, right } = edgesOf(how.padding);
    if (Math.max(top, bottom) >= how.window[0] || Math.max(left, right) >= how.window[1]) {
        throw call.unreadable('its padding is as large as its window');
    }
    return how;
}
function edgesOf(padding) {
    return typeof padding === 'string' ? NO_EDGES : padding;
}
/**
 * ceil_mode keeps a window that extends beyond the end, unless it starts beyond it. That is up to stride - 1 more
 * pixels of padding, but never a window with padding alone.
 *
 * @param own - The padding that the pool itself does; the rest was done before.
 */
function withCeiling(call, { window, strides, padding }, own = edgesOf(padding)) {
    if (call.int('ceil_mode', 0) !== 1 || padding === 'same' || padding === 'same-lower')
        return padding;
    const edges = edgesOf(padding);
    const more = (axis, after) => Math.max(0, Math.min(strides[axis] - 1, window[axis] - 1 - after));
    const [below, beside] = [more(0, edges.bottom), more(1, edges.right)];
    return { ...own, bottom: own.bottom + below, right: own.right + beside };
}
/** Whether the pool has one window, the whole map, at the size that the file declares. */
function coversMap(call, x, { window, padding }) {
    const [, , height, width] = call.context.declared(x);
    return padding === 'valid' && height === window[0] && width === window[1];
}
function isDilated(call) {
    return pairOf(call, 'dilations').some((dilation) => dilation !== 1);
}
function dilatedMaximum(call, x) {
    const padding = paddingOf(call);
    if (call.int('ceil_mode', 0) === 1)
        throw call.unsupported('its window is dilated, with ceil_mode');
    if (padding === 'same' || padding === 'same-lower')
        throw call.unsupported('its window is dilated, with auto_pad');
    const window = pairOf(call, 'kernel_shape');
    if (call.channels(x) * (window[0] * window[1]) ** 2 > MAX_KERNEL_ELEMENTS) {
        throw call.unsupported('its dilated window is too large');
    }
    const { top, left, bottom, right } = edgesOf(padding);
    if (Math.max(top, bottom) >= window[0] || Math.max(left, right) >= window[1]) {
        throw call.unreadable('its padding is as large as its window');
    }
    const edged = padding === 'valid' ? x : pad(x, { ...edgesOf(padding), fill: LOWEST });
    return dilatedMax(edged, window, { strides: pairOf(call, 'strides'), dilations: pairOf(call, 'dilations') });
}
/** Below all values, so that the padding of a max pool never wins. Finite, so that 0 times it is 0. */
const LOWEST = -3e38;
/** An average over a dilated window, as a depthwise convolution. */
function dilatedAverage(call, x) {
    const padding = paddingOf(call);
    if (call.int('ceil_mode', 0) === 1)
        throw call.unsupported('its window is dilated, with ceil_mode');
    if (padding !== 'valid' && call.int('count_include_pad', 0) !== 1) {
        throw call.unsupported('its window is dilated, and its padding does not count');
    }
    const [rows, columns] = pairOf(call, 'kernel_shape');
    const channels = call.channels(x);
    if (channels * rows * columns > MAX_KERNEL_ELEMENTS)
        throw call.unsupported('its dilated window is too large');
    const data = new Float32Array(channels * rows * columns).fill(1 / (rows * columns));
    const how = { strides: pairOf(call, 'strides'), dilations: pairOf(call, 'dilations'), padding, groups: channels };
    return conv(x, constant({ shape: [channels, 1, rows, columns], data }), undefined, how);
}
/** The limit of elements in a kernel that replaces a window. A file may ask for any size. */
const MAX_KERNEL_ELEMENTS = 2 ** 24;
//# sourceMappingURL=pools.js.map