// The folder of an atlas: what lies in it and under which names. Files get their names when they are complete and on the disk.
//
//   atlas.json                 what is known of the layers that are complete
//   mixed4-0.webp, ...         their sheets
//   mixed4.jsonl               the layer at hand, a neuron a line (see stills/atlas-journal)
//   index.html                 the page

import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { explainDiskError } from '../disk/disk-errors.js';
import { writeDurably } from '../disk/durable.js';
import { isSystemError, UserError } from '../errors.js';
import type { Atlas, AtlasNetwork } from './atlas.js';
import { fromJson, toJson } from './document.js';

/** A hundred thousand neurons take 50 MB. */
const MAX_BYTES = 256e6;

/** Where an atlas says what it knows. */
export function atlasFile(folder: string): string {
  return join(folder, 'atlas.json');
}

/** Where the page of an atlas lies. */
export function pageFile(folder: string): string {
  return join(folder, 'index.html');
}

/** What the folder of a network's atlas is called among others. */
export function folderName({ name, hash }: AtlasNetwork): string {
  return `${fileStem(name)}-${hash.slice(0, 8)}`;
}

/**
 * A name that any file system takes, for what may be called anything. Two names give two stems, also where capitals make no difference.
 */
export function fileStem(name: string): string {
  const plain = name.replace(/[^\w-]+/g, '-').replace(/^[^A-Za-z\d]+/, '');
  if (plain === name && plain !== '' && plain.length <= 60 && !/[A-Z]/.test(name)) return plain;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${plain.slice(0, 60) || 'x'}-${digest}`;
}

/**
 * Reads the atlas of a folder.
 *
 * @returns undefined when there is none.
 * @throws UserError ATLAS_UNUSABLE when it is damaged or cannot be read.
 */
export async function readAtlas(folder: string): Promise<Atlas | undefined> {
  const path = atlasFile(folder);
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) throw new UserError('ATLAS_UNUSABLE', `${path} has ${size} bytes, which no atlas has`);
    return fromJson(await readFile(path, 'utf8'), path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'ENOENT') return undefined;
    throw new UserError('ATLAS_UNUSABLE', `${path} cannot be read (${error.code})`, { cause: error });
  }
}

/** Writes what is known. @throws UserError DISK_FULL, OUTPUT_UNWRITABLE. */
export async function writeAtlas(folder: string, atlas: Atlas): Promise<void> {
  await writeInFolder(atlasFile(folder), toJson(atlas));
}

/** Writes a file that is there as a whole or as it was before. @throws UserError DISK_FULL, OUTPUT_UNWRITABLE. */
export async function writeInFolder(path: string, ...pieces: readonly (string | Uint8Array)[]): Promise<void> {
  await writeDurably(path, ...pieces).catch((error: unknown) => {
    throw explainDiskError(error, path);
  });
}
