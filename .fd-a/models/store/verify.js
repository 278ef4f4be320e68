// Whether a file is the network that it should be. Keras publishes MD5 sums for most of its weights and nothing
// stronger, so a file is checked twice: when it is pulled, its size, kind and MD5 must be right, and its SHA-256 is
// noted beside it, in the format of `sha256sum`; whenever it is opened, it must still have that SHA-256 ("trust on
// first use").
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { writeDurably } from '../../disk/durable.js';
import { ifExists } from '../../disk/files.js';
import { UserError } from '../../errors.js';
import { isHdf5 } from '../hdf5/hdf5.js';
import { isWebPage, readHead } from '../model-file.js';
/** Compares a file with what is published about a network. */
export async function inspect(path, { bytes, md5 }) {
    const { size } = await stat(path);
    const [md5Found, sha256] = await digestsOf(path, ['md5', 'sha256']);
    const verdict = (fault) => ({ fault, sha256: sha256 });
    if (size === 0)
        return verdict('it is empty');
    if (md5Found === md5)
        return verdict(null);
    const head = await readHead(path);
    if (isWebPage(head))
        return verdict('it is a web page');
    if (size !== bytes)
        return verdict(`it has ${size} bytes instead of ${bytes}`);
    if (md5 !== undefined)
        return verdict(`its MD5 is ${md5Found} instead of ${md5}`);
    return verdict(isHdf5(head) ? null : 'it is not an HDF5 file');
}
/** The file that notes the SHA-256 of a pulled network. */
export function noteOf(path) {
    return `${path}.sha256`;
}
/** Notes the SHA-256 of a pulled network. @throws The system's error when it cannot be written. */
export async function writeNote(path, sha256) {
    await writeDurably(noteOf(path), `${sha256}  ${basename(path)}\n`);
}
/** The SHA-256 that was noted; null when none was, or when the note is damaged. */
export async function readNote(path) {
    const text = await ifExists(readFile(noteOf(path), 'utf8'));
    return /^([\da-f]{64}) /.exec(text ?? '')?.[1] ?? null;
}
/**
 * Checks that a pulled network is still the file that was pulled. Without a note, the file is inspected, and noted if
 * the folder is writable.
 *
 * @throws UserError NETWORK_UNREADABLE when the file has changed, or is not what Keras publishes.
 */
export async function expectUnchanged(path, entry) {
    const noted = await readNote(path);
    if (noted === null) {
        const { fault, sha256 } = await inspect(path, entry);
        if (fault !== null)
            throw changed(path, entry, `it is not the file of ${entry.name} that Keras publishes: ${fault}`);
        // A shared folder may be read-only; then the file is inspected each time.
        await writeNote(path, sha256).catch(() => undefined);
        return;
    }
    const [sha256] = await digestsOf(path, ['sha256']);
    if (sha256 === noted)
        return;
    throw changed(path, entry, `it has changed since it was pulled: its SHA-256 is ${sha256} instead of ${noted}`);
}
function changed(path, { name }, why) {
    return new UserError('NETWORK_UNREADABLE', `${path} is not opened: ${why}`, {
        hint: `neurozoom networks pull ${name} replaces it; neurozoom networks add gives a file of your own a name`,
    });
}
/** Hexadecimal, in one pass over the file. */
async function digestsOf(path, algorithms) {
    const hashes = algorithms.map((algorithm) => createHash(algorithm));
    for await (const chunk of createReadStream(path))
        for (const hash of hashes)
            hash.update(chunk);
    return hashes.map((hash) => hash.digest('hex'));
}
//# sourceMappingURL=verify.js.map