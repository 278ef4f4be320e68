import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EASES, EASINGS, easingOf, reachOf } from '../../src/timeline/easing.js';
import {
  boundsOf,
  compileSchedule,
  constant,
  keyframes,
  knotsWithin,
  mapValues,
  valuesOf,
  wave,
} from '../../src/timeline/schedule.js';
import type { Keyframe } from '../../src/timeline/schedule-kinds.js';

describe('easings', () => {
  it.each([...EASES, 'cubic-bezier(0.2, -0.5, 0.3, 1.6)'] as const)(
    '%s takes 0 to 0 and 1 to 1, within its reach',
    (ease) => {
      const easing = easingOf(ease);
      expect(easing(0)).toBeCloseTo(0, 12);
      expect(easing(1)).toBeCloseTo(1, 12);
      const [low, high] = reachOf(ease);
      for (let t = 0; t <= 1; t += 1 / 999) {
        expect(easing(t)).toBeGreaterThan(low - 1e-3);
        expect(easing(t)).toBeLessThan(high + 1e-3);
      }
    },
  );

  it('overshoot where they should', () => {
    expect(reachOf('bounce')).toEqual([0, 1]);
    expect(reachOf('back')[1]).toBeCloseTo(1.1, 3);
    expect(reachOf('elastic')[1]).toBeCloseTo(1.373, 2);
    expect(easingOf('bounce')(1 / 2.75)).toBeCloseTo(1, 12);
    // The curve `ease` of CSS, by its definition.
    const css = easingOf('cubic-bezier(0.25, 0.1, 0.25, 1)');
    const s = 0.4;
    const at = (a: number, b: number) => 3 * a * s * (1 - s) ** 2 + 3 * b * s * s * (1 - s) + s ** 3;
    expect(css(at(0.25, 0.25))).toBeCloseTo(at(0.1, 1), 9);
    expect(() => easingOf('cubic-bezier(2, 0, 0, 1)')).toThrow(RangeError);
  });

  it.each(['linear', 'in', 'out', 'in-out', 'step'] as const)('%s never falls', (ease) => {
    const easing = EASINGS[ease];
    expect(easing(0)).toBe(0);
    expect(easing(1)).toBe(1);
    let before = 0;
    for (let t = 0; t <= 1; t += 1 / 64) {
      expect(easing(t)).toBeGreaterThanOrEqual(before);
      before = easing(t);
    }
  });

  it('start or end gently where they say so', () => {
    const slope = (easing: (t: number) => number, t: number) => (easing(t + 1e-6) - easing(t)) / 1e-6;
    expect(slope(EASINGS.in, 0)).toBeCloseTo(0, 5);
    expect(slope(EASINGS.in, 1)).toBeCloseTo(1.5, 4);
    expect(slope(EASINGS.out, 0)).toBeCloseTo(1.5, 4);
    expect(slope(EASINGS.out, 1)).toBeCloseTo(0, 5);
    expect(slope(EASINGS['in-out'], 0)).toBeCloseTo(0, 5);
    expect(slope(EASINGS['in-out'], 1)).toBeCloseTo(0, 5);
    expect(EASINGS['in-out'](0.5)).toBe(0.5);
  });
});

describe('a constant', () => {
  it('is itself at any time', () => {
    const schedule = compileSchedule(constant(4));
    expect([schedule(0), schedule(3.7), schedule(1e6)]).toEqual([4, 4, 4]);
  });
});

