// Waits while the disk is full, and repeats a failed write when there is space.
import { setTimeout as sleep } from 'node:timers/promises';
import { explainDiskError, freeBytes } from '../../disk/disk-errors.js';
import { UserError } from '../../errors.js';
/** Milliseconds between two checks of the disk. */
const LOOK_MS = 500;
/** @returns a function whose actions reject with DISK_FULL if there was no space for too long. */
export function openDiskFullRetry({ folder, need, waitMs, onWait, stop, signal }) {
    return async (action) => {
        let since;
        for (;;) {
            try {
                const result = await action();
                if (since !== undefined)
                    onWait(false);
                return result;
            }
            catch (cause) {
                const error = explainDiskError(cause, folder);
                if (!(error instanceof UserError && error.code === 'DISK_FULL'))
                    throw error;
                signal?.throwIfAborted();
                const now = performance.now();
                if (since === undefined && waitMs > 0)
                    onWait(true);
                since ??= now;
                do {
                    if (stop?.aborted === true || performance.now() - since >= waitMs)
                        throw error;
                    await sleep(LOOK_MS, undefined, { signal: anyOf(stop, signal) }).catch(() => undefined);
                    signal?.throwIfAborted();
                } while (((await freeBytes(folder)) ?? Infinity) < need);
            }
        }
    };
}
function anyOf(...signals) {
    return AbortSignal.any(signals.filter((signal) => signal !== undefined));
}
//# sourceMappingURL=disk-full-retry.js.map