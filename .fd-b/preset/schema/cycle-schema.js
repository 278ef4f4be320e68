// The schema of a preset's cycle: neurons by number or class, random ones, or neurons from an atlas.
import { MEASURES } from '../../atlas/atlas.js';
import { ORDERS } from '../../timeline/cycle.js';
import { either, field, isMap, list, refine, section } from './fields.js';
import { choice, text, time, whole } from './reader.js';
/** A day: art installations hold a neuron for hours. */
const HOLD = { min: 0, max: 86_400 };
const MAX_CHANNEL = 99_999;
/** How many neurons one item may select. */
const COUNT = { min: 1, max: 1000 };
const NAME = text({ max: 200 });
/** The word for the network's own atlas; anything else is a folder. */
const OWN_ATLAS = 'atlas';
const NUMBER = String.raw `\d{1,5}`;
/** A neuron in one text: its layer, a colon, and what `word` matches. */
function neuronText(word, expected) {
    const pattern = `^(.{1,200}):(${word})$`;
    return {
        expected,
        schema: { type: 'string', pattern },
        read(value) {
            const [, layer, name] = (typeof value === 'string' && new RegExp(pattern, 'u').exec(value)) || [];
            if (layer === undefined || name === undefined)
                return undefined;
            return new RegExp(`^${NUMBER}$`).test(name) ? { layer, neuron: Number(name) } : { layer, class: name.trim() };
        },
    };
}
/** A text that begins like a number is read as one. A class with such a name is written as a map. */
const NEURON = neuronText(String.raw `${NUMBER}|[^\s\d+.:-][^:]{0,199}`, 'a neuron such as block8:40 or predictions:tabby');
const NUMBERED_NEURON = neuronText(NUMBER, 'a neuron by its number, such as block8:40');
const likeText = field(NUMBERED_NEURON);
const likeMap = section({
    layer: field(NAME).describe('Name of the layer.'),
    neuron: field(whole({ min: 0, max: MAX_CHANNEL })).describe('Number of the neuron in its layer.'),
});
const ATLAS_KEYS = {
    like: either([likeText, likeMap], (given) => (isMap(given) ? likeMap : likeText))
        .optional()
        .describe('A neuron of an atlas. Selects it and the neurons that look most like it.'),
    count: field(whole(COUNT)).optional().describe('How many neurons `like` selects, the named one included.'),
    sort: field(choice(MEASURES)).optional().describe('A measure of an atlas to rank neurons by.'),
    best: field(whole(COUNT))
        .optional()
        .describe('How many neurons to take from the highest values of the measure down.'),
    least: field(whole(COUNT)).optional().describe('How many neurons to take from the lowest values of the measure up.'),
    from: field(text({ max: 1000 }))
        .optional()
        .describe('The atlas: `atlas` (the default) is the one that belongs to the network; anything else is a folder.'),
    layers: list(field(NAME), { min: 1, max: 100 }, 'names of layers')
        .optional()
        .describe('The layers to choose from: by default, that of the neuron for `like`, all of the atlas for `sort`.'),
};
/** The ways to choose from an atlas. */
const ATLAS_WAYS = [
    ['like', 'count'],
    ['sort', 'best'],
    ['sort', 'least'],
].flatMap((needs) => ['layer', 'layers'].map((layers) => ({ needs, may: ['from', layers] })));
const itemText = refine(field(NEURON), (named) => ({ item: namedItem(named) }));
const LAYER_WAYS = ['neuron', 'class', 'random'].map((key) => ({ needs: ['layer', key] }));
const itemMap = refine(section({
    layer: field(NAME)
        .optional()
        .describe('Name of the layer; beside `like` or `sort`, the only layer to choose from.'),
    neuron: field(whole({ min: 0, max: MAX_CHANNEL }))
        .optional()
        .describe('Number of the neuron in its layer.'),
    class: field(NAME).optional().describe('Name of the class that the neuron stands for, where names are known.'),
    random: field(whole(COUNT))
        .optional()
        .describe('How many different neurons of the layer to draw by the seed. Dead neurons are skipped.'),
    ...ATLAS_KEYS,
    hold: field(time(HOLD)).optional().describe("How long each is active alone, instead of the cycle's `hold`."),
    blend: field(time(HOLD)).optional().describe("How long its crossfade takes, instead of the cycle's `blend`."),
}, {
    expected: 'a neuron such as { layer: block8, neuron: 40 }',
    ways: [...LAYER_WAYS, ...ATLAS_WAYS],
}), ({ hold, blend, layer, neuron, class: className, random, ...choice }) => {
    const ofLayer = neuron ?? className ?? random;
    if (layer === undefined || ofLayer === undefined) {
        const item = chosenFromAtlas({ ...choice, layer });
        return item && { item, hold, blend };
    }
    if (random !== undefined)
        return { item: { kind: 'random', layer, count: random }, hold, blend };
    return { item: namedItem({ layer, neuron, class: className }), hold, blend };
});
function namedItem({ layer, neuron = 0, class: className }) {
    return className === undefined ? { kind: 'neuron', layer, neuron } : { kind: 'class', layer, className };
}
const item = either([itemText, itemMap], (given) => (isMap(given) ? itemMap : itemText));
/** Reads `{ like: block8:40, count: 8 }` or `{ sort: colourfulness, best: 12 }`. The section has checked the keys. */
function chosenFromAtlas(given) {
    const { like, sort, best, least, from = OWN_ATLAS, layer, layers } = given;
    const among = layers ?? (layer === undefined ? [] : [layer]);
    const choice = { count: given.count ?? best ?? least ?? 0, among, atlas: from === OWN_ATLAS ? null : from };
    if (like !== undefined)
        return { kind: 'like', layer: like.layer, neuron: like.neuron ?? 0, ...choice };
    if (sort === undefined)
        return undefined;
    return { kind: 'ranked', measure: sort, end: best === undefined ? 'least' : 'best', ...choice };
}
/** The cycle of a film. */
export const cycle = refine(section({
    neurons: list(item, { min: 1, max: 1000 }, 'neurons such as block8:40')
        .optional()
        .describe('The neurons in turn, such as `block8:40` or `{ layer: block8, random: 5 }`.'),
    ...ATLAS_KEYS,
    layer: field(NAME).optional().describe('The only layer to choose from; short for `layers` with one name.'),
    hold: field(time(HOLD)).prefault('2s').describe('How long each neuron is active alone.'),
    blend: field(time(HOLD)).prefault('1s').describe('How long the crossfade to the next neuron takes; 0s is a cut.'),
    order: field(choice(ORDERS))
        .prefault('forward')
        .describe('The order: as listed, there and back again, or a new order in every round.'),
}, { ways: [{ needs: ['neurons'] }, ...ATLAS_WAYS] }), ({ order, hold, blend, neurons, ...choice }, refuse) => {
    const timed = ({ item, ...own }, path) => {
        const times = { holdSeconds: own.hold ?? hold, blendSeconds: own.blend ?? blend };
        if (times.holdSeconds + times.blendSeconds === 0) {
            refuse('a neuron to hold or blend longer than 0s', '0s for both', path);
        }
        return { ...item, ...times };
    };
    const settings = (items) => ({ order, holdSeconds: hold, blendSeconds: blend, items });
    if (neurons !== undefined)
        return settings(neurons.map((one, i) => timed(one, ['neurons', i])));
    const item = chosenFromAtlas(choice);
    return item && settings([timed({ item }, [])]);
});
//# sourceMappingURL=cycle-schema.js.map