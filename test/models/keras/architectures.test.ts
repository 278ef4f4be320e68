// Compares the known architectures with Keras's own: the same layers, weights and numbers.

import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gradient } from '../../../src/graph/gradient.js';
import { constant, dot, spatialMean } from '../../../src/graph/ops.js';
import { channelsOf } from '../../../src/graph/shapes.js';
import { simplifyForward, simplifyGradient } from '../../../src/graph/simplify/simplify.js';
import type { Hdf5File } from '../../../src/models/hdf5/hdf5.js';
import type { Group } from '../../../src/models/hdf5/hdf5-worker.js';
import { ARCHITECTURES, recognise } from '../../../src/models/keras/architectures/known.js';
import { layoutOf } from '../../../src/models/keras/h5.js';
import { layersOf, weightKinds } from '../../../src/models/keras/layers.js';
import { outlineOf } from '../../../src/models/keras/outline.js';
import { readTopology } from '../../../src/models/keras/topology.js';
import { openFile } from '../../../src/models/load.js';
import { exportOnnx } from '../../../src/onnx-format/export.js';
import { beforeActivation } from '../../../src/optvis/objective.js';
import { tensor } from '../../../src/tensor/tensor.js';
import { relativeDifference } from '../../support/graph/close.js';
import {
  channelsFirst,
  channelsLast,
  floats,
  groupAt,
  madeWeight,
  noise,
  sampled,
  writeDataset,
  written,
} from '../../support/networks/keras-files.js';
import { KERAS, NETWORKS, stored, weightsPath } from '../../support/networks/published-weights.js';
import { runOnnx } from '../../support/onnx/open.js';
import { LONG } from '../../support/scale.js';

const TOLERANCE = 1e-3;

/** Two architectures have EfficientNetB0's weights, so the user must choose. */
const saidOf = (architecture: string) => (architecture === 'efficientnet-b0' ? { architecture } : {});

describe.each(NETWORKS)('$ours', (known) => {
  const keras = KERAS[known.keras]!;
  const architecture = ARCHITECTURES.find(({ name }) => name === known.ours)!;

  it('has the layers of Keras, with equal connections and settings', () => {
    const ours = readTopology(known.ours, architecture.topology(1000)).layers;
    const name = namer(ours.map((layer) => layer.name));
    const theirName = namer(keras.layers.map(([theirs]) => theirs));
    const said = ours.map(({ kind, settings, ...layer }) => {
      const reads = (layer.uses?.flat() ?? []).map((value) =>
        typeof value === 'number' ? String(value) : name(value.layer),
      );
      return [name(layer.name), kind, reads.join(' '), settingsIn((key) => settings.raw(key), kind)];
    });
    const theirs = keras.layers.map(([layer, kind, reads, config]) => {
      return [theirName(layer), kind, reads.map(theirName).join(' '), settingsIn((key) => config[key], kind)];
    });
    // The old ResNet50 adds in another order, and numbers its activations.
    const isOld = known.ours === 'resnet50';
    const sorted = (rows: (string | readonly string[])[][]) =>
      rows.map((row) => JSON.stringify(isOld ? [row[1], row[3]] : row)).sort();
    expect(sorted(said)).toEqual(sorted(theirs));
  });

  it('has the weights of Keras, with the published number of parameters', () => {
    for (const [classes, parameters] of [
      [1000, keras.parameters],
      [0, keras.parametersWithoutTop],
    ] as const) {
      const topology = readTopology(known.ours, architecture.topology(classes));
      const needed = layersOf(topology).flatMap(({ layer }) => weightKinds(layer));
      const shapes = [...stored(known, classes > 0).values()].flat().map(({ shape }) => shape);
      expect(needed.length).toBe(shapes.length);
      // Normalization's count of pictures counts as a parameter too.
      const total = shapes.reduce((sum, shape) => sum + shape.reduce((all, size) => all * size, 1), 0);
      expect(total).toBe(parameters);
    }
  });

  it('has the same description with and without its weights', () => {
    const { layers } = outlineOf('x', known.ours);
    expect(layers.reduce((sum, layer) => sum + (layer.parameters ?? 0), 0)).toBe(keras.parametersWithoutTop);
  });

  // A file of published size and the gradients of several networks take seconds. The default run tests one network per
  // kind of convolution and layout, the long run all of them.
  const isChecked = LONG || ['vgg16', 'mobilenet-v2', 'efficientnet-b0'].includes(known.ours);
  it.runIf(isChecked)(
    'opens a file of weights by its names and computes what Keras computes, with its gradients',
    async () => {
      const model = await openFile(await weightsPath(known), { name: 'x', ...saidOf(known.ours) });
      const { side } = keras;
      const picture = Float32Array.from(noise(keras.picture, side * side * 3), (value) => (value + 1) / 2);
      const image = channelsFirst(picture, side, side);
      for (const [layer, probe] of Object.entries(keras.probes)) {
        const { node } = model.layers.find(({ name }) => name === layer)!;
        const weights = Float32Array.from(noise('weights', probe.shape[3]!));
        const [value] = simplifyForward([node]);
        const score = dot(constant({ shape: [1, weights.length], data: weights }), spatialMean(value!));
        const [slope] = simplifyGradient([gradient(score, model.image)]);
        const bytes = exportOnnx({ value: value!, slope: slope! });
        for (const [output, expected] of [
          ['value', probe.value],
          ['slope', probe.gradient],
        ] as const) {
          const found = channelsLast(await runOnnx(bytes, image, output, 'image'));
          if (output === 'value') expect(found.shape).toEqual(probe.shape);
          expect([layer, output, relativeDifference(sampled(found), floats(expected))]).toEqual([
            layer,
            output,
            expect.toSatisfy((difference: number) => difference < TOLERANCE),
          ]);
        }
      }
      const parameters = model.layers.reduce((sum, layer) => sum + (layer.parameters ?? 0), 0);
      expect(parameters).toBe(keras.parametersWithoutTop);
    },
  );
});

