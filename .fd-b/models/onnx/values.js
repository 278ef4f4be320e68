// The values between the nodes of an ONNX graph during translation: constants, or values that depend on the picture.
// ONNX transposes and splits dimensions freely. Our maps stay `[1, c, h, w]`, and a view says which form they have in
// ONNX.
import { shapeOf } from '../../graph/shapes.js';
/** A map `[1, c, h, w]` or, for a node of two dimensions, a row `[1, c]`. */
export function graphValue(node, view, groups = 1) {
    return { kind: 'graph', node, view: view ?? (shapeOf(node).length === 2 ? 'nc' : 'nchw'), groups };
}
/** Integers: a list, or of the shape `dims`. */
export function integers(values, dims = [values.length]) {
    return { kind: 'constant', type: 'integer', dims, data: Float64Array.from(values) };
}
/** ONNX's dimensions, from our shape of the node; null for unknown ones. */
export function dimensionsOf({ view, groups }, shape) {
    const [, channels, height, width] = shape;
    const times = (a, b) => (a === null || b === null ? null : a * b);
    const by = {
        n: 1,
        c: channels,
        h: height ?? null,
        w: width ?? null,
        p: height === undefined ? null : times(height, width),
        g: groups,
        m: channels === null ? null : channels / groups,
    };
    return [...view].map((letter) => by[letter]);
}
/** The index of the channels in ONNX's dimensions; -1 if they are split. */
export function channelAxis({ view }) {
    return view.indexOf('c');
}
/** The product of dimensions. */
export function countOf(dims) {
    return dims.reduce((product, dimension) => product * dimension, 1);
}
//# sourceMappingURL=values.js.map