// Translates a node to values, by the table that has its operation.
import { UserError } from '../../errors.js';
import { shapeOf } from '../../graph/shapes.js';
import { ELEMENT_TRANSLATIONS } from './elements.js';
import { FIXED_TRANSLATIONS } from './fixed/translations.js';
import { shaped } from './fixed/values.js';
import { FOLDINGS } from './folding/foldings.js';
import { FORM_TRANSLATIONS } from './forms.js';
import { PLANE_TRANSLATIONS } from './planes.js';
import { POOL_TRANSLATIONS } from './pools.js';
import { graphValue } from './values.js';
import { WINDOW_TRANSLATIONS } from './windows.js';
const TRANSLATIONS = {
    ...POOL_TRANSLATIONS,
    ...WINDOW_TRANSLATIONS,
    ...ELEMENT_TRANSLATIONS,
    ...FORM_TRANSLATIONS,
    ...PLANE_TRANSLATIONS,
};
/** Supported ONNX operations on values that depend on the picture, in alphabetical order. */
export const ONNX_OPERATIONS = Object.keys({ ...TRANSLATIONS, ...FIXED_TRANSLATIONS }).sort();
/** Supported ONNX operations on constants. */
export const ONNX_FOLDED_OPERATIONS = Object.keys(FOLDINGS).sort();
/**
 * The values that a node produces, by the translations for maps and rows of any size or, if the file is read at one
 * size, by those for fixed dimensions.
 *
 * @throws UserError OP_UNSUPPORTED or NETWORK_UNREADABLE, naming the node.
 */
export function translate(node, call) {
    const isOnnx = node.domain === '' || node.domain === 'ai.onnx';
    const isKnown = call.inputs.every((value) => value === undefined || value.kind === 'constant');
    const isExact = call.inputs.some((value) => value?.kind === 'fixed');
    const free = isExact ? asMaps(call) : call;
    const [first, second] = isKnown
        ? [rule(FOLDINGS, call)]
        : isExact
            ? [rule(FIXED_TRANSLATIONS, call), rule(TRANSLATIONS, free)]
            : [rule(TRANSLATIONS, free), call.context.isFixed ? rule(FIXED_TRANSLATIONS, call) : undefined];
    const asked = isOnnx ? (first ?? second) : undefined;
    if (asked === undefined) {
        const what = isOnnx ? node.opType : `${node.domain}.${node.opType}`;
        throw call.unknown(what, isKnown ? ONNX_FOLDED_OPERATIONS : ONNX_OPERATIONS);
    }
    try {
        return checked(asked());
    }
    catch (cause) {
        const isOther = cause instanceof UserError && cause.code === 'OP_UNSUPPORTED' && asked === first && second !== undefined;
        if (!isOther)
            throw call.explained(cause);
    }
    try {
        return checked(second());
    }
    catch (cause) {
        throw call.explained(cause);
    }
}
function rule(table, call) {
    const found = Object.hasOwn(table, call.op) ? table[call.op] : undefined;
    return found && (() => found(call));
}
/** With maps and rows as inputs where possible, since most operations support only those. */
function asMaps(call) {
    if (!call.inputs.some((value) => value?.kind === 'fixed'))
        return call;
    return call.with(call.inputs.map((value) => (value?.kind === 'fixed' ? (asMap(value) ?? value) : value)));
}
function asMap(value) {
    const { dims } = value;
    if (dims[0] !== 1 || (dims.length !== 2 && dims.length !== 4))
        return undefined;
    return graphValue(shaped(value, dims), dims.length === 2 ? 'nc' : 'nchw');
}
/** Computes the shapes, so that a contradiction is reported at the node that causes it. */
function checked(values) {
    for (const value of values)
        if (value.kind !== 'constant')
            shapeOf(value.node);
    return values;
}
//# sourceMappingURL=translate.js.map