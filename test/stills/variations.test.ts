import { afterAll, beforeAll, expect, it } from 'vitest';
import { onnxEngine } from '../../src/engines/onnx-engine.js';
import { openNetwork } from '../../src/models/load.js';
import { openSessionCache, type SessionCache } from '../../src/network/session-cache.js';
import { evaluate } from '../../src/optvis/ascend.js';
import type { Still, StillPlan } from '../../src/stills/still.js';
import { growVariations } from '../../src/stills/variations.js';

const PLAN: StillPlan = {
  ...{ width: 48, height: 48, margin: 4, fromPixels: 40, enlargements: 2, minimumSize: 15, finish: 4 },
  climb: {
    ...{ steps: 6, rate: 0.05, jitter: 4, noise: 0.02, bands: [0.3, 0.6, 1, 0.9], color: 2, smooth: 0 },
    look: 'natural',
  },
  grade: { servo: 0.25, contrast: 0.19, brightness: 0.5, saturation: 1 },
};

let sessions: SessionCache;
beforeAll(async () => {
  sessions = openSessionCache(await openNetwork('efficientnet-lite0'), await onnxEngine({ threads: 2 }));
});
afterAll(() => sessions.close());

const LAYER = 'block1';

async function rowOf({ width, height, data }: Still): Promise<Float32Array> {
  const size = width * height;
  const planes = Float32Array.from({ length: 3 * size }, (_, i) => data[(i % size) * 3 + Math.floor(i / size)]! / 255);
  const image = { shape: [1, 3, height, width], data: planes };
  const { row } = await evaluate(sessions.of, image, [{ neuron: { layer: LAYER, kind: 'gram', index: 0 }, weight: 1 }]);
  return row!;
}

it('makes variations differ while each still shows its neuron', async () => {
  const objective = [{ neuron: { layer: LAYER, index: 12 }, weight: 1 }];
  const requests = [7, 8, 9].map((seed) => ({ objective, seed }));
  const similarity = async (diversity: number) => {
    const pieces: (readonly [done: number, of: number, share: number])[] = [];
    const stills = await growVariations(sessions.of, { requests, diversity }, PLAN, {
      onPiece: (...piece) => pieces.push(piece),
    });
    expect(pieces.map(([done, of]) => [done, of])).toEqual([1, 2, 3, 4].map((done) => [done, 4]));
    const shares = pieces.map(([, , share]) => share);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[0]).toBeLessThan(0.25); // the smallest size, in the fewest pixels
    expect(shares.at(-1)).toBe(1);
    for (const { startScore, endScore } of stills) expect(endScore).toBeGreaterThan(startScore);
    const rows = await Promise.all(stills.map(rowOf));
    const pairs = rows.flatMap((a, i) => rows.slice(i + 1).map((b) => a.reduce((sum, x, at) => sum + x * b[at]!, 0)));
    return pairs.reduce((sum, one) => sum + one) / pairs.length;
  };
  const [alone, apart] = [await similarity(0), await similarity(0.7)];
  expect(apart).toBeLessThan(alone - 0.05);
});
