// Heights and widths as values of the graph.
import { sideName } from '../graph/planes.js';
/**
 * Height and width of a map, as a list of two integers. They are computed from the picture's if there is a formula,
 * because an operation that reads a value's shape moves the value out of the runtime's blocked layout.
 *
 * @param node - A node with the shape of the value, if known.
 */
export function planeOf(emit, value, node) {
    const plane = node === undefined ? undefined : emit.planeOf(node);
    return (plane === undefined ? undefined : formula(emit, plane)) ?? emit.node('Shape', [value], { start: 2 });
}
/** Undefined if the picture is not an input, or the plane does not derive from its height and its width. */
function formula(emit, [height, width]) {
    if (typeof height === 'number' && typeof width === 'number')
        return emit.integers([height, width]);
    if (!isOf(height, 'height') || !isOf(width, 'width') || emit.picture === undefined)
        return undefined;
    return computed(emit, emit.picture, [height, width]);
}
function isOf(side, of) {
    return typeof side === 'object' && side.of === of;
}
function computed(emit, picture, [height, width]) {
    return emit.once(`${sideName(height)} ${sideName(width)}`, () => {
        const plus = [height.plus, width.plus];
        if (plus.some((count) => count !== 0)) {
            const before = computed(emit, picture, [
                { ...height, plus: 0 },
                { ...width, plus: 0 },
            ]);
            return emit.node('Add', [before, emit.integers(plus)]);
        }
        const [down, across] = [height.steps.at(-1), width.steps.at(-1)];
        if (down === undefined && across === undefined)
            return emit.node('Shape', [picture], { start: 2 });
        const before = computed(emit, picture, [undone(height), undone(width)]);
        return emit.node('Div', [before, emit.integers([down?.over ?? 1, across?.over ?? 1])]);
    });
}
/** The formula without its last division. */
function undone({ of, steps }) {
    return { of, steps: steps.slice(0, -1), plus: steps.at(-1)?.plus ?? 0 };
}
//# sourceMappingURL=planes.js.map