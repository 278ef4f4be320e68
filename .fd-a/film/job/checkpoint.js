// The checkpoints of a film: states on disk, one file each, named after the next frame. A checkpoint is valid if it is
// complete and its checksum is right. The newest are kept, and those at the restart points of the open segment and the
// one before.
//
// A file: `nzstate` and the version of the format (one digit), the length of the header (32 bits, little-endian), the
// header (JSON), the master (float32, little-endian), and the SHA-256 of all that.
import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { endianness } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { writeDurably } from '../../disk/durable.js';
import { listFolder } from '../../disk/files.js';
import { elementCount, tensor } from '../../tensor/tensor.js';
import { JOB_VERSION } from './job-file.js';
/** The approximate size of a checkpoint on disk, in bytes: the picture with its margins. */
export function stateBytes({ width, height, ascent: { margin } }) {
    return Float32Array.BYTES_PER_ELEMENT * 3 * (width + 2 * margin) * (height + 2 * margin);
}
/** Writes a checkpoint durably. */
export async function saveCheckpoint(folder, job, checkpoint) {
    await writeDurably(pathOf(folder, checkpoint.frame), ...encode(job, checkpoint));
}
/**
 * Reads a checkpoint.
 *
 * @param job - The id of the job that it must belong to.
 * @throws Error that says what is wrong with it.
 */
export async function loadCheckpoint({ path, frame }, job) {
    const bytes = await readFile(path);
    const body = bytes.subarray(0, Math.max(0, bytes.length - DIGEST_BYTES));
    if (!digest([body]).equals(bytes.subarray(body.length)))
        throw new Error('its checksum is wrong');
    const magic = body.toString('latin1', 0, MAGIC.length);
    if (magic !== MAGIC)
        throw new Error(`it has another format (${magic})`);
    const start = MAGIC.length + 4;
    const end = start + body.readUInt32LE(MAGIC.length);
    const { data: header, error } = headerSchema.safeParse(JSON.parse(body.toString('utf8', start, end)));
    if (header === undefined)
        throw new Error(`its header is wrong: ${z.prettifyError(error)}`);
    if (header.frame !== frame)
        throw new Error(`it is the checkpoint before frame ${header.frame}`);
    if (header.job !== job)
        throw new Error('it belongs to another render');
    const count = elementCount(header.shape);
    if (body.length !== end + 4 * count)
        throw new Error('its picture has another size');
    const data = new Float32Array(count); // aligned, as the file's bytes are not
    new Uint8Array(data.buffer).set(body.subarray(end));
    const { key, rawFrameCrcs, rateBackoff, grown } = header;
    return { frame, key, master: tensor(header.shape, data), rawFrameCrcs, rateBackoff, grown };
}
/** The checkpoints in a folder, newest first, not yet read. */
export async function listStates(folder) {
    const found = (await listFolder(folder)).flatMap((name) => {
        const digits = /^state-(\d{8})\.bin$/.exec(name)?.[1];
        return digits === undefined ? [] : [{ frame: Number(digits), path: join(folder, name) }];
    });
    return found.sort((a, b) => b.frame - a.frame);
}
/**
 * Removes checkpoints that are no longer needed. Those that stay are the two newest up to `newest`, its restart point
 * and the one before. Newer ones were made by a run that failed.
 *
 * @returns the checkpoints that stay.
 */
export async function pruneStates(folder, newest, { restartPointOf }) {
    const states = await listStates(folder);
    const old = states.filter(({ frame }) => frame <= newest);
    const restartPoint = restartPointOf(newest);
    const restartPoints = [restartPoint, restartPointOf(Math.max(0, restartPoint - 1))];
    const kept = old.filter(({ frame }, i) => i < 2 || restartPoints.includes(frame));
    await Promise.all(states.filter((state) => !kept.includes(state)).map(({ path }) => rm(path, { force: true })));
    return kept;
}
const MAGIC = `nzstate${JOB_VERSION}`;
const DIGEST_BYTES = 32;
const headerSchema = z.strictObject({
    job: z.string(),
    frame: z.int().nonnegative(),
    key: z.int().min(-1),
    shape: z.array(z.int().positive()).length(4),
    rawFrameCrcs: z.array(z.int().nonnegative()),
    rateBackoff: z.strictObject({ factor: z.number().positive(), until: z.int() }).optional(),
    grown: z.int().positive().optional(),
});
function encode(job, { frame, key, master, rawFrameCrcs, rateBackoff, grown }) {
    if (endianness() !== 'LE')
        throw new Error('Expected a little-endian machine.');
    const header = {
        ...{ job, frame, key, shape: [...master.shape], rawFrameCrcs: [...rawFrameCrcs] },
        ...{ rateBackoff, grown },
    };
    const json = Buffer.from(JSON.stringify(header));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(json.length);
    const { buffer, byteOffset, byteLength } = master.data;
    const pieces = [Buffer.from(MAGIC, 'latin1'), length, json, new Uint8Array(buffer, byteOffset, byteLength)];
    return [...pieces, digest(pieces)];
}
function digest(pieces) {
    const hash = createHash('sha256');
    for (const piece of pieces)
        hash.update(piece);
    return hash.digest();
}
function pathOf(folder, frame) {
    return join(folder, `state-${String(frame).padStart(8, '0')}.bin`);
}
//# sourceMappingURL=checkpoint.js.map