// From a network's name, or the path of its file, to the network.
import { basename, join } from 'node:path';
import { exists, isFolder } from '../disk/files.js';
import { UserError } from '../errors.js';
import { looksLikeOnnx } from '../onnx-format/read.js';
import { isHdf5 } from './hdf5/hdf5.js';
import { readLabels } from './labels.js';
import { isJson, isWebPage, isZip, readHead } from './model-file.js';
import { openOnnx } from './onnx/onnx.js';
import { BUNDLED, openBundled } from './store/bundled.js';
import { CATALOG, inCatalog } from './store/catalog.js';
import { NSFWJS_INCEPTION } from './store/nsfwjs.js';
import { findNetwork } from './store/registry.js';
import { expectUnchanged } from './store/verify.js';
/**
 * The kinds of files, in the order in which they are tried. ONNX comes last, since nothing marks such a file. The
 * readers of Keras's files are loaded when they are needed, since the bundled network does without their 30 modules.
 */
const SOURCES = [
    {
        name: 'Keras HDF5',
        recognises: isHdf5,
        open: async (path, options) => (await import('./keras/h5.js')).openH5(path, options),
    },
    {
        name: 'Keras archive',
        recognises: isZip,
        open: async (path, options) => (await import('./keras/archive.js')).openArchive(path, options),
    },
    {
        name: 'TensorFlow.js layers',
        recognises: isJson,
        open: async (path, options) => (await import('./tfjs/layers.js')).openTfjsLayers(path, options),
    },
    { name: 'ONNX', recognises: looksLikeOnnx, open: openOnnx },
];
/** The file to open in a folder. */
const MAIN_FILE = 'model.json';
/**
 * Opens a network by its name, or by the path of its file (or of the folder of a TensorFlow.js model).
 *
 * @throws UserError NETWORK_UNKNOWN with the known names; NETWORK_NOT_PULLED with the command that pulls the network;
 *   as `openFile`.
 */
export async function openNetwork(nameOrPath, options = {}) {
    if (nameOrPath === BUNDLED)
        return openBundled();
    if (nameOrPath === NSFWJS_INCEPTION)
        return (await import('./store/nsfwjs-inception.js')).openNsfwjsInception();
    const found = await findNetwork(nameOrPath);
    if (found !== undefined) {
        if (found.entry !== undefined)
            await expectUnchanged(found.path, found.entry);
        const model = await openFile(found.path, { ...found.options, ...options });
        return found.labels === undefined ? model : { ...model, labels: await readLabels(found.labels) };
    }
    if (nameOrPath !== '' && (await exists(nameOrPath)))
        return openFile(nameOrPath, options);
    if (/[\\/]|\.(?:h5|hdf5|keras|json|onnx)$/i.test(nameOrPath)) {
        throw new UserError('NETWORK_UNREADABLE', `there is no file ${nameOrPath}`);
    }
    const known = [BUNDLED, ...CATALOG.map(({ name }) => name), NSFWJS_INCEPTION];
    throw new UserError('NETWORK_UNKNOWN', `the network '${nameOrPath}' is not known`, {
        hint: `known: ${known.join(', ')}, and files: .h5, .keras, model.json, .onnx; all: neurozoom networks`,
    });
}
/**
 * A network for a description: opened, or, if it is known but not pulled yet, its architecture without weights.
 *
 * @returns the network, and the error that says how to pull it if it is not pulled.
 * @throws UserError as `openNetwork`, but NETWORK_NOT_PULLED only for a network whose architecture is not in the
 *   catalog.
 */
export async function outlineNetwork(nameOrPath, options = {}) {
    try {
        return { model: await openNetwork(nameOrPath, options), missing: undefined };
    }
    catch (cause) {
        const entry = inCatalog(nameOrPath);
        if (entry === undefined || !(cause instanceof UserError) || cause.code !== 'NETWORK_NOT_PULLED')
            throw cause;
        const { outlineOf } = await import('./keras/outline.js');
        return { model: outlineOf(entry.name, entry.architecture), missing: cause };
    }
}
/**
 * Opens the file of a network, of any known kind.
 *
 * @param options - By default the name is that of the file, without its extension.
 * @throws UserError NETWORK_UNREADABLE when the file is of an unknown kind, damaged or incomplete; OP_UNSUPPORTED when
 *   it holds an operation that is not supported; PREPROCESSING_UNKNOWN when neither it nor the options state its
 *   preprocessing.
 */
export async function openFile(path, options = {}) {
    const file = (await isFolder(path)) ? join(path, MAIN_FILE) : path;
    const head = await readHead(file);
    refuseOthers(file, head);
    const source = SOURCES.find((one) => one.recognises(head));
    if (source === undefined) {
        throw new UserError('NETWORK_UNREADABLE', `${file} is not a network of a known kind`, {
            hint: `known: ${SOURCES.map(({ name }) => name).join(', ')}`,
        });
    }
    try {
        return await source.open(file, { ...options, name: options.name ?? basename(path).replace(/\.\w+$/, '') });
    }
    catch (cause) {
        throw named(file, cause);
    }
}
/** Errors about a layer or a weight do not name the file. */
function named(file, cause) {
    if (!(cause instanceof UserError) || cause.message.includes(file))
        return cause;
    return new UserError(cause.code, `${file}: ${cause.message}`, { hint: cause.hint, cause });
}
/** What downloads most often contain instead of a network. */
function refuseOthers(file, head) {
    if (isWebPage(head)) {
        throw new UserError('NETWORK_UNREADABLE', `${file} is a web page, not a network`, {
            hint: 'its address shows a page about the file: look for the link to the file itself',
        });
    }
    if (new TextDecoder().decode(head).startsWith('version https://git-lfs')) {
        throw new UserError('NETWORK_UNREADABLE', `${file} only points to a network in Git LFS`, {
            hint: 'run git lfs pull',
        });
    }
}
//# sourceMappingURL=load.js.map