// Waits while the disk is full, and repeats a failed write when there is space.

import { setTimeout as sleep } from 'node:timers/promises';
import { explainDiskError, freeBytes } from '../../disk/disk-errors.js';
import { UserError } from '../../errors.js';

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

/** Milliseconds between two checks of the disk. */
const LOOK_MS = 500;

/** @returns a function whose actions reject with DISK_FULL if there was no space for too long. */
export function openDiskFullRetry({ folder, need, waitMs, onWait, stop, signal }: DiskFullOptions): RetryWhenDiskFull {
  return async (action) => {
    let since: number | undefined;
    for (;;) {
      try {
        const result = await action();
        if (since !== undefined) onWait(false);
        return result;
      } catch (cause) {
        const error = explainDiskError(cause, folder);
        if (!(error instanceof UserError && error.code === 'DISK_FULL')) throw error;
        signal?.throwIfAborted();
        const now = performance.now();
        if (since === undefined && waitMs > 0) onWait(true);
        since ??= now;
        do {
          if (stop?.aborted === true || performance.now() - since >= waitMs) throw error;
          await sleep(LOOK_MS, undefined, { signal: anyOf(stop, signal) }).catch(() => undefined);
          signal?.throwIfAborted();
        } while (((await freeBytes(folder)) ?? Infinity) < need);
      }
    }
  };
}

function anyOf(...signals: readonly (AbortSignal | undefined)[]): AbortSignal {
  return AbortSignal.any(signals.filter((signal) => signal !== undefined));
}