describe('files of weights with a classifier', () => {
  // Some whole files have half a gigabyte. Here only their names and shapes matter.
  it.each(NETWORKS)('of $ours are recognised by their names', (known) => {
    const layers = stored(known, true);
    const groups = new Map<string, Group>([['/', group('layer_names', ['input_1', ...layers.keys()])]]);
    const datasets = new Map<string, readonly number[]>();
    for (const [layer, weights] of layers) {
      const names = weights.map(({ name }) => name);
      groups.set(`/${layer}`, group('weight_names', names));
      for (const { name, shape } of weights) datasets.set(`/${layer}/${name}`, shape);
    }
    const file: Hdf5File = {
      name: 'file.h5',
      groups,
      datasets,
      read: () => Promise.reject(new Error('unexpected read')),
    };
    const { count, pathsIn } = layoutOf(file);
    const [found, ...others] = recognise(pathsIn, (path) => datasets.get(path)!, count, ARCHITECTURES);
    expect(found?.architecture.name).toBe(known.ours);
    expect(others.map(({ architecture }) => architecture.name)).toEqual(
      known.ours === 'efficientnet-b0' ? ['efficientnet-b0-scratch'] : [],
    );
    const shapes = [...found!.paths.values()].map((path) => datasets.get(path)!);
    const total = shapes.reduce((sum, shape) => sum + shape.reduce((all, size) => all * size, 1), 0);
    expect(total).toBe(KERAS[known.keras]!.parameters);
  });

  it.each([
    ['mobilenet', 'conv_pw_13_relu', 'conv_preds'],
    ['mobilenet-v2', 'out_relu', 'predictions'],
    ['densenet121', 'relu', 'predictions'],
    ['efficientnet-b0', 'top_activation', 'predictions'],
  ])('of %s open, and a class is a neuron before the softmax', async (ours, features, classifier) => {
    const known = NETWORKS.find((one) => one.ours === ours)!;
    const { layers } = await openFile(await weightsPath(known, true), { name: 'x', ...saidOf(known.ours) });
    const { node } = layers.find(({ name }) => name === 'predictions')!;
    expect(channelsOf(beforeActivation(node))).toBe(1000);
    const before = layers.find(({ name }) => name === features)!.node;
    const [logits, maps] = simplifyForward([beforeActivation(node), before]);
    const { side } = KERAS[known.keras]!;
    const size = Math.max(side, 64);
    const image = { shape: [1, 3, size, size], data: Float32Array.from(noise('picture', 3 * size * size)) };
    const bytes = exportOnnx({ logits: logits!, maps: maps! });
    const found = await runOnnx(bytes, image, 'logits', 'image');
    const seen = await runOnnx(bytes, image, 'maps', 'image');
    const [, channels = 0] = seen.shape;
    const area = seen.data.length / channels;
    const kernel = madeWeight(
      `${classifier}/kernel`,
      classifier === 'conv_preds' ? [1, 1, channels, 1000] : [channels, 1000],
    );
    const bias = madeWeight(`${classifier}/bias`, [1000]);
    const byHand = Float64Array.from(bias.data);
    for (let c = 0; c < channels; c++) {
      const mean = seen.data.subarray(c * area, (c + 1) * area).reduce((sum, value) => sum + value, 0) / area;
      for (let i = 0; i < 1000; i++) byHand[i]! += mean * kernel.data[c * 1000 + i]!;
    }
    expect(relativeDifference(found.data, byHand)).toBeLessThan(TOLERANCE);
  });
});

