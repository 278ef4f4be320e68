// Resolves the neurons of a cycle: class names and atlas choices become numbers, then random neurons are drawn by the
// seed. The resolved settings are written beside the film, so it can be rendered again without the atlas.
import { join } from 'node:path';
import { chooseRanked, chooseSimilar } from '../atlas/choose.js';
import { atlasFile, folderName, readAtlas } from '../atlas/folder.js';
import { UserError } from '../errors.js';
import { atlasesFolder } from '../models/store/environment.js';
import { fingerprint } from '../models/store/fingerprint.js';
import { checkNeuron, findLayer, findNeuron, minimumSize, neuronCount } from '../network/layers.js';
import { openAscent } from '../optvis/ascend.js';
import { pathOfItem } from '../preset/settings.js';
import { formatPath } from '../preset/yaml/report.js';
import { openStream } from '../tensor/random.js';
import { tensor } from '../tensor/tensor.js';
/**
 * Finds all layers and neurons that a cycle names, in the network and in atlases.
 *
 * @throws UserError LAYER_UNKNOWN, NEURON_UNKNOWN, with all missing ones as `problems`;
 *   ATLAS_MISSING with the command that makes the atlas; ATLAS_UNUSABLE when it is damaged or belongs to another
 *   network; ARGUMENT_INVALID when the atlas holds too few neurons.
 */
export async function findNeurons(settings, model) {
    const { cycle, network } = settings;
    const atlases = new Map();
    const items = [];
    const missing = [];
    for (const [index, item] of cycle.items.entries()) {
        try {
            if (item.kind === 'like' || item.kind === 'ranked') {
                const atlas = atlases.get(item.atlas) ?? openAtlas(item, network, model);
                atlases.set(item.atlas, atlas);
                const chosen = chooseFrom(await atlas, item);
                for (const { layer, neuron } of chosen)
                    checkNeuron(model, layer, neuron);
                items.push(...chosen);
            }
            else
                items.push(findItem(item, model));
        }
        catch (error) {
            if (!(error instanceof UserError))
                throw error;
            missing.push([pathOfItem(cycle, index), error]);
        }
    }
    if (missing.length > 0)
        throw allMissing(missing);
    return { ...settings, cycle: { ...cycle, items } };
}
/**
 * Draws the random neurons of a cycle, determined by the film's seed: all different, none that is also named, none
 * dead.
 *
 * @throws UserError ARGUMENT_INVALID when a layer has too few neurons, NEURON_DEAD when too few of them respond.
 */
