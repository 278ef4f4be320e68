import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Session } from '../../../src/engines/engine.js';
import { estimateFilm } from '../../../src/film/estimate/estimate.js';
import { measureEvaluations, measurePixels } from '../../../src/film/estimate/speed.js';
import { growthWork, outlineTimeline, weightOf, workOf } from '../../../src/film/estimate/workload.js';
import { openBundled } from '../../../src/models/store/bundled.js';
import { type LayerCosts, layerCosts } from '../../../src/network/layer-costs.js';
import { parsePreset } from '../../../src/preset/load.js';
import type { Settings } from '../../../src/preset/settings.js';
import { constant } from '../../../src/timeline/schedule.js';

const BASE = 'size: 512x512\nduration: 4s\nopening: { enlargements: 1, steps: 1 }\n';
/** Every frame is climbed, at one scale, unless the text says otherwise. */
const settingsOf = (text: string): Settings => {
  const settings = parsePreset(text, { name: 'test' });
  const { cadence, octaves } = settings.ascent;
  const plain = { cadence: cadence === 'auto' ? constant(1) : cadence, octaves: octaves === 'auto' ? 1 : octaves };
  return { ...settings, ascent: { ...settings.ascent, ...plain } };
};
const ONE = 'cycle: { neurons: [block8:1] }';

/** A million operations per pixel for any layer, at a nanosecond per thousand operations. */
const plainCosts: LayerCosts = (_layer, height, width) => ({
  operations: 1e6 * height * width,
  weightBytes: 20e6,
  valueBytes: 400 * height * width,
});
const SPEED = { evaluation: (_layer: string, operations: number) => operations * 1e-12, pixels: { step: 0, frame: 0 } };

function estimate(text: string, changes: Partial<Parameters<typeof estimateFilm>[0]> = {}) {
  const settings = settingsOf(BASE + text);
  const timeline = outlineTimeline(settings);
  return estimateFilm({ settings, timeline, costs: plainCosts, ...SPEED, threads: 2, format: 'mp4', ...changes });
}

describe('the time of a film', () => {
  it('is that of its evaluations: frames, steps, pixels of the master', () => {
    const { engineSeconds } = estimate(`${ONE}\nascent: { steps: 3, margin: 16 }`);
    const perEvaluation = 544 ** 2 * 1e6 * 1e-12;
    // And the growth that is not shown: one step at 64 px and at full size.
    expect(engineSeconds).toBeCloseTo(100 * 3 * perEvaluation + (1 + (96 / 544) ** 2) * perEvaluation, 6);
  });

  it('counts a crossfade between layers twice, and one within a layer as one more evaluation per frame', () => {
    const work = (neurons: string, steps = 3) => {
      const cycle = `cycle: { hold: 1.5s, blend: 1s, neurons: [${neurons}] }`;
      const settings = settingsOf(`${BASE}ascent: { steps: ${steps} }\n${cycle}`);
      return [...workOf(settings, outlineTimeline(settings).shot(50)).evaluations]; // at 2 s
    };
    expect(work('block8:1')).toEqual([['block8', 3]]);
    expect(work('block8:1, block8:2')).toEqual([['block8', 4]]);
    expect(work('block8:1, block9:2')).toEqual([
      ['block8', 3],
      ['block9', 3],
    ]);
    expect(work('block8:1', 0)).toEqual([]);
  });

  it('adds pixel work per frame and per step, and the encoder', () => {
    const without = estimate(`${ONE}\nascent: { steps: 2 }`);
    const withPixels = estimate(`${ONE}\nascent: { steps: 2 }`, { pixels: { step: 1e-7, frame: 3e-7 } });
    const growth = (1 + (96 / 544) ** 2) * 544 ** 2 * 4e-7;
    expect(withPixels.seconds - without.seconds).toBeCloseTo(100 * 544 ** 2 * 5e-7 + growth, 6);
    expect(estimate(ONE, { format: 'gif' }).seconds).toBeGreaterThan(estimate(ONE).seconds + 15);
  });

  it('counts keys only, and each octave by its pixels', () => {
    const every = estimate(`${ONE}\nascent: { steps: 4 }`).engineSeconds;
    const some = estimate(`${ONE}\nascent: { steps: 4, cadence: 4, octaves: 3 }`).engineSeconds;
    // A sixteenth of the pixels 4 times, a quarter of them twice, all of them once, on every fourth frame.
    const film = (4 / 16 + 2 / 4 + 1) / 4 / 4;
    expect(some / every).toBeGreaterThan(film);
    expect(some / every).toBeLessThan(1.1 * film); // with the growth
  });

  it('of a very long film is proportional to that of a short one', () => {
    const settings = settingsOf(`${BASE.replace('4s', '4000s')}${ONE}`);
    const long = estimate(ONE, { settings, timeline: outlineTimeline(settings) }).engineSeconds;
    expect(long / estimate(ONE).engineSeconds).toBeGreaterThan(950);
    expect(long / estimate(ONE).engineSeconds).toBeLessThan(1001);
  });
});

