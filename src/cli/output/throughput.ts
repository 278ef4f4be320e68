// How fast a film comes along and how long it will still take. Frames cost differently (growth is small, hand-overs are evaluated twice), so work is
// counted in weights told beforehand, and the speed is that of the last seconds.

/** Knows how fast work comes along. */
export interface Throughput {
  /** Notes that a piece of work is done. `now` in milliseconds, rising. */
  done(weight: number, frames: number, now: number): void;
  /** Notes that a piece of work was done before. */
  skip(weight: number): void;
  /** Frames per second of late; null before the second. */
  framesPerSecond(): number | null;
  /** Seconds until everything is done; null before two pieces are. */
  secondsLeft(): number | null;
  /** From 0 to 1. */
  share(): number;
}

/** What is longer ago than this counts for a third: long enough to be calm, short enough to follow a machine that gets busy. */
const MEMORY_MS = 15_000;

/** @param total - Sum of all weights to come; if it proves too small, the time left is 0 until the end. */
export function openThroughput(total: number): Throughput {
  let weightDone = 0;
  let last: number | undefined;
  const late = { milliseconds: 0, weight: 0, frames: 0, frameMilliseconds: 0 };
  return {
    done(weight, frames, now) {
      weightDone += weight;
      const elapsed = now - (last ?? now);
      // The first piece opens sessions and says nothing of the rest.
      const isFirst = last === undefined;
      last = now;
      if (isFirst) return;
      const kept = Math.exp(-elapsed / MEMORY_MS);
      late.milliseconds = late.milliseconds * kept + elapsed;
      late.weight = late.weight * kept + weight;
      // The time of a growth is no frame's.
      late.frames = late.frames * kept + frames;
      late.frameMilliseconds = late.frameMilliseconds * kept + (frames > 0 ? elapsed : 0);
    },
    skip(weight) {
      weightDone += weight;
    },
    framesPerSecond: () => (late.frames > 0 ? (1000 * late.frames) / late.frameMilliseconds : null),
    secondsLeft() {
      if (late.weight === 0) return null;
      return (Math.max(0, total - weightDone) * late.milliseconds) / late.weight / 1000;
    },
    share: () => (total > 0 ? Math.min(1, weightDone / total) : 0),
  };
}
