import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserError } from '../../../src/errors.js';
import { gradient } from '../../../src/graph/gradient.js';
import { constant, dot, spatialMean } from '../../../src/graph/ops.js';
import { isFlat } from '../../../src/graph/shapes.js';
import { openFile } from '../../../src/models/load.js';
import { tensor } from '../../../src/tensor/tensor.js';
import { expectClose } from '../../support/graph/close.js';
import { interpret } from '../../support/graph/interpreter.js';
import {
  channelsFirst,
  channelsLast,
  computed,
  fixture,
  floats,
  writeDataset,
  written,
} from '../../support/networks/keras-files.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'neurozoom-keras-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const FILES = ['keras2', 'keras3'].flatMap((keras) =>
  ['plain', 'zoo', 'nested', 'modern'].flatMap((net) =>
    ['h5', 'keras'].map((ending) => [`${keras}-${net}`, ending] as const),
  ),
);

describe('a network that Keras saved', () => {
  it.each(FILES)('%s.%s computes what Keras computes, with the same gradients', async (name, ending) => {
    const { height, width, picture, layers } = computed(name);
    const model = await openFile(fixture(`${name}.${ending}`), { preprocessing: 'tf' });
    expect(model.name).toBe(name);
    const image = channelsFirst(floats(picture), height, width);
    for (const [layer, probe] of Object.entries(layers)) {
      const { node } = model.layers.find((one) => one.name === layer)!;
      const weights = floats(probe.weights);
      const row = constant({ shape: [1, weights.length], data: weights });
      const score = dot(row, isFlat(node) ? node : spatialMean(node));
      const [value, slope] = interpret([node, gradient(score, model.image)], { image });
      expectClose(channelsLast(value!), { shape: probe.shape, data: floats(probe.value) }, 1e-5);
      expectClose(channelsLast(slope!), { shape: [1, height, width, 3], data: floats(probe.gradient) }, 1e-5);
    }
  });

  it('uses the names of layers inside nested models, or their paths if a name is not unique', async () => {
    const { layers } = await openFile(fixture('keras3-nested.keras'), { preprocessing: 'tf' });
    expect(layers.map(({ name, kind }) => [name, kind])).toEqual([
      ['mix', 'Conv2D'],
      ['base/conv', 'Conv2D'],
      ['norm', 'BatchNormalization'],
      ['act', 'Activation'],
      ['deep', 'Conv2D'],
      ['sum', 'Add'],
      ['base', 'Functional'],
      ['pool', 'MaxPooling2D'],
      ['head/conv', 'Conv2D'],
      ['mean', 'GlobalAveragePooling2D'],
      ['head', 'Sequential'],
      ['logits', 'Dense'],
    ]);
  });

  it('counts parameters as Keras does', async () => {
    const { layers } = await openFile(fixture('keras3-nested.keras'), { preprocessing: 'tf' });
    const of = (name: string) => layers.find((layer) => layer.name === name)!.parameters;
    expect([of('mix'), of('norm'), of('act'), of('logits')]).toEqual([3 * 3 + 3, 16, 0, 18]);
  });

  it('is refused without a preprocessing, which the file does not state', async () => {
    for (const file of ['keras3-plain.keras', 'keras2-plain.h5']) {
      const error = await failure(fixture(file), {});
      expect(error.code).toBe('PREPROCESSING_UNKNOWN');
      expect(error.message).toContain(file);
      expect(error.hint).toMatch(/'caffe'.*'tf'.*'torch'.*SCALE\/OFFSET\/ORDER/);
    }
  });

  it('is recognised by its contents, whatever its name', async () => {
    const path = join(folder, 'photo.jpg');
    copyFileSync(fixture('keras3-plain.keras'), path);
    const model = await openFile(path, { preprocessing: 'tf', name: 'mine' });
    expect([model.name, model.layers[0]!.name]).toEqual(['mine', 'first']);
  });
});

async function failure(path: string, options: object = { preprocessing: 'tf' }): Promise<UserError> {
  const error: unknown = await openFile(path, options).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ name: 'UserError', exitCode: 2 });
  return error as UserError;
}

/** The error of opening a file of these bytes. */
async function refusal(name: string, bytes: Uint8Array | string): Promise<UserError> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const error = await failure(path);
  expect(error.message).toContain(name);
  return error;
}

