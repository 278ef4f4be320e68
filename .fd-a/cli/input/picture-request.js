// Reads pictures from the command line: turns words and options into settings, which the schema of pictures checks, and
// names the files.
import { extname, join, resolve } from 'node:path';
import { UserError } from '../../errors.js';
import { meansFolder, OUTPUT_FOLDER } from '../../film/output.js';
import { loadDirection, parsePicture } from '../../preset/load.js';
import { PICTURE_FORMATS } from '../../preset/picture/picture.js';
import { parseSubject } from '../../preset/picture/subject.js';
import { subjectToYaml } from '../../preset/picture/write.js';
import { parseOverride } from '../../preset/yaml/override.js';
import { namedOverrides, toSize } from './options.js';
/** The options that all commands for pictures have. */
export const PICTURE_OPTIONS = {
    network: { kind: 'value', about: 'Name or file of the network' },
    out: { kind: 'value', about: 'File of the picture, or a folder (an existing one, or a name that ends in a slash)' },
    seed: { kind: 'value', about: 'Seed of everything random' },
    format: { kind: 'value', about: Object.keys(PICTURE_FORMATS).join(', ') },
    quality: { kind: 'value', about: 'Quality of JPEG, WebP and AVIF, 1 to 100' },
    set: { kind: 'values', about: 'Set any other value, as in ascent.rate=0.05; may be repeated' },
};
/** The path of the value that each of these options sets in the settings. */
const VALUES = {
    network: 'network',
    size: 'size',
    cell: 'size',
    seed: 'seed',
    count: 'variations.count',
    diversity: 'variations.diversity',
    quality: 'output.quality',
};
/**
 * Reads a subject from the command line, and the file of a direction if it names one.
 *
 * @throws UserError as `parseSubject`.
 */
export async function readSubject(word) {
    return Promise.all(parseSubject(word).map(async (term) => {
        const { neuron } = term;
        if (typeof neuron !== 'string' || !/\.(?:json|ya?ml)$/i.test(neuron))
            return term;
        return { ...term, neuron: await loadDirection(neuron) };
    }));
}
/**
 * The settings for the words and options of a call.
 *
 * @throws UserError PRESET_INVALID with the name of the option.
 */
export function pictureSettings(call, { kind, show, defaults = {} }) {
    const picture = { picture: kind, show: show.map((row) => row.map(subjectToYaml)) };
    const usual = Object.entries(defaults).map(([path, value]) => {
        return { path: path.split('.'), value, origin: 'a default' };
    });
    const own = namedOverrides(call, VALUES, (option, text) => (VALUES[option] === 'size' ? toSize(text) : text));
    const format = formatOf(call);
    const chosen = format === undefined ? [] : [parseOverride(`output.format=${format}`)];
    const overrides = [...usual, ...call.values('set').map(parseOverride), ...own, ...chosen];
    return parsePicture(picture, { overrides });
}
/** The format that `--format` or the extension of `--out` names; undefined when neither does. */
function formatOf(call) {
    const named = call.value('format');
    const names = Object.keys(PICTURE_FORMATS);
    if (named !== undefined) {
        const found = names.find((name) => name === named || PICTURE_FORMATS[name].extensions.some((one) => one === `.${named}`));
        if (found !== undefined)
            return found;
        throw new UserError('ARGUMENT_INVALID', `'${named}' is not a picture format`, {
            hint: `formats: ${names.join(', ')}`,
        });
    }
    return formatOfFile(call.value('out') ?? '');
}
/** The format of a file, by its extension. */
export function formatOfFile(file) {
    const extension = extname(file).toLowerCase();
    const names = Object.keys(PICTURE_FORMATS);
    return names.find((name) => PICTURE_FORMATS[name].extensions.some((one) => one === extension));
}
/**
 * The absolute path of a picture's file.
 *
 * @param name - Name of the file without extension, used unless --out names a file.
 * @throws UserError ARGUMENT_INVALID when the extension of --out belongs to another format.
 */
export async function pictureTarget(call, name, format) {
    const out = call.value('out');
    const file = `${name}${PICTURE_FORMATS[format].extensions[0]}`;
    if (out === undefined)
        return resolve(OUTPUT_FOLDER, file);
    if (await meansFolder(out))
        return resolve(join(out, file));
    if (formatOfFile(out) !== format) {
        throw new UserError('ARGUMENT_INVALID', `'${out}' does not end in ${PICTURE_FORMATS[format].extensions.join(' or ')}`, { hint: 'to name a folder, end it in a slash' });
    }
    return resolve(out);
}
/** Turns a subject into a part of a file name. */
export function fileName(words) {
    const name = words
        .replace(/[^\p{L}\p{N}.@_+-]+/gu, '-')
        .replace(/-{2,}/g, '-')
        .replace(/^[-.]+|-+$/g, '');
    return name.slice(0, 100) || 'picture';
}
//# sourceMappingURL=picture-request.js.map