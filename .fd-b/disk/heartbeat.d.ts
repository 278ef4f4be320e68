/** The data that the thread is started with. */
export interface Heartbeat {
    /** The lock file. */
    readonly lock: string;
    /** The contents of the file while the lock is ours. */
    readonly text: string;
    readonly everyMs: number;
}
