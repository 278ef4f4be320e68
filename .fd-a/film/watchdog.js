// A watchdog for work that runs elsewhere (in another thread, process or device): it gives up work that makes no
// progress for much longer than earlier work. It cannot detect a hang that blocks this thread, such as a call of
// onnxruntime, since no timer fires then. Time in which this thread did not run (Ctrl-Z, a paused virtual machine) does
// not count.
/** The error for work that hung. */
export class StalledError extends Error {
    name = 'StalledError';
    /** How long it made no progress, in seconds. */
    seconds;
    constructor(seconds) {
        super(`no progress for ${Math.round(seconds)} s`);
        this.seconds = seconds;
    }
}
/** Work may take this many times as long as the slowest piece before it. */
const ALLOWANCE = 10;
/**
 * The watchdog checks at least every second, and at least four times before it gives work up. If a check is late by
 * more than an interval, this thread did not run, and the time starts over.
 */
const CHECK_MS = 1_000;
const MIN_CHECKS = 4;
/** @param leastMs - Work counts as hung only after this many milliseconds without progress. */
export function openWatchdog(leastMs) {
    const checkMs = Math.min(CHECK_MS, leastMs / MIN_CHECKS);
    let last = performance.now();
    let due = Infinity; // the time of the next check
    let slowest = 0;
    const heartbeat = () => {
        const now = performance.now();
        if (now - due <= checkMs)
            slowest = Math.max(slowest, now - last);
        last = now;
    };
    return {
        heartbeat,
        async guard(work) {
            last = performance.now();
            let timer;
            const stalled = new Promise((_resolve, reject) => {
                const checkIn = (milliseconds) => {
                    due = performance.now() + milliseconds;
                    timer = setTimeout(() => {
                        const now = performance.now();
                        if (now - due > checkMs)
                            last = now; // progress may have been missed
                        const [waited, allowed] = [now - last, Math.max(leastMs, ALLOWANCE * slowest)];
                        if (waited >= allowed)
                            reject(new StalledError(waited / 1000));
                        else
                            checkIn(Math.min(checkMs, allowed - waited));
                    }, milliseconds);
                };
                checkIn(checkMs);
            });
            try {
                const done = await Promise.race([work, stalled]);
                heartbeat();
                return done;
            }
            catch (error) {
                work.catch(() => undefined); // nothing waits for it any more
                throw error;
            }
            finally {
                clearTimeout(timer);
                due = Infinity;
            }
        },
    };
}
//# sourceMappingURL=watchdog.js.map