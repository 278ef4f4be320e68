// Reads ONNX files as networks: opsets 7 to 22, weights in the file or in files beside it, channels first or last,
// fixed or free size.
import { readFile, stat } from 'node:fs/promises';
import { UserError } from '../../errors.js';
import { input } from '../../graph/ops.js';
import { decodeOnnx } from '../../onnx-format/read.js';
import { preprocess, requirePreprocessing } from '../preprocessing.js';
import { onnxLayers } from './network.js';
import { tensorReader } from './tensors.js';
import { graphValue } from './values.js';
/**
 * Supported opsets: from the first one in which Reshape, Clip and Upsample have today's form, to the latest one tested.
 */
const OPSETS = { first: 7, last: 22 };
/** The limit of Protocol Buffers, 2 GiB. Larger networks keep their weights in other files. */
const MAX_BYTES = 2 ** 31 - 1;
/** Element types of a picture: float32, float16, float64. */
const FLOATS = new Set([1, 10, 11]);
/**
 * Opens an ONNX file as a network. Each layer has the name of the node that computes it, and is translated when it is
 * first read.
 *
 * @throws UserError NETWORK_UNREADABLE or OP_UNSUPPORTED, naming the file and the location; PREPROCESSING_UNKNOWN when
 *   `preprocessing` is missing.
 */
export async function openOnnx(path, { name, preprocessing }) {
    const prepared = requirePreprocessing(preprocessing, path);
    const model = decoded(path, await bytesOf(path));
    const opset = opsetOf(path, model);
    const graph = model.graph;
    const picture = pictureOf(path, graph);
    const tensors = tensorReader(path);
    const names = new Set();
    for (const tensor of graph.initializer) {
        if (names.has(tensor.name))
            throw unreadable(`${path} has two tensors named '${tensor.name}'`);
        names.add(tensor.name);
        if (tensor.dataLocation !== 0)
            tensors.check(tensor);
    }
    const image = input('image', [1, 3, 'height', 'width']);
    const node = preprocess(image, prepared);
    const layers = onnxLayers(graph, { ...picture, file: path, opset, tensors, picture: graphValue(node, picture.view) });
    if (layers.length === 0)
        throw unreadable(`${path} computes nothing from its picture '${picture.input}'`);
    return { name, image, layers };
}
/**
 * All files of a network: the ONNX file first, then those with its weights.
 *
 * @throws UserError NETWORK_UNREADABLE for any other file.
 */
export async function filesOfOnnx(path) {
    const { initializer } = decoded(path, await bytesOf(path)).graph;
    const beside = initializer.filter(({ dataLocation }) => dataLocation !== 0).map(tensorReader(path).fileOf);
    return [path, ...[...new Set(beside)].sort()];
}
async function bytesOf(path) {
    try {
        const { size } = await stat(path);
        if (size > MAX_BYTES)
            throw unreadable(`${path} has ${size} bytes; an ONNX file may have ${MAX_BYTES}`);
        return await readFile(path);
    }
    catch (cause) {
        if (cause instanceof UserError)
            throw cause;
        throw unreadable(`${path} cannot be read`, cause);
    }
}
function decoded(path, bytes) {
    try {
        const model = decodeOnnx(bytes);
        if (model.graph !== undefined && model.graph.node.length > 0)
            return model;
    }
    catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw unreadable(`${path} is not an ONNX file, or is incomplete: ${why}`, cause);
    }
    throw unreadable(`${path} is not an ONNX file: it has no nodes`);
}
function opsetOf(path, { opsetImport }) {
    const own = opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx');
    const version = Number(own?.version ?? 1);
    if (version >= OPSETS.first && version <= OPSETS.last)
        return version;
    throw new UserError('OP_UNSUPPORTED', `${path} uses opset ${version}, which is not supported`, {
        hint: `known: ${OPSETS.first} to ${OPSETS.last}; exporters have an option for the opset`,
    });
}
/** The only input that is not a weight: three channels, first or last. */
function pictureOf(path, graph) {
    const weights = new Set(graph.initializer.map(({ name }) => name));
    const inputs = graph.input.filter(({ name }) => !weights.has(name));
    const pictures = inputs.flatMap((one) => asPicture(one) ?? []);
    const [picture] = pictures;
    if (picture !== undefined && pictures.length === 1)
        return picture;
    const said = inputs.map((one) => `'${one.name}' [${dimensionsOf(one)
        .map((size) => size ?? '?')
        .join(', ')}]`);
    throw new UserError('NETWORK_UNREADABLE', `${path} does not have exactly one picture input; its inputs are: ${said.join(', ') || 'none'}`, {
        hint: 'a network must read one picture of floats, [batch, 3, height, width] or [batch, height, width, 3]',
    });
}
function asPicture(info) {
    const dims = dimensionsOf(info);
    if (dims.length !== 4 || !FLOATS.has(info.type.tensorType.elemType))
        return undefined;
    const [batch, a, b, c] = [dims[0], dims[1], dims[2], dims[3]];
    if (a === 3 || (a === null && c !== 3))
        return { input: info.name, view: 'nchw', batch, height: b, width: c };
    return c === 3 ? { input: info.name, view: 'nhwc', batch, height: a, width: b } : undefined;
}
/** Null for a dimension that has a name or nothing instead of a number. */
function dimensionsOf({ type }) {
    const dims = type?.tensorType?.shape?.dim ?? [];
    return dims.map(({ value }) => (value.case === 'dimValue' && value.value > 0n ? Number(value.value) : null));
}
function unreadable(message, cause) {
    return new UserError('NETWORK_UNREADABLE', message, { cause });
}
//# sourceMappingURL=onnx.js.map