// Networks from both of PyTorch's exporters. PyTorch computed the expected values and gradients.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Session } from '../../../src/engines/engine.js';
import { onnxEngine } from '../../../src/engines/onnx-engine.js';
import { listLayers } from '../../../src/models/summary.js';
import { scoreGraph } from '../../../src/optvis/objective.js';
import { relativeDifference } from '../../support/graph/close.js';
import { interpret } from '../../support/graph/interpreter.js';
import { noise } from '../../support/networks/keras-files.js';
import { sampledLikeTorch, torchFiles } from '../../support/networks/torch-files.js';
import { withModel } from '../../support/onnx/open.js';

/** Float32 on both sides. */
const TOLERANCE = 1e-3;

let engine: Engine;
const sessions: Session[] = [];

beforeAll(async () => {
  engine = await onnxEngine({ threads: 2 });
});

afterAll(async () => {
  for (const session of sessions) await session.close();
});

describe.each(torchFiles())('$title', ({ bytes, picture, probes }) => {
  it('computes what PyTorch computes, with its gradients', async () => {
    await withModel(bytes, async ({ image, layers }) => {
      for (const [name, probe] of Object.entries(probes)) {
        const layer = layers.find((one) => one.name === name)!;
        const graph = scoreGraph(image, [{ layer: name, node: layer.node, kind: 'activation' }]);
        const session = await engine.open(graph);
        sessions.push(session);
        expect(graph.weights.get(name)!.attributes.shape).toEqual([1, probe.channels]);
        const weights = new Map([[name, Float32Array.from(noise('weights', probe.channels))]]);
        const { score, gradient } = await session.evaluate({ image: picture, weights });
        expect([name, relativeDifference([score], [probe.score]) < TOLERANCE, score]).toEqual([name, true, score]);
        const difference = relativeDifference(sampledLikeTorch(gradient.data), probe.gradient);
        expect([name, difference < TOLERANCE, difference]).toEqual([name, true, difference]);
      }
    });
  });

  it('can be climbed in every layer, with patches in the order of the picture', async () => {
    await withModel(bytes, ({ name, image, layers }) => {
      const size = { height: picture.shape[2]!, width: picture.shape[3]! };
      const problems = listLayers({ name, image, layers }, size).filter(({ problem }) => problem !== null);
      expect(problems).toEqual([]);
      for (const [wanted, probe] of Object.entries(probes)) {
        const { node } = layers.find((one) => one.name === wanted)!;
        const [value] = interpret([node], { image: picture });
        expect(relativeDifference(sampledLikeTorch(value!.data), probe.value)).toBeLessThan(TOLERANCE);
      }
    });
  });
});
