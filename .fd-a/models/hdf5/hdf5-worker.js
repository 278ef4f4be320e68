// Reads HDF5 in a worker thread. Files come from anywhere, and a damaged one may send the library into an endless
// loop or crash it; a thread can be ended. It opens files in memory (with the build of h5wasm that has no access to the
// disk), walks them once with limits on depth, number and size, and accepts only plain groups and datasets: no links,
// no virtual storage.
import { parentPort } from 'node:worker_threads';
import { elementCount } from '../../tensor/tensor.js';
import { fromHalf } from '../half.js';
/** Nested models nest groups, two levels each. No network is this deep. */
const MAX_DEPTH = 40;
/** DenseNet201's 709 layers have about 4000. Also the limit of a list in an attribute. */
const MAX_OBJECTS = 100_000;
/** For all attributes together. The configuration of a network with 1000 layers takes 1 MB. */
const MAX_TEXT_BYTES = 64 * 2 ** 20;
/**
 * Compression makes weights smaller by less than this factor. A file that declares more is meant to fill the memory.
 */
const MAX_EXPANSION = 16;
const SMALL_FILE_BYTES = 2 ** 20;
/** Names of layers, and the characters that Keras adds to them. */
const NAME = /^[\w.:() -]+$/;
const PATH = '/network.h5';
/** The file is not as it should be. */
class Refusal extends Error {
}
let file;
function answer(module, request) {
    try {
        reply(module, request);
    }
    catch (error) {
        const what = error instanceof Refusal ? error.message : 'is damaged or incomplete';
        send({ is: 'refused', what, isOrderly: error instanceof Refusal || isLibraryError(error) });
    }
}
/**
 * The library reports errors by exceptions that skip its own stack frames. Each one costs some of its stack; this many
 * do no harm.
 */
