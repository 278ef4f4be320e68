// Reads the `.keras` files of Keras 3: a zip archive with the topology (config.json) and the weights
// (model.weights.h5).
import { unzipSync } from 'fflate';
import { UserError } from '../../errors.js';
import { withHdf5 } from '../hdf5/hdf5.js';
import { isObject, parseJson } from '../json.js';
import { MAX_FILE_BYTES, readModelFile } from '../model-file.js';
import { requirePreprocessing } from '../preprocessing.js';
import { fromKerasLayers } from './layers.js';
import { generationOf } from './settings.js';
import { readTopology } from './topology.js';
import { pathsByCount, readWeights } from './weights.js';
const CONFIG = 'config.json';
const METADATA = 'metadata.json';
const WEIGHTS = 'model.weights.h5';
/** Limits of the unpacked parts, in bytes. The configuration of a network with 1000 layers takes 1 MB. */
const MAX_BYTES = {
    [CONFIG]: 64 * 2 ** 20,
    [METADATA]: 2 ** 20,
    [WEIGHTS]: MAX_FILE_BYTES,
};
/** Keras stores weights uncompressed. Other programs compress them, by less than this factor. */
const MAX_EXPANSION = 16;
const SMALL_BYTES = 2 ** 20;
/** Opens a `.keras` archive. @throws UserError as `ModelSource.open`. */
export async function openArchive(path, options) {
    const preprocessing = requirePreprocessing(options.preprocessing, path);
    const parts = unpack(path, await readModelFile(path));
    const metadata = parts[METADATA] === undefined ? {} : parseJson(path, textOf(parts[METADATA]));
    const topology = readTopology(path, parseJson(path, textOf(require(path, parts, CONFIG))));
    const generation = generationOf(isObject(metadata) ? metadata.keras_version : undefined);
    const weights = require(path, parts, WEIGHTS).slice(); // a separate buffer, which can be transferred
    return withHdf5(path, weights, async (file) => {
        const found = await readWeights(file, pathsByCount(file, topology));
        return fromKerasLayers(topology, { name: options.name, weights: found, generation, preprocessing });
    });
}
function unpack(path, archive) {
    const isLarge = (name, size) => size > MAX_BYTES[name] || size > Math.max(SMALL_BYTES, archive.byteLength * MAX_EXPANSION);
    try {
        return unzipSync(archive, {
            filter: ({ name, originalSize }) => {
                if (!Object.hasOwn(MAX_BYTES, name))
                    return false;
                if (isLarge(name, originalSize)) {
                    throw new UserError('NETWORK_UNREADABLE', `${path} declares ${originalSize} bytes for its ${name}`);
                }
                return true;
            },
        });
    }
    catch (cause) {
        if (cause instanceof UserError)
            throw cause;
        throw new UserError('NETWORK_UNREADABLE', `${path} is a damaged or incomplete archive`, { cause });
    }
}
function require(path, parts, name) {
    const part = parts[name];
    if (part !== undefined)
        return part;
    throw new UserError('NETWORK_UNREADABLE', `${path} has no ${name} in it`, {
        hint: "a network that Keras's model.save wrote into one file has it",
    });
}
function textOf(bytes) {
    return new TextDecoder().decode(bytes);
}
//# sourceMappingURL=archive.js.map