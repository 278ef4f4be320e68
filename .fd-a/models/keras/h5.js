// Reads Keras's HDF5 files: whole models of Keras 2 and of Keras 3's legacy format (with `model_config`), and files of
// weights alone for known architectures, in the layouts of Keras 2 and 3 (`.weights.h5`).
import { UserError } from '../../errors.js';
import { withHdf5 } from '../hdf5/hdf5.js';
import { parseJson } from '../json.js';
import { readModelFile } from '../model-file.js';
import { requirePreprocessing } from '../preprocessing.js';
import { ARCHITECTURES, recognise } from './architectures/known.js';
import { fromKerasLayers } from './layers.js';
import { generationOf } from './settings.js';
import { readTopology } from './topology.js';
import { aliasesOf, listed, pathsByCount, pathsByName, readWeights } from './weights.js';
/** Opens an `.h5` file. @throws UserError as `ModelSource.open`. */
export async function openH5(path, options) {
    return withHdf5(path, await readModelFile(path), async (file) => {
        const [config] = file.groups.get('/')?.texts.get('model_config') ?? [];
        return config === undefined ? openWeights(file, options) : openModel(file, config, options);
    });
}
async function openModel(file, config, options) {
    const preprocessing = requirePreprocessing(options.preprocessing, file.name);
    const topology = readTopology(file.name, parseJson(file.name, config));
    const generation = generationOf(file.groups.get('/')?.texts.get('keras_version')?.[0]);
    const weights = await readWeights(file, pathsByName(file, '/model_weights', topology));
    return fromKerasLayers(topology, { name: options.name, weights, generation, preprocessing });
}
async function openWeights(file, options) {
    const among = ARCHITECTURES.filter(({ name }) => options.architecture === undefined || name === options.architecture);
    const known = ARCHITECTURES.map(({ name }) => name).join(', ');
    if (among.length === 0) {
        throw new UserError('ARGUMENT_INVALID', `the architecture '${options.architecture}' is not known`, {
            hint: `known: ${known}`,
        });
    }
    const { count, pathsIn } = layoutOf(file);
    const candidates = recognise(pathsIn, (path) => file.datasets.get(path), count, among);
    const [found, ...others] = await fitting(file, candidates, options);
    if (found === undefined) {
        const whose = options.architecture === undefined ? 'any known architecture' : options.architecture;
        throw new UserError('NETWORK_UNREADABLE', `${file.name} has ${count} weights, which are not those of ${whose}`, {
            hint: `known: ${known}; for any other network, save the whole model (model.save)`,
        });
    }
    if (others.length > 0)
        throw ambiguous(file, [found, ...others]);
    return found.model;
}
/** The networks that a file's weights fit. */
async function fitting(file, candidates, { name, preprocessing }) {
    const found = [];
    let failure;
    for (const candidate of candidates) {
        const { architecture, topology, paths } = candidate;
        const weights = await readWeights(file, paths);
        // The topologies have the format of Keras 2.
        const parts = { name, weights, generation: 2, preprocessing: preprocessing ?? architecture.preprocessing };
        try {
            found.push({ ...candidate, model: fromKerasLayers(topology, parts) });
        }
        catch (cause) {
            if (!(cause instanceof UserError))
                throw cause;
            failure ??= cause;
        }
    }
    // With one candidate, the error says what does not fit.
    if (found.length === 0 && candidates.length === 1)
        throw failure;
    return found;
}
function ambiguous(file, found) {
    const said = found.map(({ architecture: { name, differs } }) => differs === undefined ? name : `${name} (${differs})`);
    return new UserError('NETWORK_UNREADABLE', `${file.name} may be of ${said.join(' or of ')}`, {
        hint: `choose with ${found.map(({ architecture }) => `--architecture ${architecture.name}`).join(' or ')}`,
    });
}
/** The number of weights in a file of weights alone, and the paths of a topology's weights in it. */
export function layoutOf(file) {
    const layers = listed(file, '/', 'layer_names');
    if (layers.length > 0) {
        const count = layers.reduce((sum, layer) => sum + listed(file, `/${layer}`, 'weight_names').length, 0);
        const weighted = layers.filter((layer) => listed(file, `/${layer}`, 'weight_names').length > 0);
        const pathsIn = (topology) => pathsByName(file, '/', topology, aliasesOf(topology, weighted));
        return { count, pathsIn };
    }
    const root = ['/layers/', '/_layer_checkpoint_dependencies/'];
    const paths = [...file.datasets.keys()].filter((path) => root.some((start) => path.startsWith(start)));
    if (paths.length === 0) {
        throw new UserError('NETWORK_UNREADABLE', `${file.name} is an HDF5 file, but has no Keras network`);
    }
    return {
        count: paths.length,
        pathsIn: (topology) => pathsByCount(file, topology),
    };
}
//# sourceMappingURL=h5.js.map