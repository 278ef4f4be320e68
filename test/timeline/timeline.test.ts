import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constant, keyframes } from '../../src/timeline/schedule.js';
import { createTimeline, type OpeningPlan, type TimelinePlan } from '../../src/timeline/timeline.js';

const opening: OpeningPlan = { fromPixels: 64, enlargements: 20, steps: 4, show: false, seconds: 3 };

const plan: TimelinePlan = {
  fps: { numerator: 25, denominator: 1 },
  durationSeconds: 20,
  seed: 7,
  shortSide: 512,
  opening,
  cycle: {
    order: 'shuffle',
    entries: [1, 2, 3].map((index) => ({ neuron: { layer: 'block8', index }, holdSeconds: 2, blendSeconds: 1 })),
  },
  camera: {
    zoom: { doubles: constant(2.5) },
    rotate: constant(4),
    pan: { x: constant(0.01), y: constant(0) },
    drift: { amount: constant(0.15), period: 12 },
  },
  ascent: {
    cadence: constant(1),
    octaves: 1,
    steps: constant(5),
    rate: constant(0.04),
    jitter: constant(16),
    noise: constant(0.02),
    blendNoise: constant(1),
    smooth: constant(0),
    color: constant(2),
    bands: [
      constant(0.5),
      keyframes([
        { at: 0, value: 0 },
        { at: 2, value: 1 },
      ]),
    ],
  },
  grade: { servo: constant(0.25), contrast: constant(0.19), brightness: constant(0.5), saturation: constant(1) },
};

describe('length', () => {
  it('is the duration in whole frames', () => {
    expect(createTimeline(plan)).toMatchObject({ frameCount: 500, durationSeconds: 20 });
    expect(createTimeline({ ...plan, durationSeconds: 0.001 }).frameCount).toBe(1);
  });

  it('is exact at 29.97 frames per second', () => {
    const timeline = createTimeline({ ...plan, fps: { numerator: 30_000, denominator: 1001 }, durationSeconds: 10.01 });
    expect(timeline.frameCount).toBe(300);
    expect(timeline.durationSeconds).toBe((300 * 1001) / 30_000);
    expect(timeline.shot(30).seconds).toBe(1.001);
  });
});

describe('a shot', () => {
  it('has every value of its frame', () => {
    const shot = createTimeline(plan).shot(25);
    expect(shot).toMatchObject({
      frame: 25,
      seconds: 1,
      phase: 'film',
      scale: 1,
      ascent: { steps: 5, rate: 0.04, jitter: 16, noise: 0.02, smooth: 0, color: 2, bands: [0.5, 0.5] },
      grade: { servo: 0.25, contrast: 0.19, brightness: 0.5, saturation: 1 },
    });
    expect(shot.move.zoom).toBeCloseTo(2 ** (1 / 62.5), 12);
    expect(shot.move.radians).toBeCloseTo((4 / 25) * (Math.PI / 180), 12);
  });

  it('moves by the time since the frame before, so frame 0 does not move', () => {
    const timeline = createTimeline(plan);
    expect(timeline.shot(0).move).toMatchObject({ zoom: 1, radians: 0, panX: 0, panY: 0 });
    let zoom = 1;
    for (let frame = 0; frame <= 125; frame++) zoom *= timeline.shot(frame).move.zoom;
    expect(zoom).toBeCloseTo(4, 9);
  });

  it('has more noise in a crossfade', () => {
    const timeline = createTimeline({ ...plan, fps: { numerator: 24, denominator: 1 } });
    expect(timeline.shot(60).active.crossfade).toBe(1);
    expect(timeline.shot(60).ascent.noise).toBeCloseTo(0.04, 12);
  });

  it('rounds steps and jitter to whole numbers', () => {
    const rising = keyframes([
      { at: 0, value: 1 },
      { at: 1, value: 4 },
    ]);
    const timeline = createTimeline({ ...plan, ascent: { ...plan.ascent, steps: rising, jitter: rising } });
    expect(timeline.shot(11).ascent).toMatchObject({ steps: 2, jitter: 2 });
    expect(timeline.shot(14).ascent).toMatchObject({ steps: 3, jitter: 3 });
  });

  it('is refused outside the film', () => {
    const timeline = createTimeline(plan);
    for (const frame of [-1, 500, 0.5, Number.NaN]) {
      expect(() => timeline.shot(frame)).toThrow(
        `Expected \`frame\` to be an integer from 0 to 499, got \`${frame}\`.`,
      );
    }
  });

  it('does not depend on other requests', () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.array(fc.integer({ min: 0, max: 499 })),
        fc.integer({ min: 0, max: 499 }),
        (show, before, frame) => {
          const timeline = createTimeline({ ...plan, opening: { ...opening, show } });
          for (const other of before) timeline.shot(other);
          expect(timeline.shot(frame)).toEqual(createTimeline({ ...plan, opening: { ...opening, show } }).shot(frame));
        },
      ),
    );
  });

  it('shows the same at the same time at 24, 30 and 60 frames per second', () => {
    const at = (fps: number, second: number) => {
      const { active, ascent, grade } = createTimeline({ ...plan, fps: { numerator: fps, denominator: 1 } }).shot(
        second * fps,
      );
      return { active, ascent, grade };
    };
    for (let second = 0; second < 20; second++) {
      expect(at(30, second)).toEqual(at(24, second));
      expect(at(60, second)).toEqual(at(24, second));
    }
  });
});

