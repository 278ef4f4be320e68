import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as layers from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserError } from '../../../src/errors.js';
import { gradient } from '../../../src/graph/gradient.js';
import { constant, dot, spatialMean } from '../../../src/graph/ops.js';
import { isFlat } from '../../../src/graph/shapes.js';
import { openFile } from '../../../src/models/load.js';
import { relativeDifference } from '../../support/graph/close.js';
import { interpret } from '../../support/graph/interpreter.js';
import { channelsFirst, channelsLast, noise } from '../../support/networks/keras-files.js';

let folder: string;

beforeAll(async () => {
  await tf.setBackend('cpu');
  folder = mkdtempSync(join(tmpdir(), 'neurozoom-tfjs-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const SIDE = 12;

/** A functional network with a nested model, made and saved by TensorFlow.js itself. */
function network(): layers.LayersModel {
  const inner = layers.sequential({ name: 'inner' });
  inner.add(
    layers.layers.conv2d({ inputShape: [null, null, 4], filters: 4, kernelSize: 3, padding: 'same', name: 'deep' }),
  );
  inner.add(layers.layers.batchNormalization({ name: 'norm' }));
  inner.add(layers.layers.activation({ activation: 'swish', name: 'act' }));
  const picture = layers.input({ shape: [null, null, 3] as unknown as number[], name: 'picture' });
  const apply = (layer: layers.layers.Layer, x: layers.SymbolicTensor | layers.SymbolicTensor[]) =>
    layer.apply(x) as layers.SymbolicTensor;
  const first = apply(
    layers.layers.conv2d({ filters: 4, kernelSize: 3, strides: 2, activation: 'relu', name: 'first' }),
    picture,
  );
  const mixed = apply(layers.layers.add({ name: 'sum' }), [first, inner.apply(first) as layers.SymbolicTensor]);
  const wide = apply(
    layers.layers.separableConv2d({ filters: 6, kernelSize: 3, padding: 'same', name: 'wide' }),
    mixed,
  );
  const thin = apply(layers.layers.depthwiseConv2d({ kernelSize: 3, padding: 'same', name: 'thin' }), wide);
  const up = apply(
    layers.layers.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2, padding: 'same', name: 'up' }),
    thin,
  );
  const mean = apply(layers.layers.globalAveragePooling2d({ name: 'mean' } as never), up);
  const logits = apply(layers.layers.dense({ units: 3, name: 'logits' }), mean);
  return layers.model({ inputs: picture, outputs: logits, name: 'net' });
}

type Quantised = 'float32' | 'float16' | 'uint8' | 'uint16';

/** Saves a network in two shards. Returns the path of its model.json, and the stored values. */
async function save(model: layers.LayersModel, name: string, as: Quantised): Promise<string> {
  const home = join(folder, name);
  mkdirSync(home);
  for (const [i, weight] of model.weights.entries()) {
    const { shape, originalName } = weight;
    const count = shape.reduce<number>((all, size) => all * size!, 1);
    const middle = /gamma|variance/.test(originalName) ? 1 : 0;
    const values = Float32Array.from(noise(`${originalName} ${i}`, count), (value) => middle + 0.4 * value);
    weight.write(tf.tensor(values, shape as number[]));
  }
  let artifacts: tf.io.ModelArtifacts | undefined;
  await model.save({
    save: async (saved) => {
      artifacts = saved;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    },
  });
  const { modelTopology, weightSpecs, weightData } = artifacts!;
  const bytes = new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData));
  const { weights, stored } = quantise(weightSpecs!, bytes, as);
  // The network in TensorFlow.js gets the stored values too.
  for (const [i, spec] of weights.entries()) model.weights[i]!.write(tf.tensor(spec.values, spec.entry.shape));
  const cut = Math.floor(stored.length / 2) + 1; // in the middle of a number
  writeFileSync(join(home, 'group1-shard1of2.bin'), stored.subarray(0, cut));
  writeFileSync(join(home, 'group1-shard2of2.bin'), stored.subarray(cut));
  const paths = ['group1-shard1of2.bin', 'group1-shard2of2.bin'];
  const weightsManifest = [{ paths, weights: weights.map(({ entry }) => entry) }];
  const path = join(home, 'model.json');
  writeFileSync(path, JSON.stringify({ format: 'layers-model', modelTopology, weightsManifest }));
  return path;
}

