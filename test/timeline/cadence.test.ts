import { describe, expect, it } from 'vitest';
import { type CadencePlan, compileCadence, MAX_CADENCE } from '../../src/timeline/cadence.js';
import { STILL } from '../../src/timeline/camera.js';
import type { ScheduleSpec } from '../../src/timeline/schedule-kinds.js';

const FRAMES = 200;
const compile = (spec: CadencePlan, { firstKeys = 1, fps = 25, zoom = 1 } = {}) => {
  const moveAt = () => ({ ...STILL, zoom });
  return compileCadence(spec, { frameCount: FRAMES, firstKeys, fps, secondsOf: (frame) => frame / fps, moveAt });
};
const keysOf = (...how: Parameters<typeof compile>) => {
  const { isKey } = compile(...how);
  return Array.from({ length: FRAMES }, (_, frame) => frame).filter(isKey);
};
const constant = (value: number): ScheduleSpec => ({ kind: 'constant', value });
const CHANGING: ScheduleSpec = {
  kind: 'keyframes',
  keyframes: [
    { at: 1, value: 2, ease: 'linear' },
    { at: 5, value: 9, ease: 'linear' },
  ],
};

describe('a cadence', () => {
  it('of 1 makes every frame a key', () => {
    expect(keysOf(constant(1))).toHaveLength(FRAMES);
  });

  it('that is constant has its keys at its multiples, and at the last frame', () => {
    expect(keysOf(constant(4))).toEqual([...Array.from({ length: 50 }, (_, i) => 4 * i), 199]);
    expect(keysOf(constant(3.4))).toEqual(keysOf(constant(3)));
  });

  it('leaves the first frames keys', () => {
    expect(keysOf(constant(5), { firstKeys: 7 }).slice(0, 9)).toEqual([0, 1, 2, 3, 4, 5, 6, 10, 15]);
  });

  it('that changes has keys closer and farther apart, never farther than its value', () => {
    const keys = keysOf(CHANGING);
    const gaps = keys.slice(1).map((key, i) => key - keys[i]!);
    expect(gaps[1]).toBe(2);
    expect(gaps.at(-2)).toBe(9);
    expect(Math.max(...gaps)).toBe(9);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(MAX_CADENCE);
  });

  it('is about seven keys a second by default, and more when the camera is fast', () => {
    const cadence = (fps: number, zoom = 1) => keysOf('auto', { fps, zoom })[1];
    expect([12, 24, 25, 30, 50, 60, 120].map((fps) => cadence(fps))).toEqual([2, 3, 3, 4, 7, 8, 12]);
    expect([1.01, 1.04, 0.96, 1.05, 1.2].map((zoom) => cadence(30, zoom))).toEqual([4, 2, 2, 1, 1]);
  });

  it('does not depend on the frame requested first', () => {
    const [forward, backward] = [compile(CHANGING), compile(CHANGING)];
    for (let frame = FRAMES - 1; frame >= 0; frame--) backward.isKey(frame);
    for (let frame = 0; frame < FRAMES; frame++) expect(backward.isKey(frame)).toBe(forward.isKey(frame));
  });

  it('knows how far a key is from the one before', () => {
    const { gapBefore } = compile(constant(4));
    expect([gapBefore(1), gapBefore(4), gapBefore(199)]).toEqual([1, 4, 3]);
  });
});
