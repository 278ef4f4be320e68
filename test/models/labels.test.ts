import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { dense, softmax, spatialMean } from '../../src/graph/ops.js';
import { labelsOf, neuronIndex, readLabels } from '../../src/models/labels.js';
import type { Layer, Model } from '../../src/models/model.js';
import { nearest } from '../../src/preset/nearest.js';
import { picture, randomConstant } from '../support/networks/nets.js';

const FOLDER = mkdtempSync(join(tmpdir(), 'neurozoom-labels-'));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

function write(text: string | Buffer): string {
  const path = join(FOLDER, 'labels.txt');
  writeFileSync(path, text);
  return path;
}

describe('a file of labels', () => {
  it.each([
    ['one name per line', 'tench\ngoldfish, Carassius auratus\ngreat white shark\n'],
    [
      'Windows line ends, a byte order mark, spaces around',
      '\uFEFF tench\r\n goldfish, Carassius auratus \r\ngreat white shark\r\n\r\n',
    ],
    ['a JSON list', '["tench", "goldfish, Carassius auratus", "great white shark"]'],
    ['a JSON map in any order', '{"2": "great white shark", "0": "tench", "1": "goldfish, Carassius auratus"}'],
    [
      "ImageNet's class index",
      '{"0": ["n01440764", "tench"], "1": ["n01443537", "goldfish, Carassius auratus"], "2": ["n01484850", "great white shark"]}',
    ],
  ])('is %s', async (_name, text) => {
    expect(await readLabels(write(text))).toEqual(['tench', 'goldfish, Carassius auratus', 'great white shark']);
  });

  it.each<[string, string | Buffer, RegExp]>([
    ['empty lines in between', 'tench\n\nshark', /the class 1 has no name/],
    ['nothing', '\n\n', /it is empty/],
    ['damaged JSON', '{"0": ', /damaged JSON/],
    ['numbers with a gap', '{"0": "a", "2": "b"}', /numbered 0 to 1, got `2`/],
    ['no names', '[1, 2]', /Expected a class to be a name, got `1`/],
    ['bytes', Buffer.from([0x89, 0xff, 0xfe, 0x00]), /it is not text/],
  ])('is not %s', async (_name, text, message) => {
    const path = write(text);
    await expect(readLabels(path)).rejects.toMatchObject({
      ...{ name: 'UserError', code: 'NETWORK_UNREADABLE', message: expect.stringMatching(message) },
    });
    await expect(readLabels(path)).rejects.toThrow(path);
  });
});

describe('a neuron', () => {
  const image = picture();
  const logits = dense(spatialMean(image), randomConstant([3, 3]), undefined);
  const map: Layer = { name: 'map', kind: 'Input', node: image };
  const predictions: Layer = { name: 'predictions', kind: 'Dense', node: softmax(logits) };
  const labels = ['tench, Tinca tinca', 'great white shark', 'crane'];
  const model: Model = { name: 'tiny', image, layers: [map, predictions], labels };

  it.each([
    ['2', 2],
    ['tench', 0],
    ['Tinca Tinca', 0],
    ['tench, Tinca tinca', 0],
    ['great_white-shark', 1],
    ['CRANE', 2],
  ])('%s is %i', (word, index) => {
    expect(neuronIndex(model, predictions, word, nearest)).toBe(index);
  });

  it('that does not exist is an error with close names', () => {
    const error = (word: string, of: Model = model, layer = predictions) => {
      try {
        return neuronIndex(of, layer, word, nearest);
      } catch (failure) {
        return failure;
      }
    };
    expect(error('shark')).toMatchObject({ code: 'NEURON_UNKNOWN', hint: 'closest: great white shark (3 in all)' });
    expect(error('crown')).toMatchObject({ code: 'NEURON_UNKNOWN', hint: expect.stringMatching(/^closest: crane; /) });
    expect(error('crane', { ...model, labels: ['crane', 'x', 'crane'] })).toMatchObject({
      message: expect.stringContaining('0, 2'),
    });
    expect(error('crane', { ...model, labels: undefined })).toMatchObject({
      message: expect.stringContaining('the names of the classes'),
    });
    expect(error('crane', model, map)).toMatchObject({ message: expect.stringContaining('not classes') });
    expect(labelsOf(model, predictions)).toBe(labels);
  });
});
