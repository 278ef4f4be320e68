import { describe, expect, it } from 'vitest';
import { type FramesOptions, type MadeFrame, makeFrames } from '../../../src/film/frames/frames.js';
import { tensor } from '../../../src/tensor/tensor.js';
import { constant, keyframes } from '../../../src/timeline/schedule.js';
import { createTimeline, type TimelinePlan } from '../../../src/timeline/timeline.js';
import { fakeSessions, type Landscape } from '../../support/fakes.js';

const FLAT: Landscape = (image) => ({ score: 1, gradient: tensor(image.shape) });

const PLAN: TimelinePlan = {
  fps: { numerator: 25, denominator: 1 },
  durationSeconds: 0.4,
  seed: 3,
  shortSide: 32,
  opening: { fromPixels: 16, enlargements: 3, steps: 1, show: false, seconds: 0.2 },
  cycle: {
    order: 'forward',
    entries: [
      { neuron: { layer: 'a', index: 1 }, holdSeconds: 0.2, blendSeconds: 0.1 },
      { neuron: { layer: 'b', index: 2 }, holdSeconds: 0.2, blendSeconds: 0 },
    ],
  },
  camera: {
    zoom: { doubles: constant(1) },
    rotate: constant(10),
    pan: { x: constant(0.1), y: constant(0) },
    drift: { amount: constant(0.1), period: 3 },
  },
  ascent: {
    cadence: constant(1),
    octaves: 1,
    steps: constant(2),
    rate: constant(0.05),
    jitter: constant(4),
    noise: constant(0.02),
    blendNoise: constant(1),
    smooth: constant(0),
    color: constant(2),
    bands: [constant(1), constant(1), constant(0.5)],
  },
  grade: { servo: constant(0.25), contrast: constant(0.19), brightness: constant(0.5), saturation: constant(1) },
};

function optionsFor(plan: TimelinePlan, landscape: Landscape, more: Partial<FramesOptions> = {}): FramesOptions {
  return {
    timeline: createTimeline(plan),
    opening: plan.opening,
    width: 48,
    height: 32,
    margin: 4,
    look: 'natural',
    seed: plan.seed,
    minimumSize: 16,
    sessions: fakeSessions(landscape),
    ...more,
  };
}

/** A gradient made from the picture and a pattern, so that each frame depends on all frames before it. */
const LIVELY: Landscape = (image, weights) => {
  const gradient = tensor(image.shape);
  const which = weights.findIndex((weight) => weight !== 0);
  for (let i = 0; i < gradient.data.length; i++) {
    gradient.data[i] = Math.sin(i * (0.1 + 0.07 * which)) * (0.2 + image.data[i]!);
  }
  return { score: which, gradient };
};

async function collect(options: FramesOptions): Promise<(MadeFrame & { readonly bytes: Uint8Array })[]> {
  const frames = [];
  for await (const frame of makeFrames(options)) frames.push({ ...frame, bytes: frame.picture.data.slice() });
  return frames;
}

