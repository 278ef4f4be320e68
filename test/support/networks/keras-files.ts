// Keras files: those in test/fixtures/keras, which Keras itself wrote, and files of weights for whole networks, which
// are built here.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crc32, gunzipSync } from 'node:zlib';
import { File, FS, ready } from 'h5wasm';
import { type Tensor, tensor } from '../../../src/tensor/tensor.js';
import type { Numbers } from '../graph/close.js';

/** The path of a file that Keras wrote. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/keras/${name}`, import.meta.url));
}

/** What Keras computed for a layer. Numbers are float32 in base64, channels last. */
interface Probe {
  readonly shape: readonly number[];
  readonly value: string;
  readonly gradient: string;
}

/** The reference values beside a small network. */
export interface Computed {
  readonly height: number;
  readonly width: number;
  readonly picture: string;
  readonly layers: Readonly<Record<string, Probe & { readonly weights: string }>>;
}

/** Keras's description of a network with published files of weights. */
export interface Published {
  readonly layers: readonly (readonly [name: string, kind: string, reads: string[], config: Record<string, unknown>])[];
  /** With the classifier of 1000 classes. */
  readonly weights: readonly (readonly [path: string, shape: readonly number[]])[];
  readonly parameters: number;
  readonly parametersWithoutTop: number;
  /** The side of the picture, in pixels. */
  readonly side: number;
  /** Seed of the picture. */
  readonly picture: string;
  /** Every k-th number: 512 to 1023 of them, or all. */
  readonly probes: Readonly<Record<string, Probe>>;
}

/** What Keras computed for a small network. */
export function computed(name: string): Computed {
  return JSON.parse(readFileSync(fixture(`${name}.json`), 'utf8')) as Computed;
}

/** By Keras's name of the network. */
export function published(): Readonly<Record<string, Published>> {
  const text = gunzipSync(readFileSync(fixture('architectures.json.gz'))).toString();
  return JSON.parse(text) as Record<string, Published>;
}

/** Float32 numbers from base64. */
export function floats(text: string): Float32Array {
  return new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);
}

/** `[1, height, width, channels]` to `[1, channels, height, width]`. */
export function channelsFirst(data: Float32Array, height: number, width: number): Tensor {
  const area = height * width;
  const channels = data.length / area;
  const turned = tensor([1, channels, height, width]);
  for (let i = 0; i < area; i++) {
    for (let c = 0; c < channels; c++) turned.data[c * area + i] = data[i * channels + c]!;
  }
  return turned;
}

/** `[1, channels, height, width]` in Keras's order; rows stay as they are. */
export function channelsLast({ shape, data }: Numbers): Numbers {
  const [, channels, height, width] = shape;
  if (height === undefined || width === undefined) return { shape, data };
  const area = height * width;
  const turned = new Float64Array(data.length);
  for (let i = 0; i < area; i++) {
    for (let c = 0; c < channels!; c++) turned[i * channels! + c] = data[c * area + i]!;
  }
  return { shape: [1, height, width, channels!], data: turned };
}

/** Every k-th number, like the fixtures. */
export function sampled({ data }: Numbers): number[] {
  const step = Math.max(1, Math.floor(data.length / 512));
  return Array.from({ length: Math.ceil(data.length / step) }, (_, i) => data[i * step]!);
}

/** Numbers from -1 to 1, the same as in test/fixtures/keras/make.py. */
export function noise(seed: string, count: number): Float64Array {
  const start = crc32(seed);
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let h = (Math.imul(i, 0x9e3779b1) + start) >>> 0;
    h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
    h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
    h = (h ^ (h >>> 16)) >>> 0;
    values[i] = h / 2 ** 31 - 1;
  }
  return values;
}

const SPREADS: Readonly<Record<string, readonly [middle: number, reach: number]>> = {
  gamma: [1, 0.2],
  moving_variance: [1, 0.3],
  mean: [0.45, 0.03],
  variance: [0.22, 0.01],
  count: [0, 0],
};

/** The weight that make.py created for a network. */
export function madeWeight(path: string, shape: readonly number[]): Tensor {
  const count = shape.reduce((all, size) => all * size, 1);
  let [middle, reach] = SPREADS[path.slice(path.lastIndexOf('/') + 1)] ?? [0, 0.1];
  if (shape.length > 1) {
    const isDepthwise = /depthwise|dwconv|conv_dw/.test(path);
    const fan = isDepthwise ? shape[0]! * shape[1]! : count / shape.at(-1)!;
    reach = Math.sqrt(6 / fan);
  }
  return tensor(
    shape,
    Float32Array.from(noise(path, count), (value) => middle + reach * value),
  );
}

/** A layer of a file of weights, and the names of its weights. */
export interface StoredLayer {
  readonly name: string;
  readonly weights: readonly { readonly name: string; readonly value: Tensor }[];
}

/** A file of weights alone, in the layout of Keras 2 and before. */
export function weightsFile(layers: readonly StoredLayer[]): Promise<Uint8Array> {
  return written((file) => {
    file.create_attribute('backend', 'tensorflow');
    file.create_attribute('keras_version', '2.0.0');
    writeNames(
      file,
      'layer_names',
      layers.map(({ name }) => name),
    );
    for (const { name, weights } of layers) {
      const group = groupAt(file, name);
      writeNames(
        group,
        'weight_names',
        weights.map((weight) => weight.name),
      );
      for (const weight of weights) writeDataset(file, `${name}/${weight.name}`, weight.value);
    }
  });
}

/** Any HDF5 file, as `write` fills it. */
export async function written(write: (file: InstanceType<typeof File>) => void): Promise<Uint8Array> {
  await ready;
  const path = `/written-${++count}.h5`;
  const file = new File(path, 'w');
  write(file);
  file.close();
  const bytes = FS!.readFile(path) as Uint8Array;
  FS!.unlink(path);
  return bytes;
}

let count = 0;

/** The group at a path, created if it is missing. */
export function groupAt(file: InstanceType<typeof File>, path: string) {
  let at = '';
  for (const part of path.split('/')) {
    at += `/${part}`;
    if (file.get(at) === null) file.create_group(at.slice(1));
  }
  return file.get(at) as ReturnType<typeof file.create_group>;
}

/** A dataset, with its parent groups. */
export function writeDataset(file: InstanceType<typeof File>, path: string, { shape, data }: Tensor): void {
  groupAt(file, path.slice(0, path.lastIndexOf('/')));
  const stored = path.includes('/count') ? BigInt64Array.from(data, BigInt) : data; // Keras stores counts as integers
  file.create_dataset({ name: path, data: stored, shape: [...shape] });
}

/** Writes lists like h5py: text of fixed length, or a list of numbers if it is empty. */
function writeNames(to: ReturnType<typeof groupAt>, attribute: string, names: readonly string[]): void {
  if (names.length === 0) return;
  const longest = Math.max(...names.map(({ length }) => length));
  to.create_attribute(attribute, [...names], [names.length], `S${longest}`);
}
