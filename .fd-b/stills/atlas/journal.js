// Records the layer in progress in a file that is only appended to: one line per neuron, with its measures, the pixels
// of its thumbnail and a checksum. A neuron is reported as finished when its line is on disk. A crash leaves whole
// lines and perhaps part of one, which is cut off.
import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toMeasured } from '../../atlas/document.js';
import { fileStem } from '../../atlas/folder.js';
import { explainDiskError } from '../../disk/disk-errors.js';
import { writeAt } from '../../disk/durable.js';
import { ifExists } from '../../disk/files.js';
/** The path of a layer's journal. */
export function journalFile(folder, layer) {
    return join(folder, `${fileStem(layer)}.jsonl`);
}
/**
 * The entries of a layer's journal, by neuron. None when it is missing or belongs to another network or plan.
 *
 * @throws UserError OUTPUT_UNWRITABLE.
 */
export async function readJournal(folder, head) {
    const { bytes, isOurs, whole } = await load(folder, head);
    return isOurs ? read(bytes.subarray(0, whole), head.plan.cell) : new Map();
}
/**
 * Opens a layer's journal, or creates it. A journal of another network or plan is replaced.
 *
 * @throws UserError DISK_FULL, OUTPUT_UNWRITABLE.
 */
export async function openJournal(folder, head) {
    const path = journalFile(folder, head.layer);
    const explained = (error) => {
        throw explainDiskError(error, path);
    };
    const { bytes, isOurs, whole } = await load(folder, head);
    const file = await open(path, isOurs ? 'r+' : 'w').catch(explained);
    try {
        await file.truncate(whole);
        let end = whole;
        if (!isOurs)
            end += await write(file, 0, firstLine(head));
        return {
            entries: isOurs ? read(bytes.subarray(0, whole), head.plan.cell) : new Map(),
            async append({ measured, thumbnail }) {
                const pixels = Buffer.from(thumbnail.data).toString('base64');
                end += await write(file, end, line({ measured, pixels })).catch(explained);
            },
            close: () => file.close(),
        };
    }
    catch (error) {
        await file.close();
        return explained(error);
    }
}
/** `whole`: the bytes up to the end of the last whole line. */
async function load(folder, head) {
    const path = journalFile(folder, head.layer);
    const bytes = await ifExists(readFile(path)).then((found) => found ?? Buffer.alloc(0), (error) => {
        throw explainDiskError(error, path);
    });
    // The first line of version 1 has no version.
    const isOurs = [firstLine(head), line(head)].some((first) => bytes.indexOf(first) === 0);
    return { bytes, isOurs, whole: isOurs ? bytes.lastIndexOf(0x0a) + 1 : 0 };
}
/** Rises whenever older versions can no longer read the entries. */
const VERSION = 2;
function firstLine(head) {
    return line({ version: VERSION, ...head });
}
/** `CHECKSUM {...}` */
function line(content) {
    const json = JSON.stringify(content);
    return `${checksum(json)} ${json}\n`;
}
function checksum(json) {
    return createHash('sha256').update(json).digest('hex').slice(0, CHECKSUM_LENGTH);
}
const CHECKSUM_LENGTH = 16;
/** @returns the number of bytes written. The next call overwrites the part that a failure left. */
async function write(file, at, text) {
    const bytes = Buffer.from(text);
    await writeAt(file, bytes, at);
    await file.datasync();
    return bytes.length;
}
function read(bytes, cell) {
    const entries = new Map();
    for (let start = bytes.indexOf('\n') + 1; start < bytes.length;) {
        const end = bytes.indexOf('\n', start);
        const entry = entryOf(bytes.toString('utf8', start, end), cell);
        if (entry !== undefined)
            entries.set(entry.measured.neuron, entry);
        start = end + 1;
    }
    return entries;
}
/** Undefined when the line is damaged; its neuron is then made again. */
function entryOf(text, cell) {
    const json = text.slice(CHECKSUM_LENGTH + 1);
    if (checksum(json) !== text.slice(0, CHECKSUM_LENGTH))
        return undefined;
    const { measured: found, pixels } = JSON.parse(json);
    const measured = toMeasured(found);
    const data = typeof pixels === 'string' ? Buffer.from(pixels, 'base64') : undefined;
    if (measured === undefined || data?.length !== cell * cell * 3)
        return undefined;
    return { measured, thumbnail: { width: cell, height: cell, data } };
}
//# sourceMappingURL=journal.js.map