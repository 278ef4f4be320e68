import fc from 'fast-check';
import { expect, it } from 'vitest';
import { outlineTimeline } from '../../../src/film/estimate/workload.js';
import { planSegments, segmentLength } from '../../../src/film/job/segment-plan.js';
import { parsePreset } from '../../../src/preset/load.js';
import { MIN_SEGMENT_FRAMES } from '../../../src/video/edit/segments.js';

it('cuts any range into segments without gaps, none of them too short to be joined', () => {
  const range = fc.tuple(fc.nat(1000), fc.nat(2000)).map(([first, more]) => ({ first, last: first + more }));
  fc.assert(
    fc.property(range, fc.integer({ min: 1, max: 300 }), ({ first, last }, length) => {
      const plan = planSegments({ first, last }, length);
      let next = first;
      for (let i = 0; i < plan.count; i++) {
        expect(plan.startOf(i)).toBe(next);
        const frames = plan.lengthOf(i);
        if (plan.count > 1) expect(frames).toBeGreaterThanOrEqual(MIN_SEGMENT_FRAMES);
        for (const frame of [next, next + frames - 1]) {
          expect(plan.segmentOf(frame)).toBe(i);
          expect(plan.restartPointOf(frame)).toBe(next);
        }
        next += frames;
      }
      expect(next).toBe(last + 1);
      expect(plan.segmentOf(last + 1)).toBe(plan.count);
      expect(plan.restartPointOf(last + 1)).toBe(last + 1);
      if (first > 0) expect(plan.restartPointOf(first - 1)).toBe(0);
    }),
  );
});

it.each([
  ['a small film has long segments', 'size: 64x64', 150, 600],
  ['a film as most are, one of 60 to some hundred frames', 'size: 256x256', 60, 400],
  ['a large film has the shortest that are worth it', 'size: 1024x1024', 60, 60],
  ['the largest, such as the disk can hold as raw frames', 'size: 4096x4096', 6, 30],
])('%s', (_what, size, least, most) => {
  const settings = parsePreset(`${size}\ncycle: { neurons: [block8:1] }\n`, { name: 'film' });
  const length = segmentLength(settings, outlineTimeline(settings));
  expect(length).toBeGreaterThanOrEqual(least);
  expect(length).toBeLessThanOrEqual(most);
});
