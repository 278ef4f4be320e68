// Walks through the elements of a WebM file. An element is an identifier and a length, both of variable size, then its
// contents. Counting blocks is exact: libvpx packs a hidden reference frame into the block of the frame that is shown.
// The names are from RFC 8794 (EBML) and RFC 9559 (Matroska).

import type { FilmFacts } from '../encode/encoder.js';
import { type FileWindow, withFileWindow } from './file-window.js';

/**
 * Counts the blocks of the first video track, and the samples of the sound.
 *
 * @throws Error when the file is cut short, was never completed, or is not WebM.
 */
export function readWebm(path: string): Promise<FilmFacts> {
  return withFileWindow(path, async (file) => {
    const start = await file.bytes(0, 4, 'its header');
    if (start.readUInt32BE(0) !== EBML) throw new Error('it is not a WebM file');
    const tally: Tally = { tracks: [] };
    await walk(file, 0, file.size, tally);
    const video = tally.tracks.find(({ width }) => width > 0);
    if (video === undefined) throw new Error('it has no video track');
    const sound = tally.tracks.find(({ type }) => type === SOUND);
    const { blocks: frames, width, height, nanoseconds } = video;
    const soundSeconds = sound === undefined ? null : (sound.heard - sound.delay - sound.padding) / 1e9;
    return { frames, width, height, fps: nanoseconds === 0 ? null : 1e9 / nanoseconds, soundSeconds };
  });
}

/**
 * The comment in the tags of a WebM file; null if there is none.
 *
 * @throws Error when the file is cut short or corrupt.
 */
export function readWebmComment(path: string): Promise<string | null> {
  return withFileWindow(path, async (file) => {
    const text = async (start: number, end: number) => (await file.bytes(start, end - start, 'a tag')).toString('utf8');
    const search = async (from: number, to: number): Promise<string | null> => {
      let isComment = false;
      for (let position = from; position < to; ) {
        const id = await variableSize(file, position, 'a tag');
        const length = await variableSize(file, position + id.bytes, 'a tag');
        const start = position + id.bytes + length.bytes;
        const end = start + length.value;
        if (end > to || length.allOnes) throw new Error('it ends inside its tags');
        if (id.raw === TAG_NAME) isComment = (await text(start, end)).toUpperCase() === 'COMMENT';
        if (id.raw === TAG_STRING && isComment) return text(start, end);
        const found = TAG_CONTAINERS.has(id.raw) ? await search(start, end) : null;
        if (found !== null) return found;
        position = end;
      }
      return null;
    };
    return search(0, file.size);
  });
}

interface Tally {
  /** In the order of the file; the last is the one that is being described. */
  readonly tracks: Track[];
}