describe('a file that is not a network', () => {
  it.each([
    ['an empty file', 'empty.h5', '', /is empty/],
    ['a web page', 'page.h5', '<!DOCTYPE html><html><title>404</title></html>', /is a web page, not a network/],
    ['a Git LFS pointer', 'lfs.h5', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\n', /Git LFS/],
    ['text', 'words.h5', 'some text', /not a network of a known kind/],
    ['damaged JSON', 'model.json', '{"modelTopology": ', /holds damaged JSON/],
    ['JSON without end', 'deep.json', `{"a":${'['.repeat(5000)}`, /nests its JSON more than/],
    ['an empty archive', 'void.keras', zipSync({}), /not a network|has no config.json/],
    ['an archive of other files', 'other.keras', zipSync({ 'a.txt': new Uint8Array(9) }), /has no config.json/],
  ])('is refused: %s', async (_title, name, bytes, message) => {
    const error = await refusal(name, bytes);
    expect(error.code).toBe('NETWORK_UNREADABLE');
    expect(error.message).toMatch(message);
  });

  it('is refused if it does not exist, or is a folder without one', async () => {
    expect((await failure(join(folder, 'none.h5'))).message).toMatch(/there is no such file/);
    mkdirSync(join(folder, 'inside'));
    expect((await failure(join(folder, 'inside'))).message).toMatch(
      /model\.json cannot be read: there is no such file/,
    );
  });
});

describe('a malicious or invalid HDF5 file', () => {
  const some = tensor([2, 2], Float32Array.of(1, 2, 3, 4));

  it('is refused without layers', async () => {
    const error = await refusal('tables.h5', await written((file) => writeDataset(file, 'tables/a', some)));
    expect(error.message).toMatch(/is an HDF5 file, but has no Keras network/);
  });

  it('is refused with weights of no architecture; the error states their number', async () => {
    const bytes = await written((file) => {
      file.create_attribute('layer_names', ['dense']);
      writeDataset(file, 'dense/dense/kernel:0', some);
      const group = file.get('dense') as ReturnType<typeof file.create_group>;
      group.create_attribute('weight_names', ['dense/kernel:0']);
    });
    const error = await refusal('strange.h5', bytes);
    expect(error.message).toMatch(/has 1 weights, which are not those of any known architecture/);
    expect(error.hint).toMatch(/known: vgg16, .*model\.save/);
  });

  it.each([
    ['an external link', (file: Written) => file.create_external_link('/etc/passwd', '/', 'model_weights')],
    ['a soft link', (file: Written) => file.create_soft_link('/', 'model_weights')],
  ])('is refused with %s', async (_title, link) => {
    const bytes = await written((file) => {
      file.create_attribute('layer_names', ['a']);
      link(file);
    });
    expect((await refusal('link.h5', bytes)).message).toMatch(/has a link in place of \/model_weights/);
  });

  it('is refused if it declares more than it can contain', async () => {
    const bytes = await written((file) => {
      file.create_group('layers');
      const size = 40_000;
      file.create_dataset({
        name: 'layers/a',
        data: new Float32Array(1),
        shape: [1],
        maxshape: [null],
        chunks: [1024],
      });
      (file.get('layers/a') as Resizable).resize([size * size]);
    });
    expect((await refusal('huge.h5', bytes)).message).toMatch(/declares 6400000000 bytes of weights or more/);
  });

  it('is refused with invalid names', async () => {
    const bytes = await written((file) => file.create_group('lay\u0007ers'));
    expect((await refusal('names.h5', bytes)).message).toMatch(/has an object named "lay\\u0007ers" in \//);
  });

  it.each([0.2, 0.5, 0.9])('is refused if it is cut off at %d of its length', async (part) => {
    const whole = await written((file) => {
      file.create_attribute('layer_names', ['a']);
      writeDataset(file, 'a/a/kernel:0', tensor([100, 100]));
    });
    const error = await refusal('cut.h5', whole.slice(0, whole.length * part));
    expect(error.message).toMatch(/is damaged or incomplete/);
  });
});

type Written = Parameters<Parameters<typeof written>[0]>[0];

interface Resizable {
  resize(shape: number[]): number;
}
