import { expect, it } from 'vitest';
import type { Engine } from '../../src/engines/engine.js';
import { onnxEngine } from '../../src/engines/onnx-engine.js';
import { prepareFilm } from '../../src/film/prepare.js';
import { type RenderFramesOptions, renderFrames } from '../../src/film/render-frames.js';
import { parsePreset } from '../../src/preset/load.js';
import type { Settings } from '../../src/preset/settings.js';

const settings = parsePreset(
  `
size: 48x32
duration: 400ms
opening: { enlargements: 2, steps: 1 }
ascent: { cadence: 1, steps: 1, margin: 8 }
cycle: { hold: 100ms, blend: 100ms, neurons: [block1_expand:3, block1_depthwise:1] }
`,
  { name: 'film' },
);

async function collect(film: Settings | Awaited<ReturnType<typeof prepareFilm>>, options: RenderFramesOptions = {}) {
  const frames = [];
  for await (const frame of renderFrames(film, options)) frames.push({ ...frame, bytes: Buffer.from(frame.bytes) });
  return frames;
}

it('yields every frame with its size, its scores and its shot', async () => {
  const growth: string[] = [];
  const frames = await collect(settings, { onGrowth: (done, of) => growth.push(`${done}/${of}`) });
  expect(growth).toEqual(['1/3', '2/3', '3/3']);
  expect(frames.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const { width, height, bytes, scores, shot, index } of frames) {
    expect([width, height, bytes.length, shot.frame]).toEqual([48, 32, 48 * 32 * 3, index]);
    expect(scores.length).toBe(shot.active.neurons.length);
    expect(scores.every(Number.isFinite)).toBe(true);
  }
  expect(frames[0]!.bytes.equals(frames[9]!.bytes)).toBe(false);
});

it('yields a range of the same frames', async () => {
  const all = await collect(settings);
  const some = await collect(settings, { range: { first: 3, last: 5 } });
  expect(some.map(({ index }) => index)).toEqual([3, 4, 5]);
  for (const { index, bytes } of some) expect(bytes.equals(all[index]!.bytes)).toBe(true);
});

it.each([
  [3, 10],
  [5, 4],
  [-1, 4],
  [0.5, 4],
])('refuses the range from %d to %d in a film of 10 frames', async (first, last) => {
  await expect(collect(settings, { range: { first, last } })).rejects.toMatchObject({
    code: 'ARGUMENT_INVALID',
    message: `the frames ${first}..${last} are not in a film of 10 frames`,
  });
});

it('leaves a prepared film open, and accepts another timeline for it', async () => {
  const film = await prepareFilm(settings, { threads: 1 });
  try {
    const all = await collect(film);
    const again = await collect(film);
    expect(again.map(({ bytes }) => bytes)).toEqual(all.map(({ bytes }) => bytes));
    const still = film.timeline.shot(0);
    const timeline = { ...film.timeline, frameCount: 3, shot: (frame: number) => ({ ...still, frame }) };
    const own = await collect({ ...film, timeline });
    expect(own.map(({ shot }) => shot.active)).toEqual([still.active, still.active, still.active]);
    expect(own[0]!.bytes.equals(all[0]!.bytes)).toBe(true);
  } finally {
    await film.close();
  }
});

it('closes everything it opened when the loop is left, and stops when its signal aborts', async () => {
  const engine = await onnxEngine();
  const sessions = { opened: 0, closed: 0 };
  const counted: Engine = {
    ...engine,
    async open(graph, signal) {
      const session = await engine.open(graph, signal);
      sessions.opened += 1;
      return {
        ...session,
        close: () => {
          sessions.closed += 1;
          return session.close();
        },
      };
    },
  };
  for await (const { index } of renderFrames(settings, { engine: counted })) if (index === 2) break;
  expect(sessions).toEqual({ opened: 1, closed: 1 });
  const abort = new AbortController();
  const frames = renderFrames(settings, { engine: counted, signal: abort.signal });
  await frames.next();
  abort.abort(new Error('enough'));
  await expect(frames.next()).rejects.toThrow('enough');
  expect(sessions).toEqual({ opened: 2, closed: 2 });
});

it('says at which frame values are no longer finite', async () => {
  const engine = await onnxEngine();
  let calls = 0;
  const broken: Engine = {
    ...engine,
    async open(graph, signal) {
      const session = await engine.open(graph, signal);
      return {
        ...session,
        async evaluate(inputs) {
          const evaluation = await session.evaluate(inputs);
          calls += 1;
          if (calls === 6) evaluation.gradient.data.fill(Number.NaN); // three sizes of the growth, then frames 0, 1, 2
          return evaluation;
        },
      };
    },
  };
  await expect(collect(settings, { engine: broken })).rejects.toMatchObject({
    code: 'NOT_FINITE',
    message: 'the ascent leads to NaN or infinite values at frame 2',
  });
});
