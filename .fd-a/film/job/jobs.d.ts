import { type LockHolder } from '../../disk/lock.js';
import { UserError } from '../../errors.js';
import { type JobFile } from './job-file.js';
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
export declare function listJobs(folder: string): Promise<readonly UnfinishedFilm[]>;
/** @returns `null` for a folder that is not a job, or does not exist. */
export declare function readJob(path: string): Promise<UnfinishedFilm | null>;
/**
 * Removes a job.
 *
 * @param options - `breakLock`: remove it even if a process holds its lock. @default false
 * @throws UserError JOB_BUSY when another process renders it.
 */
export declare function removeJob({ folder, film }: UnfinishedFilm, { breakLock }?: {
    readonly breakLock?: boolean | undefined;
}): Promise<void>;
/** The bytes of all files in a folder; 0 if it does not exist. */
export declare function folderBytes(folder: string): Promise<number>;
