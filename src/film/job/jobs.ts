// Lists the unfinished films of a folder, with their progress, their size and the command that resumes them.

import { lstat, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { explainDiskError } from '../../disk/disk-errors.js';
import { ifExists, listFolder, remove } from '../../disk/files.js';
import { type LockHolder, lockHolder, takeLock } from '../../disk/lock.js';
import { isSystemError, UserError } from '../../errors.js';
import { listStates } from './checkpoint.js';
import { jobBusyError, lockFileOf } from './job.js';
import { filmOf, JOB_EXTENSION, type JobFile, readJobFile } from './job-file.js';

/** An unfinished film. */
export interface UnfinishedFilm {
  /** Where the film will be. */
  readonly film: string;
  readonly folder: string;
  /** Size of the folder on disk. */
  readonly bytes: number;
  /** The process that renders it; null if there is none. */
  readonly holder: LockHolder | null;
  /** The job file; null if it cannot be read. */
  readonly file: JobFile | null;
  /** The error if it cannot be read; otherwise null. */
  readonly unreadable: UserError | null;
  /** The next frame; 0 if none is saved yet. */
  readonly frame: number;
}

/** The jobs in a folder, sorted by the names of their films; none if the folder does not exist. */
export async function listJobs(folder: string): Promise<readonly UnfinishedFilm[]> {
  const names = await ifExists(listFolder(folder)).catch((error: unknown) => {
    throw explainDiskError(error, folder);
  });
  const found: UnfinishedFilm[] = [];
  for (const name of (names ?? []).filter((one) => one.endsWith(JOB_EXTENSION))) {
    const job = await readJob(join(folder, name));
    if (job !== null) found.push(job);
  }
  return found;
}

/** @returns `null` for a folder that is not a job, or does not exist. */
export async function readJob(path: string): Promise<UnfinishedFilm | null> {
  const folder = resolve(path);
  try {
    const file = await readJobFile(folder).catch((error: unknown) => {
      if (error instanceof UserError) return error;
      throw error;
    });
    if (file === null) return null;
    const [newest] = await listStates(folder);
    return {
      film: filmOf(folder),
      folder,
      bytes: await folderBytes(folder),
      holder: await lockHolder(lockFileOf(folder)),
      ...(file instanceof UserError ? { file: null, unreadable: file } : { file, unreadable: null }),
      frame: newest?.frame ?? 0,
    };
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return null;
    throw explainDiskError(error, folder);
  }
}

/**
 * Removes a job.
 *
 * @param options - `breakLock`: remove it even if a process holds its lock. @default false
 * @throws UserError JOB_BUSY when another process renders it.
 */
export async function removeJob(
  { folder, film }: UnfinishedFilm,
  { breakLock = false }: { readonly breakLock?: boolean | undefined } = {},
): Promise<void> {
  try {
    const lock = await takeLock(lockFileOf(folder), { force: breakLock });
    if ('holder' in lock) throw jobBusyError(film, lock.holder);
    await remove(folder).finally(lock.release);
  } catch (error) {
    throw explainDiskError(error, folder);
  }
}

/** The bytes of all files in a folder; 0 if it does not exist. */
export async function folderBytes(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      lstat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
