// Files that outlast a crash: written beside their place, flushed to the disk, renamed, and the folder flushed too.

import { type FileHandle, lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Ending of a file in the making. What carries it is left by a process that was killed. */
export const TEMPORARY = '.tmp';

/**
 * Writes a file so that after a crash at any moment either all of it stands under its name or what stood there before.
 *
 * @param pieces - Written one after the other.
 */
export async function writeDurably(path: string, ...pieces: readonly (string | Uint8Array)[]): Promise<void> {
  const part = `${path}${TEMPORARY}`;
  try {
    const file = await open(part, 'w');
    try {
      for (const piece of pieces) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  await flushNames(dirname(path));
}

/** Renames within a disk, so that the new name lasts. */
export async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await flushNames(dirname(to));
}

/** Sends what a file holds to the disk. @returns its size in bytes. */
export async function flush(path: string): Promise<number> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}

/** Makes a rename in this folder last through a power cut, where the system can: Windows opens no folders. */
export async function flushNames(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes all of some bytes at a place in a file: the system may take a part at a time. */
export async function writeAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  }
}

/** Makes a folder and those above it, where they are not there. One by one: asked to make them all, Node.js never ends where none can be made and that is told as ENOENT (`/proc`). */
export async function makeFolders(folder: string): Promise<void> {
  const standing = await lstat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (standing !== null) return;
  if (dirname(folder) !== folder) await makeFolders(dirname(folder));
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error; // somebody else was quicker
  });
}
