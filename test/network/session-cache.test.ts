import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engines/engine.js';
import { openNetwork } from '../../src/models/load.js';
import type { Model } from '../../src/models/model.js';
import { openSessionCache } from '../../src/network/session-cache.js';
import { type ObjectiveTerm, openAscent } from '../../src/optvis/ascend.js';
import { openStream } from '../../src/tensor/random.js';
import { tensor } from '../../src/tensor/tensor.js';
import { fakeEngine } from '../support/fakes.js';

let model: Model;
beforeAll(async () => {
  model = await openNetwork('efficientnet-lite0');
});

it('opens a layer once, and keeps the two most recently used layers', async () => {
  const log: string[] = [];
  const sessions = openSessionCache(model, fakeEngine(log));
  const [one, two] = await Promise.all([sessions.of('stem'), sessions.of('stem')]);
  expect(one).toBe(two);
  expect(one.channels).toBe(32);
  await sessions.of('block0_depthwise');
  await sessions.of('stem');
  await sessions.of('block1_expand');
  expect(log).toEqual(['open stem', 'open block0_depthwise', 'close block0_depthwise', 'open block1_expand']);
  await sessions.close();
  expect(log.slice(4).sort()).toEqual(['close block1_expand', 'close stem']);
});

describe('an objective of three layers', () => {
  const objective: readonly ObjectiveTerm[] = ['stem', 'block0_depthwise', 'block1_expand'].map((layer, index) => ({
    neuron: { layer, index },
    weight: 1 / 3,
  }));
  const climb = async (memoryBytes: number | undefined) => {
    const log: string[] = [];
    const largest = { height: 64, width: 64 };
    const sessions = openSessionCache(model, fakeEngine(log), { memoryBytes, largest });
    const picture = tensor([1, 3, 64, 64]);
    openStream(1, 'cache').fillUniform(picture.data, -0.1, 0.1);
    const how = { steps: 5, rate: 0.05, bands: [1], color: 1, smooth: 0, look: 'natural' } as const;
    await openAscent(sessions.of).climb(picture, objective, { ...how, jitterAt: () => ({ dy: 0, dx: 0 }) });
    await sessions.of('block1_depthwise'); // a single layer: two sessions stay open
    return log;
  };

  it('opens each session once', async () => {
    const log = await climb(undefined);
    const opened = ['open stem', 'open block0_depthwise', 'open block1_expand'];
    expect(log).toEqual([...opened, 'close stem', 'close block0_depthwise', 'open block1_depthwise']);
  });

  it('stays within the allowed memory: two sessions are open', async () => {
    const log = await climb(1e6);
    let open = 0;
    for (const line of log) {
      open += line.startsWith('open') ? 1 : -1;
      expect(open).toBeLessThanOrEqual(2);
    }
    expect(log.length).toBeGreaterThan(20);
  });
});

it('tries an opening that failed again', async () => {
  const engine = fakeEngine([]);
  let calls = 0;
  const failing: Engine = {
    ...engine,
    open(graph, signal) {
      calls += 1;
      return calls === 1 ? Promise.reject(new Error('no memory')) : engine.open(graph, signal);
    },
  };
  const sessions = openSessionCache(model, failing);
  const both = await Promise.allSettled([sessions.of('stem'), sessions.of('stem')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect((await sessions.of('stem')).channels).toBe(32);
  expect(calls).toBe(2);
  await sessions.close();
});
