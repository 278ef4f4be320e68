// Names of classes: what the neurons of a classifier's last layer stand for. A file of labels has one name per line, or
// is JSON: a list of names, or ImageNet's class index in the form of Keras, `{ "0": ["n01440764", "tench"], ... }`.
import { UserError } from '../errors.js';
import { channelsOf, isFlat } from '../graph/shapes.js';
import { parseJson } from './json.js';
import { readModelFile } from './model-file.js';
/** More than any classifier has (all of ImageNet has 21,841 classes). */
const MAX_LABELS = 100_000;
/**
 * Reads a file of labels.
 *
 * @returns the name of each class, by its number.
 * @throws UserError NETWORK_UNREADABLE when it cannot be read, or holds no labels.
 */
export async function readLabels(path) {
    const text = decode(path, await readModelFile(path)).replace(/^\uFEFF/, '');
    const labels = /^\s*[[{]/.test(text) ? fromJson(path, parseJson(path, text)) : fromLines(text);
    const empty = labels.indexOf('');
    if (empty >= 0)
        throw unreadable(path, `the class ${empty} has no name`);
    if (labels.length === 0)
        throw unreadable(path, 'it is empty');
    if (labels.length > MAX_LABELS)
        throw unreadable(path, `it has more than ${MAX_LABELS} names`);
    return labels;
}
/**
 * The neuron of a layer that a word stands for: its number, or the name of a class if the layer's neurons are the
 * classes of the network. Case, spaces, hyphens and underscores do not matter. Of several names separated by commas
 * (`tabby, tabby cat`) each one works.
 *
 * @param nearest - Finds the names that a misspelt word may mean.
 * @throws UserError NEURON_UNKNOWN when it stands for no neuron, or for several.
 */
export function neuronIndex(model, layer, word, nearest) {
    if (/^\d{1,9}$/.test(word))
        return Number(word);
    const labels = labelsOf(model, layer);
    if (labels === undefined) {
        const why = model.labels === undefined
            ? `the names of the classes of ${model.name} are not known`
            : 'its neurons are not classes';
        throw new UserError('NEURON_UNKNOWN', `${layer.name} has no neuron '${word}': ${why}`, {
            hint: 'use a number; for a network of your own, `neurozoom networks add FILE --labels FILE` adds names',
        });
    }
    const found = labels.flatMap((label, i) => (namesOf(label).includes(plain(word)) ? [i] : []));
    if (found.length === 1)
        return found[0];
    if (found.length > 1) {
        throw new UserError('NEURON_UNKNOWN', `'${word}' is the name of several neurons of ${layer.name}: ${found.join(', ')}`);
    }
    const within = labels.filter((label) => plain(label).includes(plain(word))).slice(0, 5);
    const close = within.length > 0 ? within : nearest(word, labels, 3);
    throw new UserError('NEURON_UNKNOWN', `'${word}' is not the name of a neuron of ${layer.name}`, {
        hint: `closest: ${close.join('; ')} (${labels.length} in all)`,
    });
}
/** The names of a layer's neurons: known for a flat layer with one value per class. */
export function labelsOf({ labels }, { node }) {
    if (labels === undefined || !isFlat(node))
        return undefined;
    return channelsOf(node) === labels.length ? labels : undefined;
}
function decode(path, bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch (cause) {
        throw new UserError('NETWORK_UNREADABLE', `${path} holds no labels: it is not text`, { cause });
    }
}
/** Ignores empty lines at the end. */
function fromLines(text) {
    const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
    while (lines.at(-1) === '')
        lines.pop();
    return lines;
}
function fromJson(path, json) {
    if (Array.isArray(json))
        return json.map((one) => nameIn(path, one));
    const entries = Object.entries(json);
    const labels = new Array(entries.length).fill('');
    for (const [key, value] of entries) {
        const at = /^\d{1,9}$/.test(key) ? Number(key) : Number.NaN;
        if (!(at < entries.length))
            throw unreadable(path, `Expected the classes to be numbered 0 to ${entries.length - 1}, got \`${key}\``);
        labels[at] = nameIn(path, value);
    }
    return labels;
}
/** A name, or a pair of a WordNet number and a name. */
function nameIn(path, value) {
    const name = Array.isArray(value) ? value.at(-1) : value;
    if (typeof name === 'string')
        return name.trim();
    throw unreadable(path, `Expected a class to be a name, got \`${JSON.stringify(value).slice(0, 60)}\``);
}
function unreadable(path, why) {
    return new UserError('NETWORK_UNREADABLE', `${path} holds no labels: ${why}`, {
        hint: 'labels are one name per line, a JSON list of names, or {"0": ["n01440764", "tench"], ...}',
    });
}
function namesOf(label) {
    return [label, ...label.split(',')].map(plain);
}
function plain(name) {
    return name
        .toLowerCase()
        .replace(/[\s_-]+/g, ' ')
        .trim();
}
//# sourceMappingURL=labels.js.map