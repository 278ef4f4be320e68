// Questions about files and folders, and their checksums. A missing file is a result, not an error.
import { createReadStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { isSystemError } from '../errors.js';
/** The result of a file operation; null if the file or a folder in its path does not exist. */
export async function ifExists(operation) {
    try {
        return await operation;
    }
    catch (error) {
        if (isSystemError(error, 'ENOENT', 'ENOTDIR'))
            return null;
        throw error;
    }
}
/** Whether a file or folder exists and is accessible. */
export function exists(path) {
    return stat(path).then(() => true, () => false);
}
/** Whether a path is a regular file, or a link to one. */
export function isFile(path) {
    return stat(path).then((found) => found.isFile(), () => false);
}
/** Whether a path is a folder, or a link to one. */
export function isFolder(path) {
    return stat(path).then((found) => found.isDirectory(), () => false);
}
/**
 * Files that operating systems, file servers and file managers create in any folder: macOS (`._NAME` holds the
 * attributes of NAME on disks without attributes), Windows, NFS and FUSE (a file that was removed while a program had
 * it open), KDE, Synology, ext4.
 */
const SYSTEM_FILE = new RegExp([
    String.raw `\.DS_Store|\._.*|\.localized|Icon\r|\.Spotlight-V100|\.Trashes|\.fseventsd|\.TemporaryItems|\.apdisk`,
    String.raw `Thumbs\.db|ehthumbs(_vista)?\.db|desktop\.ini|\$RECYCLE\.BIN|System Volume Information`,
    String.raw `\.nfs[0-9a-f]+|\.fuse_hidden[0-9a-f]+|\.directory|@eaDir|lost\+found`,
]
    .map((names) => `^(?:${names})$`)
    .join('|'), 'is');
/** Whether a file or folder of this name was created by the system. */
export function isSystemFile(name) {
    return SYSTEM_FILE.test(name);
}
/**
 * The names in a folder, sorted, without system files.
 *
 * @throws The system's error when it cannot be read.
 */
export async function listFolder(folder) {
    return (await readdir(folder)).filter((name) => !isSystemFile(name)).sort();
}
/**
 * Removes a file or a folder with its contents, if it exists. Tries again for a second while a virus scanner or a file
 * server holds it. A folder that only has system files left counts as removed.
 */
export async function remove(path) {
    try {
        await rm(path, { recursive: true, force: true, maxRetries: 4, retryDelay: 100 });
    }
    catch (error) {
        if (!isSystemError(error, 'ENOTEMPTY', 'EEXIST', 'EBUSY', 'EPERM'))
            throw error;
        const left = await ifExists(listFolder(path));
        if (left !== null && left.length > 0)
            throw error;
    }
}
/** Adds all bytes of a file to a hash, piece by piece. @throws The system's error when it cannot be read. */
export async function addFile(hash, path) {
    for await (const chunk of createReadStream(path))
        hash.update(chunk);
}
//# sourceMappingURL=files.js.map