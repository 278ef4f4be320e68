import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { onnxEngine } from '../../src/engines/onnx-engine.js';
import type { FilmEvent, PausedFilm, RenderedFilm, RenderOptions } from '../../src/film/events.js';
import { renderFilm } from '../../src/film/render.js';
import { renderFrames } from '../../src/film/render-frames.js';
import { parsePreset } from '../../src/preset/load.js';

const compiled = vi.hoisted(() => ({ timelines: 0 }));
vi.mock('../../src/timeline/timeline.js', async (importOriginal) => {
  const original = await importOriginal<typeof import('../../src/timeline/timeline.js')>();
  const createTimeline: typeof original.createTimeline = (plan) => {
    compiled.timelines += 1;
    return original.createTimeline(plan);
  };
  return { ...original, createTimeline };
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neurozoom-render-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const settings = parsePreset(
  `
size: 64x64
duration: 800ms
opening: { enlargements: 1, steps: 1 }
ascent: { cadence: 1, steps: 1, margin: 4 }
cycle: { hold: 160ms, blend: 120ms, neurons: [block1:3, block1:5] }
`,
  { name: 'film' },
);
const FRAMES = 20;
/** The film of each test, with its own name. */
function render(name: string, more?: Omit<RenderOptions, 'stop'>): Promise<RenderedFilm>;
function render(name: string, more?: RenderOptions): Promise<RenderedFilm | PausedFilm>;
function render(name: string, more: RenderOptions = {}) {
  return renderFilm(settings, { out: join(folder, `${name}.mp4`), segmentFrames: 8, ...more });
}

it('keeps a film and its sidecar files if it is aborted after the film was renamed', async () => {
  const abort = new AbortController();
  const film = join(folder, 'late.mp4');
  const watch = setInterval(() => {
    if (existsSync(film)) abort.abort(new Error('interrupted'));
  }, 1);
  try {
    const made = await render('late', { signal: abort.signal });
    expect(abort.signal.aborted).toBe(true);
    expect(made).toMatchObject({ film, frames: FRAMES });
  } finally {
    clearInterval(watch);
  }
  expect(readdirSync(folder).sort()).toEqual(
    ['flash.json', 'flash.svg', 'mp4', 'poster.png', 'settings.yaml', 'sheet.png'].map((ending) => `late.${ending}`),
  );
});

it('compiles the timeline once', async () => {
  compiled.timelines = 0;
  await render('once');
  expect(compiled.timelines).toBe(1);
});

it('returns a finished film by its type when there is no stop', () => {
  // Only the compiler checks this.
  const without = () => renderFilm(settings, { threads: 1 });
  const withStop = () => renderFilm(settings, { stop: new AbortController().signal });
  expectTypeOf(without).returns.resolves.toEqualTypeOf<RenderedFilm>();
  expectTypeOf(withStop).returns.resolves.toEqualTypeOf<RenderedFilm | PausedFilm>();
});

describe('onFrame', () => {
  it('is called and awaited for each written frame, as renderFrames yields it', async () => {
    const expected: Buffer[] = [];
    for await (const { bytes } of renderFrames(settings)) expected.push(Buffer.from(bytes));
    const frames: number[] = [];
    let copy = Promise.resolve();
    await render('frames', {
      range: { first: 8, last: FRAMES - 1 },
      async onFrame({ index, width, height, bytes, shot, scores }) {
        await copy;
        copy = new Promise((resolve) => setImmediate(resolve));
        await copy;
        frames.push(index);
        expect([width, height, shot.frame, scores.length]).toEqual([64, 64, index, shot.active.neurons.length]);
        expect(expected[index]!.equals(bytes)).toBe(true);
      },
    });
    expect(frames).toEqual(Array.from({ length: FRAMES - 8 }, (_, i) => i + 8));
  });

  it('ends the render when it throws; the frames so far are kept', async () => {
    const onFrame = ({ index }: { readonly index: number }) => {
      if (index === 12) throw new Error('no more room');
    };
    await expect(render('thrown', { onFrame })).rejects.toThrow('no more room');
    const events: FilmEvent[] = [];
    await render('thrown', { onEvent: (event) => events.push(event) });
    expect(events[0]).toMatchObject({ kind: 'start', from: 8 });
  });
});

describe('the share of the work', () => {
  it('rises from 0 to 1, and begins with the work done earlier', async () => {
    const events: FilmEvent[] = [];
    const stop = new AbortController();
    const onEvent = (event: FilmEvent) => {
      events.push(event);
      if (event.kind === 'frame' && event.frame === 9) stop.abort();
    };
    await render('share', { onEvent, stop: stop.signal });
    await render('share', { onEvent });
    const shares = events.flatMap((event) => ('share' in event ? [event.share] : []));
    const [first, second] = events.flatMap((event) => (event.kind === 'start' ? [event.share] : []));
    expect(first).toBe(0);
    expect(second).toBe(shares[shares.lastIndexOf(second!) - 1]);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(new Set(shares).size).toBe(shares.length - 1);
    expect(shares.at(-1)).toBe(1);
  });
});

describe('an interrupted render', () => {
  const interrupted = async (name: string) => {
    const stop = new AbortController();
    const onEvent = (event: FilmEvent) => {
      if (event.kind === 'frame' && event.frame === 11) stop.abort();
    };
    expect(await render(name, { threads: 1, stop: stop.signal, onEvent })).toMatchObject({ kind: 'paused', frame: 12 });
  };

  it('is resumed with another number of threads, to the same film', async () => {
    const { film } = await render('undisturbed', { threads: 1 });
    await interrupted('resumed');
    const resumed = await render('resumed', { threads: 3 });
    expect(readFileSync(resumed.film).equals(readFileSync(film))).toBe(true);
  });

  it('is not resumed on a processor of another family, unless by force', async () => {
    await interrupted('moved');
    const engine = { ...(await onnxEngine()), description: 'onnxruntime 1.30.0, CPU of another family' };
    await expect(render('moved', { engine })).rejects.toMatchObject({
      code: 'JOB_DIFFERS',
      message: expect.stringContaining('the engine is onnxruntime 1.30.0, CPU of another family, was onnxruntime'),
    });
    expect(await render('moved', { engine, forceResume: true })).toMatchObject({ kind: 'done', mixed: true });
  });
});
