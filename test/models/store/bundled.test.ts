import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { onnxEngine } from '../../../src/engines/onnx-engine.js';
import { channelsOf, isFlat } from '../../../src/graph/shapes.js';
import type { Model } from '../../../src/models/model.js';
import { BUNDLED, BUNDLED_FILE, openBundled } from '../../../src/models/store/bundled.js';
import { listLayers } from '../../../src/models/summary.js';
import { findLayer, findNeuron, minimumSize } from '../../../src/network/layers.js';
import { scoreGraph } from '../../../src/optvis/objective.js';
import { parsePicture, parsePreset } from '../../../src/preset/load.js';
import { type Tensor, tensor } from '../../../src/tensor/tensor.js';

/**
 * Computed by PyTorch: `float32` from the original weights, `stored` from the rounded ones of the file.
 * networks/make-efficientnet-lite0.py.
 */
interface Reference {
  readonly float32: Numbers;
  readonly stored: Numbers;
}

interface Numbers {
  readonly logits: Readonly<Record<string, number>>;
  /** Of channels 0 to 3. */
  readonly blockMeans: Readonly<Record<string, readonly number[]>>;
  readonly gradients: readonly {
    readonly block: string;
    readonly neuron: number;
    readonly rms: number;
    readonly values: readonly { readonly at: readonly [number, number, number]; readonly value: number }[];
  }[];
}

const { float32, stored } = JSON.parse(
  readFileSync('test/fixtures/networks/efficientnet-lite0.json', 'utf8'),
) as Reference;

const SIZE = 224;

/** rgb[c, y, x] = 0.5 + 0.5 sin(0.07 (c + 1) y + 0.11 x + c) */
function formulaPicture(): Tensor {
  const made = tensor([1, 3, SIZE, SIZE]);
  for (let c = 0, i = 0; c < 3; c++) {
    for (let y = 0; y < SIZE; y++) {
      for (let x = 0; x < SIZE; x++) made.data[i++] = 0.5 + 0.5 * Math.sin(0.07 * (c + 1) * y + 0.11 * x + c);
    }
  }
  return made;
}

let model: Model;

beforeAll(async () => {
  model = await openBundled();
});

/** The values of neurons of one layer for the formula's picture, and the gradient of the last of them. */
async function evaluate(name: string, neurons: readonly number[]) {
  const graph = scoreGraph(model.image, [{ layer: name, node: findLayer(model, name).node }]);
  const session = await (await onnxEngine({ threads: 2 })).open(graph);
  try {
    const image = formulaPicture();
    const scores: number[] = [];
    let gradient: Float32Array = new Float32Array();
    for (const neuron of neurons) {
      const weights = new Float32Array(graph.weights.get(name)!.attributes.shape[1] as number);
      weights[neuron] = 1;
      const result = await session.evaluate({ image, weights: new Map([[name, weights]]) });
      scores.push(result.score);
      gradient = Float32Array.from(result.gradient.data);
    }
    return { scores, gradient };
  } finally {
    await session.close();
  }
}

