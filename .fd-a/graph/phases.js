// The polyphase decomposition of a strided window. A window with a stride of 2 reads even and odd rows through
// different taps, which divides the map into phases: four for two axes. The adjoint for each phase is an ordinary
// convolution of stride 1; interleaved, they give the whole adjoint. Vaidyanathan, "Multirate Systems and Filter
// Banks", 1993.
/** Whether a window divides its map into phases: its stride is 2 along one axis and at most 2 along the other. */
export function hasPhases({ window, strides, padding }) {
    if (Math.max(...strides) !== 2)
        return false;
    // If the window is smaller than the stride, the padding of 'same' depends on whether the size is even.
    return !isBySize(padding) || (window[0] >= strides[0] && window[1] >= strides[1]);
}
/** The phases of the rows and the columns. The window must have phases. */
export function phaseAxes({ window, strides, padding }) {
    return [
        phaseAxis(window[0], strides[0], padding, 'top', 'bottom'),
        phaseAxis(window[1], strides[1], padding, 'left', 'right'),
    ];
}
/** All phases in order, rows first. */
export function phasesOf([rows, columns]) {
    const along = ({ stride }) => Array.from({ length: stride }, (_, i) => i);
    return along(rows).flatMap((row) => along(columns).map((column) => [row, column]));
}
function phaseAxis(extent, stride, padding, before, after) {
    if (isBySize(padding)) {
        // For an even size the total padding is extent - stride; for an odd size it is one row more, which may lie before.
        const half = padding === 'same' ? Math.floor : Math.ceil;
        const tap = half((extent - stride) / 2);
        return { stride, tap, extra: 0, excessBefore: half((extent - 1) / 2) > tap };
    }
    const [first, last] = padding === 'valid' ? [0, 0] : [padding[before], padding[after]];
    return { stride, tap: first, extra: Math.ceil((extent - 1 - first - last) / stride) + 0, excessBefore: false };
}
function isBySize(padding) {
    return padding === 'same' || padding === 'same-lower';
}
//# sourceMappingURL=phases.js.map