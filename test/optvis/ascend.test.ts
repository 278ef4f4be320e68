import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onnxEngine } from '../../src/engines/onnx-engine.js';
import { openNetwork } from '../../src/models/load.js';
import { openSessionCache, type SessionCache } from '../../src/network/session-cache.js';
import { type Climb, openAscent } from '../../src/optvis/ascend.js';
import { rootMeanSquare } from '../../src/optvis/conditioning.js';
import { openStream } from '../../src/tensor/random.js';
import { type Tensor, tensor } from '../../src/tensor/tensor.js';
import { fakeSessions, type Landscape } from '../support/fakes.js';
import { relativeDifference } from '../support/graph/close.js';

const CLIMB: Climb = {
  steps: 3,
  rate: 0.05,
  bands: [0.5, 0.8, 1, 0.9, 0.6],
  color: 2,
  smooth: 0,
  look: 'natural',
  jitterAt: (step) => ({ dy: step, dx: -2 * step }),
};

function noise(size: number): Tensor {
  const picture = tensor([1, 3, size, size]);
  openStream(1, 'ascend').fillUniform(picture.data, -0.1, 0.1);
  return picture;
}

const only = (layer: string, index: number) => [{ neuron: { layer, index }, weight: 1 }];

/** The gradient of neuron n is 10^n times a wave of its own frequency. */
const WAVES: Landscape = (image, weights) => {
  const gradient = tensor(image.shape);
  weights.forEach((weight, n) => {
    for (let i = 0; i < gradient.data.length; i++) gradient.data[i]! += weight * 10 ** n * Math.sin(i * (0.3 + n));
  });
  return { score: weights.reduce((sum, weight, n) => sum + weight * n, 0), gradient };
};

describe('openAscent', () => {
  it('changes the picture by the rate, whatever the size of the gradient', async () => {
    for (const look of ['natural', 'raw'] as const) {
      for (const index of [0, 3]) {
        const picture = tensor([1, 3, 16, 16]);
        await openAscent(fakeSessions(WAVES)).climb(picture, only('a', index), { ...CLIMB, look, steps: 1 });
        expect(rootMeanSquare(picture.data)).toBeCloseTo(0.05, 4);
      }
    }
  });

  it('weights two neurons by their weights, not by the size of their gradients', async () => {
    const objective = [
      { neuron: { layer: 'a', index: 0 }, weight: 0.5 },
      { neuron: { layer: 'a', index: 3 }, weight: 0.5 },
    ];
    const picture = tensor([1, 3, 16, 16]);
    await openAscent(fakeSessions(WAVES)).climb(picture, objective, { ...CLIMB, look: 'raw', steps: 1 });
    const share = (n: number) =>
      picture.data.reduce((sum, value, i) => sum + value * Math.sin(i * (0.3 + n)), 0) / picture.data.length;
    expect(share(3) / share(0)).toBeCloseTo(1, 1);
  });

  it('shares one evaluation between neurons of a layer once their sizes are known, with the same result', async () => {
    const climb = async (layers: readonly [string, string]) => {
      const objective = layers.map((layer, i) => ({ neuron: { layer, index: 2 * i }, weight: i === 0 ? 0.3 : 0.7 }));
      const sessions = fakeSessions(WAVES);
      const picture = tensor([1, 3, 16, 16]);
      await openAscent(sessions).climb(picture, objective, CLIMB);
      return { picture, count: [...sessions.evaluations.values()].reduce((a, b) => a + b) };
    };
    const [shared, apart] = [await climb(['a', 'a']), await climb(['a', 'b'])];
    expect([shared.count, apart.count]).toEqual([4, 6]);
    expect(relativeDifference(shared.picture.data, apart.picture.data)).toBeLessThan(1e-4);
  });

  it('reports the scores before the first step', async () => {
    const objective = [...only('a', 2), ...only('b', 5)].map((one) => ({ ...one, weight: 0.5 }));
    const ascent = openAscent(fakeSessions(WAVES));
    expect(await ascent.climb(noise(16), objective, CLIMB)).toEqual([2, 5]);
    expect(await ascent.climb(noise(16), objective, { ...CLIMB, steps: 0 })).toEqual([]);
  });

  it('does not change the picture for a neuron without gradient, and climbs the other one', async () => {
    const dead: Landscape = (image, weights) =>
      weights[1] === 0 ? WAVES(image, weights) : { score: 0, gradient: tensor(image.shape) };
    const picture = tensor([1, 3, 16, 16]);
    const ascent = openAscent(fakeSessions(dead));
    await ascent.climb(picture, only('a', 1), CLIMB);
    expect(rootMeanSquare(picture.data)).toBe(0);
    const objective = [...only('a', 1), ...only('b', 0)].map((one) => ({ ...one, weight: 0.5 }));
    await ascent.climb(picture, objective, { ...CLIMB, steps: 1 });
    expect(rootMeanSquare(picture.data)).toBeCloseTo(0.05, 4);
  });

  it('blurs the gradient of the first step with smooth', async () => {
    const roughness = async (smooth: number) => {
      const picture = tensor([1, 3, 24, 24]);
      const spikes: Landscape = (image) => ({ score: 0, gradient: noise(image.shape[2]!) });
      await openAscent(fakeSessions(spikes)).climb(picture, only('a', 0), { ...CLIMB, look: 'raw', smooth, steps: 1 });
      return picture.data.reduce((sum, value, i) => sum + Math.abs(value - picture.data[Math.max(0, i - 1)]!), 0);
    };
    expect(await roughness(2)).toBeLessThan(0.4 * (await roughness(0)));
  });

  it('accepts pictures of any size, one after the other', async () => {
    const ascent = openAscent(fakeSessions(WAVES));
    for (const [height, width] of [
      [8, 18],
      [12, 12],
      [18, 8],
    ] as const) {
      const picture = tensor([1, 3, height, width]);
      await ascent.climb(picture, only('a', 1), CLIMB);
      expect(rootMeanSquare(picture.data)).toBeGreaterThan(0);
    }
  });
});

describe('on the bundled network', () => {
  let sessions: SessionCache;

  beforeAll(async () => {
    sessions = openSessionCache(await openNetwork('efficientnet-lite0'), await onnxEngine({ threads: 2 }));
  });
  afterAll(() => sessions.close());

  it.each([
    ['stem', 7, 32],
    ['block0_depthwise', 3, 32],
    ['block1', 12, 48],
    ['block3_expand', 100, 64],
    ['block3', 20, 64],
    ['block5_expand', 200, 64],
    ['block8', 40, 80],
    ['block9_depthwise', 500, 80],
    ['block11_expand', 77, 80],
    ['block13', 150, 96],
    ['head', 900, 96],
    ['predictions', 340, 96],
  ])('three steps raise the score of %s:%i', async (layer, index, size) => {
    for (const look of ['natural', 'raw'] as const) {
      const picture = noise(size);
      const ascent = openAscent(sessions.of);
      const [before] = await ascent.climb(picture, only(layer, index), { ...CLIMB, rate: 0.01, look });
      const [after] = await ascent.climb(picture, only(layer, index), { ...CLIMB, look, steps: 1 });
      expect(after!).toBeGreaterThan(before!);
    }
  });

  it('climbs to the same picture twice, byte for byte', async () => {
    const climb = async () => {
      const picture = noise(64);
      await openAscent(sessions.of).climb(picture, only('block3', 3), CLIMB);
      return picture.data;
    };
    expect(await climb()).toEqual(await climb());
  });
});