describe('keyframes', () => {
  it('hold before the first and after the last, and pass through every one', () => {
    const schedule = compileSchedule(
      keyframes([
        { at: 1, value: 10 },
        { at: 3, value: 20 },
        { at: 4, value: -5 },
      ]),
    );
    expect([0, 1, 2, 3, 3.5, 4, 99].map(schedule)).toEqual([10, 10, 15, 20, 7.5, -5, -5]);
  });

  it('move by the easing of the keyframe they leave', () => {
    const at = (ease: Keyframe['ease'] & string, seconds: number) =>
      compileSchedule(
        keyframes([
          { at: 0, value: 0, ease },
          { at: 4, value: 1 },
        ]),
      )(seconds);
    expect(at('linear', 1)).toBe(0.25);
    expect(at('in', 1)).toBeCloseTo(0.0859375, 12);
    expect(at('out', 3)).toBeCloseTo(1 - 0.0859375, 12);
    expect(at('in-out', 1)).toBeCloseTo(0.15625, 12);
    expect(at('step', 3.999)).toBe(0);
    expect(at('step', 4)).toBe(1);
  });

  it('mixed by ratio are halfway at the geometric mean', () => {
    const zoom = compileSchedule(
      keyframes([
        { at: 0, value: 1 },
        { at: 2, value: 4 },
      ]),
      { mix: 'ratio' },
    );
    expect(zoom(1)).toBeCloseTo(2, 12);
  });

  it('of one value are a constant', () => {
    const schedule = compileSchedule(keyframes([{ at: 5, value: 2 }]));
    expect([0, 5, 10].map(schedule)).toEqual([2, 2, 2]);
  });

  it('refuse times that do not rise, an empty list, and a ratio of zero', () => {
    expect(() => compileSchedule(keyframes([]))).toThrow(RangeError);
    expect(() =>
      compileSchedule(
        keyframes([
          { at: 1, value: 1 },
          { at: 1, value: 2 },
        ]),
      ),
    ).toThrow('Expected `at` to be a time after 1 s, got `1`.');
    expect(() => compileSchedule(keyframes([{ at: Number.NaN, value: 1 }]))).toThrow(RangeError);
    expect(() => compileSchedule(constant(Number.POSITIVE_INFINITY))).toThrow('Expected `value` to be a finite number');
    expect(() => compileSchedule(keyframes([{ at: 0, value: 0 }]), { mix: 'ratio' })).toThrow('above 0');
  });
});

describe('a wave', () => {
  it.each(['sine', 'triangle'] as const)(
    '(%s) starts low, is high in the middle of its period, and returns',
    (shape) => {
      const schedule = compileSchedule(wave({ wave: shape, low: 2, high: 6, period: 8 }));
      const expected = { sine: [2, 4, 6, 4, 2, 6], triangle: [2, 4, 6, 4, 2, 6] }[shape];
      [0, 2, 4, 6, 8, 8 * 50 + 4].forEach((seconds, i) => {
        expect(schedule(seconds)).toBeCloseTo(expected[i]!, 9);
      });
    },
  );

  it('is a straight line or a swing in between', () => {
    expect(compileSchedule(wave({ wave: 'triangle', low: 0, high: 1, period: 8 }))(1)).toBeCloseTo(0.25, 12);
    expect(compileSchedule(wave({ wave: 'sine', low: 0, high: 1, period: 8 }))(1)).toBeCloseTo(
      (1 - Math.SQRT1_2) / 2,
      12,
    );
  });

  it('is shifted by its phase, a fraction of the period', () => {
    expect(compileSchedule(wave({ wave: 'sine', low: -1, high: 1, period: 4, phase: 0.5 }))(0)).toBeCloseTo(1, 12);
  });

  it('refuses a period of zero', () => {
    expect(() => compileSchedule(wave({ wave: 'sine', low: 0, high: 1, period: 0 }))).toThrow(
      'Expected `period` to be above 0 s, got `0`.',
    );
  });
});

const anyKeyframes = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.double({ min: 0.5, max: 8, noNaN: true })), {
    selector: ([at]) => at,
    minLength: 1,
    maxLength: 8,
  })
  .chain((pairs) =>
    fc.tuple(
      fc.constant(pairs.sort(([a], [b]) => a - b)),
      fc.array(fc.constantFrom(...EASES), { minLength: pairs.length, maxLength: pairs.length }),
    ),
  )
  .map(([pairs, eases]) => keyframes(pairs.map(([at, value], i) => ({ at: at / 7, value, ease: eases[i]! }))));

