// The folder on this machine where pulled networks lie. A file gets its name only when it was found to be the one that is meant.

import { createHash } from 'node:crypto';
import { copyFile, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeFolders, renameWithRetries } from '../../disk/durable.js';
import { addFile, isFile } from '../../disk/files.js';
import { takeLock } from '../../disk/lock.js';
import { UserError } from '../../errors.js';
import { isHdf5 } from '../hdf5/hdf5.js';
import { MAX_FILE_BYTES, readHead } from '../model-file.js';
import { type CatalogEntry, fileNameOf } from './catalog.js';
import { download } from './download.js';
import type { Environment } from './proxy.js';

/** Where a network comes from, and how that is followed. */
export interface PullOptions {
  /** A file, a folder with the file, or its address (ending in a slash: of its folder), in place of the official address. */
  readonly from?: string | undefined;
  readonly onProgress?: ((done: number, total: number | undefined) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** @default process.env */
  readonly environment?: Environment | undefined;
  /** As of `download`. */
  readonly pauseMs?: number | undefined;
  readonly timeoutMs?: number | undefined;
}

/**
 * The folder that everything of ours is kept in: NEUROZOOM_CACHE, else that of the XDG Base Directory Specification, or what is usual on macOS and Windows.
 */
export function cacheFolder(
  environment: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const { NEUROZOOM_CACHE: own = '', XDG_CACHE_HOME: shared = '', LOCALAPPDATA: local = '' } = environment;
  if (own !== '') return resolve(own);
  // The specification: relative paths are invalid, and ignored.
  if (isAbsolute(shared)) return join(shared, 'neurozoom');
  if (platform === 'win32') return join(local === '' ? join(home, 'AppData', 'Local') : local, 'neurozoom', 'Cache');
  return platform === 'darwin' ? join(home, 'Library', 'Caches', 'neurozoom') : join(home, '.cache', 'neurozoom');
}

/** The folder that holds the atlases of all networks. */
export function atlasesFolder(environment: Environment = process.env): string {
  return join(cacheFolder(environment), 'atlases');
}

/** Where a pulled network lies, once it does. */
export function pathOfNetwork({ name }: CatalogEntry, environment: Environment = process.env): string {
  return join(cacheFolder(environment), 'networks', `${name}.h5`);
}

/** Whether it was pulled. */
export async function isPulled(entry: CatalogEntry, environment: Environment = process.env): Promise<boolean> {
  return isFile(pathOfNetwork(entry, environment));
}

/**
 * Gets a known network, unless it is there and sound. What came so far stays beside its place when the line breaks, and is used the next time.
 *
 * @returns Where it lies, and whether anything had to be done for it.
 * @throws UserError DOWNLOAD_FAILED; NETWORK_UNREADABLE when something else came; DISK_FULL; STORE_UNUSABLE when the folder cannot be written to, or
 *   another process is pulling the same. The signal's reason when it aborts.
 */
export async function pullNetwork(
  entry: CatalogEntry,
  { from, onProgress, signal, environment = process.env, ...line }: PullOptions = {},
): Promise<{ readonly path: string; readonly isNew: boolean }> {
  const path = pathOfNetwork(entry, environment);
  if (from === undefined && (await isFile(path)) && (await wrongWith(path, entry)) === null)
    return { path, isNew: false };
  const part = `${path}.part`;
  try {
    await makeFolders(dirname(path));
    const unlock = await lock(`${path}.lock`, entry.name);
    try {
      const url = addressOf(entry, from);
      const local = from?.startsWith('file:') === true ? fileURLToPath(from) : resolve(from ?? '');
      if (url === undefined) await copyIn(entry, local, part);
      else await download({ url, part, environment, signal, onProgress, ...line });
      signal?.throwIfAborted();
      await refuseOther(part, entry, url ?? local);
      await renameWithRetries(part, path);
      await rm(`${part}.json`, { force: true });
    } finally {
      await unlock();
    }
  } catch (error) {
    throw toUserError(error, path);
  }
  return { path, isNew: true };
}

/** Removes a pulled network and what there is of one that was not pulled to the end. @returns whether there was anything. */
export async function removePulled(entry: CatalogEntry, environment: Environment = process.env): Promise<boolean> {
  const path = pathOfNetwork(entry, environment);
  const files = [path, `${path}.part`, `${path}.part.json`];
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

/** @throws UserError NETWORK_UNREADABLE when it is not the network that is meant; then it is gone, since going on with it would not mend it. */
async function refuseOther(part: string, entry: CatalogEntry, source: string): Promise<void> {
  const wrong = await wrongWith(part, entry);
  if (wrong === null) return;
  await rm(part, { force: true });
  await rm(`${part}.json`, { force: true });
  throw new UserError('NETWORK_UNREADABLE', `${source} is not the file of ${entry.name} that is meant: ${wrong}`, {
    hint: 'it was not kept; try again, or get it elsewhere with --from',
  });
}

/** Null for what is sound; else what is wrong, in words. */
async function wrongWith(path: string, { bytes, checksum }: CatalogEntry): Promise<string | null> {
  const { size } = await stat(path);
  if (size === 0) return 'it is empty';
  const head = await readHead(path);
  const page = /^\s*<(?:!doctype|html|\?xml|head|!--)/i.test(new TextDecoder().decode(head));
  const told = page ? 'it is a web page' : `it has ${size} bytes instead of ${bytes}`;
  if (checksum === undefined) {
    if (page || size !== bytes) return told;
    return isHdf5(head) ? null : 'it is no HDF5 file';
  }
  const digest = await digestOf(path, checksum.algorithm);
  if (digest === checksum.digest) return null;
  if (page || size !== bytes) return told;
  return `its ${checksum.algorithm} is ${digest} instead of ${checksum.digest}`;
}

async function digestOf(path: string, algorithm: string): Promise<string> {
  const hash = createHash(algorithm);
  await addFile(hash, path);
  return hash.digest('hex');
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