const rms = (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

describe('the bundled EfficientNet-Lite0', () => {
  it('is the file that networks/README.md describes, of at most 9.5 MB', () => {
    const digest = createHash('sha256').update(readFileSync(BUNDLED_FILE)).digest('hex');
    expect(readFileSync('networks/README.md', 'utf8')).toContain(`| SHA-256 of the file | \`${digest}\` |`);
    expect(statSync(BUNDLED_FILE).size).toBeLessThanOrEqual(9.5e6);
  });

  it('is the default of films and pictures', () => {
    const name = { name: 'test' };
    expect(parsePreset('cycle: { neurons: [block8:1] }', name).network).toBe(BUNDLED);
    expect(parsePicture('picture: image\nshow: [[block8:1]]', name).network).toBe(BUNDLED);
  });

  it('has layers with names that are easy to type, and every neuron in one layer only', () => {
    const names = model.layers.map(({ name }) => name);
    const blocks = Array.from({ length: 16 }, (_, i) => [
      ...(i === 0 ? [] : [`block${i}_expand`]),
      `block${i}_depthwise`,
      ...([2, 4, 6, 7, 9, 10, 12, 13, 14].includes(i) ? [`block${i}_project`] : []),
      `block${i}`,
    ]);
    expect(names).toEqual(['stem', ...blocks.flat(), 'head', 'pool', 'predictions']);
  });

  it('counts 4.65 million parameters, including those stored as float16', () => {
    const counted = listLayers(model, { height: SIZE, width: SIZE });
    expect(counted.every(({ problem }) => problem === null)).toBe(true);
    // The original has 4,652,008. Its batch normalisations have two for each of 21,008 channels; folded, one of them is
    // left.
    expect(counted.reduce((sum, { parameters }) => sum + parameters!, 0)).toBe(4_652_008 - 21_008);
    expect(counted.find(({ name }) => name === 'block5_expand')).toMatchObject({ kind: 'Conv', neurons: 240 });
  });

  it('accepts pictures of any size, on which the padding of TensorFlow depends', () => {
    for (const name of ['stem', 'block8', 'block15', 'head']) expect(minimumSize(findLayer(model, name))).toBe(1);
  });

  it.each(Object.keys(stored.blockMeans))("agrees with PyTorch's means of %s", async (name) => {
    const { scores } = await evaluate(name, [0, 1, 2, 3]);
    for (const [i, mean] of stored.blockMeans[name]!.entries()) expect(scores[i]).toBeCloseTo(mean, 3);
    for (const [i, mean] of float32.blockMeans[name]!.entries()) expect(Math.abs(scores[i]! - mean)).toBeLessThan(0.01);
  });

  it.each(stored.gradients.map((gradient, i) => ({ ...gradient, original: float32.gradients[i]! })))(
    "agrees with PyTorch's gradient of $block:$neuron",
    async ({ block, neuron, rms: length, values, original }) => {
      const { gradient } = await evaluate(block, [neuron]);
      expect(rms(gradient) / length).toBeCloseTo(1, 3);
      for (const { at, value } of values) {
        const [c, y, x] = at;
        expect(Math.abs(gradient[(c * SIZE + y) * SIZE + x]! - value)).toBeLessThan(1e-3 * length);
      }
      expect(Math.abs(rms(gradient) / original.rms - 1)).toBeLessThan(2e-3);
    },
  );

  it("agrees with PyTorch's logits", async () => {
    const numbers = Object.keys(stored.logits).map(Number);
    const { scores } = await evaluate('predictions', numbers);
    for (const [i, number] of numbers.entries()) {
      expect(scores[i]).toBeCloseTo(stored.logits[number]!, 3);
      expect(Math.abs(scores[i]! - float32.logits[number]!)).toBeLessThan(0.02);
    }
  });

  it('names the thousand classes, each differently', () => {
    const predictions = findLayer(model, 'predictions');
    expect(isFlat(predictions.node)).toBe(true);
    expect(channelsOf(predictions.node)).toBe(1000);
    expect(new Set(model.labels!.map((name) => name.toLowerCase())).size).toBe(1000);
    expect(findNeuron(model, 'predictions', 'zebra')).toBe(340);
    expect(findNeuron(model, 'predictions', 'Golden Retriever')).toBe(207);
    expect(findNeuron(model, 'predictions', "jack-o'-lantern")).toBe(607);
  });

  it.each([
    ['crane', 'crane bird', 'crane machine'],
    ['cardigan', 'Cardigan Welsh corgi', 'cardigan sweater'],
    ['maillot', 'maillot tights', 'maillot tank suit'],
  ])('asks for more of the name when %s is ambiguous', (word, one, other) => {
    expect(() => findNeuron(model, 'predictions', word)).toThrow(
      expect.objectContaining({
        code: 'NEURON_UNKNOWN',
        hint: expect.stringMatching(new RegExp(`${one}; ${other}`)),
      }),
    );
  });
});
