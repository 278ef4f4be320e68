// Finds the layers and neurons of a network by name, and the picture sizes that fit them.
import { UserError } from '../errors.js';
import { isOp, topologicalOrder } from '../graph/graph.js';
import { channelsOf, inferShapes, ShapeError } from '../graph/shapes.js';
import { neuronIndex } from '../models/labels.js';
import { isInceptionLayer, NSFWJS_INCEPTION } from '../models/store/nsfwjs.js';
import { beforeActivation, requireClimbable } from '../optvis/objective.js';
import { nearest } from '../preset/nearest.js';
/** @throws UserError LAYER_UNKNOWN with the nearest names. */
export function findLayer(model, name) {
    const found = model.layers.find((layer) => layer.name === name);
    if (found !== undefined)
        return found;
    const names = model.layers.map((layer) => layer.name);
    const closest = `closest: ${nearest(name, names, 3).join(', ')} (${names.length} layers in all)`;
    throw new UserError('LAYER_UNKNOWN', `'${name}' is not a layer of ${model.name}`, {
        hint: isInceptionLayer(name) ? ofInception(name) : closest,
    });
}
/** InceptionV3 was the default network until 0.1.0, so old presets do not name it. */
function ofInception(name) {
    return (`${name} is a layer of ${NSFWJS_INCEPTION}, the default network of old presets: add network: ${NSFWJS_INCEPTION} ` +
        `to the preset, or --network ${NSFWJS_INCEPTION} to the command (npm install nsfwjs)`);
}
/**
 * The number of neurons (channels) of a layer.
 *
 * @throws UserError OP_UNSUPPORTED when it depends on the picture size.
 */
export function neuronCount(layer) {
    return requireClimbable(layer.name, () => channelsOf(beforeActivation(layer.node)));
}
/**
 * Finds a neuron of a layer by its number or by the name of its class.
 *
 * @param word - As in `40` or `tabby`.
 * @returns its channel, from 0.
 * @throws UserError LAYER_UNKNOWN; NEURON_UNKNOWN with the range or the nearest classes.
 */
export function findNeuron(model, layerName, word) {
    const index = neuronIndex(model, findLayer(model, layerName), word, nearest);
    checkNeuron(model, layerName, index);
    return index;
}
/** @throws UserError LAYER_UNKNOWN, or NEURON_UNKNOWN with the range. */
export function checkNeuron(model, layerName, index) {
    const count = neuronCount(findLayer(model, layerName));
    if (index >= count) {
        throw new UserError('NEURON_UNKNOWN', `${layerName} has no neuron ${index}`, {
            hint: `its neurons are 0 to ${count - 1}`,
        });
    }
}
/**
 * The only picture size that a layer accepts, such as a layer after a flatten and most layers of transformers;
 * undefined for a layer that accepts many sizes. Pictures of other sizes are evaluated in tiles or enlarged.
 */
export function fixedSize(layer) {
    const known = FIXED_SIZES.get(layer);
    if (known !== undefined)
        return known ?? undefined;
    const found = findFixedSize(layer);
    FIXED_SIZES.set(layer, found ?? null);
    return found;
}
/** A cache, since trying sizes takes some milliseconds. */
const FIXED_SIZES = new WeakMap();
function findFixedSize(layer) {
    if (takes(layer, LARGEST_MINIMUM, LARGEST_MINIMUM))
        return undefined;
    const hasPatches = topologicalOrder([layer.node]).some((node) => isOp(node, 'reshape'));
    const { declared } = layer;
    if (declared !== undefined && takes(layer, declared.height, declared.width))
        return { ...declared, hasPatches };
    for (let side = 1; side <= LARGEST_MINIMUM; side++) {
        if (takes(layer, side, side))
            return { height: side, width: side, hasPatches };
    }
    return undefined;
}
/** The largest size that is tried. The last layers of InceptionV3 need 75 pixels, its dense head 299. */
const LARGEST_MINIMUM = 2048;
/**
 * The side of the smallest square picture that a layer accepts, in pixels; for a layer with a fixed size, its longer
 * side.
 *
 * @throws UserError SIZE_TOO_SMALL when it accepts no size up to 2048.
 */
export function minimumSize(layer) {
    const fixed = fixedSize(layer);
    if (fixed !== undefined)
        return Math.max(fixed.height, fixed.width);
    for (let size = 1; size <= LARGEST_MINIMUM; size++) {
        if (takes(layer, size, size))
            return size;
    }
    throw new UserError('SIZE_TOO_SMALL', `the layer ${layer.name} accepts no square picture of up to ${LARGEST_MINIMUM}x${LARGEST_MINIMUM} pixels`);
}
/** Whether a picture of this size, in pixels, can be climbed in the layer: whole, in tiles, or enlarged. */
export function fits(layer, height, width) {
    return takes(layer, height, width) || fixedSize(layer) !== undefined;
}
/** Whether the layer accepts a whole picture of this size, in pixels. */
export function takes(layer, height, width) {
    try {
        inferShapes([beforeActivation(layer.node)], { height, width });
        return true;
    }
    catch (error) {
        if (error instanceof ShapeError)
            return false;
        throw error;
    }
}
/**
 * Checks that layers accept a picture, before any session is opened.
 *
 * @returns the side of the smallest square picture that all of them accept, in pixels.
 * @throws UserError LAYER_UNKNOWN, SIZE_TOO_SMALL.
 */
export function checkPictureSize(model, { width, height, ascent: { margin } }, layers) {
    let smallest = 1;
    for (const name of layers) {
        const layer = findLayer(model, name);
        const least = minimumSize(layer);
        if (!fits(layer, height + 2 * margin, width + 2 * margin)) {
            throw new UserError('SIZE_TOO_SMALL', `${width}x${height} with a margin of ${margin} is too small for ${name}`, {
                hint: `${name} needs at least ${least} pixels per side, ${Math.max(16, least - 2 * margin)} without the margin`,
            });
        }
        // A layer with a fixed size accepts smaller pictures too: they are enlarged.
        const side = Math.min(height, width) + 2 * margin;
        smallest = Math.max(smallest, fixedSize(layer) === undefined ? least : Math.min(least, side));
    }
    return smallest;
}
/**
 * A sentence that says how a picture is fitted to layers with a fixed size; undefined if all layers accept it whole.
 *
 * @throws UserError LAYER_UNKNOWN.
 */
export function noteOnSize(model, { width, height, ascent: { margin } }, layers) {
    const [tall, wide] = [height + 2 * margin, width + 2 * margin];
    for (const name of layers) {
        const layer = findLayer(model, name);
        const fixed = fixedSize(layer);
        if (fixed === undefined || takes(layer, tall, wide))
            continue;
        const isSmaller = tall < fixed.height || wide < fixed.width;
        const fitted = isSmaller ? 'is enlarged to that size, in tiles if needed' : 'is climbed in tiles of that size';
        return `${name} only accepts pictures of ${fixed.width}x${fixed.height}: this one ${fitted}`;
    }
    return undefined;
}
//# sourceMappingURL=layers.js.map