/** Watches pieces of work, one after the other. */
export interface Watchdog {
    /** Reports progress of the current work. */
    heartbeat(): void;
    /**
     * Waits for work.
     *
     * @throws StalledError when it makes no progress for too long. The work itself cannot be stopped.
     */
    guard<T>(work: Promise<T>): Promise<T>;
}
/** The error for work that hung. */
export declare class StalledError extends Error {
    readonly name = "StalledError";
    /** How long it made no progress, in seconds. */
    readonly seconds: number;
    constructor(seconds: number);
}
/** @param leastMs - Work counts as hung only after this many milliseconds without progress. */
export declare function openWatchdog(leastMs: number): Watchdog;
