import type { Terminal } from '../terminal.js';
/** The exit code after any of the signals: that of Ctrl-C, since all of them are handled alike. */
export declare const STOPPED = 130;
/** The signals so far. */
export interface Interrupts {
    /** `STOPPED` after a signal; null before the first. */
    exitCode(): number | null;
    /** Calls back at the first signal and at the second. @returns a function that removes the listener. */
    onSignal(listener: (count: 1 | 2) => void): () => void;
    /** Removes the signal handlers. */
    close(): void;
}
/** Handles the signals until `close`: the first two no longer end the process. */
export declare function openInterrupts(terminal: Terminal): Interrupts;