export async function drawNeurons(settings, model, sessions, signal) {
    const { items } = settings.cycle;
    const taken = new Set();
    for (const item of items)
        if (item.kind === 'neuron')
            taken.add(`${item.layer}:${item.neuron}`);
    const resolved = [];
    for (const [index, item] of items.entries()) {
        if (item.kind === 'neuron') {
            resolved.push(item);
            continue;
        }
        const { count, kind: _kind, ...rest } = item;
        for (const neuron of await draw(item.layer, count, index))
            resolved.push({ ...rest, kind: 'neuron', neuron });
    }
    return { ...settings, cycle: { ...settings.cycle, items: resolved } };
    async function draw(layer, count, index) {
        const all = Array.from({ length: neuronCount(findLayer(model, layer)) }, (_, neuron) => neuron);
        const free = all.filter((neuron) => !taken.has(`${layer}:${neuron}`));
        if (free.length < count) {
            const message = `the cycle asks for ${count} random neurons of ${layer}, but only ${free.length} are left`;
            throw new UserError('ARGUMENT_INVALID', message, { hint: `${layer} has ${all.length} neurons` });
        }
        const found = [];
        for (const neuron of openStream(settings.seed, 'cast', index).shuffle(free)) {
            signal?.throwIfAborted();
            if (await isDead(model, sessions, layer, neuron))
                continue;
            taken.add(`${layer}:${neuron}`);
            found.push(neuron);
            if (found.length === count)
                return found;
        }
        const message = `only ${found.length} of the ${count} random neurons of ${layer} respond to gradient ascent`;
        throw new UserError('NEURON_DEAD', message, { hint: 'ask for fewer, or choose another layer' });
    }
}
/** Steps of the trial climb and their rate: about those of the first sizes of a film's opening. */
const TRIAL = { steps: 12, rate: 0.05, bands: [0.5, 0.8, 1, 0.9, 0.6], color: 2, smooth: 0, look: 'natural' };
/** The trial picture is larger than the layer's minimum by this many pixels, so that more than one position counts. */
const TRIAL_SPARE = 32;
/** A cache of the trial size of each layer, since `minimumSize` tries one size after the other. */
const TRIAL_SIZES = new WeakMap();
function trialSize(layer) {
    const size = TRIAL_SIZES.get(layer) ?? minimumSize(layer) + TRIAL_SPARE;
    TRIAL_SIZES.set(layer, size);
    return size;
}
/** Whether a neuron is dead: a short climb from noise on a small picture does not raise its score. */
export async function isDead(model, sessions, layer, neuron) {
    const size = trialSize(findLayer(model, layer));
    const picture = tensor([1, 3, size, size]);
    openStream(0, 'silence').fillUniform(picture.data, -0.1, 0.1);
    const ascent = openAscent(sessions);
    const objective = [{ neuron: { layer, index: neuron }, weight: 1 }];
    const jitterAt = (step) => ({ dy: (7 * step) % 17, dx: (11 * step) % 17 });
    const climb = (steps) => ascent.climb(picture, objective, { ...TRIAL, steps, jitterAt });
    const [before] = await climb(TRIAL.steps);
    const [after] = await climb(1);
    return !(after > before);
}
function findItem(item, model) {
    findLayer(model, item.layer);
    if (item.kind === 'class') {
        const { className, kind: _kind, ...rest } = item;
        return { ...rest, kind: 'neuron', neuron: findNeuron(model, rest.layer, className) };
    }
    if (item.kind === 'neuron')
        checkNeuron(model, item.layer, item.neuron);
    return item;
}
function chooseFrom(atlas, item) {
    const { count, among: layers, holdSeconds, blendSeconds } = item;
    const chosen = item.kind === 'ranked'
        ? chooseRanked(atlas, { measure: item.measure, end: item.end, count, layers })
        : chooseSimilar(atlas, { to: { layer: item.layer, neuron: item.neuron }, count, layers });
    return chosen.map(({ layer, neuron }) => ({ kind: 'neuron', layer, neuron, holdSeconds, blendSeconds }));
}
async function openAtlas(item, networkName, model) {
    const network = { name: model.name, hash: await fingerprint(networkName) };
    const folder = item.atlas ?? join(atlasesFolder(), folderName(network));
    const atlas = await readAtlas(folder);
    if (atlas?.network.hash === network.hash)
        return atlas;
    const layers = item.kind === 'like' ? [item.layer] : item.among;
    const command = `neurozoom atlas ${networkName} ${layers.length === 0 ? 'LAYER...' : layers.join(' ')}`;
    const hint = item.atlas === null ? command : `${command} --out ${item.atlas}`;
    if (atlas === undefined) {
        const where = item.atlas === null ? '' : ` in ${folder}`;
        const message = `the cycle needs an atlas of ${model.name}, but there is none${where} yet`;
        throw new UserError('ATLAS_MISSING', message, { hint });
    }
    const other = atlas.network.name === model.name ? `another ${model.name}` : atlas.network.name;
    const message = `${atlasFile(folder)} describes ${other}, not the ${model.name} of this film`;
    throw new UserError('ATLAS_UNUSABLE', message, { hint });
}
/** The most missing neurons that a message lists. */
const MAX_LISTED = 20;
function allMissing(missing) {
    const [[, first]] = missing;
    const { code, hint } = first;
    const isOne = missing.length === 1;
    const problems = missing.map(([path, error]) => {
        // The hint of a single error goes below it, the hints of several beside each.
        const isWhole = isOne || error.hint === undefined;
        return { path, message: isWhole ? error.message : `${error.message}; ${error.hint}` };
    });
    if (isOne)
        return new UserError(code, first.message, { hint, problems, cause: first });
    const listed = problems.slice(0, MAX_LISTED).map(({ path, message }) => `${formatPath(path)}: ${message}`);
    const rest = missing.length - listed.length;
    return new UserError(code, [...listed, ...(rest > 0 ? [`... and ${rest} more`] : [])].join('\n'), { problems });
}
//# sourceMappingURL=resolve-neurons.js.map