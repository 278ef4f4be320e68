// A bright dot on the plane, filmed through each lens: it stays where the formula says, on keys and between them.

import { describe, expect, it } from 'vitest';
import { makeFrames } from '../../../src/film/frames/frames.js';
import { type Tensor, tensor } from '../../../src/tensor/tensor.js';
import { motionOf } from '../../../src/timeline/cadence.js';
import { type CameraSpec, compileCamera } from '../../../src/timeline/camera.js';
import type { LensSpec } from '../../../src/timeline/lens.js';
import { constant, keyframes, wave } from '../../../src/timeline/schedule.js';
import { createTimeline, type TimelinePlan } from '../../../src/timeline/timeline.js';
import { fakeSessions, type Landscape } from '../../support/fakes.js';

const [WIDTH, HEIGHT, MARGIN, FPS, FRAMES] = [320, 240, 8, 25, 25];
const ZOOM = 1.012;
/** Half the diagonal of the master, in pixels. */
const UNIT = Math.hypot(WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN) / 2;

type XY = readonly [x: number, y: number];

/** Where a point of the plane is seen at a time, by the formulas of the documentation; in half diagonals. */
type Formula = (point: XY, seconds: number) => XY;

const NO_WARP = {
  swirl: constant(0),
  ripple: { amount: constant(0), length: 0.5, period: 2 },
  kaleidoscope: { folds: 6, amount: constant(0), angle: constant(0) },
};

const radians = (degrees: number) => (degrees * Math.PI) / 180;

const LENSES: Readonly<Record<string, { readonly lens: LensSpec; readonly seen: Formula }>> = {
  tilt: {
    lens: {
      tilt: keyframes([
        { at: 0, value: 10 },
        { at: 1, value: 25 },
      ]),
    },
    seen: ([x, y], seconds) => {
      const tilt = radians(10 + 15 * seconds);
      const depth = 2 / (2 - y * Math.sin(tilt));
      return [x * depth, y * Math.cos(tilt) * depth];
    },
  },
  turn: {
    lens: {
      turn: keyframes([
        { at: 0, value: -20 },
        { at: 1, value: -30 },
      ]),
    },
    seen: ([x, y], seconds) => {
      const turn = radians(-20 - 10 * seconds);
      const depth = 2 / (2 + x * Math.sin(turn));
      return [x * Math.cos(turn) * depth, y * depth];
    },
  },
  swirl: {
    lens: {
      warp: {
        ...NO_WARP,
        swirl: keyframes([
          { at: 0, value: 60 },
          { at: 1, value: 90 },
        ]),
      },
    },
    seen: ([x, y], seconds) => {
      const angle = radians(60 + 30 * seconds) * (1 - x * x - y * y) ** 2;
      return [x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)];
    },
  },
  ripple: {
    lens: { warp: { ...NO_WARP, ripple: { amount: constant(0.6), length: 0.7, period: 2 } } },
    seen: ([x, y], seconds) => {
      const r = Math.hypot(x, y);
      const rings = (0.6 * 0.4 * 0.7) / (2 * Math.PI);
      const fade = (r * r) / (r * r + 0.35 ** 2);
      const factor = 1 + (rings * fade * Math.sin((2 * Math.PI * r) / 0.7 - Math.PI * seconds)) / r;
      return [x * factor, y * factor];
    },
  },
};

const FLAT: Landscape = (image) => ({ score: 1, gradient: tensor(image.shape) });

/** A master with a dot where frame 0 sees a point of the plane. */
function dotAt([x, y]: XY): Tensor {
  const [width, height] = [WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN];
  const master = tensor([1, 3, height, width]);
  for (let i = 0; i < master.data.length; i++) {
    const across = (i % width) + 0.5 - width / 2 - UNIT * x;
    const down = (Math.floor(i / width) % height) + 0.5 - height / 2 - UNIT * y;
    master.data[i] = 0.7 * Math.exp((-across * across - down * down) / 12);
  }
  return master;
}

const planOf = (lens: LensSpec, cadence: number): TimelinePlan => ({
  fps: { numerator: FPS, denominator: 1 },
  durationSeconds: FRAMES / FPS,
  seed: 3,
  shortSide: HEIGHT,
  opening: { fromPixels: HEIGHT, enlargements: 0, steps: 0, show: false, seconds: 0.2 },
  cycle: { order: 'forward', entries: [{ neuron: { layer: 'a', index: 1 }, holdSeconds: 9, blendSeconds: 0 }] },
  camera: {
    zoom: { perFrame: constant(ZOOM) },
    rotate: constant(0),
    pan: { x: constant(0), y: constant(0) },
    drift: { amount: constant(0), period: 5 },
    ...lens,
  },
  ascent: {
    ...{ cadence: constant(cadence), octaves: 1, rate: constant(0), jitter: constant(0), noise: constant(0) },
    steps: constant(1),
    ...{ blendNoise: constant(0), smooth: constant(0), color: constant(1), bands: [constant(1)] },
  },
  grade: { servo: constant(0), contrast: constant(0.19), brightness: constant(0.5), saturation: constant(1) },
});

