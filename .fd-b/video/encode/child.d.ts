import type { Writable } from 'node:stream';
/** How a process ended. */
export interface Ending {
    /** `null` when a signal ended the process, or when it never started. */
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
    /** The end of its stderr (at most 4 kB), or why it could not be started. */
    readonly lastWords: string;
}
/** A running process. */
export interface Child {
    readonly pid: number | undefined;
    /** `null` without `input`. It already has an error handler. */
    readonly stdin: Writable | null;
    /** Settles when the process has ended and its output is read to the end; never rejects. */
    readonly ended: Promise<Ending>;
    /** The end of its stderr so far (at most 4 kB). */
    lastWords(): string;
    /** Kills the process and everything it started, at once. Safe at any time. */
    kill(): void;
    /** Waits at most this many milliseconds for the end, then kills the process and waits again. Never rejects. */
    end(graceMs: number): Promise<Ending>;
}
/** Options for starting a child process. */
export interface ChildOptions {
    /** Opens `stdin` for writing. */
    readonly input?: boolean;
    /** Receives stdout, which is discarded by default. */
    readonly onOutput?: (chunk: Buffer) => void;
}
/** Starts a program. A failure to start is reported by `ended`, never thrown. */
export declare function startChild(path: string, args: readonly string[], { input, onOutput }?: ChildOptions): Child;
/**
 * Runs a program to its end and returns what it printed; kills it after `timeoutMs`. Rejects only when the signal
 * aborts.
 */
export declare function runChild(path: string, args: readonly string[], { timeoutMs, signal }: {
    readonly timeoutMs: number;
    readonly signal?: AbortSignal | undefined;
}): Promise<Ending & {
    readonly output: string;
}>;
/** Describes how a process ended: `ended with code 1`, `was killed by SIGKILL`, `could not be started`. */
export declare function describeEnding({ code, signal }: Ending): string;
/** Settles with the promise's value, or with `undefined` after this many milliseconds. */
export declare function within<T>(promise: Promise<T>, milliseconds: number): Promise<T | undefined>;
/** Calls `kill` when this process exits, which a detached child would outlive. */
export declare function killAtExit(kill: () => void): void;
/** Undoes `killAtExit` for a child that has ended. */
export declare function forgetChild(kill: () => void): void;
