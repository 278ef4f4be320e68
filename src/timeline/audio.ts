// Schedules that follow a track: what of it they follow, and the curve that it became. The timeline knows no sound: the
// curve is computed before, and is plain numbers here.

/** What of a track a schedule follows, as presets write it; `sound/curves.ts` measures it. */
export const AUDIO_MEASURES = ['onset', 'rms', 'loudness', 'centroid', 'beat', 'bar'] as const;

/** The name of a measure. */
export type AudioMeasure = (typeof AUDIO_MEASURES)[number];

/** A curve over time: heights from 0 to 1, evenly apart, linear between, and level before the first and after the last. */
export interface Heights {
  /** Heights per second. */
  readonly rate: number;
  /** The schedules' time 0, as a time of the first height, in seconds. */
  readonly offset: number;
  /** At least one. */
  readonly values: Float32Array;
}

/** The height at a time of the schedules. */
export function heightAt({ rate, offset, values }: Heights, seconds: number): number {
  const at = Math.max(0, Math.min(values.length - 1, (seconds + offset) * rate));
  const low = Math.floor(at);
  const next = values[low + 1] ?? values[low]!;
  return values[low]! + (at - low) * (next - values[low]!);
}

/** The times strictly between two at which the curve bends, rising. */
export function bendsWithin({ rate, offset, values }: Heights, from: number, to: number): readonly number[] {
  const first = Math.max(0, Math.floor((from + offset) * rate) + 1);
  const last = Math.min(values.length - 1, Math.ceil((to + offset) * rate) - 1);
  const bends = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) / rate - offset);
  return bends.filter((time) => time > from && time < to);
}

/**
 * The same curve, pressed towards one end just so far that the mean of a speed over it is that of the middle height.
 * Its shape stays, and it stays between 0 and 1: so a zoom that follows a loud track goes as far as one that follows a
 * quiet track.
 *
 * @param seconds - How long the film lasts, in the schedules' time.
 * @param speedOf - The speed at a height; rises or falls all the way from 0 to 1.
 */
export function balanced(heights: Heights, seconds: number, speedOf: (height: number) => number): Heights {
  const count = Math.max(1, Math.round(seconds * heights.rate));
  const own = Float64Array.from({ length: count }, (_, i) => heightAt(heights, (i + 0.5) / heights.rate));
  const direction = Math.sign(speedOf(1) - speedOf(0));
  const wanted = speedOf(0.5);
  let [low, high] = [-1, 1];
  for (let step = 0; step < BISECTIONS && direction !== 0; step++) {
    const middle = (low + high) / 2;
    let sum = 0;
    for (const height of own) sum += speedOf(pressed(height, middle));
    if (direction * (sum / count - wanted) > 0) high = middle;
    else low = middle;
  }
  return { ...heights, values: heights.values.map((height) => pressed(height, (low + high) / 2)) };
}

const BISECTIONS = 40;

/** A height pressed towards 0 by a `share` below 0, towards 1 by one above. */
function pressed(height: number, share: number): number {
  return share < 0 ? height * (1 + share) : 1 - (1 - height) * (1 - share);
}
