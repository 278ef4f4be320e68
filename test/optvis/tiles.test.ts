import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onnxEngine } from '../../src/engines/onnx-engine.js';
import { openNetwork } from '../../src/models/load.js';
import { openSessionCache, type SessionCache } from '../../src/network/session-cache.js';
import { tiledSessions } from '../../src/optvis/tiles.js';
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
    const { session } = await tiledSessions(sessions, { side: 64, context: 0, seed: 3 })('a');
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
    const { session } = await tiledSessions(sessions, { side: 64, context: 32, seed: 3 })('a');
    await session.evaluate({ image: picture(64, 64), weights });
    await session.evaluate({ image: picture(64, 128), weights });
    expect(sizes).toEqual(['64x64', '64x128', '64x128']);
  });

  it('stops between two tiles', async () => {
    const abort = new AbortController();
    const sessions = fakeSessions((image, all) => {
      abort.abort(new Error('enough'));
      return SQUARES(image, all);
    });
    const tiling = { side: 64, context: 0, seed: 3, signal: abort.signal };
    const { session } = await tiledSessions(sessions, tiling)('a');
    await expect(session.evaluate({ image: picture(200, 200), weights })).rejects.toThrow('enough');
    expect(sessions.evaluations.get('a')).toBe(1);
  });

  it('begins the tiles at other positions each time, the same for the same seed', async () => {
    const edges = async (seed: number) => {
      const { session } = await tiledSessions(
        fakeSessions((image) => {
          const gradient = tensor(image.shape);
          gradient.data[0] = 1; // marks the corner of every tile
          return { score: 0, gradient };
        }),
        { side: 64, context: 0, seed },
      )('a');
      const places: number[] = [];
      for (let i = 0; i < 3; i++) {
        const { gradient } = await session.evaluate({ image: picture(320, 320), weights });
        places.push(gradient.data.findIndex((value) => value !== 0));
      }
      return places;
    };
    const [one, again, other] = [await edges(1), await edges(1), await edges(2)];
    expect(new Set(one).size).toBeGreaterThan(1);
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });
});

describe('on the bundled network', () => {
  let sessions: SessionCache;
  beforeAll(async () => {
    sessions = openSessionCache(await openNetwork('efficientnet-lite0'), await onnxEngine({ threads: 2 }));
  });
  afterAll(() => sessions.close());

  it('has the gradient of the whole picture, except at the edges', async () => {
    const image = picture(96, 160);
    const { session, channels } = await sessions.of('block3');
    const one = new Map([['block3', new Float32Array(channels).fill(1, 12, 13)]]);
    const whole = await session.evaluate({ image, weights: one });
    const cosineWith = async (context: number) => {
      const tiled = await tiledSessions(sessions.of, { side: 96, context, seed: 1 })('block3');
      const { gradient } = await tiled.session.evaluate({ image, weights: one });
      const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
      const [a, b] = [whole.gradient.data, gradient.data];
      return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    };
    // Only the tiles wrap around at the edges of the picture.
    expect(await cosineWith(32)).toBeGreaterThan(0.9);
    expect(await cosineWith(0)).toBeLessThan(await cosineWith(32));
  });
});
