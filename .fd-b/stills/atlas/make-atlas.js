// Makes the atlas of a network, given by its name, in a folder.
import { join, resolve } from 'node:path';
import { folderName } from '../../atlas/folder.js';
import { onnxEngine } from '../../engines/onnx-engine.js';
import { UserError } from '../../errors.js';
import { openNetwork } from '../../models/load.js';
import { atlasesFolder } from '../../models/store/environment.js';
import { fingerprint } from '../../models/store/fingerprint.js';
import { evenLayers } from '../../network/even-layers.js';
import { version } from '../../preset/version.js';
import { growAtlas } from './grow-atlas.js';
import { CELL, CELLS, SEEDS, STEPS, thumbnailPlan, thumbnailSize } from './plan.js';
/** Number of layers when none are named. */
const LAYERS = 6;
/**
 * Makes the atlas of a network, or continues it: a picture of every neuron of some layers with its measures, and a page
 * to look through them.
 *
 * @param network - Its name, or the path of its file.
 * @throws UserError ARGUMENT_INVALID for a side or seed out of range; LAYER_UNKNOWN, SIZE_TOO_SMALL, ATLAS_UNUSABLE,
 *   OUTPUT_UNWRITABLE, DISK_FULL (see `growAtlas`); and as `openNetwork`.
 */
export async function makeAtlas(network, { layers, folder, thumbnailSide = CELL, seed = 7, threads, signal, onEvent } = {}) {
    requireWhole('thumbnailSide', thumbnailSide, CELLS);
    requireWhole('seed', seed, SEEDS);
    const model = await openNetwork(network);
    const plan = { cell: thumbnailSide, seed, steps: STEPS };
    const names = layers ?? evenLayers(model, thumbnailSize(thumbnailSide), LAYERS);
    for (const name of names)
        thumbnailPlan(model, name, plan);
    const identity = { name: model.name, hash: await fingerprint(network) };
    const { description } = await onnxEngine(threads === undefined ? {} : { threads });
    return growAtlas({
        ...{ model, plan, threads, signal, onEvent },
        network: identity,
        layers: names,
        folder: folder === undefined ? join(atlasesFolder(), folderName(identity)) : resolve(folder),
        madeBy: `neurozoom ${await version()}; ${description}`,
    });
}
function requireWhole(name, value, { min, max }) {
    if (Number.isInteger(value) && value >= min && value <= max)
        return;
    throw new UserError('ARGUMENT_INVALID', `Expected \`${name}\` to be a whole number from ${min} to ${max}, got \`${value}\`.`);
}
//# sourceMappingURL=make-atlas.js.map