/** Centre of what is brighter than the surroundings of a point, in pixels from the frame's centre. */
function centreOf({ data }: { readonly data: Uint8Array }, near: XY): XY {
  const pixels: { readonly x: number; readonly y: number; readonly value: number; readonly distance: number }[] = [];
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const [px, py] = [x + 0.5 - WIDTH / 2, y + 0.5 - HEIGHT / 2];
      const distance = Math.hypot(px - near[0], py - near[1]);
      if (distance < 22) pixels.push({ x: px, y: py, value: data[3 * (y * WIDTH + x)]!, distance });
    }
  }
  const around = pixels.filter(({ distance }) => distance > 16);
  const background = around.reduce((sum, { value }) => sum + value, 0) / around.length;
  const dot = pixels.filter(({ distance }) => distance <= 16);
  const mean = (of: (pixel: (typeof dot)[number]) => number) =>
    dot.reduce((sum, pixel) => sum + Math.max(0, pixel.value - background - 8) * of(pixel), 0);
  const sum = mean(() => 1);
  return [mean(({ x }) => x) / sum, mean(({ y }) => y) / sum];
}

describe.each(Object.entries(LENSES))('through a lens that has %s', (_, { lens, seen }) => {
  it.each([1, 4])('a dot stays where the formula says, to a tenth of a pixel, at cadence %i', async (cadence) => {
    const plane: XY = [0.28, -0.2];
    const plan = planOf(lens, cadence);
    const frames = makeFrames({
      timeline: createTimeline(plan),
      opening: plan.opening,
      ...{ width: WIDTH, height: HEIGHT, margin: MARGIN, look: 'raw', seed: 3, minimumSize: 1 },
      sessions: fakeSessions(FLAT),
      from: { frame: 1, key: 0, master: dotAt(seen(plane, 0)) },
    });
    for await (const { shot, picture } of frames) {
      const { frame } = shot;
      const zoomed: XY = [plane[0] * ZOOM ** frame, plane[1] * ZOOM ** frame];
      const expected = seen(zoomed, frame / FPS).map((v) => v * UNIT) as unknown as XY;
      const found = centreOf(picture, expected);
      expect(Math.hypot(found[0] - expected[0], found[1] - expected[1]), `frame ${frame}`).toBeLessThan(0.1);
    }
  });
});

describe('the camera', () => {
  const camera = (lens: LensSpec): CameraSpec => ({ ...planOf(lens, 1).camera });

  it('has no lens where the plane is always seen straight', () => {
    expect(compileCamera(camera({}), 1)(0, 0.04)).not.toHaveProperty('lens');
    expect(compileCamera(camera({ tilt: constant(0), warp: NO_WARP }), 1)(0, 0.04)).not.toHaveProperty('lens');
    const { lens } = compileCamera(camera({ tilt: constant(30) }), 1)(0, 0.04);
    expect(lens![0].tilt).toBe(lens![1].tilt);
    expect(lens![0].tilt).toBeCloseTo(Math.PI / 6, 12);
  });

  it('counts what a lens adds to the motion, for the cadence', () => {
    const through = (lens: LensSpec) => motionOf(compileCamera(camera(lens), 1)(0, 0.04));
    const straight = through({});
    expect(through({ tilt: constant(30) })).toBeGreaterThan(straight);
    expect(through({ tilt: wave({ wave: 'triangle', low: 0, high: 40, period: 0.4 }) })).toBeGreaterThan(
      straight + 0.1,
    );
    expect(through({ warp: { ...NO_WARP, swirl: constant(90) } })).toBeGreaterThan(straight);
    expect(through({ warp: { ...NO_WARP, ripple: { ...NO_WARP.ripple, amount: constant(1) } } })).toBeGreaterThan(
      straight,
    );
  });

  it('shows mirrors on every frame, whatever the film behind them does', async () => {
    const lens = { warp: { ...NO_WARP, kaleidoscope: { folds: 2, amount: constant(1), angle: constant(0) } } };
    const plan = planOf(lens, 4);
    const frames = makeFrames({
      timeline: createTimeline(plan),
      opening: plan.opening,
      ...{ width: WIDTH, height: HEIGHT, margin: MARGIN, look: 'raw', seed: 3, minimumSize: 1 },
      sessions: fakeSessions(FLAT),
      from: { frame: 1, key: 0, master: dotAt([0.3, 0.2]) },
    });
    let worst = 0;
    for await (const { picture } of frames) {
      for (let i = 0; i < picture.data.length; i += 3) {
        const x = (i / 3) % WIDTH;
        const mirrored = picture.data[i + 3 * (WIDTH - 1 - 2 * x)]!;
        // The dither's pattern differs from side to side, by one step.
        worst = Math.max(worst, Math.abs(picture.data[i]! - mirrored));
      }
    }
    expect(worst).toBeLessThanOrEqual(1);
  });
});
