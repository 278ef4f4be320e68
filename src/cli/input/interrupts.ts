// Ctrl-C and the other signals that ask a program to stop. The first asks to stop, the second to stop at once; the
// third ends the process.

import type { Terminal } from '../terminal.js';

/** A hang-up (the terminal window was closed) asks to stop like the others. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Exit code after any of the signals: that of Ctrl-C, since all of them leave the same behind. */
export const STOPPED = 130;

/** The signals so far. */
export interface Interrupts {
  /** `STOPPED` after a signal; null before the first. */
  exitCode(): number | null;
  /** Calls back at the first signal and at the second. @returns a function that ends that. */
  onSignal(listener: (count: 1 | 2) => void): () => void;
  /** Gives the signals back to Node.js. */
  close(): void;
}

/** Takes the signals over until `close`: the first two no longer end the process. */
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
