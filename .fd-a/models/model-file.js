// Reads files of networks completely, up to a limit.
import { open } from 'node:fs/promises';
import { isSystemError, UserError } from '../errors.js';
/** Keras's largest published network, ConvNeXtXLarge, takes 1.4 GB. The readers cannot hold more than this limit. */
export const MAX_FILE_BYTES = 2 ** 31 - 1;
/** Bytes by which sources recognise a file. */
export const HEAD_BYTES = 4096;
/**
 * All bytes of a file, in a new buffer.
 *
 * @throws UserError NETWORK_UNREADABLE when it does not exist, is not a file, is empty, or is larger than 2 GB.
 */
export async function readModelFile(path) {
    return read(path, (size) => {
        if (size > MAX_FILE_BYTES) {
            throw new UserError('NETWORK_UNREADABLE', `${path} has ${size} bytes, more than the ${MAX_FILE_BYTES} that can be read`);
        }
        return size;
    });
}
/** The first bytes of a file, at most `HEAD_BYTES`. @throws UserError NETWORK_UNREADABLE as `readModelFile`. */
export async function readHead(path) {
    return read(path, (size) => Math.min(size, HEAD_BYTES));
}
/** Whether a file begins like JSON: an object. */
export function isJson(head) {
    return /^\s*\{/.test(new TextDecoder().decode(head));
}
/** Whether a file begins like a zip archive: with 'PK', 3, 4. */
export function isZip(head) {
    return head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4;
}
/** Whether a file begins like a web page, which is what most often arrives instead of a network. */
export function isWebPage(head) {
    return /^\s*<(?:!doctype|html|\?xml|head|!--)/i.test(new TextDecoder().decode(head));
}
async function read(path, bytesOf) {
    try {
        const file = await open(path);
        try {
            const stats = await file.stat();
            if (!stats.isFile())
                throw new UserError('NETWORK_UNREADABLE', `${path} is not a file`);
            if (stats.size === 0)
                throw new UserError('NETWORK_UNREADABLE', `${path} is empty`);
            const bytes = new Uint8Array(bytesOf(stats.size));
            let at = 0;
            while (at < bytes.length) {
                const { bytesRead } = await file.read(bytes, at, bytes.length - at);
                if (bytesRead === 0)
                    throw new UserError('NETWORK_UNREADABLE', `${path} became shorter while it was read`);
                at += bytesRead;
            }
            return bytes;
        }
        finally {
            await file.close();
        }
    }
    catch (cause) {
        if (cause instanceof UserError)
            throw cause;
        const why = isSystemError(cause, 'ENOENT') ? 'there is no such file' : String(cause);
        throw new UserError('NETWORK_UNREADABLE', `${path} cannot be read: ${why}`, { cause });
    }
}
//# sourceMappingURL=model-file.js.map