import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Session } from '../../../src/engines/engine.js';
import { onnxEngine } from '../../../src/engines/onnx-engine.js';
import { UserError } from '../../../src/errors.js';
import type { Layer, Model } from '../../../src/models/model.js';
import { listLayers } from '../../../src/models/summary.js';
import { neuronCount } from '../../../src/network/layers.js';
import { beforeActivation, scoreGraph } from '../../../src/optvis/objective.js';
import type { Tensor } from '../../../src/tensor/tensor.js';
import { expectClose, relativeDifference } from '../../support/graph/close.js';
import { interpret } from '../../support/graph/interpreter.js';
import { distinctTensor, randomTensor } from '../../support/networks/nets.js';
import { ARCHITECTURE_NAMES, architectureFile, twoStreamsFile } from '../../support/onnx/nets.js';
import { runOnnx, withModel } from '../../support/onnx/open.js';

const TOLERANCE = 1e-4;

let engine: Engine;
const sessions: Session[] = [];

beforeAll(async () => {
  engine = await onnxEngine({ threads: 2 });
});

afterAll(async () => {
  for (const session of sessions) await session.close();
});

/** Score and gradient of a weighted sum of a layer's channels, from the engine. */
async function climb({ image }: Model, { name, node }: Layer, at: Tensor) {
  const graph = scoreGraph(image, [{ layer: name, node }]);
  const session = await engine.open(graph);
  sessions.push(session);
  const channels = graph.weights.get(name)!.attributes.shape[1] as number;
  const weights = randomTensor([1, channels], 51);
  const found = await session.evaluate({ image: at, weights: new Map([[name, weights.data]]) });
  return { graph, weights, found };
}

describe.each(ARCHITECTURE_NAMES)('a network of this kind: %s', (architecture) => {
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

  it('has, for every layer, the gradient of the network in the file', async () => {
    await withModel(bytes, ({ image, layers }) => {
      const at = distinctTensor([1, 3, 16, 16], 55);
      for (const { name, node } of layers) {
        const graph = scoreGraph(image, [{ layer: name, node }]);
        const read = beforeActivation(node);
        const [value] = interpret([read], { image: at });
        const channels = value!.shape[1]!;
        const weights = randomTensor([1, channels], 56);
        const [slope] = interpret([graph.gradient], { image: at, [`weights:${name}`]: weights });
        // Computed here: the mean over positions of the weighted channels.
        const area = value!.data.length / channels;
        const [score] = interpret([graph.score], { image: at, [`weights:${name}`]: weights });
        const byHand = value!.data.reduce((sum, one, i) => sum + (one * weights.data[Math.floor(i / area)]!) / area, 0);
        expect([name, Math.abs(score!.data[0]! - byHand) < 1e-5 * Math.max(1, Math.abs(byHand))]).toEqual([name, true]);
        expect(slope!.shape).toEqual(at.shape);
      }
    });
  });
});

describe('flattened maps that are multiplied', () => {
  const bytes = twoStreamsFile([4, 4]);
  const x = distinctTensor([1, 3, 16, 16], 57);
  const size = { height: 16, width: 16 };
  const ofKind = ({ layers }: Model, kind: string) => layers.findLast((layer) => layer.kind === kind)!;

  it('are what onnxruntime computes', async () => {
    await withModel(bytes, async (model) => {
      const [row, logits] = interpret([ofKind(model, 'Mul').node, model.layers.at(-1)!.node], { image: x });
      expectClose(
        row!,
        await runOnnx(bytes, x, model.layers.find(({ kind }) => kind === 'Mul')!.name.replace('/net/Mul', 'value')),
        TOLERANCE,
      );
      expectClose(logits!, await runOnnx(bytes, x, 'y'), TOLERANCE);
    });
  });

  it.each([
    ['Mul', 4],
    ['Tanh', 4],
    ['Gemm', 5],
  ])('have the neurons of the maps, and the gradient of central differences: %s', async (kind, neurons) => {
    await withModel(bytes, async (model) => {
      const layer = ofKind(model, kind);
      expect(listLayers(model, size).find(({ name }) => name === layer.name)).toMatchObject({ neurons, problem: null });
      const { graph, weights, found } = await climb(model, layer, x);
      expect(weights.data).toHaveLength(neurons);
      const scoreAt = (distance: number) => {
        const data = Float64Array.from(x.data, (value, i) => value + distance * u[i]!);
        const feeds = { image: { shape: x.shape, data }, [`weights:${layer.name}`]: weights };
        return interpret([graph.score], feeds)[0]!.data[0]!;
      };
      const u = randomTensor(x.shape, 58).data;
      const step = 1e-8; // so small that no ReLU switches
      const slope = found.gradient.data.reduce((sum, value, i) => sum + value * u[i]!, 0);
      expect(relativeDifference([slope], [(scoreAt(step) - scoreAt(-step)) / (2 * step)])).toBeLessThan(TOLERANCE);
      expect(relativeDifference([found.score], [scoreAt(0)])).toBeLessThan(TOLERANCE);
    });
  });

  it('with different channels have no known neurons: an error says so for their layer only', async () => {
    await withModel(twoStreamsFile([4, 2]), (model) => {
      const product = ofKind(model, 'Mul');
      const climbing = () => scoreGraph(model.image, [{ layer: product.name, node: product.node }]);
      expect(climbing).toThrow(UserError);
      expect(climbing).toThrow(/no neuron of the layer '\/net\/Mul_\d+' can be climbed: the number of channels/i);
      expect(() => neuronCount(product)).toThrow(UserError);
      const summaries = listLayers(model, size);
      const problems = summaries.filter(({ problem }) => problem !== null).map((one) => one.kind);
      expect(problems).toEqual(['Mul', 'Tanh']);
      expect(summaries.at(-1)).toMatchObject({ shape: [1, 5], neurons: 5 });
    });
  });
});
