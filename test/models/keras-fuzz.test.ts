// Small valid files of every format, mutated: whatever is in a file, opening it gives a network or one clear error, in bounded time and memory.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.js';
import { inferShapes, ShapeError } from '../../src/graph/shapes.js';
import { openFile } from '../../src/models/load.js';
import { openStream, type RandomStream } from '../../src/tensor/random.js';
import { fixture } from '../support/keras-files.js';

/** Mutated files of each format; NEUROZOOM_FUZZ=1000 for a longer look. */
const ROUNDS = Number(process.env.NEUROZOOM_FUZZ ?? 50);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'neurozoom-keras-fuzz-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const bytesOf = (name: string) => Uint8Array.from(readFileSync(fixture(name)));

/** Bits, bytes and pieces that are lost or put elsewhere, as files suffer them. */
function damaged(bytes: Uint8Array, random: RandomStream): Uint8Array {
  const changed = bytes.slice();
  for (let times = 1 + random.integer(8); times > 0; times--) {
    // Where the structure is, at the start, more often.
    const at = random.integer(random.integer(2) === 0 ? Math.min(4000, bytes.length) : bytes.length);
    changed[at] = [changed[at]! ^ (1 << random.integer(8)), random.integer(256), 255, 0][random.integer(4)]!;
  }
  if (random.integer(4) > 0) return changed;
  const [from, to] = [random.integer(bytes.length), random.integer(bytes.length)];
  return from < to ? changed.slice(0, to) : Uint8Array.from([...changed.subarray(0, to), ...changed.subarray(from)]);
}

const ODD: readonly unknown[] = [null, -1, 0, 1e9, 1.5, '', 'x', [], {}, [[]], true, [1e9, 1e9], 'relu', 3, [3, 3, 3]];

/** A value of the JSON changed, lost, or put in the place of another. */
function rewritten(json: unknown, random: RandomStream): unknown {
  const root = { json: structuredClone(json) };
  const places: { readonly of: Record<string, unknown>; readonly key: string }[] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const key of Object.keys(value)) {
      places.push({ of: value as Record<string, unknown>, key });
      collect((value as Record<string, unknown>)[key]);
    }
  };
  collect(root);
  for (let times = 1 + random.integer(3); times > 0; times--) {
    const { of, key } = places[random.integer(places.length)]!;
    const other = places[random.integer(places.length)]!;
    const how = random.integer(3);
    if (how === 0) of[key] = ODD[random.integer(ODD.length)];
    else if (how === 1) delete of[key];
    else of[key] = structuredClone(other.of[other.key]);
  }
  return root.json;
}

const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value) ?? 'null');
const parsed = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

function archive(name: string, change: (parts: Record<string, Uint8Array>) => void): Uint8Array {
  const parts = { ...unzipSync(bytesOf(name)) };
  change(parts);
  return zipSync(parts, { level: 0 });
}

/** A model.json for the small network and its shard, made of what Keras stored. */
const TFJS = {
  format: 'layers-model',
  modelTopology: {
    class_name: 'Sequential',
    config: {
      layers: [
        { class_name: 'InputLayer', config: { name: 'in', batch_input_shape: [null, 8, 8, 3] } },
        {
          class_name: 'Conv2D',
          config: { name: 'c', filters: 2, kernel_size: [3, 3], strides: [2, 2], padding: 'same' },
        },
        { class_name: 'BatchNormalization', config: { name: 'n', axis: [3], scale: false, center: false } },
        { class_name: 'ReLU', config: { name: 'r', max_value: 6 } },
        { class_name: 'GlobalAveragePooling2D', config: { name: 'g' } },
        { class_name: 'Dense', config: { name: 'd', units: 2, use_bias: false, activation: 'softmax' } },
      ],
    },
  },
  weightsManifest: [
    {
      paths: ['a.bin'],
      weights: [
        { name: 'c/kernel', shape: [3, 3, 3, 2], dtype: 'float32' },
        { name: 'c/bias', shape: [2], dtype: 'float32', quantization: { dtype: 'uint8', scale: 0.1, min: -1 } },
        { name: 'n/moving_mean', shape: [2], dtype: 'float32' },
        { name: 'n/moving_variance', shape: [2], dtype: 'float32', quantization: { dtype: 'float16' } },
        { name: 'd/kernel', shape: [2, 2], dtype: 'float32', quantization: { dtype: 'uint16', scale: 1e-4, min: 0 } },
      ],
    },
  ],
};
const SHARD = new Uint8Array(3 * 3 * 3 * 2 * 4 + 2 + 8 + 4 + 8);

const FORMATS: readonly (readonly [title: string, file: string, make: (random: RandomStream) => Uint8Array])[] = [
  ['HDF5 files of Keras 2', 'a.h5', (random) => damaged(bytesOf('keras2-plain.h5'), random)],
  ['HDF5 files of Keras 3', 'b.h5', (random) => damaged(bytesOf('keras3-nested.h5'), random)],
  ['weights of Keras 3', 'c.weights.h5', (random) => damaged(bytesOf('keras3-nested.weights.h5'), random)],
  ['archives', 'd.keras', (random) => damaged(bytesOf('keras3-plain.keras'), random)],
  [
    'archives with other weights',
    'e.keras',
    (random) =>
      archive('keras2-nested.keras', (parts) => {
        parts['model.weights.h5'] = damaged(parts['model.weights.h5']!, random);
      }),
  ],
  ...(['keras2-nested', 'keras3-nested', 'keras3-zoo', 'keras2-zoo'] as const).map(
    (name) =>
      [
        `the topology of ${name}`,
        `${name}.keras`,
        (random: RandomStream) =>
          archive(`${name}.keras`, (parts) => {
            parts['config.json'] = text(rewritten(parsed(parts['config.json']!), random));
          }),
      ] as const,
  ),
  ['model.json', 'model.json', (random) => text(rewritten(TFJS, random))],
];

describe('a mutated file', () => {
  it.each(FORMATS)(
    'of %s opens, or is refused by one clear error',
    async (title, file, make) => {
      const home = join(folder, title.replaceAll(' ', '-'));
      mkdirSync(home);
      writeFileSync(join(home, 'a.bin'), SHARD);
      const outcomes = { opened: 0, refused: 0 };
      for (let round = 0; round < ROUNDS; round++) {
        writeFileSync(join(home, file), make(openStream(7, `${title} ${round}`)));
        try {
          const { layers } = await openFile(join(home, file), { preprocessing: 'tf' });
          shapesOf(layers.map(({ node }) => node));
          outcomes.opened += 1;
        } catch (error) {
          if (!(error instanceof UserError)) throw new Error(`Round ${round} of ${title}`, { cause: error });
          expect([round, error.exitCode, error.message.length < 2000]).toEqual([round, 2, true]);
          outcomes.refused += 1;
        }
      }
      // The mutations are neither all harmless nor all deadly.
      expect(outcomes.refused).toBeGreaterThan(ROUNDS / 20);
      expect(process.memoryUsage().rss).toBeLessThan(2 ** 31);
    },
    900_000,
  );
});

/** What a film asks of a network first: its shapes. A picture may be too small for it. */
function shapesOf(nodes: Parameters<typeof inferShapes>[0]): void {
  try {
    inferShapes(nodes, { height: 64, width: 64 });
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
  }
}