describe('makeFrames', () => {
  it('renders the same bytes every time, and others for another seed', async () => {
    const [one, two] = [await collect(optionsFor(PLAN, LIVELY)), await collect(optionsFor(PLAN, LIVELY))];
    expect(one).toHaveLength(10);
    expect(one.map(({ bytes }) => bytes)).toEqual(two.map(({ bytes }) => bytes));
    const other = await collect(optionsFor({ ...PLAN, seed: 4 }, LIVELY));
    expect(other.at(-1)!.bytes).not.toEqual(one.at(-1)!.bytes);
  });

  it('keeps the size of the frames while a shown opening grows', async () => {
    const frames = await collect(optionsFor({ ...PLAN, opening: { ...PLAN.opening, show: true } }, LIVELY));
    expect(frames.map(({ shot }) => shot.phase)).toEqual([...Array(5).fill('growth'), ...Array(5).fill('film')]);
    for (const { picture, bytes } of frames) {
      expect([picture.width, picture.height, bytes.length]).toEqual([48, 32, 48 * 32 * 3]);
    }
  });

  it('climbs the sizes of an opening that is not shown before the first frame, and reports each', async () => {
    const sizes: number[] = [];
    const reported: string[] = [];
    const landscape: Landscape = (image, weights) => {
      sizes.push(image.shape[2]!);
      return LIVELY(image, weights);
    };
    const onGrowth = (done: number, of: number) => reported.push(`${done}/${of}`);
    await makeFrames(optionsFor(PLAN, landscape, { onGrowth })).next();
    // 16, 20.2, 25.4 and 32 pixels and twice the margin, one step each; then the two steps of frame 0.
    expect(sizes).toEqual([24, 29, 34, 40, 40, 40]);
    expect(reported).toEqual(['1/4', '2/4', '3/4', '4/4']);
  });

  it('never climbs on a picture smaller than the layers can take', async () => {
    const sizes: number[] = [];
    const landscape: Landscape = (image, weights) => {
      sizes.push(Math.min(image.shape[2]!, image.shape[3]!));
      return LIVELY(image, weights);
    };
    await makeFrames(optionsFor(PLAN, landscape, { minimumSize: 33 })).next();
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(33);
  });

  it('reports the scores of the active neurons', async () => {
    const frames = await collect(optionsFor(PLAN, LIVELY));
    expect(frames[0]!.scores).toEqual([[1]]);
    expect(frames.map(({ scores }) => scores[0]!.length)).toEqual(frames.map(({ shot }) => shot.active.neurons.length));
  });

  it('shows only grey without gradient and noise', async () => {
    const plan = {
      ...PLAN,
      ascent: { ...PLAN.ascent, noise: constant(0) },
      grade: { ...PLAN.grade, servo: constant(0) },
    };
    const frames = await collect(optionsFor(plan, FLAT));
    for (const value of frames.at(-1)!.bytes) expect(Math.abs(value - 127.5)).toBeLessThan(15);
  });

  it('stops at once when its signal aborts', async () => {
    const controller = new AbortController();
    const frames = makeFrames(optionsFor(PLAN, LIVELY, { signal: controller.signal }));
    await frames.next();
    controller.abort(new Error('enough'));
    await expect(frames.next()).rejects.toThrow('enough');
  });

  it('fails on a gradient that is not finite instead of showing it', async () => {
    const broken: Landscape = (image) => ({
      score: Number.NaN,
      gradient: tensor(image.shape, new Float32Array(image.data.length).fill(Number.NaN)),
    });
    await expect(collect(optionsFor(PLAN, broken))).rejects.toThrow(/finite/);
  });
});

describe('a zoom over 100 frames', () => {
  // The gradient of frame 0 paints two bright dots; after that only the camera moves.
  const ZOOM = 1.01;
  const OFFSET = 9;
  const SIDE = 121;
  const dots: Landscape = (image) => {
    const gradient = tensor(image.shape);
    const [, , height, width] = image.shape as [number, number, number, number];
    for (let i = 0; i < gradient.data.length; i++) {
      const y = (Math.floor(i / width) % height) + 0.5 - height / 2;
      const x = (i % width) + 0.5 - width / 2;
      const far = Math.min(Math.hypot(x - OFFSET, y - OFFSET), Math.hypot(x + OFFSET, y + OFFSET));
      gradient.data[i] = Math.exp((-far * far) / 18);
    }
    return { score: 1, gradient };
  };
  const plan: TimelinePlan = {
    ...PLAN,
    durationSeconds: 101 / 25,
    shortSide: SIDE,
    opening: { ...PLAN.opening, fromPixels: SIDE, enlargements: 0, steps: 0 },
    camera: {
      zoom: { perFrame: constant(ZOOM) },
      rotate: constant(0),
      pan: { x: constant(0), y: constant(0) },
      drift: { amount: constant(0), period: 5 },
    },
    ascent: {
      ...PLAN.ascent,
      jitter: constant(0),
      noise: constant(0),
      rate: constant(0.2),
      steps: keyframes([
        { at: 0, value: 1, ease: 'step' },
        { at: 0.03, value: 0 },
      ]),
    },
    grade: { ...PLAN.grade, servo: constant(0) },
  };

  it.each([1, 4])('stays centred to a tenth of a pixel and magnifies by its factor, at cadence %i', async (cadence) => {
    const frames = await collect(
      optionsFor({ ...plan, ascent: { ...plan.ascent, cadence: constant(cadence) } }, dots, {
        width: SIDE,
        height: SIDE,
        margin: 8,
        look: 'raw',
        minimumSize: 1,
      }),
    );
    for (const at of [0, 25, 50, 75, 100]) {
      const { bytes } = frames[at]!;
      const upper = centroid(bytes, SIDE, (x, y) => x < 0 && y < 0);
      const lower = centroid(bytes, SIDE, (x, y) => x > 0 && y > 0);
      expect(Math.abs(upper.x + lower.x) / 2, `centre of frame ${at}, across`).toBeLessThan(0.1);
      expect(Math.abs(upper.y + lower.y) / 2, `centre of frame ${at}, down`).toBeLessThan(0.1);
      expect((lower.x - upper.x) / 2).toBeCloseTo(OFFSET * ZOOM ** at, 0);
    }
  });

  /** Centre of the brightness above a threshold, in pixels from the exact centre. */
  function centroid(bytes: Uint8Array, side: number, counts: (x: number, y: number) => boolean) {
    let [sum, sumX, sumY] = [0, 0, 0];
    for (let i = 0; i < side * side; i++) {
      const y = Math.floor(i / side) + 0.5 - side / 2;
      const x = (i % side) + 0.5 - side / 2;
      const bright = Math.max(0, bytes[3 * i]! - 170);
      if (!counts(x, y)) continue;
      sum += bright;
      sumX += bright * x;
      sumY += bright * y;
    }
    return { x: sumX / sum, y: sumY / sum };
  }
});

