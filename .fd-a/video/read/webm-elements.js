// Walks through the elements of a WebM file. An element is an identifier and a length, both of variable size, then its
// contents. Counting blocks is exact: libvpx packs a hidden reference frame into the block of the frame that is shown.
// The names are from RFC 8794 (EBML) and RFC 9559 (Matroska).
import { withFileWindow } from './file-window.js';
/**
 * Counts the blocks of the only video track.
 *
 * @throws Error when the file is cut short, was never completed, or is not WebM.
 */
export function readWebm(path) {
    return withFileWindow(path, async (file) => {
        const start = await file.bytes(0, 4, 'its header');
        if (start.readUInt32BE(0) !== EBML)
            throw new Error('it is not a WebM file');
        const tally = { frames: 0, width: 0, height: 0, frameNanoseconds: 0 };
        await walk(file, 0, file.size, tally);
        if (tally.width === 0)
            throw new Error('it has no video track');
        const { frames, width, height, frameNanoseconds } = tally;
        return { frames, width, height, fps: frameNanoseconds === 0 ? null : 1e9 / frameNanoseconds };
    });
}
/**
 * The comment in the tags of a WebM file; null if there is none.
 *
 * @throws Error when the file is cut short or corrupt.
 */
export function readWebmComment(path) {
    return withFileWindow(path, async (file) => {
        const text = async (start, end) => (await file.bytes(start, end - start, 'a tag')).toString('utf8');
        const search = async (from, to) => {
            let isComment = false;
            for (let position = from; position < to;) {
                const id = await variableSize(file, position, 'a tag');
                const length = await variableSize(file, position + id.bytes, 'a tag');
                const start = position + id.bytes + length.bytes;
                const end = start + length.value;
                if (end > to || length.allOnes)
                    throw new Error('it ends inside its tags');
                if (id.raw === TAG_NAME)
                    isComment = (await text(start, end)).toUpperCase() === 'COMMENT';
                if (id.raw === TAG_STRING && isComment)
                    return text(start, end);
                const found = TAG_CONTAINERS.has(id.raw) ? await search(start, end) : null;
                if (found !== null)
                    return found;
                position = end;
            }
            return null;
        };
        return search(0, file.size);
    });
}
const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;
const TRACKS = 0x1654ae6b;
const TRACK_ENTRY = 0xae;
const VIDEO = 0xe0;
const PIXEL_WIDTH = 0xb0;
const PIXEL_HEIGHT = 0xba;
const DEFAULT_DURATION = 0x23e383;
const CLUSTER = 0x1f43b675;
const SIMPLE_BLOCK = 0xa3;
const BLOCK_GROUP = 0xa0;
const TAGS = 0x1254c367;
const TAG = 0x7373;
const SIMPLE_TAG = 0x67c8;
const TAG_NAME = 0x45a3;
const TAG_STRING = 0x4487;
const TAG_CONTAINERS = new Set([SEGMENT, TAGS, TAG, SIMPLE_TAG]);
/** Elements whose contents are read; all others are skipped. */
const CONTAINERS = new Set([SEGMENT, TRACKS, TRACK_ENTRY, VIDEO, CLUSTER]);
async function walk(file, from, to, tally) {
    for (let position = from; position < to;) {
        const where = `the element after frame ${tally.frames}`;
        const id = await variableSize(file, position, where);
        const length = await variableSize(file, position + id.bytes, where);
        const start = position + id.bytes + length.bytes;
        const end = start + length.value;
        // All ones means "unknown": the real length replaces it when the file is completed.
        if (length.allOnes)
            throw new Error('it was never completed');
        if (end > to)
            throw new Error(`it ends inside ${where}`);
        if (CONTAINERS.has(id.raw))
            await walk(file, start, end, tally);
        else
            await take(file, id.raw, start, length.value, tally);
        position = end;
    }
}
async function take(file, id, start, length, tally) {
    const number = async () => (await file.bytes(start, length, 'a number')).readUIntBE(0, length);
    if (id === SIMPLE_BLOCK || id === BLOCK_GROUP)
        tally.frames += 1;
    else if (id === PIXEL_WIDTH)
        tally.width = await number();
    else if (id === PIXEL_HEIGHT)
        tally.height = await number();
    else if (id === DEFAULT_DURATION)
        tally.frameNanoseconds = await number();
}
/**
 * The number of leading zero bits says how many bytes follow the first. Identifiers keep that marker (`raw`), lengths
 * drop it (`value`).
 */
async function variableSize(file, position, where) {
    const head = (await file.bytes(position, 1, where))[0] ?? 0;
    const bytes = Math.clz32(head) - 23;
    if (bytes > 8)
        throw new Error(`it is corrupt in ${where}`);
    const rest = [...(await file.bytes(position, bytes, where))].slice(1);
    const withoutMarker = head & (0xff >> bytes);
    const join = (top) => rest.reduce((number, byte) => number * 256 + byte, top);
    const allOnes = withoutMarker === 0xff >> bytes && rest.every((byte) => byte === 0xff);
    return { bytes, raw: join(head), value: join(withoutMarker), allOnes };
}
//# sourceMappingURL=webm-elements.js.map