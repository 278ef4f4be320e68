// Reads options that several commands have: values of a preset, sizes, and ranges of frames.
import { UserError } from '../../errors.js';
import { meansFolder } from '../../film/output.js';
import { parseOverride } from '../../preset/yaml/override.js';
/**
 * The values that the options of a call set, in the order of the table.
 *
 * @param values - The path of the value, by option.
 * @param toValue - The value for the text of an option. @default the text
 * @throws UserError ARGUMENT_INVALID for an option with an empty value.
 */
export function namedOverrides(call, values, toValue = (_option, text) => text) {
    return Object.entries(values).flatMap(([option, path]) => {
        const text = call.value(option);
        if (text === undefined)
            return [];
        if (text.trim() === '')
            throw new UserError('ARGUMENT_INVALID', `--${option} needs a value`);
        return [{ ...parseOverride(`${path}=${toValue(option, text)}`), origin: `--${option} ${text}` }];
    });
}
/** Completes a size that is written as one number, as in `--size 1024`: it is square. */
export function toSize(text) {
    return /^\d+$/.test(text) ? `${text}x${text}` : text;
}
/**
 * Refuses one file in --out for several results.
 *
 * @param what - Names the results: `films`.
 * @throws UserError ARGUMENT_INVALID.
 */
export async function checkOut(call, count, what) {
    const out = call.value('out');
    if (count === 1 || out === undefined || (await meansFolder(out)))
        return;
    throw new UserError('ARGUMENT_INVALID', `--out ${out} names one file, but there are ${count} ${what}`, {
        hint: `to name a folder, end it in a slash: --out ${out}/`,
    });
}
/**
 * Reads the frames of `--frames`: `3..5`, `3..`, `..5`, `..` or `3`.
 *
 * @throws UserError ARGUMENT_INVALID when the text has another form, or the range is not within the film.
 */
export function parseFrames(text, frameCount) {
    const [, from = '', dots = '', to = ''] = /^(\d{0,9})(?:(\.\.)(\d{0,9}))?$/.exec(text) ?? [];
    if (from === '' && dots === '') {
        throw new UserError('ARGUMENT_INVALID', `Expected \`--frames\` to be a range such as 3..5, 3.. or ..5, got \`${text}\`.`, { hint: 'frames are counted from 0, and a range includes both ends' });
    }
    const first = from === '' ? 0 : Number(from);
    const last = dots === '' ? first : to === '' ? frameCount - 1 : Number(to);
    if (first > last || last >= frameCount) {
        throw new UserError('ARGUMENT_INVALID', `--frames ${text} is not within the film, which has ${frameCount} frames`, {
            hint: `its frames are 0..${frameCount - 1}`,
        });
    }
    return { first, last };
}
//# sourceMappingURL=options.js.map