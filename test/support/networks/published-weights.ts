// Files of weights of whole networks, with the published layouts and names and random numbers instead of learned ones.
// They are cached in the temporary folder.

import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { madeWeight, published, weightsFile } from './keras-files.js';

/** Keras's descriptions of them. */
export const KERAS = published();

/** Keras 1's names of weights. */
const OLD_KINDS: Readonly<Record<string, string>> = {
  kernel: 'W_1',
  bias: 'b_1',
  gamma: 'gamma_1',
  beta: 'beta_1',
  moving_mean: 'running_mean_1',
  moving_variance: 'running_std_1',
};

/** An architecture, and the layout of its published file of weights. */
export interface Known {
  readonly keras: string;
  readonly ours: string;
  /** From Keras 3's names of layers to those in the published file. */
  readonly layer?: (name: string) => string;
  /** The name of a weight in the published file. */
  readonly weight?: (layer: string, kind: string) => string;
}

/** Keras's numbers start at 0 today (`conv2d`, `conv2d_1`); in old versions they started at 1. */
const counted = (name: string) =>
  /^(?:conv2d|batch_normalization)(?:_\d+)?$/.test(name)
    ? name.replace(/^(\D+2d|\D+?)(?:_(\d+))?$/, (_, base, number) => `${base}_${Number(number ?? 0) + 1}`)
    : name;

/** Keras 1's names of layers. */
const inKeras1 = (name: string) =>
  counted(name)
    .replace(/^conv2d_/, 'convolution2d_')
    .replace(/^batch_normalization_/, 'batchnormalization_');

/** All of them. */
export const NETWORKS: readonly Known[] = [
  { keras: 'VGG16', ours: 'vgg16', weight: (layer, kind) => `${layer}_${OLD_KINDS[kind]}:0` },
  { keras: 'VGG19', ours: 'vgg19' },
  { keras: 'ResNet50old', ours: 'resnet50', weight: (layer, kind) => `${layer}_${OLD_KINDS[kind]}:0` },
  { keras: 'ResNet50', ours: 'resnet50-common' },
  { keras: 'Xception', ours: 'xception', layer: inKeras1 },
  {
    keras: 'MobileNet',
    ours: 'mobilenet',
    weight: (layer, kind) =>
      `${layer}/${layer.startsWith('conv_dw') && kind === 'kernel' ? 'depthwise_kernel' : kind}:0`,
  },
  { keras: 'MobileNetV2', ours: 'mobilenet-v2' },
  { keras: 'DenseNet121', ours: 'densenet121', layer: (name) => name.replace(/^conv1_/, 'conv1/') },
  { keras: 'EfficientNetB0', ours: 'efficientnet-b0' },
  { keras: 'InceptionV3', ours: 'inception-v3', layer: counted },
];

const CLASSIFIER = /^(?:fc1|fc2|fc1000|predictions|conv_preds)$/;

/** Weights by layer, in Keras's order. */
export function stored({ keras, layer: rename = (name) => name, weight }: Known, top: boolean) {
  const layers = new Map<
    string,
    { readonly name: string; readonly path: string; readonly shape: readonly number[] }[]
  >();
  for (const [path, shape] of KERAS[keras]!.weights) {
    const at = path.lastIndexOf('/');
    if (!top && CLASSIFIER.test(path.slice(0, at))) continue;
    const [layer, kind] = [rename(path.slice(0, at)), path.slice(at + 1)];
    const name = weight?.(layer, kind) ?? `${layer}/${kind}:0`;
    layers.set(layer, [...(layers.get(layer) ?? []), { name, path, shape }]);
  }
  return layers;
}

/** The path of a file of weights, which is written if it is missing. */
export async function weightsPath(known: Known, top = false): Promise<string> {
  const folder = join(tmpdir(), 'neurozoom-test-weights');
  const path = join(folder, `${known.keras}${top ? '-top' : ''}.h5`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const layers = [...stored(known, top)].map(([name, weights]) => ({
    name,
    weights: weights.map(({ name, path, shape }) => ({ name, value: madeWeight(path, shape) })),
  }));
  // Layers without weights are listed too.
  const part = `${path}.${process.pid}`; // tests run in parallel
  writeFileSync(part, await weightsFile([{ name: 'input_1', weights: [] }, ...layers]));
  renameSync(part, path);
  return path;
}
