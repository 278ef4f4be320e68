// Questions about files and folders, and their checksums. A file that is not there is an answer, not an error.

import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { isSystemError } from '../errors.js';

/** The outcome of a file operation; null when the file, or a folder on the way to it, does not exist. */
export async function ifExists<T>(operation: Promise<T>): Promise<T | null> {
  try {
    return await operation;
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  }
}

/** Whether a file or folder exists and can be looked at. */
export function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Whether a path is a regular file, or a link to one. */
export function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** Whether a path is a folder, or a link to one. */
export function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/**
 * What operating systems, file servers and file managers leave in any folder, without being asked: macOS (`._NAME`
 * holds the attributes of NAME on disks that have none), Windows, NFS and FUSE (a file that was removed while a
 * program had it open), KDE, Synology, ext4.
 */
const SYSTEM_FILE = new RegExp(
  [
    String.raw`\.DS_Store|\._.*|\.localized|Icon\r|\.Spotlight-V100|\.Trashes|\.fseventsd|\.TemporaryItems|\.apdisk`,
    String.raw`Thumbs\.db|ehthumbs(_vista)?\.db|desktop\.ini|\$RECYCLE\.BIN|System Volume Information`,
    String.raw`\.nfs[0-9a-f]+|\.fuse_hidden[0-9a-f]+|\.directory|@eaDir|lost\+found`,
  ]
    .map((names) => `^(?:${names})$`)
    .join('|'),
  'is',
);

/** Whether a name is that of a file or folder that the system puts into folders by itself. */
export function isSystemFile(name: string): boolean {
  return SYSTEM_FILE.test(name);
}

/**
 * The names in a folder, sorted, without what the system put there.
 *
 * @throws The system's error when it cannot be read.
 */
export async function listFolder(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => !isSystemFile(name)).sort();
}

/**
 * Removes a file or a folder with all that is in it, if it exists. Tries again for a second what a virus scanner or a
 * file server holds; a folder in which nothing but files of the system is left counts as removed.
 */
export async function remove(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true, maxRetries: 4, retryDelay: 100 });
  } catch (error) {
    if (!isSystemError(error, 'ENOTEMPTY', 'EEXIST', 'EBUSY', 'EPERM')) throw error;
    const left = await ifExists(listFolder(path));
    if (left !== null && left.length > 0) throw error;
  }
}

/** Adds all bytes of a file to a hash, piece by piece. @throws The system's error when it cannot be read. */
export async function addFile(hash: Hash, path: string): Promise<void> {
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
}
