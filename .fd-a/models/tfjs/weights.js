// The weights of TensorFlow.js files: a manifest (JSON) and its shards, whose bytes are one long row.
import { UserError } from '../../errors.js';
import { elementCount } from '../../tensor/tensor.js';
import { fromHalves } from '../half.js';
/** By the stored type. */
const DECODERS = {
    float32: { bytesPerElement: 4, decode: (bytes) => new Float32Array(aligned(bytes)) },
    uint8: { bytesPerElement: 1, decode: (bytes, entry) => dequantize(bytes, entry) },
    uint16: { bytesPerElement: 2, decode: (bytes, entry) => dequantize(new Uint16Array(aligned(bytes)), entry) },
    float16: { bytesPerElement: 2, decode: (bytes) => fromHalves(bytes) },
};
/**
 * Decodes the weights of one manifest group.
 *
 * @param entries - From the manifest, in the order of the bytes.
 * @param bytes - All shards of the group, joined.
 * @returns tensors by name, with the shapes of the manifest.
 * @throws UserError NETWORK_UNREADABLE when the bytes are too few or too many, or stored in an unknown way.
 */
export function decodeWeights(entries, bytes) {
    const weights = new Map();
    let offset = 0;
    for (const entry of entries) {
        if (weights.has(entry.name)) {
            throw new UserError('NETWORK_UNREADABLE', `there are two weights named '${entry.name}'`);
        }
        const stored = entry.quantization?.dtype ?? entry.dtype;
        const decoder = Object.hasOwn(DECODERS, stored) ? DECODERS[stored] : undefined;
        if (decoder === undefined) {
            throw new UserError('NETWORK_UNREADABLE', `weight '${entry.name}' is stored as '${stored}'`, {
                hint: `known: ${Object.keys(DECODERS).join(', ')}`,
            });
        }
        const count = countOf(entry);
        const length = count * decoder.bytesPerElement;
        if (offset + length > bytes.byteLength) {
            throw new UserError('NETWORK_UNREADABLE', `the weights end in the middle of '${entry.name}'`, {
                hint: `expected at least ${offset + length} bytes, got ${bytes.byteLength}: the file is not complete`,
            });
        }
        weights.set(entry.name, {
            shape: entry.shape,
            data: decoder.decode(bytes.subarray(offset, offset + length), entry),
        });
        offset += length;
    }
    if (offset !== bytes.byteLength) {
        throw new UserError('NETWORK_UNREADABLE', `the weights have ${bytes.byteLength} bytes instead of the ${offset} of their manifest`);
    }
    return weights;
}
function countOf({ name, shape }) {
    if (shape.every((dimension) => Number.isSafeInteger(dimension) && dimension >= 0))
        return elementCount(shape);
    throw new UserError('NETWORK_UNREADABLE', `weight '${name}' has the impossible shape [${shape.join(', ')}]`);
}
/** TensorFlow.js quantises by v = min + scale * q (quantization.py of its converter). */
function dequantize(stored, { quantization }) {
    const { scale = 1, min = 0 } = quantization ?? {};
    const values = new Float32Array(stored.length);
    for (let i = 0; i < stored.length; i++)
        values[i] = min + scale * stored[i];
    return values;
}
/** A copy in a new buffer, since typed arrays must start at a multiple of their element size. */
function aligned(bytes) {
    return bytes.slice().buffer;
}
//# sourceMappingURL=weights.js.map