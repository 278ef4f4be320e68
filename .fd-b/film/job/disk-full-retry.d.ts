/** Runs an action that writes and can be repeated from its beginning; waits and repeats it while the disk is full. */
export type RetryWhenDiskFull = <T>(action: () => Promise<T>) => Promise<T>;
/** How to wait for space on a full disk. */
export interface DiskFullOptions {
    /** A folder on the disk that is written to, for the message. */
    readonly folder: string;
    /** Bytes that must be free before the next attempt. */
    readonly need: number;
    /** Gives up after this many milliseconds without a success. */
    readonly waitMs: number;
    /** Called when the wait begins, and when it ends with a success. */
    readonly onWait: (isWaiting: boolean) => void;
    /** Ends the wait; the action rejects with the disk's error. */
    readonly stop?: AbortSignal | undefined;
    /** Ends the wait; the action rejects with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
}
/** @returns a function whose actions reject with DISK_FULL if there was no space for too long. */
export declare function openDiskFullRetry({ folder, need, waitMs, onWait, stop, signal }: DiskFullOptions): RetryWhenDiskFull;
