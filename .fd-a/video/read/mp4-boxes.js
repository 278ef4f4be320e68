// Walks through the boxes of an MP4 or MOV file and reads the video track's sample tables. A box is a 32-bit length, a
// four-letter name and its contents; see ISO/IEC 14496-12, 4.2 (boxes) and 8 (`stsz`, `stts`, `stsd`).
import { withFileWindow } from './file-window.js';
/**
 * Counts the samples of the video track.
 *
 * @throws Error when the file is cut short, has no index or no video track, or when its frames differ in duration or do
 *   not fit into its data.
 */
export function readMp4(path) {
    return withFileWindow(path, async (file) => {
        const boxes = await topBoxes(file);
        const moov = boxes.find(({ name }) => name === 'moov');
        if (moov === undefined)
            throw new Error('it has no index (no moov box)');
        if (moov.end - moov.start > MAX_INDEX_BYTES)
            throw new Error('its index is larger than any film needs');
        const index = Buffer.from(await file.bytes(moov.start, moov.end - moov.start, 'its index'));
        for (const trak of children(index, 'trak')) {
            const mdia = first(trak, 'mdia');
            if (first(mdia, 'hdlr').toString('latin1', 8, 12) !== 'vide')
                continue;
            return videoFacts(mdia, boxes.filter(({ name }) => name === 'mdat'));
        }
        throw new Error('it has no video track');
    });
}
/**
 * The comment of an MP4 or MOV file (the atom of that name in its user data, as iTunes or QuickTime writes it); null if
 * there is none.
 *
 * @throws Error when the file is cut short or corrupt.
 */
export function readMp4Comment(path) {
    return withFileWindow(path, async (file) => {
        const moov = (await topBoxes(file)).find(({ name }) => name === 'moov');
        if (moov === undefined || moov.end - moov.start > MAX_INDEX_BYTES)
            return null;
        const index = Buffer.from(await file.bytes(moov.start, moov.end - moov.start, 'its index'));
        for (const udta of children(index, 'udta')) {
            const [quickTime] = children(udta, COMMENT);
            // Its length and its language come first.
            if (quickTime !== undefined)
                return quickTime.toString('utf8', 4, 4 + quickTime.readUInt16BE(0));
            for (const meta of children(udta, 'meta')) {
                const list = children(meta.subarray(4), 'ilst')[0]; // after version and flags
                const item = list === undefined ? undefined : children(list, COMMENT)[0];
                const data = item === undefined ? undefined : children(item, 'data')[0];
                if (data !== undefined)
                    return data.toString('utf8', 8); // after type and language
            }
        }
        return null;
    });
}
const COMMENT = '\u00a9cmt';
/** The largest index that is read. A film of 10^6 frames has about 20 MB. */
const MAX_INDEX_BYTES = 2 ** 28;
async function topBoxes(file) {
    const boxes = [];
    for (let position = 0; position < file.size;) {
        const header = await file.bytes(position, 8, 'a box header');
        const name = header.toString('latin1', 4, 8);
        if (position === 0 && name !== 'ftyp')
            throw new Error('it is not an MP4 or MOV file');
        const short = header.readUInt32BE(0);
        // 1: the length follows in 64 bits. 0 means "to the end of the file", as in a file that was not finished.
        const length = short === 1 ? Number((await file.bytes(position + 8, 8, 'a box header')).readBigUInt64BE()) : short;
        const start = position + (short === 1 ? 16 : 8);
        const end = position + length;
        if (end < start)
            throw new Error(`its ${JSON.stringify(name)} box was never finished`);
        if (end > file.size)
            throw new Error(`it ends inside its ${JSON.stringify(name)} box`);
        boxes.push({ name, start, end });
        position = end;
    }
    return boxes;
}
function videoFacts(mdia, data) {
    const stbl = first(first(mdia, 'minf'), 'stbl');
    const mdhd = first(mdia, 'mdhd');
    const timescale = mdhd.readUInt32BE(mdhd[0] === 1 ? 20 : 12); // version 1 has 64-bit dates before it
    const { frames, bytes } = sampleSizes(first(stbl, 'stsz'));
    const duration = frameDuration(first(stbl, 'stts'), frames);
    checkChunks(stbl, data, bytes);
    const entry = first(stbl, 'stsd').subarray(8); // after version, flags and the number of entries
    return {
        frames,
        width: entry.readUInt16BE(32),
        height: entry.readUInt16BE(34),
        fps: duration === 0 ? null : timescale / duration,
    };
}
function sampleSizes(stsz) {
    const uniform = stsz.readUInt32BE(4);
    const frames = stsz.readUInt32BE(8);
    if (uniform !== 0)
        return { frames, bytes: frames * uniform };
    let bytes = 0;
    for (let i = 0; i < frames; i += 1)
        bytes += stsz.readUInt32BE(12 + 4 * i);
    return { frames, bytes };
}
/** Ticks per frame, which must be the same for all frames. */
function frameDuration(stts, frames) {
    const entries = stts.readUInt32BE(4);
    let total = 0;
    const durations = new Set();
    for (let i = 0; i < entries; i += 1) {
        total += stts.readUInt32BE(8 + 8 * i);
        durations.add(stts.readUInt32BE(12 + 8 * i));
    }
    if (total !== frames)
        throw new Error(`it has ${frames} frames but times for ${total}`);
    if (durations.size > 1)
        throw new Error(`its frames differ in duration (${[...durations].join(', ')} ticks)`);
    return [...durations][0] ?? 0;
}
function checkChunks(stbl, data, sampleBytes) {
    const wide = children(stbl, 'co64')[0];
    const table = wide ?? first(stbl, 'stco');
    const chunks = table.readUInt32BE(4);
    for (let i = 0; i < chunks; i += 1) {
        const offset = wide === undefined ? table.readUInt32BE(8 + 4 * i) : Number(table.readBigUInt64BE(8 + 8 * i));
        if (!data.some(({ start, end }) => offset >= start && offset < end))
            throw new Error('its index points outside its data');
    }
    const room = data.reduce((sum, { start, end }) => sum + end - start, 0);
    if (sampleBytes > room)
        throw new Error(`its frames have ${sampleBytes} bytes, its data only ${room}`);
}
/** The contents of all boxes with that name directly inside a box. */
function children(contents, name) {
    const found = [];
    for (let position = 0; position + 8 <= contents.length;) {
        const end = position + contents.readUInt32BE(position);
        if (end < position + 8 || end > contents.length)
            throw new Error('its index is corrupt');
        if (contents.toString('latin1', position + 4, position + 8) === name)
            found.push(contents.subarray(position + 8, end));
        position = end;
    }
    return found;
}
function first(contents, name) {
    const box = children(contents, name)[0];
    if (box === undefined)
        throw new Error(`its index has no ${name} box`);
    return box;
}
//# sourceMappingURL=mp4-boxes.js.map