// The tensors of an ONNX file as numbers: from raw bytes, lists of numbers, or parts of other files. Shapes and sizes
// are checked before memory is allocated.
import { closeSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { UserError } from '../../errors.js';
import { fromHalf, fromHalves } from '../half.js';
import { countOf } from './values.js';
/**
 * Elements of the largest supported tensor: 1 GiB of floats. VGG's first dense layer, the largest known one, has 103
 * million.
 */
export const MAX_ELEMENTS = 2 ** 28;
/** `data_location` of a tensor in another file. */
const EXTERNAL = 1;
/** By ONNX's number of the type. Listed numbers narrower than 32 bits are among the 32-bit integers. */
const TYPES = {
    1: { name: 'float32', bytes: 4, kind: 'float', read: (v, at) => v.getFloat32(at, true), list: (t) => t.floatData },
    2: { name: 'uint8', bytes: 1, kind: 'integer', read: (v, at) => v.getUint8(at), list: (t) => t.int32Data },
    3: { name: 'int8', bytes: 1, kind: 'integer', read: (v, at) => v.getInt8(at), list: (t) => t.int32Data },
    4: { name: 'uint16', bytes: 2, kind: 'integer', read: (v, at) => v.getUint16(at, true), list: (t) => t.int32Data },
    5: { name: 'int16', bytes: 2, kind: 'integer', read: (v, at) => v.getInt16(at, true), list: (t) => t.int32Data },
    6: { name: 'int32', bytes: 4, kind: 'integer', read: (v, at) => v.getInt32(at, true), list: (t) => t.int32Data },
    7: {
        name: 'int64',
        bytes: 8,
        kind: 'integer',
        read: (v, at) => Number(v.getBigInt64(at, true)),
        list: (t) => t.int64Data,
    },
    9: { name: 'bool', bytes: 1, kind: 'integer', read: (v, at) => v.getUint8(at), list: (t) => t.int32Data },
    10: {
        name: 'float16',
        bytes: 2,
        kind: 'float',
        read: (v, at) => fromHalf(v.getUint16(at, true)),
        list: (t) => t.int32Data,
        decode: fromHalf,
    },
    11: { name: 'float64', bytes: 8, kind: 'float', read: (v, at) => v.getFloat64(at, true), list: (t) => t.doubleData },
    16: {
        name: 'bfloat16',
        bytes: 2,
        kind: 'float',
        read: (v, at) => fromBfloat16(v.getUint16(at, true)),
        list: (t) => t.int32Data,
        decode: fromBfloat16,
    },
};
/**
 * A reader for the tensors of a file.
 *
 * @param file - Path of the ONNX file. External data must be in its folder or below, after links are resolved.
 */
export function tensorReader(file) {
    const check = (tensor) => {
        const place = `the tensor '${tensor.name}' of ${file}`;
        const type = TYPES[tensor.dataType];
        if (type === undefined) {
            const known = Object.values(TYPES).map(({ name }) => name);
            throw new UserError('OP_UNSUPPORTED', `${place} has elements of type ${tensor.dataType}`, {
                hint: `known: ${known.join(', ')}`,
            });
        }
        const dims = tensor.dims.map(Number);
        const count = countOf(dims);
        if (dims.some((dimension) => dimension < 0) || !(count <= MAX_ELEMENTS)) {
            throw unreadable(`${place} has the impossible shape [${dims.join(', ')}]`);
        }
        if (tensor.dataLocation === EXTERNAL) {
            return { dims, type, count, beside: externalLocation(file, tensor, count * type.bytes) };
        }
        const raw = tensor.rawData.length > 0 || type.list(tensor).length === 0;
        const found = raw ? tensor.rawData.length / type.bytes : type.list(tensor).length;
        if (found !== count)
            throw unreadable(`${place} has ${count} elements by its shape, but ${found} in the file`);
        return { dims, type, count, beside: null };
    };
    return {
        check,
        fileOf: (tensor) => check(tensor).beside?.path ?? file,
        read(tensor) {
            const checked = check(tensor);
            const { dims, type } = checked;
            const data = numbersOf(file, tensor, checked);
            const bad = firstNotFinite(data);
            // A single infinity may be the open end of a range.
            if (bad >= 0 && (data.length > 1 || Number.isNaN(data[bad]))) {
                throw unreadable(`the tensor '${tensor.name}' of ${file} holds ${data[bad]} at ${bad}`);
            }
            return { kind: 'constant', type: type.kind, dims, data };
        },
    };
}
function numbersOf(file, tensor, { type, count, beside }) {
    const raw = beside === null ? tensor.rawData : readExternal(file, tensor, beside, count * type.bytes);
    if (type.name === 'float32' && raw.length > 0)
        return floatsOf(raw);
    if (type.name === 'float16' && raw.length > 0)
        return fromHalves(raw);
    const data = type.kind === 'float' ? new Float32Array(count) : new Float64Array(count);
    if (raw.length > 0) {
        const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
        for (let i = 0; i < count; i++)
            data[i] = type.read(view, i * type.bytes);
    }
    else {
        const list = type.list(tensor);
        for (let i = 0; i < count; i++)
            data[i] = type.decode?.(Number(list[i])) ?? Number(list[i]);
    }
    return data;
}
/** Index of the first infinite or NaN value, or -1. A loop takes a fifth of the time of `findIndex`. */
function firstNotFinite(data) {
    for (let i = 0; i < data.length; i++)
        if (!Number.isFinite(data[i]))
            return i;
    return -1;
}
/**
 * The bytes as floats: a view if they are aligned to four bytes, otherwise a copy (which a Buffer's own `slice` does
 * not make).
 */
function floatsOf(raw) {
    const aligned = raw.byteOffset % Float32Array.BYTES_PER_ELEMENT === 0 ? raw : new Uint8Array(raw);
    return new Float32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / Float32Array.BYTES_PER_ELEMENT);
}
function fromBfloat16(bits) {
    const view = new DataView(new ArrayBuffer(4));
    view.setUint16(0, bits);
    return view.getFloat32(0);
}
/** Where a tensor is in another file. */
function externalLocation(file, { name, externalData }, bytes) {
    const entries = new Map(externalData.map(({ key, value }) => [key, value]));
    const location = entries.get('location') ?? '';
    const place = `the tensor '${name}' of ${file}`;
    if (location === '' ||
        isAbsolute(location) ||
        /^[a-z]:|\\|\0/i.test(location) ||
        location.split('/').includes('..')) {
        throw unreadable(`${place} is in '${location}', outside of the model's folder`);
    }
    const folder = realpathSync(dirname(file));
    let path;
    try {
        path = realpathSync(join(folder, location));
    }
    catch (cause) {
        throw unreadable(`${place} is in '${location}', which does not exist`, cause);
    }
    const inside = relative(folder, path);
    if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
        throw unreadable(`${place} is in '${location}', a link to outside of the model's folder`);
    }
    const offset = Number(entries.get('offset') ?? '0');
    const length = Number(entries.get('length') ?? bytes);
    const size = sizeOf(path, `${place} is in '${location}'`);
    if (!Number.isSafeInteger(offset) || offset < 0 || length !== bytes || offset + bytes > size) {
        throw unreadable(`${place} needs ${bytes} bytes from offset ${offset} of '${location}', ` +
            `which has ${size} bytes (the file declares ${length})`);
    }
    return { path, offset };
}
/** Checked before the file is opened, since opening a pipe would wait for ever. */
function sizeOf(path, place) {
    const stat = statSync(path);
    if (!stat.isFile())
        throw unreadable(`${place}, which is not a file`);
    return stat.size;
}
function readExternal(file, tensor, { path, offset }, bytes) {
    const data = new Uint8Array(bytes);
    let descriptor;
    try {
        descriptor = openSync(path, 'r');
    }
    catch (cause) {
        throw unreadable(`${path} cannot be read`, cause);
    }
    try {
        for (let done = 0; done < bytes;) {
            const more = readSync(descriptor, data, done, bytes - done, offset + done);
            if (more === 0)
                throw unreadable(`the tensor '${tensor.name}' of ${file} ends after ${done} bytes`);
            done += more;
        }
    }
    finally {
        closeSync(descriptor);
    }
    return data;
}
function unreadable(message, cause) {
    return new UserError('NETWORK_UNREADABLE', message, { cause });
}
//# sourceMappingURL=tensors.js.map