describe('any keyframes', () => {
  it('stay between their bounds', () => {
    fc.assert(
      fc.property(
        anyKeyframes,
        fc.constantFrom('linear', 'ratio'),
        fc.double({ min: 0, max: 20, noNaN: true }),
        (spec, mix, t) => {
          const value = compileSchedule(spec, { mix })(t);
          const [least, greatest] = boundsOf(spec, { mix });
          expect(value).toBeGreaterThanOrEqual(least - 1e-3 * Math.abs(least) - 1e-9);
          expect(value).toBeLessThanOrEqual(greatest + 1e-3 * Math.abs(greatest) + 1e-9);
        },
      ),
    );
  });

  it('give the same value at 24, 30 and 60 frames per second', () => {
    fc.assert(
      fc.property(anyKeyframes, fc.integer({ min: 0, max: 15 }), (spec, second) => {
        const at = (fps: number) => compileSchedule(spec)((second * fps + fps / 2) / fps);
        expect(at(30)).toBe(at(24));
        expect(at(60)).toBe(at(24));
      }),
    );
  });
});

describe('knots', () => {
  it('are the keyframes inside, and the corners of a triangle', () => {
    expect(knotsWithin(constant(3), 0, 10)).toEqual([]);
    expect(knotsWithin(keyframes([1, 2, 3, 4].map((at) => ({ at, value: 0 }))), 1, 3.5)).toEqual([2, 3]);
    expect(knotsWithin(wave({ wave: 'sine', low: 0, high: 1, period: 1 }), 0, 10)).toEqual([]);
    expect(knotsWithin(wave({ wave: 'triangle', low: 0, high: 1, period: 4, phase: 0.25 }), 0, 6)).toEqual([1, 3, 5]);
  });
});

describe('values', () => {
  const ways = keyframes([
    { at: 0, value: 2 },
    { at: 3, value: 5, ease: 'in' },
  ]);

  it('are those that a schedule names', () => {
    expect(valuesOf(constant(3))).toEqual([3]);
    expect(valuesOf(ways)).toEqual([2, 5]);
    expect(valuesOf(wave({ wave: 'sine', low: 8, high: 1, period: 2 }))).toEqual([8, 1]);
  });

  it('change, and nothing else does', () => {
    const double = (value: number) => 2 * value;
    expect(mapValues(constant(3), double)).toEqual(constant(6));
    expect(mapValues(ways, double)).toEqual(
      keyframes([
        { at: 0, value: 4 },
        { at: 3, value: 10, ease: 'in' },
      ]),
    );
    const swing = { wave: 'triangle', period: 2, phase: 0.5 } as const;
    expect(mapValues(wave({ ...swing, low: 8, high: 1 }), double)).toEqual(wave({ ...swing, low: 16, high: 2 }));
  });
});

describe('random waves', () => {
  const random = (shape: 'random' | 'steps', seed: number) =>
    compileSchedule(wave({ wave: shape, low: 2, high: 5, period: 0.5, seed }));

  it('are the same for one seed, others for another one, and stay within their values', () => {
    for (const shape of ['random', 'steps'] as const) {
      const [one, same, other] = [random(shape, 1), random(shape, 1), random(shape, 2)];
      const times = Array.from({ length: 200 }, (_, i) => i * 0.13);
      expect(times.map(one)).toEqual(times.map(same));
      expect(times.map(one)).not.toEqual(times.map(other));
      for (const value of times.map(one)) expect(value >= 2 && value <= 5).toBe(true);
      expect(new Set(times.map((time) => Math.round(one(time)))).size).toBe(4);
    }
  });

  it('hold each step for a period, and flow from value to value', () => {
    const [steps, flow] = [random('steps', 3), random('random', 3)];
    expect(steps(0.51)).toBe(steps(0.99));
    expect(steps(0.49)).not.toBe(steps(0.51));
    for (const at of [0.5, 1, 7]) {
      expect(flow(at)).toBeCloseTo(steps(at), 9);
      expect(flow(at - 1e-6)).toBeCloseTo(flow(at + 1e-6), 4);
    }
  });
});
