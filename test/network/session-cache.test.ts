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
  model = await openNetwork('inception-v3');
});

it('opens a layer once, and keeps the two that were used last', async () => {
  const log: string[] = [];
  const sessions = openSessionCache(model, fakeEngine(log));
  const [one, two] = await Promise.all([sessions.of('conv2d_1'), sessions.of('conv2d_1')]);
  expect(one).toBe(two);
  expect(one.channels).toBe(32);
  await sessions.of('conv2d_2');
  await sessions.of('conv2d_1');
  await sessions.of('conv2d_3');
  expect(log).toEqual(['open conv2d_1', 'open conv2d_2', 'close conv2d_2', 'open conv2d_3']);
  await sessions.close();
  expect(log.slice(4).sort()).toEqual(['close conv2d_1', 'close conv2d_3']);
});

describe('an objective of three layers', () => {
  const objective: readonly ObjectiveTerm[] = ['conv2d_1', 'conv2d_2', 'conv2d_3'].map((layer, index) => ({
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
    await sessions.of('conv2d_4'); // which needs no other: two stay open
    return log;
  };

  it('opens each session once', async () => {
    const log = await climb(undefined);
    const opened = ['open conv2d_1', 'open conv2d_2', 'open conv2d_3'];
    expect(log).toEqual([...opened, 'close conv2d_1', 'close conv2d_2', 'open conv2d_4']);
  });

  it('takes no more memory than allowed: two sessions are open then', async () => {
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
  const both = await Promise.allSettled([sessions.of('conv2d_1'), sessions.of('conv2d_1')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect((await sessions.of('conv2d_1')).channels).toBe(32);
  expect(calls).toBe(2);
  await sessions.close();
});

it('when it is replaced, closes idle sessions at once and a busy one when it returns, and opens no others', async () => {
  const log: string[] = [];
  let finish: () => void = () => undefined;
  const engine = fakeEngine(log);
  const slow: Engine = {
    ...engine,
    async open(graph) {
      const session = await engine.open(graph);
      return {
        ...session,
        async evaluate(inputs) {
          await new Promise<void>((resolve) => (finish = resolve));
          return session.evaluate(inputs);
        },
      };
    },
  };
  const sessions = openSessionCache(model, slow);
  await sessions.of('conv2d_1');
  const { session } = await sessions.of('conv2d_2');
  const busy = session.evaluate({ image: tensor([1, 3, 8, 8]), weights: new Map() });
  const next = sessions.replace();
  await expect(sessions.of('conv2d_3')).rejects.toThrow(/replaced/);
  expect(log).toEqual(['open conv2d_1', 'open conv2d_2', 'close conv2d_1']);
  finish();
  await busy;
  await next.of('conv2d_2');
  expect(log.slice(3)).toEqual(['close conv2d_2', 'open conv2d_2']);
  await next.close();
});
