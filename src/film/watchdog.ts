// Notices what hangs: work that gives no sign of life for much longer than it ever did.

/** Watches over one piece of work after the other. */
export interface Watchdog {
  /** A sign of life; the time since the last one is remembered. */
  heartbeat(): void;
  /**
   * The outcome of some work.
   *
   * @throws StalledError when there was no sign of life for too long; the work is then left to itself.
   */
  guard<T>(work: Promise<T>): Promise<T>;
}

/** Work has hung. */
export class StalledError extends Error {
  override readonly name = 'StalledError';
  /** For so long, in seconds. */
  readonly seconds: number;

  constructor(seconds: number) {
    super(`no sign of life for ${Math.round(seconds)} s`);
    this.seconds = seconds;
  }
}

/** What has taken so many times longer than anything before it has hung. */
const PATIENCE_FACTOR = 10;

/** @param leastMs - Nothing has hung before so many milliseconds. */
export function openWatchdog(leastMs: number): Watchdog {
  let last = performance.now();
  let slowest = 0;
  const beat = () => {
    const now = performance.now();
    slowest = Math.max(slowest, now - last);
    last = now;
  };
  return {
    heartbeat: beat,
    async guard(work) {
      last = performance.now();
      let timer: NodeJS.Timeout | undefined;
      const stalled = new Promise<never>((_resolve, reject) => {
        const look = () => {
          const waited = performance.now() - last;
          const allowed = Math.max(leastMs, PATIENCE_FACTOR * slowest);
          if (waited >= allowed) reject(new StalledError(waited / 1000));
          else timer = setTimeout(look, Math.min(allowed - waited + 1, 2 ** 30));
        };
        look();
      });
      try {
        const done = await Promise.race([work, stalled]);
        beat();
        return done;
      } catch (error) {
        work.catch(() => undefined); // nobody waits for it any more
        throw error;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