describe('a cadence', () => {
  const plan = { ...PLAN, durationSeconds: 15 / 25, ascent: { ...PLAN.ascent, cadence: constant(4) } };

  it('climbs keys only, at its multiples and at the end, and shows as many frames', async () => {
    const frames = await collect(optionsFor(plan, LIVELY));
    expect(frames).toHaveLength(15);
    expect(frames.flatMap(({ shot, scores }) => (scores.length > 0 ? [shot.frame] : []))).toEqual([0, 4, 8, 12, 14]);
  });

  it.each([
    ['between keys', plan],
    ['on every frame', { ...plan, ascent: { ...plan.ascent, cadence: constant(1) } }],
    ['in a growth that is shown', { ...plan, opening: { ...plan.opening, show: true, seconds: 0.3 } }],
  ])('makes the same bytes on a thread beside the film, %s, also after a stop', async (_where, shown) => {
    const here = await collect(optionsFor(shown, LIVELY, { isComposedBeside: false }));
    const beside = { isComposedBeside: true };
    expect((await collect(optionsFor(shown, LIVELY, beside))).map(({ bytes }) => bytes)).toEqual(
      here.map(({ bytes }) => bytes),
    );
    const first = makeFrames(optionsFor(shown, LIVELY, beside));
    let state: MadeFrame['state'] | undefined;
    for (let frame = 0; frame < 10; frame++) state = (await first.next()).value?.state;
    await first.return();
    const rest = await collect(optionsFor(shown, LIVELY, { ...beside, from: state }));
    expect(rest.map(({ bytes }) => bytes)).toEqual(here.slice(10).map(({ bytes }) => bytes));
  });

  it('continues in the middle between two keys with the same bytes', async () => {
    const whole = await collect(optionsFor(plan, LIVELY));
    for (const stopped of [5, 6, 7, 8, 11]) {
      const first = makeFrames(optionsFor(plan, LIVELY));
      let state: MadeFrame['state'] | undefined;
      for (let frame = 0; frame < stopped; frame++) state = (await first.next()).value?.state;
      const from = { ...state!, master: { ...state!.master, data: state!.master.data.slice() } };
      const rest = await collect(optionsFor(plan, LIVELY, { from }));
      expect(rest.map(({ bytes }) => bytes)).toEqual(whole.slice(stopped).map(({ bytes }) => bytes));
    }
  });

  it('makes even frames between keys: each differs about as much from the next as from the one before', async () => {
    const still = { ...plan, ascent: { ...plan.ascent, noise: constant(0) } };
    const frames = await collect(optionsFor(still, LIVELY));
    const steps = frames.slice(1).map(({ bytes }, i) => {
      const before = frames[i]!.bytes;
      return bytes.reduce((sum, value, at) => sum + Math.abs(value - before[at]!), 0) / bytes.length;
    });
    const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
    expect(Math.max(...steps)).toBeLessThan(2.5 * mean);
  });
});