interface Track {
  number: number;
  type: number;
  blocks: number;
  width: number;
  height: number;
  /** Duration of a block as the header states it, 0 if it does not. */
  nanoseconds: number;
  /** All blocks of a sound track together; what the decoder begins with; what the last block has too much. */
  heard: number;
  delay: number;
  padding: number;
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
const TRACK_NUMBER = 0xd7;
const TRACK_TYPE = 0x83;
const CODEC_DELAY = 0x56aa;
const SIMPLE_BLOCK = 0xa3;
const BLOCK_GROUP = 0xa0;
const BLOCK = 0xa1;
const DISCARD_PADDING = 0x75a2;
/** The type of sound tracks. */
const SOUND = 2;

const TAGS = 0x1254c367;
const TAG = 0x7373;
const SIMPLE_TAG = 0x67c8;
const TAG_NAME = 0x45a3;
const TAG_STRING = 0x4487;
const TAG_CONTAINERS: ReadonlySet<number> = new Set([SEGMENT, TAGS, TAG, SIMPLE_TAG]);

/** Elements whose contents are read; all others are skipped. */
const CONTAINERS: ReadonlySet<number> = new Set([SEGMENT, TRACKS, TRACK_ENTRY, VIDEO, CLUSTER, BLOCK_GROUP]);

async function walk(file: FileWindow, from: number, to: number, tally: Tally): Promise<void> {
  for (let position = from; position < to; ) {
    const where = `the element after frame ${tally.tracks[0]?.blocks ?? 0}`;
    const id = await variableSize(file, position, where);
    const length = await variableSize(file, position + id.bytes, where);
    const start = position + id.bytes + length.bytes;
    const end = start + length.value;
    // All ones means "unknown": the real length replaces it when the file is completed.
    if (length.allOnes) throw new Error('it was never completed');
    if (end > to) throw new Error(`it ends inside ${where}`);
    if (id.raw === TRACK_ENTRY) tally.tracks.push({ ...UNKNOWN });
    if (CONTAINERS.has(id.raw)) await walk(file, start, end, tally);
    else await take(file, id.raw, start, length.value, tally);
    position = end;
  }
}

const UNKNOWN: Track = {
  ...{ number: 0, type: 0, blocks: 0, width: 0, height: 0 },
  ...{ nanoseconds: 0, heard: 0, delay: 0, padding: 0 },
};

async function take(file: FileWindow, id: number, start: number, length: number, tally: Tally): Promise<void> {
  const number = async () => {
    if (length > 6) throw new Error('it has a number that is too long');
    return length === 0 ? 0 : (await file.bytes(start, length, 'a number')).readUIntBE(0, length);
  };
  const track = tally.tracks.at(-1);
  if (id === SIMPLE_BLOCK || id === BLOCK) await takeBlock(file, start, length, tally);
  else if (track === undefined) return;
  else if (id === TRACK_NUMBER) track.number = await number();
  else if (id === TRACK_TYPE) track.type = await number();
  else if (id === PIXEL_WIDTH) track.width = await number();
  else if (id === PIXEL_HEIGHT) track.height = await number();
  else if (id === DEFAULT_DURATION) track.nanoseconds = await number();
  else if (id === CODEC_DELAY) track.delay = await number();
  else if (id === DISCARD_PADDING) {
    for (const one of tally.tracks) if (one.type === SOUND) one.padding = await number();
  }
}

async function takeBlock(file: FileWindow, start: number, length: number, { tracks }: Tally): Promise<void> {
  const number = await variableSize(file, start, 'a block');
  const track = tracks.find((one) => one.number === number.value);
  if (track === undefined) throw new Error('it has a block of no track');
  track.blocks += 1;
  // After the track come 16 bits of time and 8 of flags.
  const data = number.bytes + 3;
  if (track.type === SOUND && length > data) {
    const head = await file.bytes(start + data, Math.min(2, length - data), 'a block');
    track.heard += opusNanoseconds(head[0]!, head[1] ?? 0);
  }
}

/** The duration of an Opus packet, from its first two bytes (RFC 6716, 3.1 and 3.2.5). */
function opusNanoseconds(toc: number, count: number): number {
  const config = toc >> 3;
  const table = config < 12 ? [10, 20, 40, 60] : config < 16 ? [10, 20, 10, 20] : [2.5, 5, 10, 20];
  const code = toc & 3;
  const frames = code === 0 ? 1 : code < 3 ? 2 : count & 63;
  return table[config & 3]! * 1e6 * frames;
}

/**
 * The number of leading zero bits says how many bytes follow the first. Identifiers keep that marker (`raw`), lengths
 * drop it (`value`).
 */
async function variableSize(file: FileWindow, position: number, where: string) {
  const head = (await file.bytes(position, 1, where))[0] ?? 0;
  const bytes = Math.clz32(head) - 23;
  if (bytes > 8) throw new Error(`it is corrupt in ${where}`);
  const rest = [...(await file.bytes(position, bytes, where))].slice(1);
  const withoutMarker = head & (0xff >> bytes);
  const join = (top: number) => rest.reduce((number, byte) => number * 256 + byte, top);
  const allOnes = withoutMarker === 0xff >> bytes && rest.every((byte) => byte === 0xff);
  return { bytes, raw: join(head), value: join(withoutMarker), allOnes };
}