const MAX_ERRORS = 16;
let errors = 0;
/** Not a crash, which has another class (a trap of WebAssembly, an exception of C++). */
function isLibraryError(error) {
    errors += 1;
    return error instanceof Error && error.name === 'Error' && errors <= MAX_ERRORS;
}
function reply(module, request) {
    if (request.do === 'open') {
        send({ is: 'opened', contents: open(module, request.bytes) });
    }
    else if (request.do === 'read') {
        const values = request.paths.map((path) => readDataset(module, file, path));
        const buffers = values.map(({ buffer }) => buffer);
        send({ is: 'read', values }, buffers);
    }
    else {
        const { id } = file ?? {};
        file = undefined;
        if (id !== undefined && module.close_file(id) < 0)
            throw new TypeError('The file does not close.');
        module.FS.unlink(PATH);
        send({ is: 'closed', heapBytes: module.HEAPU8.length });
    }
}
function send(message, transfer = []) {
    parentPort.postMessage(message, transfer);
}
/** The file system in memory keeps these bytes instead of a copy. The types of h5wasm lack this option. */
const OWNED = { canOwn: true };
function open(module, bytes) {
    module.FS.writeFile(PATH, bytes, OWNED);
    const id = module.open(PATH, module.H5F_ACC_RDONLY);
    if (id < 0)
        throw new Refusal('is damaged or incomplete');
    const groups = new Map();
    const datasets = new Map();
    file = { id, datasets }; // so that it is closed even if the rest is refused
    let declared = 0;
    let left = MAX_TEXT_BYTES;
    const pending = [{ path: '/', depth: 0 }];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
        const { path, depth } = at;
        refuseLink(module, id, path);
        const type = module.get_type(id, path);
        if (type === module.H5G_DATASET) {
            const metadata = datasetAt(module, id, path);
            declared += bytesOf(metadata);
            if (declared > Math.max(SMALL_FILE_BYTES, bytes.byteLength * MAX_EXPANSION)) {
                throw new Refusal(`declares ${declared} bytes of weights or more, in a file of ${bytes.byteLength}`);
            }
            datasets.set(path, metadata);
        }
        else if (type === module.H5G_GROUP) {
            if (depth > MAX_DEPTH)
                throw new Refusal(`nests its groups more than ${MAX_DEPTH} deep`);
            const children = childrenOf(module, id, path);
            if (groups.size + datasets.size + pending.length + children.length > MAX_OBJECTS) {
                throw new Refusal(`holds more than ${MAX_OBJECTS} objects`);
            }
            const texts = new Map();
            for (const name of module.get_attribute_names(id, path)) {
                const found = textsAt(module, id, path, name, left);
                if (found === undefined)
                    continue;
                left -= found.reduce((sum, text) => sum + text.length, 0);
                texts.set(name, found);
            }
            groups.set(path, { children, texts });
            for (const child of children)
                pending.push({ path: `${path === '/' ? '' : path}/${child}`, depth: depth + 1 });
        }
    }
    const shapes = new Map([...datasets].map(([path, { shape }]) => [path, shape ?? []]));
    return { groups, datasets: shapes };
}
/** A link can lead out of the file. Keras writes none. */
function refuseLink(module, id, path) {
    if (path === '/')
        return;
    // For anything but a link the first is null and the second an empty object, unlike what the types of h5wasm say.
    const target = module.get_symbolic_link(id, path);
    const external = module.get_external_link(id, path);
    if (target !== null || external.filename !== undefined)
        throw new Refusal(`has a link in place of ${path}`);
}
function childrenOf(module, id, path) {
    const children = module.get_names(id, path, false);
    const odd = children.find((child) => !NAME.test(child) || child === '.' || child === '..');
    if (odd !== undefined)
        throw new Refusal(`has an object named ${JSON.stringify(odd)} in ${path}`);
    return children;
}
function datasetAt(module, id, path) {
    const metadata = module.get_dataset_metadata(id, path);
    const shape = metadata.shape ?? [];
    if ((metadata.virtual_sources?.length ?? 0) > 0)
        throw new Refusal(`keeps ${path} in other files`);
    if (!shape.every(Number.isSafeInteger) || !Number.isSafeInteger(bytesOf(metadata))) {
        throw new Refusal(`declares the shape [${shape.join(', ')}] for ${path}`);
    }
    return metadata;
}
function bytesOf({ shape, size }) {
    return elementCount(shape ?? []) * size;
}
function textsAt(module, id, path, name, maxBytes) {
    const metadata = module.get_attribute_metadata(id, path, name);
    const bytes = bytesOf(metadata);
    const count = elementCount(metadata.shape ?? []);
    if (count === 0)
        return []; // h5py gives an empty list the type of numbers
    if (metadata.type !== module.H5T_class_t.H5T_STRING.value)
        return undefined;
    if (!(bytes <= maxBytes) || count > MAX_OBJECTS)
        throw new Refusal(`has too long an attribute ${name} in ${path}`);
    const fill = (to) => module.get_attribute_data(id, path, name, to);
    if (!metadata.vlen)
        return fixedTexts(new Uint8Array(copied(module, bytes, fill)), metadata.size);
    const texts = [];
    let left = maxBytes;
    copied(module, bytes, (to) => {
        const status = fill(to);
        if (status < 0)
            return status;
        for (const from of new Uint32Array(module.HEAPU8.buffer, Number(to), count)) {
            const text = from === 0 ? '' : module.UTF8ToString(from);
            left -= text.length;
            if (left < 0)
                throw new Refusal(`has too long an attribute ${name} in ${path}`);
            texts.push(text);
        }
        return module.reclaim_vlen_memory(id, path, name, to);
    });
    return texts;
}
function fixedTexts(stored, size) {
    const decoder = new TextDecoder();
    return Array.from({ length: stored.length / size }, (_, i) => {
        const bytes = stored.subarray(i * size, (i + 1) * size);
        const end = bytes.indexOf(0);
        return decoder.decode(end === -1 ? bytes : bytes.subarray(0, end));
    });
}
function readDataset(module, { id, datasets }, path) {
    const metadata = datasets.get(path);
    const decode = decoderOf(module, path, metadata);
    return decode(copied(module, bytesOf(metadata), (to) => module.get_dataset_data(id, path, null, null, null, to)));
}
function decoderOf(module, path, { type, size, littleEndian }) {
    if (type === module.H5T_class_t.H5T_FLOAT.value && littleEndian) {
        if (size === 4)
            return (stored) => new Float32Array(stored);
        if (size === 8)
            return (stored) => Float32Array.from(new Float64Array(stored));
        if (size === 2)
            return (stored) => Float32Array.from(new Uint16Array(stored), fromHalf);
    }
    if (type === module.H5T_class_t.H5T_INTEGER.value && littleEndian) {
        if (size === 4)
            return (stored) => Float32Array.from(new Int32Array(stored));
        if (size === 8)
            return (stored) => Float32Array.from(new BigInt64Array(stored), Number);
    }
    throw new Refusal(`stores ${path} in an unknown kind of number`);
}
/** What `fill` writes to the address that it gets, in a new buffer. */
function copied(module, bytes, fill) {
    const to = module._malloc(Math.max(1, bytes));
    if (to === 0)
        throw new Refusal(`needs ${bytes} bytes at once, which are not available`);
    try {
        if (fill(BigInt(to)) < 0)
            throw new Refusal('is damaged or incomplete');
        return module.HEAPU8.slice(to, to + bytes).buffer;
    }
    finally {
        module._free(to);
    }
}
// The library prints every error that it finds, in many lines. A stream that the main thread reads would keep the
// thread from ending.
console.error = () => undefined;
const { ready } = await import('h5wasm');
const module = await ready;
parentPort.on('message', (request) => answer(module, request));
send({ is: 'ready' });
//# sourceMappingURL=hdf5-worker.js.map