// Operations for objectives only: the Gram matrix of a layer's channels, and a single position of a map.
import { channelsOf } from '../graph/shapes.js';
import { planeOf } from './planes.js';
import { ELEMENT_TYPE } from './proto.js';
/** F F^T divided by the number of positions, where F has one row per channel. */
export function gram(emit, [x], { inputs: [input] }) {
    const rows = rowsOf(emit, x, input);
    const product = emit.node('MatMul', [rows, emit.node('Transpose', [rows])]);
    return emit.node('Reshape', [emit.node('Div', [product, areaOf(emit, x)]), emit.integers([1, -1])]);
}
/** (O + O^T) F divided by the number of positions. */
export function gramAdjoint(emit, [outgrad, x], { inputs: [, input] }) {
    const channels = channelsOf(input);
    const square = emit.node('Reshape', [outgrad, emit.integers([channels, channels])]);
    const both = emit.node('Add', [square, emit.node('Transpose', [square])]);
    const product = emit.node('MatMul', [both, rowsOf(emit, x, input)]);
    return emit.node('Reshape', [emit.node('Div', [product, areaOf(emit, x)]), emit.node('Shape', [x])]);
}
/** Compares numbered rows and columns with those of the position. A position beyond the last one counts as the last. */
export function spot(emit, [x, position], _node) {
    const plane = planeOf(emit, x);
    const sides = emit.node('Cast', [plane], { to: ELEMENT_TYPE.float });
    const along = emit.node('Mul', [emit.node('Reshape', [position, emit.integers([2])]), sides]);
    const wanted = emit.node('Cast', [along], { to: ELEMENT_TYPE.int64 });
    const last = emit.node('Sub', [plane, emit.integers([1, 1])]);
    const held = emit.node('Min', [wanted, last]);
    const [rows, columns] = [0, 1].map((axis) => {
        const [count, number] = [plane, held].map((pair) => emit.node('Gather', [pair, emit.integers(axis)]));
        const numbers = emit.node('Range', [emit.integers(0), count, emit.integers(1)]);
        const hit = emit.node('Cast', [emit.node('Equal', [numbers, number])], { to: ELEMENT_TYPE.float });
        return emit.node('Reshape', [hit, emit.integers(axis === 0 ? [1, 1, -1, 1] : [1, 1, 1, -1])]);
    });
    return emit.node('Mul', [emit.node('Mul', [rows, columns]), areaOf(emit, x)]);
}
function rowsOf(emit, x, node) {
    return emit.node('Reshape', [x, emit.integers([channelsOf(node), -1])]);
}
/** The number of positions of a map, as a float `[1]`. */
function areaOf(emit, x) {
    const area = emit.node('ReduceProd', [planeOf(emit, x)], { keepdims: 1 });
    return emit.node('Cast', [area], { to: ELEMENT_TYPE.float });
}
//# sourceMappingURL=objective-lowerings.js.map