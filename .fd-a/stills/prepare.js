// Checks a picture's settings against the network, and turns them into objectives and the plan of the growth.
import { UserError } from '../errors.js';
import { channelsOf } from '../graph/shapes.js';
import { checkPictureSize, findLayer, findNeuron, neuronCount, noteOnSize } from '../network/layers.js';
/**
 * Checks a picture's settings against the network.
 *
 * @param init - The photo to start from, as a master at full size. @default noise
 * @throws UserError LAYER_UNKNOWN, NEURON_UNKNOWN, SIZE_TOO_SMALL, ARGUMENT_INVALID.
 */
export function preparePicture(model, settings, init) {
    const { variations, seed, show } = settings;
    const objectives = show.flat().map((subject) => objectiveOf(model, subject));
    const layers = new Set(objectives.flatMap((terms) => terms.map(({ neuron }) => neuron.layer)));
    const plan = planOf(settings, checkPictureSize(model, settings, layers), init);
    const note = noteOnSize(model, settings, layers);
    if (settings.sheet !== null) {
        return { settings, plan, requests: objectives.map((objective) => ({ objective, seed })), note };
    }
    const [objective] = objectives;
    const numbers = variations.diversity > 0 ? Array.from({ length: variations.count }, (_, i) => i) : [variations.number];
    const requests = numbers.map((number) => ({ objective, seed: seedOf(seed, number) }));
    return { settings, plan, requests, note };
}
/** The seed of a variation. */
export function seedOf(seed, variation) {
    return seed + variation;
}
function objectiveOf(model, subject) {
    return subject.map((term) => ({ neuron: targetOf(model, term), weight: term.weight }));
}
function targetOf(model, { layer: name, neuron, at }) {
    const layer = findLayer(model, name);
    if (neuron === null) {
        const channels = channelsOf(layer.node);
        return { layer: name, kind: 'deepdream', direction: new Float32Array(channels).fill(1 / channels) };
    }
    const where = at === null ? {} : { kind: 'neuron', position: at };
    if (typeof neuron !== 'string') {
        const count = neuronCount(layer);
        if (neuron.length !== count) {
            throw new UserError('ARGUMENT_INVALID', `the direction has ${neuron.length} numbers, and ${name} has ${count} neurons`);
        }
        return { layer: name, direction: neuron, ...where };
    }
    return { layer: name, index: findNeuron(model, name, neuron), ...where };
}
function planOf(settings, minimumSize, init) {
    const { width, height, look, growth, ascent, grade } = settings;
    const { margin, ...climb } = ascent;
    const { steps, ...sizes } = growth;
    return {
        ...{ width, height, margin, minimumSize, grade, ...sizes },
        climb: { ...climb, steps, look },
        ...(init === undefined ? {} : { init }),
    };
}
//# sourceMappingURL=prepare.js.map