function group(attribute: string, names: readonly string[]): Group {
  return { children: [], texts: new Map([[attribute, names]]) };
}

describe('files of weights', () => {
  const mobilenet = NETWORKS.find(({ ours }) => ours === 'mobilenet')!;

  it('may have a classifier', async () => {
    const model = await openFile(await weightsPath(mobilenet, true), {});
    expect(model.layers.at(-1)!.name).toBe('predictions');
    expect(model.layers.reduce((sum, { parameters }) => sum + (parameters ?? 0), 0)).toBe(4_253_864);
  });

  it.each(['with', 'without'])('are found in the layout of Keras 3, %s the names of layers', async (names) => {
    const { layers, weights } = KERAS.MobileNet!;
    const counts = new Map<string, number>();
    const bytes = await written((file) => {
      for (const [layer, kind] of layers) {
        const base = SNAKE_CASE[kind] ?? kind.toLowerCase();
        const count = counts.get(base) ?? 0;
        counts.set(base, count + 1);
        const vars = `layers/${count === 0 ? base : `${base}_${count}`}/vars`;
        const group = groupAt(file, vars);
        if (names === 'with') group.create_attribute('name', layer);
        const own = weights.filter(([path]) => path.slice(0, path.lastIndexOf('/')) === layer);
        for (const [i, [path, shape]] of own.entries()) writeDataset(file, `${vars}/${i}`, madeWeight(path, shape));
      }
    });
    const path = join(tmpdir(), `neurozoom-mobilenet-${names}-${process.pid}.weights.h5`);
    writeFileSync(path, bytes);
    try {
      const ours = await openFile(path, {});
      const same = await openFile(await weightsPath(mobilenet, true), {});
      const last = (model: typeof ours) =>
        exportOnnx({ y: model.layers.find(({ name }) => name === 'conv_pw_13')!.node });
      expect(Buffer.compare(last(ours), last(same))).toBe(0);
    } finally {
      rmSync(path);
    }
  });

  /** A file in the layout of Keras 3, with weights of 0. */
  async function withCounted<T>(keras: string, use: (path: string) => Promise<T>): Promise<T> {
    const { layers, weights } = KERAS[keras]!;
    const counts = new Map<string, number>();
    const bytes = await written((file) => {
      for (const [layer, kind] of layers) {
        const base = SNAKE_CASE[kind] ?? kind.toLowerCase();
        const count = counts.get(base) ?? 0;
        counts.set(base, count + 1);
        const own = weights.filter(([path]) => path.slice(0, path.lastIndexOf('/')) === layer);
        for (const [i, [, shape]] of own.entries()) {
          writeDataset(file, `layers/${count === 0 ? base : `${base}_${count}`}/vars/${i}`, tensor(shape));
        }
      }
    });
    const path = join(tmpdir(), `neurozoom-${keras}-${process.pid}.weights.h5`);
    writeFileSync(path, bytes);
    try {
      return await use(path);
    } finally {
      rmSync(path);
    }
  }

  it.runIf(LONG)('of ResNet50 are distinguished by their shapes, as two layouts have equally many', async () => {
    await withCounted('ResNet50', async (path) => {
      const { layers } = await openFile(path, {});
      expect(layers.map(({ name }) => name)).toContain('conv5_block3_out');
      await expect(openFile(path, { architecture: 'resnet50' })).rejects.toThrow(
        /res3a_branch2c\/kernel' has the shape/,
      );
    });
  });

  it('of EfficientNetB0 fit two architectures: the user must choose', async () => {
    await withCounted('EfficientNetB0', async (path) => {
      await expect(openFile(path, {})).rejects.toMatchObject({
        code: 'NETWORK_UNREADABLE',
        message: expect.stringMatching(/may be of efficientnet-b0 \(.*\) or of efficientnet-b0-scratch \(.*\)$/),
        hint: 'choose with --architecture efficientnet-b0 or --architecture efficientnet-b0-scratch',
      });
      const kindsOf = async (architecture: string) =>
        (await openFile(path, { architecture })).layers.filter(({ kind }) => kind === 'Rescaling').length;
      expect([await kindsOf('efficientnet-b0'), await kindsOf('efficientnet-b0-scratch')]).toEqual([2, 1]);
    });
  });

  it('are those of the chosen architecture only', async () => {
    const path = await weightsPath(mobilenet);
    await expect(openFile(path, { architecture: 'vgg16' })).rejects.toMatchObject({
      code: 'NETWORK_UNREADABLE',
      message: expect.stringMatching(/has 135 weights, which are not those of vgg16/),
    });
    await expect(openFile(path, { architecture: 'alexnet' })).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      hint: expect.stringMatching(/^known: vgg16, vgg19, inception-v3, resnet50/),
    });
  });
});

