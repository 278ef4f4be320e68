// The layer at hand, neuron by neuron, as a file that only grows: a line each, with its thumbnail's pixels and a checksum, on the disk before the next one counts.
// What a crash leaves is a whole number of lines and perhaps a piece of one, which is cut off.

import { createHash } from 'node:crypto';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AtlasNetwork, AtlasPlan, MeasuredNeuron } from '../../atlas/atlas.js';
import { toMeasured } from '../../atlas/document.js';
import { fileStem } from '../../atlas/folder.js';
import { explainDiskError } from '../../disk/disk-errors.js';
import { writeAt } from '../../disk/durable.js';
import { ifExists } from '../../disk/files.js';
import type { Rgb8Image } from '../../tensor/pixels.js';

/** A neuron that is done. */
export interface JournalEntry {
  readonly measured: MeasuredNeuron;
  readonly thumbnail: Rgb8Image;
}

/** What its entries have in common; those of another network or plan are of no use. */
export interface JournalHead {
  readonly network: AtlasNetwork;
  readonly plan: AtlasPlan;
  readonly layer: string;
}

/** An open journal. */
export interface Journal {
  /** What was there when it was opened, by neuron; a damaged entry is none. */
  readonly entries: ReadonlyMap<number, JournalEntry>;
  /** Settles when the entry is on the disk. One at a time. @throws UserError DISK_FULL, OUTPUT_UNWRITABLE. */
  append(entry: JournalEntry): Promise<void>;
  close(): Promise<void>;
}

/** Where the journal of a layer lies. */
export function journalFile(folder: string, layer: string): string {
  return join(folder, `${fileStem(layer)}.jsonl`);
}

/** What the journal of a layer holds, by neuron; nothing where there is none, or one of another network or plan. @throws UserError OUTPUT_UNWRITABLE. */
export async function readJournal(folder: string, head: JournalHead): Promise<ReadonlyMap<number, JournalEntry>> {
  const { bytes, isOurs, sound } = await load(folder, head);
  return isOurs ? read(bytes.subarray(0, sound), head.plan.cell) : new Map();
}

/** Opens the journal of a layer, or begins it. One of another network or plan is begun anew. @throws UserError DISK_FULL, OUTPUT_UNWRITABLE. */
export async function openJournal(folder: string, head: JournalHead): Promise<Journal> {
  const path = journalFile(folder, head.layer);
  const explained = (error: unknown): never => {
    throw explainDiskError(error, path);
  };
  const { bytes, isOurs, sound } = await load(folder, head);
  const file = await open(path, isOurs ? 'r+' : 'w').catch(explained);
  try {
    await file.truncate(sound);
    let end = sound;
    if (!isOurs) end += await write(file, 0, line(head));
    return {
      entries: isOurs ? read(bytes.subarray(0, sound), head.plan.cell) : new Map(),
      async append({ measured, thumbnail }) {
        const pixels = Buffer.from(thumbnail.data).toString('base64');
        end += await write(file, end, line({ measured, pixels })).catch(explained);
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    return explained(error);
  }
}

/** `sound`: the bytes up to the end of the last whole line. */
async function load(folder: string, head: JournalHead) {
  const path = journalFile(folder, head.layer);
  const bytes = await ifExists(readFile(path)).then(
    (found) => found ?? Buffer.alloc(0),
    (error: unknown) => {
      throw explainDiskError(error, path);
    },
  );
  const first = line(head);
  const isOurs = bytes.toString('utf8', 0, Buffer.byteLength(first)) === first;
  return { bytes, isOurs, sound: isOurs ? bytes.lastIndexOf(0x0a) + 1 : 0 };
}

/** `CHECKSUM {...}` */
function line(content: object): string {
  const json = JSON.stringify(content);
  return `${checksum(json)} ${json}\n`;
}

function checksum(json: string): string {
  return createHash('sha256').update(json).digest('hex').slice(0, CHECKSUM_LENGTH);
}

const CHECKSUM_LENGTH = 16;

/** @returns the bytes written. A piece that a failure leaves is overwritten by the next. */
async function write(file: FileHandle, at: number, text: string): Promise<number> {
  const bytes = Buffer.from(text);
  await writeAt(file, bytes, at);
  await file.datasync();
  return bytes.length;
}

function read(bytes: Buffer, cell: number): ReadonlyMap<number, JournalEntry> {
  const entries = new Map<number, JournalEntry>();
  for (let start = bytes.indexOf('\n') + 1; start < bytes.length; ) {
    const end = bytes.indexOf('\n', start);
    const entry = entryOf(bytes.toString('utf8', start, end), cell);
    if (entry !== undefined) entries.set(entry.measured.neuron, entry);
    start = end + 1;
  }
  return entries;
}

/** Undefined for what was damaged: that neuron is then grown again. */
function entryOf(text: string, cell: number): JournalEntry | undefined {
  const json = text.slice(CHECKSUM_LENGTH + 1);
  if (checksum(json) !== text.slice(0, CHECKSUM_LENGTH)) return undefined;
  const { measured: said, pixels } = JSON.parse(json) as { measured?: unknown; pixels?: unknown };
  const measured = toMeasured(said);
  const data = typeof pixels === 'string' ? Buffer.from(pixels, 'base64') : undefined;
  if (measured === undefined || data?.length !== cell * cell * 3) return undefined;
  return { measured, thumbnail: { width: cell, height: cell, data } };
}
