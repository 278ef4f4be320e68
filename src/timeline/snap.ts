// Moves the changes of a cycle to given moments, such as the beats of a track. The cycle's time then runs a little
// faster or slower between two changes.

/** A change of a cycle: how long after the one before it begins, in the cycle's own time. */
export type Gap = (change: number) => number;

/**
 * The time of a cycle as a function of the film's, in seconds. Each change begins at the moment nearest to where it would
 * begin, counted from the one before, so that small errors of a tempo do not add up. Where there are no moments, before
 * the first and after the last, changes stay where they are.
 *
 * @param moments - In seconds, rising.
 * @param gap - Seconds from one change to the next; for change 0, from time 0. 0 or more.
 */
export function snapTo(moments: readonly number[], gap: Gap): (seconds: number) => number {
  // Both begin with the start of the film, and grow as they are needed.
  const [real, nominal] = [[0], [0]];
  const extend = () => {
    const own = gap(real.length - 1);
    const [before, wanted] = [real.at(-1)!, real.at(-1)! + own];
    const moment = nearest(moments, wanted);
    nominal.push(nominal.at(-1)! + own);
    // Two changes at one moment would leave no time between them.
    real.push(own > 0 && moment !== undefined && moment > before ? moment : wanted);
  };
  return (seconds) => {
    while (real.at(-1)! <= seconds) extend();
    const next = firstAfter(real, seconds);
    const [from, to] = [real[next - 1]!, real[next]!];
    const [start, end] = [nominal[next - 1]!, nominal[next]!];
    return start + ((seconds - from) / (to - from)) * (end - start);
  };
}

/** The nearest moment, if the time lies among them. */
function nearest(moments: readonly number[], seconds: number): number | undefined {
  const next = firstAfter(moments, seconds);
  const [before, after] = [moments[next - 1], moments[next]];
  if (before !== undefined && after !== undefined) return seconds - before <= after - seconds ? before : after;
  // Beyond an end, half of the gap beside it is still near.
  const inner = before === undefined ? moments[next + 1] : moments[next - 2];
  const end = before ?? after;
  if (end === undefined || inner === undefined) return undefined;
  return Math.abs(seconds - end) <= Math.abs(inner - end) / 2 ? end : undefined;
}

/** Index of the first value above another one, or their number. */
function firstAfter(values: readonly number[], value: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
