import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanced, bendsWithin, type Heights, heightAt } from '../../src/timeline/audio.js';
import { compileSchedule, knotsWithin, valuesOf } from '../../src/timeline/schedule.js';
import type { Audio } from '../../src/timeline/schedule-kinds.js';

const heights: Heights = { rate: 10, offset: 0.5, values: Float32Array.of(0, 0, 0, 0, 0, 0, 1, 0.5, 0) };
const audio: Audio = {
  ...{ kind: 'audio', audio: 'onset', band: [30, 120], low: 1, high: 3 },
  ...{ attack: 0, release: 0, curve: 1, heights },
};

describe('a schedule that follows the sound', () => {
  it('has the values of its heights, linear between, level beyond', () => {
    const schedule = compileSchedule(audio);
    expect(schedule(0)).toBe(1);
    expect(schedule(0.1)).toBeCloseTo(3);
    expect(schedule(0.05)).toBeCloseTo(2);
    expect(schedule(0.2)).toBeCloseTo(2);
    expect(schedule(99)).toBe(1);
    expect(schedule(-99)).toBe(1);
  });

  it('mixes by ratio where the values are ratios', () => {
    expect(compileSchedule({ ...audio, low: 1, high: 4 }, { mix: 'ratio' })(0.05)).toBeCloseTo(2);
  });

  it('stays within the values that it names, and bends where its heights do', () => {
    expect(valuesOf(audio)).toEqual([1, 3]);
    const knots = knotsWithin(audio, 0, 0.25);
    expect(knots).toHaveLength(2);
    for (const [i, time] of [0.1, 0.2].entries()) expect(knots[i]).toBeCloseTo(time);
    expect(bendsWithin(heights, 5, 9)).toEqual([]);
  });

  it('rests in the middle without a track', () => {
    const { heights: _none, ...plain } = audio;
    expect(compileSchedule(plain)(1)).toBe(2);
  });
});

describe('a balanced curve', () => {
  const curve = fc.float32Array({ min: 0, max: 1, noNaN: true, minLength: 1, maxLength: 200 });

  it('has the mean speed of the middle height, whatever the curve, and stays between 0 and 1', () => {
    fc.assert(
      fc.property(curve, fc.constantFrom(1, -1), fc.constantFrom(1, 3), (values, direction, power) => {
        const speedOf = (height: number) => direction * (0.2 + height ** power);
        const own: Heights = { rate: 10, offset: 0, values: Float32Array.of(...values, values.at(-1)!) };
        const seconds = values.length / 10;
        const result = balanced(own, seconds, speedOf);
        let sum = 0;
        for (let i = 0; i < values.length; i++) sum += speedOf(heightAt(result, (i + 0.5) / 10));
        expect(sum / values.length).toBeCloseTo(speedOf(0.5), 4);
        expect(Math.min(...result.values)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...result.values)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('keeps its order: where the track is louder the zoom is faster', () => {
    const own: Heights = { rate: 1, offset: 0, values: Float32Array.of(0, 0.1, 0.5, 1) };
    const { values } = balanced(own, 4, (height) => height);
    expect([...values]).toEqual([...values].sort((a, b) => a - b));
    expect(values[3]! - values[0]!).toBeGreaterThan(0.4);
  });
});
