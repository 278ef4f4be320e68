// Ctrl-C and its like. The first asks to stop, the second to give up; a third ends the process where it stands.

import { constants } from 'node:os';

/** A hang-up (the terminal window was closed) is a wish to stop like the others: the film so far is worth keeping. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The signals that came. */
export interface Interrupts {
  /** 128 + the number of the first signal, as shells count; null when none has come. */
  exitCode(): number | null;
  /** Calls back at the first signal and at the second. @returns how to end that. */
  onSignal(listener: (count: 1 | 2) => void): () => void;
  /** Gives the signals back to Node.js. */
  close(): void;
}

/** Takes the signals over until `close`: they no longer end the process. */
export function openInterrupts(): Interrupts {
  const listeners = new Set<(count: 1 | 2) => void>();
  let count = 0;
  let exitCode: number | null = null;
  const receive = (signal: NodeJS.Signals) => {
    count += 1;
    exitCode ??= 128 + constants.signals[signal];
    if (count > 2) process.exit(exitCode); // whoever asks three times does not want to wait
    for (const listener of [...listeners]) listener(count as 1 | 2);
  };
  for (const signal of SIGNALS) process.on(signal, receive);
  return {
    exitCode: () => exitCode,
    onSignal(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      for (const signal of SIGNALS) process.off(signal, receive);
    },
  };
}
