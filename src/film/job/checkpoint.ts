// The states of a film on disk, one file each, named by the next frame. Each is whole and sealed by a checksum or it does not count; the newest are kept,
// and those of the beginnings of the open segment and the one before.
//
// A file: `nzstate1`, the length of the header (32 bits, little endian), the header (JSON), the master (float32, little endian), and the SHA-256 of all
// that.

import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { endianness } from 'node:os';
import { join } from 'node:path';
import { writeDurably } from '../../disk/durable.js';
import type { Settings } from '../../preset/settings.js';
import { elementCount, tensor } from '../../tensor/tensor.js';
import type { FilmState, RateBackoff } from '../frames.js';
import type { SegmentPlan } from './segment-plan.js';

/** A film's state and what must be known of the files beside it. */
export interface Checkpoint extends FilmState {
  /** CRC-32 of each frame of the open segment, as they lie in its spool. */
  readonly rawFrameCrcs: readonly number[];
  readonly rateBackoff: RateBackoff | undefined;
}

/** A state file. */
export interface StateFile {
  /** The next frame. */
  readonly frame: number;
  readonly path: string;
}

/** About how large a state is on disk: the picture with its margins. */
export function stateBytes({ width, height, ascent: { margin } }: Settings): number {
  return Float32Array.BYTES_PER_ELEMENT * 3 * (width + 2 * margin) * (height + 2 * margin);
}

/** Writes a state durably. */
export async function saveCheckpoint(folder: string, job: string, checkpoint: Checkpoint): Promise<void> {
  const pieces = encode(job, checkpoint);
  await writeDurably(pathOf(folder, checkpoint.frame), ...pieces);
}

/**
 * Reads a state.
 *
 * @param job - Of which the state must be, as when it was saved.
 * @throws Error saying what is wrong with it.
 */
export async function loadCheckpoint({ path, frame }: StateFile, job: string): Promise<Checkpoint> {
  const bytes = await readFile(path);
  const body = bytes.subarray(0, Math.max(0, bytes.length - DIGEST_BYTES));
  if (!digest([body]).equals(bytes.subarray(body.length))) throw new Error('its checksum is wrong');
  const start = MAGIC.length + 4;
  const end = start + body.readUInt32LE(MAGIC.length);
  const header = JSON.parse(body.toString('utf8', start, end)) as Header;
  if (body.toString('latin1', 0, MAGIC.length) !== MAGIC || header.frame !== frame)
    throw new Error('it is another state');
  if (header.job !== job) throw new Error('it is of another film');
  const count = elementCount(header.shape);
  if (body.length !== end + 4 * count) throw new Error('its picture has another size');
  const data = new Float32Array(count); // aligned, as the file's bytes are not
  new Uint8Array(data.buffer).set(body.subarray(end));
  return { frame, master: tensor(header.shape, data), rawFrameCrcs: header.spooled, rateBackoff: header.calm };
}

/** The states in a folder, newest first, unread. */
export async function listStates(folder: string): Promise<readonly StateFile[]> {
  const found = (await readdir(folder)).flatMap((name) => {
    const digits = /^state-(\d{8})\.bin$/.exec(name)?.[1];
    return digits === undefined ? [] : [{ frame: Number(digits), path: join(folder, name) }];
  });
  return found.sort((a, b) => b.frame - a.frame);
}

/**
 * Removes the states that nothing needs any more. There stay the two newest up to `newest`, its station and the one before: what is newer was made by a run
 * that went wrong.
 *
 * @returns Those that stay.
 */
export async function pruneStates(
  folder: string,
  newest: number,
  { restartPointOf: stationOf }: SegmentPlan,
): Promise<readonly StateFile[]> {
  const states = await listStates(folder);
  const old = states.filter(({ frame }) => frame <= newest);
  const station = stationOf(newest);
  const stations = [station, stationOf(Math.max(0, station - 1))];
  const kept = old.filter(({ frame }, i) => i < 2 || stations.includes(frame));
  await Promise.all(states.filter((state) => !kept.includes(state)).map(({ path }) => rm(path, { force: true })));
  return kept;
}

const MAGIC = 'nzstate1';
const DIGEST_BYTES = 32;

interface Header {
  readonly job: string;
  readonly frame: number;
  readonly shape: readonly number[];
  readonly spooled: readonly number[];
  readonly calm?: RateBackoff;
}

function encode(
  job: string,
  { frame, master, rawFrameCrcs: spooled, rateBackoff: calm }: Checkpoint,
): readonly Uint8Array[] {
  if (endianness() !== 'LE') throw new Error('Expected a little-endian machine.');
  const header: Header = { job, frame, shape: master.shape, spooled, ...(calm === undefined ? {} : { calm }) };
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  const { buffer, byteOffset, byteLength } = master.data;
  const pieces = [Buffer.from(MAGIC, 'latin1'), length, json, new Uint8Array(buffer, byteOffset, byteLength)];
  return [...pieces, digest(pieces)];
}

function digest(pieces: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
}

function pathOf(folder: string, frame: number): string {
  return join(folder, `state-${String(frame).padStart(8, '0')}.bin`);
}
