// Chooses neurons from an atlas: the best by a measure, or those most similar to a given neuron.
import { UserError } from '../errors.js';
import { measureOf } from './atlas.js';
import { bySimilarity, standardised } from './similar.js';
/**
 * The first neurons by a measure. Dead neurons are left out. Neurons with equal values keep the order of the network.
 *
 * @throws UserError LAYER_UNKNOWN when the atlas lacks a layer; ARGUMENT_INVALID when it has too few neurons.
 */
export function chooseRanked(atlas, { measure, count, end, layers }) {
    const sign = end === 'best' ? -1 : 1;
    const ranked = candidates(atlas, layers)
        .map(({ layer, entry }) => ({ layer, neuron: entry.neuron, value: measureOf(entry, measure) }))
        .sort((one, other) => sign * (one.value - other.value));
    return firstOf(ranked, count, layers);
}
/**
 * A neuron, then the neurons most similar to it, the most similar first. Dead neurons are left out, except the given
 * one.
 *
 * @throws UserError LAYER_UNKNOWN when the atlas lacks a layer; NEURON_UNKNOWN; ARGUMENT_INVALID when it has too few
 *   neurons.
 */
export function chooseSimilar(atlas, { to, count, layers }) {
    const own = atlasLayer(atlas, to.layer);
    const given = own.neurons.find(({ neuron }) => neuron === to.neuron);
    if (given === undefined) {
        throw new UserError('NEURON_UNKNOWN', `${to.layer} has no neuron ${to.neuron}`, {
            hint: `its neurons are 0 to ${own.neurons.length - 1}`,
        });
    }
    const among = layers.length === 0 ? [to.layer] : layers;
    const all = among.flatMap((name) => atlasLayer(atlas, name).neurons.map((entry) => ({ layer: name, entry })));
    // Descriptors are standardised over the compared neurons. Within one layer this gives the order stored in the atlas.
    const pool = among.includes(to.layer) ? all : [{ layer: to.layer, entry: given }, ...all];
    const descriptors = standardised(pool.map(({ entry }) => entry));
    const order = bySimilarity(descriptors[pool.findIndex(({ entry }) => entry === given)], descriptors);
    const others = order.map((i) => pool[i]).filter(({ entry }) => entry !== given && !entry.dead);
    return firstOf([to, ...others.map(toRef)], count, among);
}
/** Finds a layer of an atlas. @throws UserError LAYER_UNKNOWN with the command that adds it. */
export function atlasLayer({ layers, network }, name) {
    const found = layers.find((layer) => layer.name === name);
    if (found !== undefined)
        return found;
    const has = layers.length === 0 ? 'no layer yet' : layers.map((layer) => layer.name).join(', ');
    throw new UserError('LAYER_UNKNOWN', `the atlas of ${network.name} does not have the layer ${name}; it has ${has}`, {
        hint: `neurozoom atlas ${network.name} ${name}`,
    });
}
function candidates(atlas, names) {
    const layers = names.length === 0 ? atlas.layers : names.map((name) => atlasLayer(atlas, name));
    return layers.flatMap(({ name, neurons }) => neurons.filter(({ dead }) => !dead).map((entry) => ({ layer: name, entry })));
}
function toRef({ layer, entry }) {
    return { layer, neuron: entry.neuron };
}
function firstOf(all, count, layers) {
    if (all.length < count) {
        const where = layers.length === 0 ? 'the atlas' : layers.join(', ');
        throw new UserError('ARGUMENT_INVALID', `${count} neurons were requested, but ${where} has only ${all.length} that are not dead`);
    }
    return all.slice(0, count).map(({ layer, neuron }) => ({ layer, neuron }));
}
//# sourceMappingURL=choose.js.map