describe('the space a film needs', () => {
  it('on disk is proportional to its pixels, and halves with its quality', () => {
    const plain = estimate(ONE).fileBytes;
    expect(estimate(`${ONE}\noutput: { quality: 24 }`).fileBytes).toBeCloseTo(plain / 2, 0);
    const settings = settingsOf(`${BASE.replace('512x512', '1024x512')}${ONE}`);
    expect(estimate(ONE, { settings }).fileBytes).toBeCloseTo(plain * 2, 0);
  });

  it('in memory grows with the size, and with the number of layers up to the two that stay open', () => {
    const memory = (layers: number, size = 512) => {
      const neurons = Array.from({ length: layers }, (_, i) => `mixed${i}:1`);
      const settings = settingsOf(
        `size: ${size}x${size}\ncycle: { hold: 100ms, blend: 100ms, neurons: [${neurons.join(', ')}] }`,
      );
      return estimate(ONE, { settings, timeline: outlineTimeline(settings) }).memoryBytes;
    };
    expect(memory(1, 544)).toBeGreaterThan(memory(1) + 15e6);
    // Larger pictures are climbed in tiles.
    expect(memory(1, 576)).toBeLessThan(memory(1, 544));
    expect(memory(2)).toBeGreaterThan(memory(1));
    expect(memory(3)).toBe(memory(2));
    expect(memory(5)).toBe(memory(2));
  });
});

describe('the weight of work', () => {
  it('of a shown growth rises with its size; a growth before frame 0 is weighed on its own', () => {
    const shown = settingsOf(`${BASE.replace('opening: { ', 'opening: { show: true, duration: 2s, ')}${ONE}`);
    const timeline = outlineTimeline(shown);
    const weights = [0, 20, 49, 50].map((frame) => weightOf(workOf(shown, timeline.shot(frame))));
    expect(weights.slice(0, 3)).toEqual([...weights.slice(0, 3)].sort((a, b) => a - b));
    expect(growthWork(shown, timeline)).toEqual([]);
    const unseen = settingsOf(BASE + ONE);
    expect(growthWork(unseen, outlineTimeline(unseen)).map(({ width }) => width)).toEqual([96, 544]);
  });
});

describe('measuring this machine', () => {
  let costs: LayerCosts;
  beforeAll(async () => {
    costs = layerCosts(await openBundled());
  });

  it('finds the fixed and the growing part of an evaluation', async () => {
    // A session that takes 4 ms plus 1 ms for every hundred million operations, with a fake clock.
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
    const sides: number[] = [];
    const session: Session = {
      async evaluate({ image }) {
        const side = image.shape[3]!;
        sides.push(side);
        now += 4 + costs('block3', side, side).operations / 1e8;
        return { score: 0, gradient: image };
      },
      close: async () => undefined,
    };
    const channels = 40;
    const seconds = await measureEvaluations(async () => ({ session, channels }), costs, 'block3', {
      least: 64,
      most: 1024,
    });
    clock.mockRestore();
    expect(seconds(0)).toBeCloseTo(0.004, 6);
    expect(seconds(5e9)).toBeCloseTo(0.054, 6);
    // It measured with a picture larger than the smallest, and in a short time.
    expect(new Set(sides).size).toBe(2);
    expect(now).toBeLessThan(700);
  });

  it('renders a few frames for the pixel work, without an engine', async () => {
    const settings = settingsOf(BASE + ONE);
    const { step, frame } = await measurePixels(settings, outlineTimeline(settings));
    expect(step).toBeGreaterThanOrEqual(0);
    expect(frame).toBeGreaterThan(0);
  });
});
