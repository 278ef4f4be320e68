import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Session } from '../../src/engines/engine.js';
import { onnxEngine } from '../../src/engines/onnx-engine.js';
import type { Layer, Model } from '../../src/models/model.js';
import { beforeActivation, scoreGraph } from '../../src/optvis/objective.js';
import type { Tensor } from '../../src/tensor/tensor.js';
import { expectClose, relativeDifference } from '../support/close.js';
import { interpret } from '../support/interpreter.js';
import { distinctTensor, randomTensor } from '../support/nets.js';
import { ARCHITECTURE_NAMES, architectureFile } from '../support/onnx-nets.js';
import { runOnnx, withModel } from '../support/onnx-open.js';

const TOLERANCE = 1e-4;

let engine: Engine;
const sessions: Session[] = [];

beforeAll(async () => {
  engine = await onnxEngine({ threads: 2 });
});

afterAll(async () => {
  for (const session of sessions) await session.close();
});

/** Score and gradient of a layer's mixture, from the engine. */
async function climb({ image }: Model, { name, node }: Layer, at: Tensor) {
  const graph = scoreGraph(image, [{ layer: name, node }]);
  const session = await engine.open(graph);
  sessions.push(session);
  const channels = graph.weights.get(name)!.attributes.shape[1] as number;
  const weights = randomTensor([1, channels], 51);
  const found = await session.evaluate({ image: at, weights: new Map([[name, weights.data]]) });
  return { graph, weights, found };
}

describe.each(ARCHITECTURE_NAMES)('a network of the kind: %s', (architecture) => {
  const bytes = architectureFile(architecture);

  it('computes what onnxruntime computes', async () => {
    await withModel(bytes, async ({ layers }) => {
      const x = randomTensor([1, 3, 16, 16], 52);
      const [value] = interpret([layers.at(-1)!.node], { image: x });
      expectClose(value!, await runOnnx(bytes, x, 'y'), TOLERANCE);
    });
  });

  it('runs to the gradient on the engine, at every size', async () => {
    await withModel(bytes, async (model) => {
      const layer = model.layers.at(-1)!;
      for (const at of [distinctTensor([1, 3, 16, 16], 53), distinctTensor([1, 3, 22, 20], 54)]) {
        const { graph, weights, found } = await climb(model, layer, at);
        const feeds = { image: at, [`weights:${layer.name}`]: weights };
        const [score, slope] = interpret([graph.score, graph.gradient], feeds);
        expect(relativeDifference([found.score], score!.data)).toBeLessThan(TOLERANCE);
        expectClose(found.gradient, slope!, TOLERANCE);
        expect(Math.max(...slope!.data.map(Math.abs))).toBeGreaterThan(0);
      }
    });
  });

  it('has, for every layer, the gradient of the network as it stands in the file', async () => {
    await withModel(bytes, ({ image, layers }) => {
      const at = distinctTensor([1, 3, 16, 16], 55);
      for (const { name, node } of layers) {
        const graph = scoreGraph(image, [{ layer: name, node }]);
        const read = beforeActivation(node);
        const [value] = interpret([read], { image: at });
        const channels = value!.shape[1]!;
        const weights = randomTensor([1, channels], 56);
        const [slope] = interpret([graph.gradient], { image: at, [`weights:${name}`]: weights });
        // By hand: the mean over the places of the weighted channels.
        const area = value!.data.length / channels;
        const [score] = interpret([graph.score], { image: at, [`weights:${name}`]: weights });
        const byHand = value!.data.reduce((sum, one, i) => sum + (one * weights.data[Math.floor(i / area)]!) / area, 0);
        expect([name, Math.abs(score!.data[0]! - byHand) < 1e-5 * Math.max(1, Math.abs(byHand))]).toEqual([name, true]);
        expect(slope!.shape).toEqual(at.shape);
      }
    });
  });
});
