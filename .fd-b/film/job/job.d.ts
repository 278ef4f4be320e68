import { type LockHolder } from '../../disk/lock.js';
import { UserError } from '../../errors.js';
import type { VideoFormat } from '../../video/encode/formats.js';
import { type Checkpoint } from './checkpoint.js';
import { type Identity } from './identity.js';
import { type JobFile } from './job-file.js';
import type { SegmentPlan } from './segment-plan.js';
/** The job that a render opens. */
export interface JobRequest {
    /** Absolute path of the finished film. */
    readonly film: string;
    readonly name: string;
    readonly command: readonly string[] | null;
    readonly identity: Identity;
    readonly plan: SegmentPlan;
    /** The format of the segments. */
    readonly format: VideoFormat;
    /** Deletes what an interrupted render has made. */
    readonly fresh: boolean;
    /** Resumes even if something differs. */
    readonly force: boolean;
    /** Takes the lock from any holder. */
    readonly breakLock?: boolean | undefined;
    readonly onLock?: ((event: LockEvent) => void) | undefined;
    /** Ends the wait for a lock; the call rejects with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
}
/** A render waits for a lock whose holder may have ended, or has taken it over. */
export interface LockEvent {
    readonly kind: 'lock';
    readonly state: 'waiting' | 'taken over';
    readonly pid: number;
    readonly host: string;
    /** Time since the holder's last heartbeat. */
    readonly silentSeconds: number;
    /** The longest wait for another heartbeat; 0 once the lock is taken over. */
    readonly waitSeconds: number;
}
/** A job whose lock this process holds. */
export interface Job {
    readonly folder: string;
    readonly file: JobFile;
    /** Where to resume; `null` for a new film. */
    readonly resume: Checkpoint | null;
    /** The damaged files that were found and skipped, as texts. */
    readonly damage: readonly string[];
    /**
     * Goes back to the newest checkpoint up to a frame, and removes everything made after it.
     *
     * @returns `null` if there is none.
     */
    rewind(frame: number): Promise<Checkpoint | null>;
    /** @throws UserError JOB_BUSY when another process has taken the lock over. */
    checkLock(): Promise<void>;
    /** Removes the folder with its contents. */
    remove(): Promise<void>;
    /** Releases the lock; the files stay for the next render. */
    close(): Promise<void>;
}
/**
 * Opens the job of a film: that of an interrupted render, or a new one. Waits if another host holds the lock but sends
 * no heartbeat.
 *
 * @throws UserError JOB_BUSY, JOB_DIFFERS, JOB_DAMAGED; OUTPUT_UNWRITABLE, DISK_FULL.
 */
export declare function openJob(request: JobRequest): Promise<Job>;
/** The lock file of a job's folder. */
export declare function lockFileOf(folder: string): string;
/** The error for a job that another process works on. */
export declare function jobBusyError(film: string, { pid, host, since }: LockHolder): UserError;
