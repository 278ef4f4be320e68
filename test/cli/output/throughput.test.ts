import { describe, expect, it } from 'vitest';
import { openThroughput } from '../../../src/cli/output/throughput.js';

describe('the throughput', () => {
  it('is unknown before two pieces are done', () => {
    const pace = openThroughput(100);
    expect([pace.framesPerSecond(), pace.secondsLeft(), pace.share()]).toEqual([null, null, 0]);
    pace.done(10, 1, 5_000); // opening took five seconds
    expect([pace.framesPerSecond(), pace.secondsLeft(), pace.share()]).toEqual([null, null, 0.1]);
    pace.done(10, 1, 5_500);
    expect(pace.framesPerSecond()).toBeCloseTo(2, 9);
    expect(pace.secondsLeft()).toBeCloseTo(4, 9);
  });

  it('estimates the time left from the start, although pieces differ in cost', () => {
    // Growth of rising cost, then frames, then frames of twice the cost; 100 ms for each unit of weight.
    const weights = [...Array.from({ length: 20 }, (_, i) => 0.1 + i / 20), ...Array(50).fill(1), ...Array(30).fill(2)];
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const pace = openThroughput(total);
    let now = 0;
    let done = 0;
    for (const [i, weight] of weights.entries()) {
      now += 100 * weight;
      done += weight;
      pace.done(weight, i < 20 ? 0 : 1, now);
      if (i > 0) expect(pace.secondsLeft()).toBeCloseTo((total - done) * 0.1, 6);
    }
    expect(pace.share()).toBeCloseTo(1, 9);
    expect(pace.secondsLeft()).toBeCloseTo(0, 6);
  });

  it('follows a machine that becomes slower, but not at once', () => {
    const pace = openThroughput(10_000);
    let now = 0;
    const frames = (count: number, milliseconds: number) => {
      for (let i = 0; i < count; i++) {
        now += milliseconds;
        pace.done(1, 1, now);
      }
    };
    frames(300, 100);
    frames(1, 1_000);
    expect(pace.framesPerSecond()).toBeGreaterThan(8);
    frames(60, 1_000);
    expect(pace.framesPerSecond()).toBeGreaterThan(0.9);
    expect(pace.framesPerSecond()).toBeLessThan(1.3);
  });

  it('leaves the time of a growth out of the rate of frames', () => {
    const pace = openThroughput(100);
    pace.done(1, 0, 0);
    pace.done(1, 0, 8_000);
    expect(pace.framesPerSecond()).toBeNull();
    pace.done(1, 1, 8_500);
    expect(pace.framesPerSecond()).toBeCloseTo(2, 9);
  });

  it('reports no time left after the end', () => {
    const pace = openThroughput(2);
    for (let i = 0; i < 5; i++) pace.done(1, 1, i * 100);
    expect([pace.share(), pace.secondsLeft()]).toEqual([1, 0]);
  });
});
