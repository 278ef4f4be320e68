// Writes files that survive a crash: under a temporary name beside the final one, flushed to the disk, then renamed,
// and the folder is flushed too.
import { lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isSystemError } from '../errors.js';
import { ifExists } from './files.js';
/** Extension of a temporary file. A temporary file that is found later was left by a killed process. */
export const TEMPORARY = '.tmp';
/**
 * Writes a file so that after a crash at any moment it holds either the complete new contents or the complete old ones.
 *
 * @param pieces - Written in order.
 */
export async function writeDurably(path, ...pieces) {
    const part = `${path}${TEMPORARY}`;
    try {
        const file = await open(part, 'w');
        try {
            for (const piece of pieces)
                await file.writeFile(piece);
            await file.sync();
        }
        finally {
            await file.close();
        }
        await renameWithRetries(part, path);
    }
    catch (error) {
        await rm(part, { force: true });
        throw error;
    }
    await flushNames(dirname(path));
}
/** Renames a file within a disk, so that the new name survives a crash. */
export async function renameDurably(from, to) {
    await renameWithRetries(from, to);
    await flushNames(dirname(to));
}
/** Pauses between attempts to rename, in milliseconds: 1.3 s in all. */
const RENAME_PAUSES = [20, 40, 80, 160, 320, 640];
/** Codes for a file that another program holds open. On Windows EACCES is one of them; elsewhere EACCES is final. */
const BUSY = process.platform === 'win32' ? ['EPERM', 'EBUSY', 'EACCES'] : ['EPERM', 'EBUSY'];
/** Renames a file; tries again while a virus scanner, an indexer or a file server holds it or the file it replaces. */
export async function renameWithRetries(from, to) {
    for (const pause of RENAME_PAUSES) {
        try {
            return await rename(from, to);
        }
        catch (error) {
            if (!isSystemError(error, ...BUSY))
                throw error;
            await sleep(pause);
        }
    }
    await rename(from, to);
}
/** Flushes a file to the disk. @returns its size in bytes. */
export async function flush(path) {
    const handle = await open(path, 'r+');
    try {
        await handle.sync();
        return (await handle.stat()).size;
    }
    finally {
        await handle.close();
    }
}
/** Makes renames in this folder survive a power cut. Not possible on Windows, which does not open folders. */
export async function flushNames(folder) {
    if (process.platform === 'win32')
        return;
    const handle = await open(folder, 'r');
    try {
        await handle.sync();
    }
    finally {
        await handle.close();
    }
}
/** Writes all bytes at a position in a file. The system may write only a part per call. */
export async function writeAt(file, bytes, position) {
    for (let done = 0; done < bytes.length;) {
        done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
    }
}
/**
 * Creates a folder and its missing parents, one by one: `mkdir` with `recursive` never ends if none can be created and
 * the system answers ENOENT (`/proc`).
 */
export async function makeFolders(folder) {
    if ((await ifExists(lstat(folder))) !== null)
        return;
    if (dirname(folder) !== folder)
        await makeFolders(dirname(folder));
    await mkdir(folder).catch((error) => {
        if (!isSystemError(error, 'EEXIST'))
            throw error; // another process was quicker
    });
}
//# sourceMappingURL=durable.js.map