function quantise(specs: readonly tf.io.WeightsManifestEntry[], bytes: Uint8Array, as: Quantised) {
  let at = 0;
  const parts: Uint8Array[] = [];
  const weights = specs.map((entry) => {
    const count = entry.shape.reduce((all, size) => all * size, 1);
    const exact = new Float32Array(bytes.slice(at, at + 4 * count).buffer);
    at += 4 * count;
    if (as === 'float32') {
      parts.push(new Uint8Array(exact.buffer));
      return { entry, values: exact };
    }
    if (as === 'float16') {
      const halves = Uint16Array.from(exact, half);
      parts.push(new Uint8Array(halves.buffer));
      return { entry: { ...entry, quantization: { dtype: as } }, values: Float32Array.from(halves, single) };
    }
    const levels = as === 'uint8' ? 255 : 65_535;
    const min = Math.min(...exact);
    const scale = Math.max(1e-6, (Math.max(...exact) - min) / levels);
    const codes = Array.from(exact, (value) => Math.round((value - min) / scale));
    parts.push(new Uint8Array((as === 'uint8' ? Uint8Array.from(codes) : Uint16Array.from(codes)).buffer));
    return {
      entry: { ...entry, quantization: { dtype: as, scale, min } },
      values: Float32Array.from(codes, (q) => min + scale * q),
    };
  });
  return { weights, stored: Uint8Array.from(Buffer.concat(parts)) };
}

/** Normal numbers only, rounded towards zero. */
function half(value: number): number {
  if (Math.abs(value) < 2 ** -14) return 0;
  const exponent = Math.floor(Math.log2(Math.abs(value)));
  const fraction = Math.floor((Math.abs(value) / 2 ** exponent - 1) * 1024);
  return (value < 0 ? 0x8000 : 0) | ((exponent + 15) << 10) | fraction;
}

function single(bits: number): number {
  if ((bits & 0x7fff) === 0) return 0;
  return (bits & 0x8000 ? -1 : 1) * (1 + (bits & 0x3ff) / 1024) * 2 ** (((bits >> 10) & 0x1f) - 15);
}

describe('a layers model of TensorFlow.js', () => {
  it.each<[Quantised]>([['float32'], ['float16'], ['uint8'], ['uint16']])(
    'stored in %s computes what TensorFlow.js computes, with the same gradients',
    async (as) => {
      const theirs = network();
      const ours = await openFile(await save(theirs, as, as), { preprocessing: 'tf' });
      const picture = Float32Array.from(noise('picture', SIDE * SIDE * 3), (value) => (value + 1) / 2);
      const image = channelsFirst(picture, SIDE, SIDE);
      for (const name of ['first', 'sum', 'thin', 'logits']) {
        const read = layers.model({ inputs: theirs.inputs, outputs: theirs.getLayer(name).output });
        const { node } = ours.layers.find((layer) => layer.name === name)!;
        const x = tf.tensor4d(picture, [1, SIDE, SIDE, 3]);
        const compute = (at: tf.Tensor) => read.apply(tf.sub(tf.mul(at, 2), 1)) as tf.Tensor;
        const value = compute(x);
        const channels = value.shape.at(-1)!;
        const weights = Float32Array.from(noise('weights', channels));
        const score = (at: tf.Tensor) => {
          const y = compute(at);
          return tf.sum(tf.mul(y.rank === 2 ? y : tf.mean(y, [1, 2]), weights)) as tf.Scalar;
        };
        const row = constant({ shape: [1, channels], data: weights });
        const own = dot(row, isFlat(node) ? node : spatialMean(node));
        const [found, slope] = interpret([node, gradient(own, ours.image)], { image });
        expect(relativeDifference(channelsLast(found!).data, value.dataSync())).toBeLessThan(1e-4);
        expect(relativeDifference(channelsLast(slope!).data, tf.grad(score)(x).dataSync())).toBeLessThan(1e-4);
      }
    },
  );

  it('opens from its folder too, with the right name', async () => {
    const path = await save(network(), 'by-folder', 'float32');
    expect((await openFile(dirname(path), { preprocessing: 'tf' })).name).toBe('by-folder');
  });
});

