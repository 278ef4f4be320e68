// How fast work is being done and how long the rest will take. Frames cost differently (a growth is small, crossfades
// are evaluated twice), so work is counted in weights that are known beforehand, and the speed is that of the last
// seconds.

/** Measures the speed of work. */
export interface Throughput {
  /** Notes that a piece of work is done. `now` in milliseconds, rising. */
  done(weight: number, frames: number, now: number): void;
  /** Notes that a piece of work was done before. */
  skip(weight: number): void;
  /** Frames per second in the last seconds; null before the second frame. */
  framesPerSecond(): number | null;
  /** Seconds until everything is done; null before two pieces are. */
  secondsLeft(): number | null;
  /** Share of the work that is done, 0 to 1. */
  share(): number;
}

/**
 * A piece counts for a third after this time: long enough to be steady, short enough to follow a machine that gets
 * busy.
 */
const MEMORY_MS = 15_000;

/** @param total - Sum of all weights to come; if it proves too small, the time left is 0 until the end. */
export function openThroughput(total: number): Throughput {
  let weightDone = 0;
  let last: number | undefined;
  const recent = { milliseconds: 0, weight: 0, frames: 0, frameMilliseconds: 0 };
  return {
    done(weight, frames, now) {
      weightDone += weight;
      const elapsed = now - (last ?? now);
      // The first piece opens sessions and says nothing about the rest.
      const isFirst = last === undefined;
      last = now;
      if (isFirst) return;
      const kept = Math.exp(-elapsed / MEMORY_MS);
      recent.milliseconds = recent.milliseconds * kept + elapsed;
      recent.weight = recent.weight * kept + weight;
      // The time of a growth does not count as a frame's.
      recent.frames = recent.frames * kept + frames;
      recent.frameMilliseconds = recent.frameMilliseconds * kept + (frames > 0 ? elapsed : 0);
    },
    skip(weight) {
      weightDone += weight;
    },
    framesPerSecond: () => (recent.frames > 0 ? (1000 * recent.frames) / recent.frameMilliseconds : null),
    secondsLeft() {
      if (recent.weight === 0) return null;
      return (Math.max(0, total - weightDone) * recent.milliseconds) / recent.weight / 1000;
    },
    share: () => (total > 0 ? Math.min(1, weightDone / total) : 0),
  };
}