const SNAKE_CASE: Readonly<Record<string, string>> = {
  MaxPooling2D: 'max_pooling2d',
  Conv2D: 'conv2d',
  BatchNormalization: 'batch_normalization',
  DepthwiseConv2D: 'depthwise_conv2d',
  GlobalAveragePooling2D: 'global_average_pooling2d',
  InputLayer: 'input_layer',
  ReLU: 're_lu',
  ZeroPadding2D: 'zero_padding2d',
};

/**
 * Names without the differences between versions of Keras: numbers are counted from the first, slashes are replaced.
 */
function namer(names: readonly string[]): (name: string) => string {
  const numbered = new Map<string, number[]>();
  const parse = (name: string) => {
    const [, base, number] =
      /^(input|input_layer|conv2d|batch_normalization|activation|max_pooling2d|average_pooling2d|add|concatenate|zero_padding2d|rescaling|dropout|reshape|normalization|global_average_pooling2d)(?:_(\d+))?$/.exec(
        name,
      ) ?? [];
    return base === undefined ? undefined : { base: base.replace('input_layer', 'input'), number: Number(number ?? 0) };
  };
  for (const name of names) {
    const parsed = parse(name);
    if (parsed === undefined) continue;
    const numbers = numbered.get(parsed.base) ?? [];
    numbered.set(
      parsed.base,
      [...numbers, parsed.number].sort((a, b) => a - b),
    );
  }
  return (name) => {
    const parsed = parse(name);
    if (parsed === undefined) return name.replaceAll('/', '_');
    return `${parsed.base}#${numbered.get(parsed.base)!.indexOf(parsed.number)}`;
  };
}

/** Settings that affect the result, without those at their default. */
function settingsIn(read: (key: string) => unknown, kind: string): readonly string[] {
  if (kind === 'InputLayer') return [];
  const defaults: Readonly<Record<string, unknown>> = {
    strides: [1, 1],
    padding: kind === 'ZeroPadding2D' ? undefined : 'valid',
    use_bias: true,
    center: true,
    keepdims: false,
    activation: 'linear',
    depth_multiplier: 1,
    scale: kind === 'BatchNormalization' ? true : undefined,
  };
  const keys = ['filters', 'kernel_size', 'epsilon', 'pool_size', 'max_value', 'units', 'target_shape'];
  return [...Object.keys(defaults), ...keys].flatMap((key) => {
    const value = read(key);
    if (value === undefined || JSON.stringify(value) === JSON.stringify(defaults[key])) return [];
    if (kind.startsWith('Depthwise') && key === 'filters') return [];
    const said = value === 'silu' ? 'swish' : value;
    return [`${key} ${JSON.stringify(said)}`];
  });
}
