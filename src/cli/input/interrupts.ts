// Handles Ctrl-C and the other signals that ask a program to stop. The first signal means stop soon, the second stop at
// once; the third ends the process.

import type { Terminal } from '../terminal.js';

/** SIGHUP is sent when the terminal window is closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The exit code after any of the signals: that of Ctrl-C, since all of them are handled alike. */
export const STOPPED = 130;

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
export function openInterrupts(terminal: Terminal): Interrupts {
  const listeners = new Set<(count: 1 | 2) => void>();
  let count = 0;
  const receive = () => {
    count += 1;
    if (count > 2) terminal.exit(STOPPED);
    else for (const listener of [...listeners]) listener(count as 1 | 2);
  };
  for (const signal of SIGNALS) process.on(signal, receive);
  return {
    exitCode: () => (count > 0 ? STOPPED : null),
    onSignal(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      for (const signal of SIGNALS) process.off(signal, receive);
    },
  };
}
