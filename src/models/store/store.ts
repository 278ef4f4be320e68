// The folder on this machine where pulled networks lie. A file gets its name only when it was found to be the one that
// is meant.

import { copyFile, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeFolders, renameWithRetries } from '../../disk/durable.js';
import { isFile } from '../../disk/files.js';
import { takeLock } from '../../disk/lock.js';
import { UserError } from '../../errors.js';
import { MAX_FILE_BYTES } from '../model-file.js';
import { type CatalogEntry, fileNameOf } from './catalog.js';
import { cacheFolder, type Environment } from './environment.js';
import { inspect, noteOf, readNote, writeNote } from './verify.js';

/** Where a network comes from, and how that is followed. */
export interface PullOptions {
  /**
   * A file, a folder with the file, or its address (ending in a slash: of its folder), in place of the official
   * address.
   */
  readonly from?: string | undefined;
  readonly onProgress?: ((done: number, total: number | undefined) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** @default process.env */
  readonly environment?: Environment | undefined;
  /** As of `download`. */
  readonly pauseMs?: number | undefined;
  readonly timeoutMs?: number | undefined;
}

/** Where a pulled network lies, once it does. */
export function pathOfNetwork({ name }: CatalogEntry, environment: Environment = process.env): string {
  return join(cacheFolder(environment), 'networks', `${name}.h5`);
}

/** Whether it was pulled. */
export async function isPulled(entry: CatalogEntry, environment: Environment = process.env): Promise<boolean> {
  return isFile(pathOfNetwork(entry, environment));
}

/** A network that is on this machine. */
export interface PulledNetwork {
  readonly path: string;
  /** Whether it came with this call. */
  readonly isNew: boolean;
  /** Of the file, hexadecimal. */
  readonly sha256: string;
}

/**
 * Gets a known network, unless an intact one is there. The bytes of a download that breaks off are kept for the next
 * call.
 *
 * @throws UserError DOWNLOAD_FAILED; NETWORK_UNREADABLE when something else came; DISK_FULL; STORE_UNUSABLE when the
 *   folder cannot be written to, or another process is pulling the same network. The signal's reason when it aborts.
 */
export async function pullNetwork(
  entry: CatalogEntry,
  { from, onProgress, signal, environment = process.env, ...line }: PullOptions = {},
): Promise<PulledNetwork> {
  const path = pathOfNetwork(entry, environment);
  const present = from === undefined ? await intactSha256(path, entry) : null;
  if (present !== null) return { path, isNew: false, sha256: present };
  const part = `${path}.part`;
  try {
    await makeFolders(dirname(path));
    const unlock = await lock(`${path}.lock`, entry.name);
    try {
      const url = addressOf(entry, from);
      const local = from?.startsWith('file:') === true ? fileURLToPath(from) : resolve(from ?? '');
      if (url === undefined) await copyIn(entry, local, part);
      else {
        // Loaded here: the HTTP client is large, and few commands download anything.
        const { download } = await import('./download.js');
        await download({ url, part, environment, signal, onProgress, ...line });
      }
      signal?.throwIfAborted();
      const sha256 = await expectPublished(part, entry, url ?? local);
      // Never a note of the old file beside the new one: without a note the file is inspected once more.
      await rm(noteOf(path), { force: true });
      await renameWithRetries(part, path);
      await writeNote(path, sha256);
      await rm(`${part}.json`, { force: true });
      return { path, isNew: true, sha256 };
    } finally {
      await unlock();
    }
  } catch (error) {
    throw toUserError(error, path);
  }
}

/**
 * Removes a pulled network and what there is of one that was not pulled to the end.
 *
 * @returns whether there was anything.
 */
export async function removePulled(entry: CatalogEntry, environment: Environment = process.env): Promise<boolean> {
  const path = pathOfNetwork(entry, environment);
  const files = [path, noteOf(path), `${path}.part`, `${path}.part.json`];
  const found = await Promise.all(files.map(isFile));
  await Promise.all(files.map((file) => rm(file, { force: true })));
  return found.includes(true);
}

/** What the system refused in the folder, told to its user; other errors as they are. */
export function toUserError(error: unknown, path: string): unknown {
  if (error instanceof UserError || !(error instanceof Error) || !('code' in error) || !('syscall' in error))
    return error;
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') {
    return new UserError('DISK_FULL', `the disk is full: ${path} cannot be written`, { cause: error });
  }
  return new UserError('STORE_UNUSABLE', `${path} cannot be written: ${error.message}`, {
    hint: 'the environment variable NEUROZOOM_CACHE can name another folder',
    cause: error,
  });
}

/** The address to download from; undefined for what is on this machine. */
function addressOf(entry: CatalogEntry, from: string | undefined): string | undefined {
  if (from === undefined) return entry.url;
  if (!/^https?:\/\//i.test(from)) return undefined;
  if (!URL.canParse(from)) throw new UserError('ARGUMENT_INVALID', `${from} is no address`);
  return from.endsWith('/') ? `${from}${fileNameOf(entry)}` : from;
}

async function copyIn(entry: CatalogEntry, from: string, part: string): Promise<void> {
  const candidates = [from, join(from, fileNameOf(entry)), join(from, `${entry.name}.h5`)];
  for (const candidate of candidates) {
    if (!(await isFile(candidate))) continue;
    const { size } = await stat(candidate);
    if (size > MAX_FILE_BYTES)
      throw new UserError('NETWORK_UNREADABLE', `${candidate} has ${size} bytes, which no network has`);
    // What is left of a download is of no use to it, nor it to the download.
    await rm(`${part}.json`, { force: true });
    return copyFile(candidate, part);
  }
  throw new UserError('NETWORK_UNREADABLE', `there is no ${fileNameOf(entry)} at ${from}`, {
    hint: `--from takes the file, a folder with ${fileNameOf(entry)} or ${entry.name}.h5, or an address`,
  });
}

/** The SHA-256 of a pulled network; null when there is none, or when it is not what was pulled. */
async function intactSha256(path: string, entry: CatalogEntry): Promise<string | null> {
  if (!(await isFile(path))) return null;
  const { fault, sha256 } = await inspect(path, entry);
  const noted = await readNote(path);
  return fault === null && (noted === null || noted === sha256) ? sha256 : null;
}

/**
 * The SHA-256 of a file that came. Any other file than the published one is removed: continuing it would not mend it.
 *
 * @throws UserError NETWORK_UNREADABLE when it is another.
 */
async function expectPublished(part: string, entry: CatalogEntry, source: string): Promise<string> {
  const { fault, sha256 } = await inspect(part, entry);
  if (fault === null) return sha256;
  await rm(part, { force: true });
  await rm(`${part}.json`, { force: true });
  throw new UserError('NETWORK_UNREADABLE', `${source} is not the published file of ${entry.name}: ${fault}`, {
    hint: 'it was not kept; try again, or get it elsewhere with --from',
  });
}

/** Keeps other processes from writing to the same part. @returns how to end that. */
async function lock(path: string, name: string): Promise<() => Promise<void>> {
  const lock = await takeLock(path);
  if (!('holder' in lock)) return lock.release;
  const { pid, host } = lock.holder;
  throw new UserError('STORE_UNUSABLE', `${name} is being pulled by another process (${pid} on ${host})`, {
    hint: `wait for it; when there is none, remove ${path}`,
  });
}
