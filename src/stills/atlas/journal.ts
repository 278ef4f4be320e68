// Records the layer in progress in a file that is only appended to: one line per neuron, with its measures, the pixels
// of its thumbnail and a checksum. A neuron is reported as finished when its line is on disk. A crash leaves whole
// lines and perhaps part of one, which is cut off.

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

/** A finished neuron. */
export interface JournalEntry {
  readonly measured: MeasuredNeuron;
  readonly thumbnail: Rgb8Image;
}

/** What all entries of a journal depend on. Entries of another network or plan cannot be used. */
export interface JournalHead {
  readonly network: AtlasNetwork;
  readonly plan: AtlasPlan;
  readonly layer: string;
}

/** An open journal. */
export interface Journal {
  /** The undamaged entries that existed when it was opened, by neuron. */
  readonly entries: ReadonlyMap<number, JournalEntry>;
  /** Settles when the entry is on disk. One call at a time. @throws UserError DISK_FULL, OUTPUT_UNWRITABLE. */
  append(entry: JournalEntry): Promise<void>;
  close(): Promise<void>;
}

/** The path of a layer's journal. */
export function journalFile(folder: string, layer: string): string {
  return join(folder, `${fileStem(layer)}.jsonl`);
}

/**
 * The entries of a layer's journal, by neuron. None when it is missing or belongs to another network or plan.
 *
 * @throws UserError OUTPUT_UNWRITABLE.
 */
export async function readJournal(folder: string, head: JournalHead): Promise<ReadonlyMap<number, JournalEntry>> {
  const { bytes, isOurs, whole } = await load(folder, head);
  return isOurs ? read(bytes.subarray(0, whole), head.plan.cell) : new Map();
}

/**
 * Opens a layer's journal, or creates it. A journal of another network or plan is replaced.
 *
 * @throws UserError DISK_FULL, OUTPUT_UNWRITABLE.
 */
export async function openJournal(folder: string, head: JournalHead): Promise<Journal> {
  const path = journalFile(folder, head.layer);
  const explained = (error: unknown): never => {
    throw explainDiskError(error, path);
  };
  const { bytes, isOurs, whole } = await load(folder, head);
  const file = await open(path, isOurs ? 'r+' : 'w').catch(explained);
  try {
    await file.truncate(whole);
    let end = whole;
    if (!isOurs) end += await write(file, 0, firstLine(head));
    return {
      entries: isOurs ? read(bytes.subarray(0, whole), head.plan.cell) : new Map(),
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

/** `whole`: the bytes up to the end of the last whole line. */
async function load(folder: string, head: JournalHead) {
  const path = journalFile(folder, head.layer);
  const bytes = await ifExists(readFile(path)).then(
    (found) => found ?? Buffer.alloc(0),
    (error: unknown) => {
      throw explainDiskError(error, path);
    },
  );
  // The first line of version 1 has no version.
  const isOurs = [firstLine(head), line(head)].some((first) => bytes.indexOf(first) === 0);
  return { bytes, isOurs, whole: isOurs ? bytes.lastIndexOf(0x0a) + 1 : 0 };
}

/** Rises whenever older versions can no longer read the entries. */
const VERSION = 2;

function firstLine(head: JournalHead): string {
  return line({ version: VERSION, ...head });
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

/** @returns the number of bytes written. The next call overwrites the part that a failure left. */
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

/** Undefined when the line is damaged; its neuron is then made again. */
function entryOf(text: string, cell: number): JournalEntry | undefined {
  const json = text.slice(CHECKSUM_LENGTH + 1);
  if (checksum(json) !== text.slice(0, CHECKSUM_LENGTH)) return undefined;
  const { measured: found, pixels } = JSON.parse(json) as { measured?: unknown; pixels?: unknown };
  const measured = toMeasured(found);
  const data = typeof pixels === 'string' ? Buffer.from(pixels, 'base64') : undefined;
  if (measured === undefined || data?.length !== cell * cell * 3) return undefined;
  return { measured, thumbnail: { width: cell, height: cell, data } };
}
