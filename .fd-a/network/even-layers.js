// Chooses layers that show a network from its first to its last, if none are named.
import { UserError } from '../errors.js';
import { isFlat } from '../graph/shapes.js';
import { fits, neuronCount } from './layers.js';
/** Kinds of layers that end a block, where branches join. */
const JOINTS = ['Concatenate', 'Concat', 'Add'];
/** A network with fewer joints is treated as one without blocks. */
const MIN_BLOCKS = 4;
/** Layers with fewer neurons do not fill a row. */
const MIN_NEURONS = 8;
/**
 * Layers from the first to the last, evenly spaced: the ends of blocks if the network has at least four, otherwise its
 * convolutions. Layers that the picture is too small for are left out.
 *
 * @throws UserError SIZE_TOO_SMALL when the picture is too small for every layer.
 */
export function evenLayers(model, { width, height, ascent: { margin } }, count) {
    const able = model.layers.filter((layer) => !isFlat(layer.node) && hasNeurons(layer) && fits(layer, height + 2 * margin, width + 2 * margin));
    const joints = able.filter(({ kind }) => JOINTS.includes(kind));
    const convolutions = able.filter(({ kind }) => /^Conv/.test(kind));
    const from = joints.length >= MIN_BLOCKS ? joints : convolutions.length > 0 ? convolutions : able;
    if (from.length === 0)
        throw new UserError('SIZE_TOO_SMALL', `${width}x${height} is too small for every layer of ${model.name}`);
    const rows = Math.min(count, from.length);
    const indices = Array.from({ length: rows }, (_, i) => rows === 1 ? 0 : Math.round((i * (from.length - 1)) / (rows - 1)));
    return indices.map((index) => from[index].name);
}
function hasNeurons(layer) {
    return neuronCount(layer) >= MIN_NEURONS;
}
//# sourceMappingURL=even-layers.js.map