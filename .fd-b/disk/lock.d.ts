/** The process that holds a lock. */
export interface LockHolder {
    readonly pid: number;
    readonly host: string;
    /** When the lock was taken, ISO 8601. */
    readonly since: string;
    /** Milliseconds since its last heartbeat. */
    readonly silentMs: number;
}
/** A lock that this process holds. */
export interface Lock {
    /**
     * The holder whose lock was taken over by force or because it was silent for too long; null if there was no lock or
     * its process had ended.
     */
    readonly takenFrom: LockHolder | null;
    /** Whether this process still holds it: another process may have taken it over. */
    isHeld(): Promise<boolean>;
    /** Releases the lock unless another process has taken it over. Safe to call more than once. */
    release(): Promise<void>;
}
/** Options for taking a lock. */
export interface LockOptions {
    /** Whether to take the lock from any holder. @default false */
    readonly force?: boolean | undefined;
    /**
     * Called once when the wait begins for a holder that the process table does not show. The wait ends at a heartbeat of
     * the holder, or when it has been silent for so long that its lock is taken over. @default not to wait
     */
    readonly onWait?: ((holder: LockHolder, leftMs: number) => void) | undefined;
    /** Ends the wait; the call rejects with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
    /** Milliseconds between heartbeats. @default 15000 */
    readonly heartbeatMs?: number | undefined;
}
/**
 * Takes a lock, or returns its holder.
 *
 * @param path - Path of the lock file, in an existing folder.
 * @throws The system's error when the file cannot be written; the signal's reason.
 */
export declare function takeLock(path: string, { force, onWait, signal, heartbeatMs }?: LockOptions): Promise<Lock | {
    readonly holder: LockHolder;
}>;
/** The holder of a lock; `null` if there is none or `takeLock` would take it over. */
export declare function lockHolder(path: string): Promise<LockHolder | null>;
