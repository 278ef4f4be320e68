// A watchdog over work that computes elsewhere (another thread, process or device): it gives up work that makes no
// progress for much longer than any before it. It cannot see a hang that blocks this thread, as onnxruntime's calls do:
// no timer fires then. Time in which this thread did not run (Ctrl-Z, a paused virtual machine) does not count.

/** Watches one piece of work after the other. */
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

/** Work has hung. */
export class StalledError extends Error {
  override readonly name = 'StalledError';
  /** For how long, in seconds. */
  readonly seconds: number;

  constructor(seconds: number) {
    super(`no progress for ${Math.round(seconds)} s`);
    this.seconds = seconds;
  }
}

/** Work may take this many times as long as the slowest piece before it. */
const ALLOWANCE = 10;

/**
 * How often the watchdog looks while it waits: at least every second, and four times before it gives work up. When a
 * look is late by as much again, this thread did not run, and the watchdog starts over.
 */
const LOOK_MS = 1_000;
const MIN_LOOKS = 4;

/** @param leastMs - Work has not hung before so many milliseconds without progress. */
export function openWatchdog(leastMs: number): Watchdog {
  const lookMs = Math.min(LOOK_MS, leastMs / MIN_LOOKS);
  let last = performance.now();
  let due = Infinity; // the time of the next look
  let slowest = 0;
  const heartbeat = () => {
    const now = performance.now();
    if (now - due <= lookMs) slowest = Math.max(slowest, now - last);
    last = now;
  };
  return {
    heartbeat,
    async guard(work) {
      last = performance.now();
      let timer: NodeJS.Timeout | undefined;
      const stalled = new Promise<never>((_resolve, reject) => {
        const lookIn = (milliseconds: number) => {
          due = performance.now() + milliseconds;
          timer = setTimeout(() => {
            const now = performance.now();
            if (now - due > lookMs) last = now; // progress may have gone unseen
            const [waited, allowed] = [now - last, Math.max(leastMs, ALLOWANCE * slowest)];
            if (waited >= allowed) reject(new StalledError(waited / 1000));
            else lookIn(Math.min(lookMs, allowed - waited));
          }, milliseconds);
        };
        lookIn(lookMs);
      });
      try {
        const done = await Promise.race([work, stalled]);
        heartbeat();
        return done;
      } catch (error) {
        work.catch(() => undefined); // nobody waits for it any more
        throw error;
      } finally {
        clearTimeout(timer);
        due = Infinity;
      }
    },
  };
}
