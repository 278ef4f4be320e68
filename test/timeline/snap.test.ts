import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCycle } from '../../src/timeline/cycle.js';
import { snapTo } from '../../src/timeline/snap.js';

const even = (period: number, count: number, first = 0) => Array.from({ length: count }, (_, i) => first + i * period);

/** The film's times at which the cycle's clock passes some times, by bisection. */
function timeOf(clock: (seconds: number) => number, nominal: number): number {
  let [low, high] = [0, 1000];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (clock(middle) < nominal) low = middle;
    else high = middle;
  }
  return high;
}

describe('a clock that snaps', () => {
  it('puts each change on the nearest moment', () => {
    const clock = snapTo(even(0.5, 100, 0.1), () => 1.9);
    for (let change = 1; change < 20; change++) {
      const time = timeOf(clock, 1.9 * change);
      const off = (time - 0.1) / 0.5;
      expect(off).toBeCloseTo(Math.round(off), 6);
    }
    expect(timeOf(clock, 1.9)).toBeCloseTo(2.1, 6);
  });

  it('counts from the change before, so that a tempo a little off does not drift', () => {
    // Changes every four beats, by a tempo that is 0.4 % too slow: after 100 changes that would be more than a beat.
    const beats = even(0.5, 2000);
    const clock = snapTo(beats, () => 4 * 0.502);
    for (const change of [1, 50, 100, 200]) expect(timeOf(clock, 4 * 0.502 * change)).toBeCloseTo(2 * change, 6);
  });

  it('leaves changes where they are beyond the moments', () => {
    const clock = snapTo([5, 5.5, 6], () => 1.3);
    expect(timeOf(clock, 1.3)).toBeCloseTo(1.3, 6);
    expect(timeOf(clock, 2.6)).toBeCloseTo(2.6, 6);
    expect(timeOf(clock, 5.2)).toBeCloseTo(5, 6);
    expect(timeOf(clock, 13)).toBeGreaterThan(12);
  });

  it('runs forwards, whatever moments and gaps', () => {
    const times = fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(times, fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: 1 }), (all, gaps) => {
        const moments = [...new Set(all)].sort((a, b) => a - b);
        const clock = snapTo(moments, (change) => gaps[change % gaps.length]! + 0.01);
        let before = -1;
        for (let time = 0; time < 60; time += 0.37) {
          const now = clock(time);
          expect(now).toBeGreaterThanOrEqual(before);
          before = now;
        }
      }),
    );
  });

  it('gives the same at any time, asked alone or in order', () => {
    const make = () => snapTo(even(0.47, 300), (change) => 1 + (change % 3) / 10);
    const [one, other] = [make(), make()];
    for (let time = 0; time < 50; time += 0.5) one(time);
    expect(other(37.3)).toBe(one(37.3));
  });
});

describe('a cycle with moments', () => {
  it('begins its crossfades on them, in any order of neurons', () => {
    const entries = Array.from({ length: 5 }, (_, index) => ({
      neuron: { layer: 'a', index },
      ...{ holdSeconds: 0.9, blendSeconds: 0.2 },
    }));
    for (const order of ['forward', 'ping-pong', 'shuffle'] as const) {
      const activeAt = compileCycle({ order, entries, moments: even(0.4, 200) }, 3);
      let wasHeld = true;
      for (let step = 1; step < 4000; step++) {
        const isHeld = activeAt(step / 200).crossfade === 0;
        const beats = step / 200 / 0.4;
        if (wasHeld && !isHeld) expect(Math.abs(beats - Math.round(beats))).toBeLessThan(0.04);
        wasHeld = isHeld;
      }
    }
  });
});
