// A full disk is no reason to lose a film: what could not be written is tried again when there is room.

import { setTimeout as sleep } from 'node:timers/promises';
import { explainDiskError, freeBytes } from '../../disk/disk-errors.js';
import { UserError } from '../../errors.js';

/** Does something that writes, and may be done again from its beginning; waits and repeats while the disk is full. */
export type RetryWhenDiskFull = <T>(action: () => Promise<T>) => Promise<T>;

/** How a full disk is waited for. */
export interface DiskFullOptions {
  /** On the disk that is written to; the message names it. */
  readonly folder: string;
  /** So much room must be free before another try, in bytes. */
  readonly need: number;
  /** Gives up after so long without a success. Milliseconds. */
  readonly waitMs: number;
  /** Called when the waiting begins, and when it ends well. */
  readonly onWait: (isWaiting: boolean) => void;
  /** Ends the waiting: with the disk's error. */
  readonly stop?: AbortSignal | undefined;
  /** Ends the waiting: with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** How often the disk is looked at. */
const LOOK_MS = 500;

/** @returns A patience whose actions reject with DISK_FULL when there was no room for too long. */
export function openDiskFullRetry({ folder, need, waitMs, onWait, stop, signal }: DiskFullOptions): RetryWhenDiskFull {
  return async (action) => {
    let since: number | undefined;
    for (;;) {
      try {
        const done = await action();
        if (since !== undefined) onWait(false);
        return done;
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
