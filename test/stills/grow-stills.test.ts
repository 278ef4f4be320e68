import { beforeAll, describe, expect, it } from 'vitest';
import { openNetwork } from '../../src/models/load.js';
import type { Model } from '../../src/models/model.js';
import { growStills, type IndexedStill } from '../../src/stills/grow-stills.js';
import type { StillPlan, StillRequest } from '../../src/stills/still.js';
import type { WorkerPoolOptions } from '../../src/stills/worker-pool.js';
import { architectureFile } from '../support/onnx/nets.js';
import { withModel } from '../support/onnx/open.js';

const PLAN: StillPlan = {
  width: 40,
  height: 32,
  margin: 4,
  fromPixels: 32,
  enlargements: 2,
  minimumSize: 15,
  climb: {
    steps: 4,
    rate: 0.04,
    jitter: 4,
    noise: 0.02,
    bands: [0.5, 0.8, 1, 0.9, 0.6],
    color: 2,
    smooth: 0,
    look: 'natural',
  },
  grade: { servo: 0.25, contrast: 0.19, brightness: 0.5, saturation: 1 },
};

let model: Model;
beforeAll(async () => {
  model = await openNetwork('efficientnet-lite0');
});

const request = (index: number, seed = 7): StillRequest => ({
  objective: [{ neuron: { layer: 'block1_expand', index }, weight: 1 }],
  seed,
});

async function climbed(
  requests: readonly StillRequest[],
  options: WorkerPoolOptions,
): Promise<readonly IndexedStill[]> {
  const stills: IndexedStill[] = [];
  for await (const still of growStills(model, requests, PLAN, options)) stills.push(still);
  return stills.sort((a, b) => a.index - b.index);
}

describe('growStills', () => {
  it('grows each picture to the same bytes, alone or beside others on worker threads', async () => {
    const requests = [3, 8, 20, 41, 50, 61].map((index) => request(index));
    const together = await climbed(requests, { threads: 2 });
    expect(together.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
    const [alone] = await climbed([requests[4]!], { threads: 1 });
    expect(alone!.data).toEqual(together[4]!.data);
    expect(alone!.curve).toEqual(together[4]!.curve);
    expect(together[3]!.data).not.toEqual(together[4]!.data);
  });

  it('grows pictures of an ONNX network on worker threads, to the same bytes as alone', async () => {
    await withModel(architectureFile('residual'), async (onnx) => {
      const layer = onnx.layers.findLast(({ kind }) => kind === 'Conv')!.name;
      const requests = Array.from({ length: 6 }, (_, index) => ({
        objective: [{ neuron: { layer, index }, weight: 1 }],
        seed: 7,
      }));
      const grow = async (some: readonly StillRequest[], threads: number) => {
        const stills: IndexedStill[] = [];
        for await (const still of growStills(onnx, some, PLAN, { threads })) stills.push(still);
        return stills.sort((a, b) => a.index - b.index).map(({ data }) => data);
      };
      const together = await grow(requests, 2);
      const [alone] = await grow([requests[4]!], 1);
      expect(alone).toEqual(together[4]);
    });
  });

  it('raises the score, and returns its curve', async () => {
    const [still] = await climbed([request(8)], {});
    const { data, curve, startScore, endScore, isActive: lit } = still!;
    expect(data.length).toBe(40 * 32 * 3);
    expect(curve).toHaveLength(4);
    expect(curve[3]).toBe(endScore);
    expect(endScore).toBeGreaterThan(startScore + 0.5);
    expect(lit).toBe(true);
  });

  it('grows another picture for another seed', async () => {
    const [one, other] = await climbed([request(8), request(8, 9)], {});
    expect(one!.data).not.toEqual(other!.data);
  });

  it('stops by a signal, and when the caller leaves the loop', async () => {
    const requests = Array.from({ length: 40 }, (_, i) => request(i));
    for (const threads of [1, 2]) {
      const calledOff = new AbortController();
      const waiting = (async () => {
        for await (const _ of growStills(model, requests, PLAN, { threads, signal: calledOff.signal })) {
          calledOff.abort(new Error('enough'));
        }
      })();
      await expect(waiting).rejects.toThrow('enough');
      let seen = 0;
      for await (const _ of growStills(model, requests, PLAN, { threads })) {
        seen += 1;
        if (seen === 2) break;
      }
      expect(seen).toBe(2);
    }
  });
});
