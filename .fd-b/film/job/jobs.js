// Lists the unfinished films of a folder, with their progress, their size and the command that resumes them.
import { lstat, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { explainDiskError } from '../../disk/disk-errors.js';
import { ifExists, listFolder, remove } from '../../disk/files.js';
import { lockHolder, takeLock } from '../../disk/lock.js';
import { isSystemError, UserError } from '../../errors.js';
import { listStates } from './checkpoint.js';
import { jobBusyError, lockFileOf } from './job.js';
import { filmOf, JOB_EXTENSION, readJobFile } from './job-file.js';
/** The jobs in a folder, sorted by the names of their films; none if the folder does not exist. */
export async function listJobs(folder) {
    const names = await ifExists(listFolder(folder)).catch((error) => {
        throw explainDiskError(error, folder);
    });
    const found = [];
    for (const name of (names ?? []).filter((one) => one.endsWith(JOB_EXTENSION))) {
        const job = await readJob(join(folder, name));
        if (job !== null)
            found.push(job);
    }
    return found;
}
/** @returns `null` for a folder that is not a job, or does not exist. */
export async function readJob(path) {
    const folder = resolve(path);
    try {
        const file = await readJobFile(folder).catch((error) => {
            if (error instanceof UserError)
                return error;
            throw error;
        });
        if (file === null)
            return null;
        const [newest] = await listStates(folder);
        return {
            film: filmOf(folder),
            folder,
            bytes: await folderBytes(folder),
            holder: await lockHolder(lockFileOf(folder)),
            ...(file instanceof UserError ? { file: null, unreadable: file } : { file, unreadable: null }),
            frame: newest?.frame ?? 0,
        };
    }
    catch (error) {
        if (isSystemError(error, 'ENOENT', 'ENOTDIR'))
            return null;
        throw explainDiskError(error, folder);
    }
}
/**
 * Removes a job.
 *
 * @param options - `breakLock`: remove it even if a process holds its lock. @default false
 * @throws UserError JOB_BUSY when another process renders it.
 */
export async function removeJob({ folder, film }, { breakLock = false } = {}) {
    try {
        const lock = await takeLock(lockFileOf(folder), { force: breakLock });
        if ('holder' in lock)
            throw jobBusyError(film, lock.holder);
        await remove(folder).finally(lock.release);
    }
    catch (error) {
        throw explainDiskError(error, folder);
    }
}
/** The bytes of all files in a folder; 0 if it does not exist. */
export async function folderBytes(folder) {
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    const sizes = await Promise.all(names.map((name) => lstat(join(folder, name)).then(({ size }) => size, () => 0)));
    return sizes.reduce((sum, size) => sum + size, 0);
}
//# sourceMappingURL=jobs.js.map