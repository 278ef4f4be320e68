import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onnxEngine } from '../../src/engines/onnx-engine.js';
import { openNetwork } from '../../src/models/load.js';
import { openSessionCache, type SessionCache } from '../../src/network/session-cache.js';
import type { SessionSource } from '../../src/optvis/ascend.js';
import { positionInput } from '../../src/optvis/objective.js';
import { type OctaveAscent, openOctaveAscent } from '../../src/optvis/octaves.js';
import { tiledSessions, tileShift } from '../../src/optvis/tiles.js';
import { openStream } from '../../src/tensor/random.js';
import { tensor } from '../../src/tensor/tensor.js';
import { fakeSessions, type Landscape } from '../support/fakes.js';
import { relativeDifference } from '../support/graph/close.js';

/** The score is the mean of the squares: the gradient at a pixel depends only on that pixel. */
const SQUARES: Landscape = (image) => {
  const score = image.data.reduce((sum, value) => sum + value * value, 0) / image.data.length;
  return { score, gradient: { shape: image.shape, data: image.data.map((value) => (2 * value) / image.data.length) } };
};

function picture(height: number, width: number) {
  const image = tensor([1, 3, height, width]);
  openStream(1, 'tiles').fillUniform(image.data, 0, 1);
  return image;
}

const weights = new Map([['a', Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0)]]);

describe('tiledSessions', () => {
  it.each([
    [200, 200],
    [130, 280],
    [64, 196],
  ])('puts the gradient of %i x %i together from tiles, each position once', async (height, width) => {
    const image = picture(height, width);
    const sessions = fakeSessions(SQUARES);
    const whole = SQUARES(image, weights.get('a')!);
    const { session } = await tiledSessions(sessions, { side: 64, context: 0 })('a');
    const tiled = await session.evaluate({ image, weights });
    expect(sessions.evaluations.get('a')).toBe(Math.ceil(height / 64) * Math.ceil(width / 64));
    expect(tiled.score).toBeCloseTo(whole.score, 3);
    expect(relativeDifference(tiled.gradient.data, whole.gradient.data)).toBeLessThan(1e-5);
  });

  it('evaluates tiles with their context, and small pictures whole', async () => {
    const sizes: string[] = [];
    const sessions = fakeSessions((image, all) => {
      sizes.push(image.shape.slice(2).join('x'));
      return SQUARES(image, all);
    });
    const { session } = await tiledSessions(sessions, { side: 128, context: 32 })('a');
    await session.evaluate({ image: picture(64, 128), weights });
    await session.evaluate({ image: picture(64, 192), weights });
    expect(sizes).toEqual(['64x128', '64x128', '64x128', '64x128']);
  });

  it('stops between two tiles', async () => {
    const abort = new AbortController();
    const sessions = fakeSessions((image, all) => {
      abort.abort(new Error('enough'));
      return SQUARES(image, all);
    });
    const tiling = { side: 64, context: 0, signal: abort.signal };
    const { session } = await tiledSessions(sessions, tiling)('a');
    await expect(session.evaluate({ image: picture(200, 200), weights })).rejects.toThrow('enough');
    expect(sessions.evaluations.get('a')).toBe(1);
  });

  it('evaluates a neuron at one position in the one tile around it, also around the edge', async () => {
    const seen: { readonly size: string; readonly at: readonly number[] }[] = [];
    const sessions: SessionSource = async () => ({
      channels: 8,
      session: {
        async evaluate({ image, weights: given }) {
          seen.push({ size: image.shape.slice(2).join('x'), at: [...given.get(positionInput('a'))!] });
          return { score: 1, gradient: { shape: image.shape, data: image.data.map(() => 1) } };
        },
        close: async () => undefined,
      },
    });
    const { session } = await tiledSessions(sessions, { side: 64, context: 0 })('a', 'neuron');
    const at = (y: number, x: number) => new Map(weights).set(positionInput('a'), Float32Array.of(y, x));
    const { gradient } = await session.evaluate({ image: picture(48, 320), weights: at(0.25, 0.5) });
    expect(seen).toEqual([{ size: '48x64', at: [0.25, 0.5] }]);
    expect(gradient.data.subarray(0, 320).indexOf(1)).toBe(128);
    expect(gradient.data.reduce((sum, value) => sum + value, 0)).toBe(3 * 48 * 64);
    const edge = await session.evaluate({ image: picture(48, 320), weights: at(0.25, 0) });
    expect([...edge.gradient.data.subarray(0, 320)].map((value, x) => (value === 1 ? x : -1)).filter((x) => x >= 0)) //
      .toEqual([...Array(32).keys(), ...Array.from({ length: 32 }, (_, i) => 288 + i)]);
  });
});

describe('the shift of tiles', () => {
  const tiling = { side: 64, context: 0 };
  it('is 0 along an axis that is not cut, and any multiple of 32 px along another', () => {
    const shifts = Array.from({ length: 50 }, (_, i) =>
      tileShift({ height: 64, width: 200 }, tiling, openStream(1, 'tiles', i)),
    );
    expect(new Set(shifts.map(({ dy }) => dy))).toEqual(new Set([0]));
    expect([...new Set(shifts.map(({ dx }) => dx))].sort((a, b) => a - b)).toEqual([0, 32, 64, 96, 128, 160, 192]);
  });

  it('follows from seed, frame and step: a picture that is climbed again is the same', async () => {
    const climb = async (ascent: OctaveAscent, frame: number) => {
      const master = picture(96, 160);
      const octave = { scale: 1, steps: 2, rate: 0.05, bands: [1] };
      const how = { octaves: [octave], jitter: 4, color: 2, smooth: 0, look: 'raw' } as const;
      const objective = [{ neuron: { layer: 'a', index: 0 }, weight: 1 }];
      await ascent.climb(master, objective, how, { seed: 3, frame });
      return master.data;
    };
    const marked: Landscape = (image) => {
      const gradient = tensor(image.shape);
      gradient.data[0] = 1; // marks the corner of every tile
      return { score: 0, gradient };
    };
    const used = openOctaveAscent(fakeSessions(marked), tiling);
    const [first, second] = [await climb(used, 8), await climb(used, 9)];
    expect(await climb(openOctaveAscent(fakeSessions(marked), tiling), 9)).toEqual(second);
    expect(first).not.toEqual(second);
  });
});

describe('on the bundled network', () => {
  let sessions: SessionCache;
  beforeAll(async () => {
    sessions = openSessionCache(await openNetwork('efficientnet-lite0'), await onnxEngine({ threads: 2 }));
  });
  afterAll(() => sessions.close());

  it('has the gradient of the whole picture, except at the edges', async () => {
    const image = picture(96, 320);
    const { session, channels } = await sessions.of('block3');
    const one = new Map([['block3', new Float32Array(channels).fill(1, 12, 13)]]);
    const whole = await session.evaluate({ image, weights: one });
    const cosineWith = async (context: number) => {
      const tiled = await tiledSessions(sessions.of, { side: 96 + 2 * context, context })('block3');
      const { gradient } = await tiled.session.evaluate({ image, weights: one });
      // Around the middle: where the picture goes on at its other edge, it does so in the tiles only.
      const dot = (a: Float32Array, b: Float32Array) =>
        a.reduce((sum, value, i) => (i % 320 < 48 || i % 320 > 272 ? sum : sum + value * b[i]!), 0);
      const [a, b] = [whole.gradient.data, gradient.data];
      return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    };
    expect(await cosineWith(32)).toBeGreaterThan(0.98);
    expect(await cosineWith(0)).toBeLessThan(await cosineWith(32));
  });
});
