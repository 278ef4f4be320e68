// Finds preset files, limits their size, and reads them as text.
import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { isSystemError, UserError } from '../errors.js';
import { nearest } from './nearest.js';
/** Largest preset, in bytes: several thousand keyframes. The YAML library is slow with large files. */
export const MAX_BYTES = 256 * 1024;
/** The extensions of preset files. */
const EXTENSIONS = ['.yaml', '.yml'];
/**
 * The text of a preset file.
 *
 * @throws UserError PRESET_UNREADABLE when the file does not exist, is not a regular file, or may not be read;
 *   PRESET_INVALID when it is larger than 256 kB or not UTF-8.
 */
export async function readPresetText(path) {
    const bytes = await readBytes(path).catch(async (error) => {
        throw await unreadable(path, error);
    });
    if (bytes.length > MAX_BYTES) {
        throw new UserError('PRESET_INVALID', `${path} is larger than ${MAX_BYTES / 1024} kB, too large for a preset`);
    }
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch (cause) {
        throw new UserError('PRESET_INVALID', `${path} is not a text in UTF-8`, { cause });
    }
}
/**
 * The names of the preset files in a folder, sorted.
 *
 * @throws UserError PRESET_UNREADABLE when the folder cannot be read.
 */
export async function presetFilesIn(folder) {
    try {
        return presetsAmong(await readdir(folder));
    }
    catch (cause) {
        if (!isSystemError(cause))
            throw cause;
        throw new UserError('PRESET_UNREADABLE', `${folder} cannot be read (${cause.code})`, { cause });
    }
}
function presetsAmong(files) {
    return files.filter((file) => EXTENSIONS.includes(extname(file))).sort();
}
/** Reads at most one byte more than allowed. Checks the file before opening it, since opening a pipe blocks. */
async function readBytes(path) {
    const stats = await stat(path);
    if (stats.isDirectory())
        throw await folderInstead(path);
    if (!stats.isFile())
        throw new UserError('PRESET_UNREADABLE', `${path} is not a regular file`);
    const file = await open(path);
    try {
        const bytes = new Uint8Array(MAX_BYTES + 1);
        let length = 0;
        while (length < bytes.length) {
            const { bytesRead } = await file.read(bytes, length, bytes.length - length);
            if (bytesRead === 0)
                break;
            length += bytesRead;
        }
        return bytes.subarray(0, length);
    }
    finally {
        await file.close();
    }
}
async function folderInstead(path) {
    const presets = await presetFilesIn(path);
    const hint = presets.length > 0 ? `presets in it: ${presets.slice(0, 10).join(', ')}` : undefined;
    return new UserError('PRESET_UNREADABLE', `${path} is a folder, not a preset file`, { hint });
}
async function unreadable(path, error) {
    if (!isSystemError(error))
        return error;
    if (error.code !== 'ENOENT') {
        return new UserError('PRESET_UNREADABLE', `${path} cannot be read (${error.code})`, { cause: error });
    }
    const siblings = presetsAmong(await readdir(dirname(path)).catch(() => []));
    const closest = nearest(basename(path), siblings, 3).map((file) => join(dirname(path), file));
    const hint = closest.length > 0 ? `closest: ${closest.join(', ')}` : undefined;
    return new UserError('PRESET_UNREADABLE', `${path} does not exist`, { hint, cause: error });
}
//# sourceMappingURL=preset-file.js.map