describe('a shown opening', () => {
  const timeline = createTimeline({ ...plan, opening: { ...opening, show: true } });
  const shots = Array.from({ length: timeline.frameCount }, (_, frame) => timeline.shot(frame));

  it('grows from the start to full size by equal ratios, within the duration', () => {
    expect(timeline.frameCount).toBe(500);
    expect(shots.filter(({ phase }) => phase === 'growth')).toHaveLength(75);
    expect(shots[0]!.scale).toBeCloseTo(64 / 512, 12);
    for (let frame = 1; frame <= 75; frame++) {
      expect(shots[frame]!.scale / shots[frame - 1]!.scale).toBeCloseTo(8 ** (1 / 75), 12);
    }
    expect(shots[75]).toMatchObject({ phase: 'film', scale: 1 });
  });

  it('holds the camera still and the first neuron active; both start after it', () => {
    for (const { active, move } of shots.slice(0, 75)) {
      expect(active).toEqual(shots[75]!.active);
      expect(move).toEqual({ zoom: 1, radians: 0, panX: 0, panY: 0, focusX: 0, focusY: 0 });
    }
    expect(shots[75]!.move.zoom).toBeCloseTo(1, 9);
    const unseen = createTimeline(plan);
    for (const frame of [1, 60, 300]) {
      const { active, move } = shots[75 + frame]!;
      const other = unseen.shot(frame);
      expect(active.neurons.map(({ neuron }) => neuron)).toEqual(other.active.neurons.map(({ neuron }) => neuron));
      expect(move.zoom).toBeCloseTo(other.move.zoom, 12);
      expect(move.focusX).toBeCloseTo(other.move.focusX, 9);
    }
  });

  it('spreads its steps over its frames, at least one on each', () => {
    const steps = shots.slice(0, 75).map(({ ascent }) => ascent.steps);
    expect(steps.reduce((sum, count) => sum + count, 0)).toBe(80);
    expect(Math.max(...steps) - Math.min(...steps)).toBe(1);
    expect(shots[75]!.ascent.steps).toBe(5);
    const few = createTimeline({ ...plan, opening: { ...opening, show: true, enlargements: 2 } });
    expect(few.shot(40).ascent.steps).toBe(1);
  });

  it('keeps the whole motion where it does not end on a frame', () => {
    const film = createTimeline({ ...plan, opening: { ...opening, show: true, seconds: 1.019 } });
    let zoom = 1;
    for (let frame = 0; frame <= 250; frame++) zoom *= film.shot(frame).move.zoom;
    expect(Math.log2(zoom)).toBeCloseTo((10 - 1.019) / 2.5, 9);
    expect(film.shot(25).phase).toBe('growth');
    expect(film.shot(26).phase).toBe('film');
  });

  it('starts at full size in a film smaller than its start', () => {
    expect(createTimeline({ ...plan, shortSide: 48, opening: { ...opening, show: true } }).shot(0).scale).toBe(1);
  });
});

describe('an impossible plan', () => {
  it('is refused', () => {
    expect(() => createTimeline({ ...plan, durationSeconds: 0 })).toThrow(
      'Expected `durationSeconds` to be above 0 and below Infinity, got `0`.',
    );
    expect(() => createTimeline({ ...plan, opening: { ...opening, show: true, seconds: 20 } })).toThrow(
      'Expected `opening.seconds` to be above 0 and below 20, got `20`.',
    );
    expect(() => createTimeline({ ...plan, fps: { numerator: 0, denominator: 1 } })).toThrow('Expected `fps`');
  });
});
