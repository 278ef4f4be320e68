// Output files and folders of pictures. They are written under a hidden temporary name beside the final one, and
// renamed when they are complete and flushed to the disk. An existing file stays until then.
import { lstat, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { explainDiskError } from '../../disk/disk-errors.js';
import { flush, flushNames, makeFolders, renameWithRetries } from '../../disk/durable.js';
import { ifExists, listFolder, remove } from '../../disk/files.js';
import { UserError } from '../../errors.js';
import { isPictureName } from '../read/png-folder.js';
/**
 * Prepares to write `target` (absolute), and creates the folders above it.
 *
 * @param folder - Whether the target is a folder of numbered pictures. An existing one is replaced only if it holds
 *   nothing else.
 * @param extension - Extension of the temporary file, with the dot.
 * @throws UserError OUTPUT_UNWRITABLE when the target cannot be written there, DISK_FULL when not even an empty file
 *   fits.
 */
export async function openOutput(target, { folder, extension }) {
    return explained(target, async () => {
        await checkTarget(target, folder);
        await makeFolders(dirname(target));
        count += 1;
        // Independent of the final name, which may be of the maximum length, or look like a pattern to ffmpeg.
        const path = join(dirname(target), `.neurozoom-${process.pid}-${count}${folder ? '' : extension}`);
        await remove(path); // left by a killed process with the same number
        if (folder)
            await mkdir(path);
        else
            await (await open(path, 'wx')).close();
        let sealed = false;
        return {
            path,
            async seal() {
                const bytes = await putInPlace(path, target, folder);
                sealed = true;
                return bytes;
            },
            discard: async () => {
                if (!sealed)
                    await remove(path);
            },
        };
    });
}
/**
 * Flushes a complete file or folder to disk and renames it to its final name on the same disk, replacing an existing
 * one.
 *
 * @returns its size in bytes.
 * @throws UserError DISK_FULL or OUTPUT_UNWRITABLE; then nothing is renamed.
 */
export function putInPlace(path, target, folder) {
    return explained(target, async () => {
        const bytes = folder ? await flushFolder(path) : await flush(path);
        await (folder ? replaceFolder(path, target) : renameWithRetries(path, target));
        await flushNames(dirname(target));
        return bytes;
    });
}
let count = 0;
async function explained(target, action) {
    try {
        return await action();
    }
    catch (error) {
        throw explainDiskError(error, target);
    }
}
/**
 * Refuses a target that must not be replaced.
 *
 * @throws UserError OUTPUT_UNWRITABLE for a folder where a file is expected, the reverse, a device, or a folder with
 *   anything but pictures.
 */
export async function checkTarget(target, folder) {
    const standing = await ifExists(lstat(target));
    const refuse = (why) => {
        throw new UserError('OUTPUT_UNWRITABLE', `'${target}' cannot be written: ${why}`, { hint: 'choose another name' });
    };
    if (standing === null)
        return;
    if (!folder) {
        if (standing.isDirectory())
            refuse('it is a folder');
        // Renaming over a device or a pipe would replace it for all programs.
        if (!standing.isFile() && !standing.isSymbolicLink())
            refuse('it is not a regular file');
        return;
    }
    if (!standing.isDirectory())
        refuse('it is not a folder');
    const other = (await listFolder(target)).find((name) => !isPictureName(name));
    if (other !== undefined)
        refuse(`the folder holds more than a sequence of pictures ('${other}')`);
}
async function replaceFolder(path, target) {
    const old = `${path}-old`;
    const replaced = await ifExists(renameWithRetries(target, old).then(() => true));
    await renameWithRetries(path, target);
    if (replaced !== null)
        await remove(old);
}
async function flushFolder(path) {
    const names = await listFolder(path);
    let bytes = 0;
    // Several at once, so that the disk writes them together; not all, because the number of open files is limited.
    for (let i = 0; i < names.length; i += FLUSHED_AT_ONCE) {
        const sizes = await Promise.all(names.slice(i, i + FLUSHED_AT_ONCE).map((name) => flush(join(path, name))));
        bytes += sizes.reduce((sum, size) => sum + size, 0);
    }
    await flushNames(path);
    return bytes;
}
const FLUSHED_AT_ONCE = 16;
//# sourceMappingURL=output-file.js.map