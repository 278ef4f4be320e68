// Mutates small valid files of every format. Any file opens as a network or gives one clear error, in bounded time and
// memory.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.js';
import { inferShapes, ShapeError } from '../../../src/graph/shapes.js';
import { openFile } from '../../../src/models/load.js';
import { openStream, type RandomStream } from '../../../src/tensor/random.js';
import { fixture } from '../../support/networks/keras-files.js';
import { FUZZ_ROUNDS } from '../../support/scale.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'neurozoom-keras-fuzz-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const bytesOf = (name: string) => Uint8Array.from(readFileSync(fixture(name)));

/** Random damage: flipped bits, changed bytes, parts that are lost or moved. */
function damaged(bytes: Uint8Array, random: RandomStream): Uint8Array {
  const changed = bytes.slice();
  for (let times = 1 + random.integer(8); times > 0; times--) {
    // More often at the start, where the structure is.
    const at = random.integer(random.integer(2) === 0 ? Math.min(4000, bytes.length) : bytes.length);
    changed[at] = [changed[at]! ^ (1 << random.integer(8)), random.integer(256), 255, 0][random.integer(4)]!;
  }
  if (random.integer(4) > 0) return changed;
  const [from, to] = [random.integer(bytes.length), random.integer(bytes.length)];
  return from < to ? changed.slice(0, to) : Uint8Array.from([...changed.subarray(0, to), ...changed.subarray(from)]);
}

const ODD: readonly unknown[] = [null, -1, 0, 1e9, 1.5, '', 'x', [], {}, [[]], true, [1e9, 1e9], 'relu', 3, [3, 3, 3]];

/** A value of the JSON changed, removed, or replaced by another. */
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

/** A model.json for the small network and its shard, from what Keras stored. */
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

interface Kind {
  readonly title: string;
  /** The file that is opened, and the one that is mutated. */
  readonly file: string;
  readonly mutated?: string;
  /** The share of all rounds of its format. */
  readonly share: number;
  readonly make: (random: RandomStream) => Uint8Array;
}

const TOPOLOGIES = [
  'keras2-nested',
  'keras3-nested',
  'keras3-zoo',
  'keras2-zoo',
  'keras3-modern',
  'keras2-modern',
] as const;

const FORMATS: Readonly<Record<string, readonly Kind[]>> = {
  '.h5': [
    { title: 'Keras 2', file: 'a.h5', share: 1 / 2, make: (random) => damaged(bytesOf('keras2-plain.h5'), random) },
    { title: 'Keras 3', file: 'b.h5', share: 1 / 2, make: (random) => damaged(bytesOf('keras3-nested.h5'), random) },
  ],
  '.weights.h5': [
    {
      title: 'alone',
      file: 'c.weights.h5',
      share: 1 / 2,
      make: (random) => damaged(bytesOf('keras3-nested.weights.h5'), random),
    },
    {
      title: 'in an archive with their topology',
      file: 'e.keras',
      share: 1 / 2,
      make: (random) =>
        archive('keras2-nested.keras', (parts) => {
          parts['model.weights.h5'] = damaged(parts['model.weights.h5']!, random);
        }),
    },
  ],
  '.keras': [
    { title: 'bytes', file: 'd.keras', share: 1 / 2, make: (random) => damaged(bytesOf('keras3-plain.keras'), random) },
    ...TOPOLOGIES.map((name) => ({
      title: `the topology of ${name}`,
      file: `${name}.keras`,
      share: 1 / 8,
      make: (random: RandomStream) =>
        archive(`${name}.keras`, (parts) => {
          parts['config.json'] = text(rewritten(parsed(parts['config.json']!), random));
        }),
    })),
  ],
  'model.json': [
    { title: 'values', file: 'model.json', share: 1 / 2, make: (random) => text(rewritten(TFJS, random)) },
    { title: 'bytes', file: 'model.json', share: 1 / 4, make: (random) => damaged(text(TFJS), random) },
    { title: 'shards', file: 'model.json', mutated: 'a.bin', share: 1 / 4, make: (random) => damaged(SHARD, random) },
  ],
};

const KINDS = Object.entries(FORMATS).flatMap(([format, kinds]) => kinds.map((kind) => ({ format, ...kind })));

describe('a mutated file', () => {
  it.each(KINDS)(
    '$format: $title, opens or gives one clear error',
    async ({ format, title, file, mutated = file, share, make }) => {
      const home = join(folder, `${format} ${title}`.replaceAll(' ', '-'));
      mkdirSync(home);
      writeFileSync(join(home, 'a.bin'), SHARD);
      writeFileSync(join(home, 'model.json'), text(TFJS));
      const rounds = Math.ceil(FUZZ_ROUNDS * share);
      const outcomes = { opened: 0, refused: 0 };
      for (let round = 0; round < rounds; round++) {
        writeFileSync(join(home, mutated), make(openStream(7, `${format} ${title} ${round}`)));
        try {
          const { layers } = await openFile(join(home, file), { preprocessing: 'tf' });
          shapesOf(layers.map(({ node }) => node));
          outcomes.opened += 1;
        } catch (error) {
          if (!(error instanceof UserError)) throw new Error(`Round ${round} of ${format}, ${title}`, { cause: error });
          expect([round, error.exitCode, error.message.length < 2000]).toEqual([round, 2, true]);
          outcomes.refused += 1;
        }
      }
      // The mutations are neither all harmless nor all fatal.
      expect(outcomes.refused).toBeGreaterThan(rounds / 20);
      expect(process.memoryUsage().rss).toBeLessThan(2 ** 31);
    },
    900_000,
  );
});

/** What a film reads of a network first: its shapes. A picture may be too small for it. */
function shapesOf(nodes: Parameters<typeof inferShapes>[0]): void {
  try {
    inferShapes(nodes, { height: 64, width: 64 });
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
  }
}
