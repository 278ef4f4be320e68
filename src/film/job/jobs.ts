// The unfinished films of a folder: how far they are, what they take, how to go on.

import { lstat, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { explainDiskError } from '../../disk/disk-errors.js';
import { ifExists, listFolder, remove } from '../../disk/files.js';
import { type LockHolder, lockHolder, takeLock } from '../../disk/lock.js';
import { isSystemError, UserError } from '../../errors.js';
import { listStates } from './checkpoint.js';
import { jobBusyError } from './job.js';
import { filmOf, JOB_ENDING, type JobFile, readJobFile } from './job-file.js';

/** An unfinished film. */
export interface UnfinishedFilm {
  /** What it will be. */
  readonly film: string;
  readonly folder: string;
  /** On disk. */
  readonly bytes: number;
  /** Who is at work at it. */
  readonly holder: LockHolder | null;
  /** `null` when what it is cannot be read any more. */
  readonly file: JobFile | null;
  /** The next frame; 0 when none is kept yet. */
  readonly frame: number;
}

/** The jobs in a folder, by the names of their films; none when there is no such folder. */
export async function listJobs(folder: string): Promise<readonly UnfinishedFilm[]> {
  const names = await ifExists(listFolder(folder)).catch((error: unknown) => {
    throw explainDiskError(error, folder);
  });
  const found: UnfinishedFilm[] = [];
  for (const name of (names ?? []).filter((one) => one.endsWith(JOB_ENDING))) {
    const job = await readJob(join(folder, name));
    if (job !== null) found.push(job);
  }
  return found;
}

/** @returns `null` for a folder that is no job, or no longer there. */
export async function readJob(path: string): Promise<UnfinishedFilm | null> {
  const folder = resolve(path);
  try {
    const file = await readJobFile(folder).catch((error: unknown) => {
      if (error instanceof UserError) return undefined;
      throw error;
    });
    if (file === null) return null;
    const [newest] = await listStates(folder);
    return {
      film: filmOf(folder),
      folder,
      bytes: await folderBytes(folder),
      holder: await lockHolder(join(folder, 'lock')),
      file: file ?? null,
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
 * @throws UserError JOB_BUSY when somebody is at work at it.
 */
export async function removeJob({ folder, film }: UnfinishedFilm): Promise<void> {
  try {
    const lock = await takeLock(join(folder, 'lock'));
    if ('holder' in lock) throw jobBusyError(film, lock.holder);
    await remove(folder).finally(lock.release);
  } catch (error) {
    throw explainDiskError(error, folder);
  }
}

/** What a folder takes on the disk; 0 when it is gone. */
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
