// TensorFlow.js layers models on disk: a `model.json` with the topology and a manifest, and beside it the shards with
// the weights.
import { readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '../../errors.js';
import { isObject, parseJson } from '../json.js';
import { fromKerasLayers } from '../keras/layers.js';
import { generationOf } from '../keras/settings.js';
import { readTopology } from '../keras/topology.js';
import { fromNames } from '../keras/weights.js';
import { MAX_FILE_BYTES, readModelFile } from '../model-file.js';
import { requirePreprocessing } from '../preprocessing.js';
import { decodeWeights } from './weights.js';
/** Names of files, not paths. */
const SHARD_NAME = /^[\w() -][\w.() -]*$/;
/** Opens a `model.json`. @throws UserError as `ModelSource.open`. */
export async function openTfjsLayers(path, options) {
    const json = parseJson(path, new TextDecoder().decode(await readModelFile(path)));
    const { topology: described, manifest, version } = partsOf(path, json);
    const preprocessing = requirePreprocessing(options.preprocessing, path);
    const topology = readTopology(path, described);
    const weights = new Map();
    for (const group of manifest) {
        const { entries, shards } = groupOf(path, group);
        const bytes = await readShards(path, shards);
        for (const [name, tensor] of decodeWeights(entries, bytes)) {
            if (weights.has(name))
                throw malformed(path, `its manifest has two weights named '${name}'`);
            weights.set(name, tensor);
        }
    }
    return fromKerasLayers(topology, {
        name: options.name,
        weights: fromNames(topology, weights),
        generation: generationOf(version),
        preprocessing,
    });
}
/**
 * The names of the files with the weights, beside a `model.json`.
 *
 * @throws UserError NETWORK_UNREADABLE for any other file.
 */
export async function shardsOf(path) {
    const json = parseJson(path, new TextDecoder().decode(await readModelFile(path)));
    return partsOf(path, json).manifest.flatMap((group) => groupOf(path, group).shards);
}
function partsOf(path, json) {
    if (!isObject(json))
        throw malformed(path, 'it is not an object');
    const { modelTopology: model, weightsManifest: manifest, format } = json;
    if (format === 'graph-model' || (isObject(model) && 'node' in model)) {
        throw new UserError('OP_UNSUPPORTED', `${path} is a graph model of TensorFlow.js`, {
            hint: 'convert it with tensorflowjs_converter --output_format=tfjs_layers_model, or to ONNX',
        });
    }
    if (!isObject(model) || !Array.isArray(manifest)) {
        throw malformed(path, 'it has no modelTopology or no weightsManifest');
    }
    // Converted models have the topology inside `model_config`; those that TensorFlow.js saved do not.
    return {
        topology: model.model_config ?? model,
        manifest: manifest,
        version: model.keras_version,
    };
}
function groupOf(path, group) {
    if (!isObject(group) || !Array.isArray(group.weights) || !Array.isArray(group.paths)) {
        throw malformed(path, 'its manifest has a group without weights or paths');
    }
    const entries = group.weights.map((entry) => entryOf(path, entry));
    const shards = group.paths.map((shard) => {
        if (typeof shard === 'string' && SHARD_NAME.test(shard))
            return shard;
        throw malformed(path, `its manifest names the shard ${JSON.stringify(shard)}, which is not a file beside it`);
    });
    return { entries, shards };
}
function entryOf(path, entry) {
    if (!isObject(entry))
        throw malformed(path, 'its manifest has a weight that is not an object');
    const { name, shape, dtype, quantization } = entry;
    const isShape = Array.isArray(shape) && shape.every((size) => typeof size === 'number');
    if (typeof name !== 'string' || !isShape || typeof dtype !== 'string') {
        throw malformed(path, 'its manifest has a weight without a name, a shape or a type');
    }
    if (quantization === undefined)
        return { name, shape, dtype };
    return { name, shape, dtype, quantization: quantizationOf(path, quantization) };
}
function quantizationOf(path, given) {
    const { dtype, scale, min } = isObject(given) ? given : {};
    const isNumber = (value) => value === undefined || typeof value === 'number';
    if (typeof dtype !== 'string' || !isNumber(scale) || !isNumber(min)) {
        throw malformed(path, 'its manifest has a weight with an unknown quantisation');
    }
    return {
        dtype,
        ...(scale === undefined ? {} : { scale: Number(scale) }),
        ...(min === undefined ? {} : { min: Number(min) }),
    };
}
/** The shards of a group, joined. */
async function readShards(path, shards) {
    const folder = dirname(path);
    const there = new Set(await readdir(folder));
    const missing = shards.filter((shard) => !there.has(shard));
    if (missing.length > 0) {
        throw new UserError('NETWORK_UNREADABLE', `${path} needs files that are not beside it: ${missing.join(', ')}`);
    }
    const home = await realpath(folder);
    let total = 0;
    for (const shard of shards) {
        const file = join(folder, shard);
        // A link could lead anywhere.
        if (dirname(await realpath(file)) !== home)
            throw malformed(path, `its shard ${shard} is in another folder`);
        total += (await stat(file)).size;
    }
    if (total > MAX_FILE_BYTES) {
        throw new UserError('NETWORK_UNREADABLE', `${path} has ${total} bytes of weights, more than ${MAX_FILE_BYTES}`);
    }
    const joined = new Uint8Array(total);
    let at = 0;
    for (const shard of shards) {
        const bytes = await readModelFile(join(folder, shard));
        if (at + bytes.length > total)
            throw malformed(path, `its shard ${shard} changed while it was read`);
        joined.set(bytes, at);
        at += bytes.length;
    }
    return joined;
}
function malformed(path, what) {
    return new UserError('NETWORK_UNREADABLE', `${path} is not a layers model of TensorFlow.js: ${what}`);
}
//# sourceMappingURL=layers.js.map