describe('an invalid model.json', () => {
  const topology = {
    class_name: 'Sequential',
    config: [{ class_name: 'Conv2D', config: { name: 'c', filters: 1, kernel_size: [1, 1], use_bias: false } }],
  };
  const weights = [{ name: 'c/kernel', shape: [1, 1, 3, 1], dtype: 'float32' }];
  let count = 0;

  async function failure(
    json: unknown,
    shards: Readonly<Record<string, Uint8Array>> = { 'a.bin': new Uint8Array(12) },
  ): Promise<UserError> {
    const home = join(folder, `bad-${++count}`);
    mkdirSync(home);
    for (const [name, bytes] of Object.entries(shards)) writeFileSync(join(home, name), bytes);
    writeFileSync(join(home, 'model.json'), JSON.stringify(json));
    const error: unknown = await openFile(home, { preprocessing: 'tf' }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'UserError', exitCode: 2 });
    return error as UserError;
  }

  const model = (manifest: unknown) => ({ modelTopology: topology, weightsManifest: manifest });

  it('gives an error that names the missing shards', async () => {
    const error = await failure(model([{ paths: ['a.bin', 'b.bin', 'c.bin'], weights }]));
    expect(error.message).toMatch(/model\.json needs files that are not beside it: b\.bin, c\.bin$/);
  });

  it.each(['../a.bin', '/etc/passwd', 'sub/a.bin', '..', 'https://example.org/a.bin', '', 7])(
    'refuses a shard from elsewhere: %j',
    async (path) => {
      expect((await failure(model([{ paths: [path], weights }]))).message).toMatch(/which is not a file beside it/);
    },
  );

  it('follows no link to outside of its folder', async () => {
    const home = join(folder, 'linked');
    mkdirSync(home);
    writeFileSync(join(folder, 'outside.bin'), new Uint8Array(12));
    symlinkSync(join(folder, 'outside.bin'), join(home, 'a.bin'));
    writeFileSync(join(home, 'model.json'), JSON.stringify(model([{ paths: ['a.bin'], weights }])));
    await expect(openFile(home, { preprocessing: 'tf' })).rejects.toMatchObject({
      code: 'NETWORK_UNREADABLE',
      message: expect.stringMatching(/its shard a\.bin is in another folder/),
    });
  });

  it.each([
    ['short', 11, /end in the middle of 'c\/kernel'/],
    ['long', 13, /have 13 bytes instead of the 12 of their manifest/],
  ])('gives an error for shards that are too %s', async (_title, bytes, message) => {
    const error = await failure(model([{ paths: ['a.bin'], weights }]), { 'a.bin': new Uint8Array(bytes) });
    expect(error.message).toMatch(message);
  });

  it('refuses huge shapes before it allocates memory', async () => {
    const huge = [{ name: 'c/kernel', shape: [1e5, 1e5, 1e5], dtype: 'float32' }];
    expect((await failure(model([{ paths: ['a.bin'], weights: huge }]))).message).toMatch(/end in the middle/);
  });

  it('refuses weights that are not numbers', async () => {
    const nan = new Uint8Array(Float32Array.of(1, Number.NaN, 2).buffer);
    const error = await failure(model([{ paths: ['a.bin'], weights }]), { 'a.bin': nan });
    expect(error.message).toMatch(/model\.json: the weight 'c\/kernel' contains NaN or infinite values$/);
  });

  it.each([
    ['a graph model', { format: 'graph-model', modelTopology: { node: [] }, weightsManifest: [] }, /is a graph model/],
    ['an object without a model', { name: 'x' }, /has no modelTopology or no weightsManifest/],
    ['a list', [1, 2], /not a network of a known kind/],
    ['no paths', model([{ weights }]), /has a group without weights or paths/],
    [
      'weights without a shape',
      model([{ paths: ['a.bin'], weights: [{ name: 'c/kernel' }] }]),
      /a weight without a name, a shape/,
    ],
    [
      'the same weight twice',
      model([{ paths: ['a.bin', 'a.bin'], weights: [...weights, ...weights] }]),
      /two weights named 'c\/kernel'/,
    ],
    [
      'a weight of another shape',
      model([{ paths: ['a.bin'], weights: [{ ...weights[0], shape: [3, 1] }] }]),
      /has the shape \[3, 1\]/,
    ],
    [
      'a recurrent layer',
      {
        modelTopology: { class_name: 'Sequential', config: [{ class_name: 'LSTM', config: { name: 'l' } }] },
        weightsManifest: [],
      },
      /layers of unknown kinds: LSTM/,
    ],
  ])('gives an error: %s', async (_title, json, message) => {
    expect((await failure(json)).message).toMatch(message);
  });
});
