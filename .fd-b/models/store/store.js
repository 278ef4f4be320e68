// The folder of pulled networks. A file gets its final name only after it is verified.
import { copyFile, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeFolders, renameWithRetries } from '../../disk/durable.js';
import { isFile } from '../../disk/files.js';
import { takeLock } from '../../disk/lock.js';
import { UserError } from '../../errors.js';
import { MAX_FILE_BYTES } from '../model-file.js';
import { fileNameOf } from './catalog.js';
import { cacheFolder } from './environment.js';
import { inspect, noteOf, readNote, writeNote } from './verify.js';
/** The path of a pulled network, whether or not it is pulled. */
export function pathOfNetwork({ name }, environment = process.env) {
    return join(cacheFolder(environment), 'networks', `${name}.h5`);
}
/** Whether a network is pulled. */
export async function isPulled(entry, environment = process.env) {
    return isFile(pathOfNetwork(entry, environment));
}
/**
 * Pulls a known network, unless an intact copy exists. The bytes of an interrupted download are kept for the next call.
 *
 * @throws UserError DOWNLOAD_FAILED; NETWORK_UNREADABLE when the file is another one; DISK_FULL; STORE_UNUSABLE when
 *   the folder cannot be written to, or another process is pulling the same network. The signal's reason when it
 *   aborts.
 */
export async function pullNetwork(entry, { from, onProgress, signal, environment = process.env, ...line } = {}) {
    const path = pathOfNetwork(entry, environment);
    const present = from === undefined ? await intactSha256(path, entry) : null;
    if (present !== null)
        return { path, isNew: false, sha256: present };
    const part = `${path}.part`;
    try {
        await makeFolders(dirname(path));
        const unlock = await lock(`${path}.lock`, entry.name);
        try {
            const url = addressOf(entry, from);
            const local = from?.startsWith('file:') === true ? fileURLToPath(from) : resolve(from ?? '');
            if (url === undefined)
                await copyIn(entry, local, part);
            else {
                // Loaded here: the HTTP client is large, and few commands download anything.
                const { download } = await import('./download.js');
                await download({ url, part, environment, signal, onProgress, ...line });
            }
            signal?.throwIfAborted();
            const sha256 = await expectPublished(part, entry, url ?? local);
            // The new file must never be beside the note of the old one. Without a note it is inspected again.
            await rm(noteOf(path), { force: true });
            await renameWithRetries(part, path);
            await writeNote(path, sha256);
            await rm(`${part}.json`, { force: true });
            return { path, isNew: true, sha256 };
        }
        finally {
            await unlock();
        }
    }
    catch (error) {
        throw toUserError(error, path);
    }
}
/**
 * Removes a pulled network, or the part of one whose download did not finish.
 *
 * @returns whether there was anything to remove.
 */
export async function removePulled(entry, environment = process.env) {
    const path = pathOfNetwork(entry, environment);
    const files = [path, noteOf(path), `${path}.part`, `${path}.part.json`];
    const found = await Promise.all(files.map(isFile));
    await Promise.all(files.map((file) => rm(file, { force: true })));
    return found.includes(true);
}
/** A UserError for an error of the file system in the folder; other errors unchanged. */
export function toUserError(error, path) {
    if (error instanceof UserError || !(error instanceof Error) || !('code' in error) || !('syscall' in error))
        return error;
    if (error.code === 'ENOSPC' || error.code === 'EDQUOT') {
        return new UserError('DISK_FULL', `the disk is full: ${path} cannot be written`, { cause: error });
    }
    return new UserError('STORE_UNUSABLE', `${path} cannot be written: ${error.message}`, {
        hint: 'set the environment variable NEUROZOOM_CACHE to another folder',
        cause: error,
    });
}
/** The address to download from; undefined for a path on this machine. */
function addressOf(entry, from) {
    if (from === undefined)
        return entry.url;
    if (!/^https?:\/\//i.test(from))
        return undefined;
    if (!URL.canParse(from))
        throw new UserError('ARGUMENT_INVALID', `${from} is not a valid address`);
    return from.endsWith('/') ? `${from}${fileNameOf(entry)}` : from;
}
async function copyIn(entry, from, part) {
    const candidates = [from, join(from, fileNameOf(entry)), join(from, `${entry.name}.h5`)];
    for (const candidate of candidates) {
        if (!(await isFile(candidate)))
            continue;
        const { size } = await stat(candidate);
        if (size > MAX_FILE_BYTES)
            throw new UserError('NETWORK_UNREADABLE', `${candidate} has ${size} bytes, more than any network has`);
        // A partial download does not go with a copied file.
        await rm(`${part}.json`, { force: true });
        return copyFile(candidate, part);
    }
    throw new UserError('NETWORK_UNREADABLE', `there is no ${fileNameOf(entry)} at ${from}`, {
        hint: `--from takes the file, a folder with ${fileNameOf(entry)} or ${entry.name}.h5, or an address`,
    });
}
/** The SHA-256 of a pulled network; null when it does not exist, or has changed since it was pulled. */
async function intactSha256(path, entry) {
    if (!(await isFile(path)))
        return null;
    const { fault, sha256 } = await inspect(path, entry);
    const noted = await readNote(path);
    return fault === null && (noted === null || noted === sha256) ? sha256 : null;
}
/**
 * The SHA-256 of a downloaded or copied file. Any file but the published one is removed, since a resumed download would
 * not correct it.
 *
 * @throws UserError NETWORK_UNREADABLE when it is another file.
 */
async function expectPublished(part, entry, source) {
    const { fault, sha256 } = await inspect(part, entry);
    if (fault === null)
        return sha256;
    await rm(part, { force: true });
    await rm(`${part}.json`, { force: true });
    throw new UserError('NETWORK_UNREADABLE', `${source} is not the published file of ${entry.name}: ${fault}`, {
        hint: 'it was removed; try again, or use another source with --from',
    });
}
/** Keeps other processes from writing to the same part. @returns a function that unlocks it. */
async function lock(path, name) {
    const lock = await takeLock(path);
    if (!('holder' in lock))
        return lock.release;
    const { pid, host } = lock.holder;
    throw new UserError('STORE_UNUSABLE', `${name} is being pulled by another process (${pid} on ${host})`, {
        hint: `wait for it, or remove ${path} if no such process exists`,
    });
}
//# sourceMappingURL=store.js.map