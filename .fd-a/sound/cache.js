// Analyses on disk, by the hash of the sound file, the version of the analysis and that of ffmpeg. A file that is
// damaged or of another version is as good as none. The cache has a limit; the files used longest ago go first.
import { createHash } from 'node:crypto';
import { readFile, stat, unlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { makeFolders, writeDurably } from '../disk/durable.js';
import { ifExists, listFolder } from '../disk/files.js';
import { cacheFolder } from '../models/store/environment.js';
import { ANALYSIS_VERSION } from './analysis.js';
import { BANDS } from './bands.js';
import { analysisSchema } from './document.js';
import { CHROMA_RATE, PITCHES, RATE } from './spectra.js';
/** The most that all analyses together take. */
const MAX_BYTES = 256 * 2 ** 20;
/** The largest analysis: two hours. */
const MAX_UNPACKED = 64 * 2 ** 20;
const EXTENSION = '.sound';
/** First bytes of a file. */
const MAGIC = 'neurozoom sound\n';
const SUM_BYTES = 32;
/** The arrays of spectra, in the order in which they are stored. */
const ARRAYS = ['levels', 'onsets', 'centroids', 'chroma'];
/** The folder of the analyses. */
export function soundsFolder() {
    return join(cacheFolder(), 'sounds');
}
/** The analysis of a file, if it is there and intact. */
export async function loadAnalysis(sha256, ffmpeg) {
    const path = pathOf(sha256, ffmpeg);
    try {
        const bytes = await ifExists(readFile(path));
        const analysis = bytes === null ? null : decode(bytes);
        if (analysis !== null)
            await utimes(path, new Date(), new Date());
        return analysis;
    }
    catch {
        // Another program's file, or a folder that may not be read: the sound is analysed anew.
        return null;
    }
}
/** Keeps an analysis. A full disk or a folder that cannot be written is no failure: the next film analyses it again. */
export async function saveAnalysis(sha256, ffmpeg, analysis) {
    try {
        await makeFolders(soundsFolder());
        await writeDurably(pathOf(sha256, ffmpeg), encode(analysis));
        await removeOldest();
    }
    catch {
        return;
    }
}
function pathOf(sha256, ffmpeg) {
    const key = createHash('sha256').update(`${sha256} ${ANALYSIS_VERSION} ${ffmpeg}`).digest('hex');
    return join(soundsFolder(), `${key}${EXTENSION}`);
}
function encode({ spectra, ...rest }) {
    const head = Buffer.from(JSON.stringify({ ...rest, count: spectra.count }));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(head.length);
    const body = deflateRawSync(Buffer.concat([length, head, ...ARRAYS.map((name) => spectra[name])]));
    return Buffer.concat([Buffer.from(MAGIC), createHash('sha256').update(body).digest(), body]);
}
/** The analysis in a file, or null when it is damaged. */
function decode(bytes) {
    const body = bytes.subarray(MAGIC.length + SUM_BYTES);
    const sum = bytes.subarray(MAGIC.length, MAGIC.length + SUM_BYTES);
    if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC)
        return null;
    if (!createHash('sha256').update(body).digest().equals(sum))
        return null;
    const plain = inflateRawSync(body, { maxOutputLength: MAX_UNPACKED });
    const end = 4 + plain.readUInt32LE(0);
    const parsed = analysisSchema.safeParse(JSON.parse(plain.toString('utf8', 4, end)));
    if (!parsed.success)
        return null;
    const { count, ...analysis } = parsed.data;
    let at = end;
    const arrays = Object.fromEntries(ARRAYS.map((name) => {
        const part = Uint8Array.from(plain.subarray(at, at + lengthOf(name, count)));
        at += lengthOf(name, count);
        return [name, part];
    }));
    return at === plain.length ? { ...analysis, spectra: { count, ...arrays } } : null;
}
function lengthOf(name, count) {
    if (name === 'centroids')
        return count;
    return name === 'chroma' ? PITCHES * Math.ceil((count * CHROMA_RATE) / RATE) : BANDS.length * count;
}
async function removeOldest() {
    const folder = soundsFolder();
    const names = (await listFolder(folder)).filter((name) => name.endsWith(EXTENSION));
    const files = await Promise.all(names.map(async (name) => {
        const path = join(folder, name);
        return { path, found: await ifExists(stat(path)) };
    }));
    let bytes = files.reduce((sum, { found }) => sum + (found?.size ?? 0), 0);
    for (const { path, found } of files.sort((a, b) => (a.found?.mtimeMs ?? 0) - (b.found?.mtimeMs ?? 0))) {
        if (bytes <= MAX_BYTES)
            return;
        await ifExists(unlink(path));
        bytes -= found?.size ?? 0;
    }
}
//# sourceMappingURL=cache.js.map