// Parses the subject of a picture: `block8:40`, `0.7*block8:40 + 0.3*block9:2`, `block8:40 - block8:12`, a whole layer
// (`block8`), one position (`block8:40@center`, `block8:40@0.25,0.75`). A plus or minus between two neurons needs
// spaces around it, since names of layers may contain either.
import { UserError } from '../../errors.js';
/** Most terms in one picture. Each needs its own evaluation. */
export const MOST_TERMS = 16;
/** The middle of the picture. */
const CENTER = { y: 0.5, x: 0.5 };
/**
 * Reads a subject.
 *
 * @throws UserError ARGUMENT_INVALID, which points at the mistake.
 */
export function parseSubject(text) {
    const pieces = [...text.matchAll(/(?:^|\s)([+-])\s|$/g)];
    const terms = [];
    let from = 0;
    let sign = 1;
    for (const piece of pieces) {
        const words = text.slice(from, piece.index);
        // The first term may have a sign too: `- block8:12`.
        if (words.trim() !== '' || terms.length > 0 || piece[1] === undefined) {
            terms.push(parseTerm(text, words, from, sign));
        }
        sign = piece[1] === '-' ? -1 : 1;
        from = piece.index + piece[0].length;
    }
    if (terms.length > MOST_TERMS)
        throw wrong(text, 0, `more than ${MOST_TERMS} terms`);
    return terms;
}
/** Writes a subject in its short form; null when it contains a direction, which has none. */
export function formatSubject(subject) {
    if (subject.some(({ neuron }) => typeof neuron === 'object' && neuron !== null))
        return null;
    return subject
        .map(({ weight, layer, neuron, at }, i) => {
        const sign = weight < 0 ? '-' : '+';
        const factor = Math.abs(weight) === 1 ? '' : `${Math.abs(weight)}*`;
        const position = at === null ? '' : `@${at.y === 0.5 && at.x === 0.5 ? 'center' : `${at.y},${at.x}`}`;
        const name = `${factor}${layer}${neuron === null ? '' : `:${String(neuron)}`}${position}`;
        return i === 0 ? `${weight < 0 ? '- ' : ''}${name}` : `${sign} ${name}`;
    })
        .join(' ');
}
const FACTOR = /^(-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?)\s*\*\s*/i;
function parseTerm(text, words, from, sign) {
    const start = from + words.length - words.trimStart().length;
    const term = words.trim();
    if (term === '')
        throw wrong(text, start, 'a neuron is missing');
    const [factor = '', digits = '1'] = FACTOR.exec(term) ?? [];
    const weight = sign * Number(digits);
    if (weight === 0 || !Number.isFinite(weight))
        throw wrong(text, start, 'a weight other than 0 is expected');
    const target = term.slice(factor.length);
    const [, name = '', position] = /^(.*?)(?:@([^@:]*))?$/s.exec(target);
    const colon = name.lastIndexOf(':');
    const layer = colon < 0 ? name : name.slice(0, colon);
    const neuron = colon < 0 ? null : name.slice(colon + 1).trim();
    const at = start + factor.length;
    if (layer.trim() === '')
        throw wrong(text, at, 'a layer is missing');
    if (neuron === '')
        throw wrong(text, at + colon + 1, 'a neuron is missing after the colon');
    if (neuron === null && position !== undefined) {
        throw wrong(text, at + name.length, 'a whole layer has no position');
    }
    const where = position === undefined ? null : parsePosition(text, position, at + name.length + 1);
    return { weight, layer, neuron, at: where };
}
function parsePosition(text, position, from) {
    if (position === 'center')
        return CENTER;
    const [, y, x] = /^(\d*\.?\d+),(\d*\.?\d+)$/.exec(position) ?? [];
    const found = { y: Number(y), x: Number(x) };
    if (found.y <= 1 && found.x <= 1)
        return found;
    throw wrong(text, from, 'a position is `center`, or how far down and to the right, from 0 to 1: `@0.25,0.75`');
}
function wrong(text, at, what) {
    return new UserError('ARGUMENT_INVALID', `'${text}': ${what}\n  ${text}\n  ${' '.repeat(at)}^`, {
        hint: 'as in block8:40, 0.7*block8:40 + 0.3*block9:2, block8:40 - block8:12, block8 (a layer), block8:40@center',
    });
}
//# sourceMappingURL=subject.js.map