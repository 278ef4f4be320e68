// The folder of an atlas and the names of its files. A file gets its name when it is complete and flushed to the disk.
//
//   atlas.json                 the complete layers
//   block8-0.webp, ...         their sheets
//   block8.jsonl               the layer in progress, one neuron per line (see stills/atlas/journal.ts)
//   index.html                 the page
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { explainDiskError } from '../disk/disk-errors.js';
import { writeDurably } from '../disk/durable.js';
import { isSystemError, UserError } from '../errors.js';
import { fromJson, toJson } from './document.js';
/** The largest `atlas.json` that is read. 100,000 neurons take 50 MB. */
const MAX_BYTES = 256e6;
/** The path of `atlas.json`. */
export function atlasFile(folder) {
    return join(folder, 'atlas.json');
}
/** The path of the page. */
export function pageFile(folder) {
    return join(folder, 'index.html');
}
/** The name of a network's folder among the atlases of other networks. */
export function folderName({ name, hash }) {
    return `${fileStem(name)}-${hash.slice(0, 8)}`;
}
/**
 * Turns a name into one that every file system accepts. Different names give different stems, even on file systems that
 * ignore case.
 */
export function fileStem(name) {
    const plain = name.replace(/[^\w-]+/g, '-').replace(/^[^A-Za-z\d]+/, '');
    if (plain === name && plain !== '' && plain.length <= 60 && !/[A-Z]/.test(name))
        return plain;
    const digest = createHash('sha256').update(name).digest('hex').slice(0, 8);
    return `${plain.slice(0, 60) || 'x'}-${digest}`;
}
/**
 * Reads the atlas of a folder.
 *
 * @returns undefined if there is none.
 * @throws UserError ATLAS_UNUSABLE when it is damaged or cannot be read.
 */
export async function readAtlas(folder) {
    const path = atlasFile(folder);
    try {
        const { size } = await stat(path);
        if (size > MAX_BYTES)
            throw new UserError('ATLAS_UNUSABLE', `${path} is not an atlas: it has ${size} bytes, more than any atlas`);
        return fromJson(await readFile(path, 'utf8'), path);
    }
    catch (error) {
        if (!isSystemError(error))
            throw error;
        if (error.code === 'ENOENT')
            return undefined;
        throw new UserError('ATLAS_UNUSABLE', `${path} cannot be read (${error.code})`, { cause: error });
    }
}
/** Writes `atlas.json`. @throws UserError DISK_FULL, OUTPUT_UNWRITABLE. */
export async function writeAtlas(folder, atlas) {
    await writeInFolder(atlasFile(folder), toJson(atlas));
}
/** Writes a file atomically. @throws UserError DISK_FULL, OUTPUT_UNWRITABLE. */
export async function writeInFolder(path, ...pieces) {
    await writeDurably(path, ...pieces).catch((error) => {
        throw explainDiskError(error, path);
    });
}
//# sourceMappingURL=folder.js.map