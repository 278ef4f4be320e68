import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import {
  addNetwork,
  findNetwork,
  forgetNetwork,
  parsePreprocessing,
  registered,
} from '../../../src/models/store/registry.js';

const ROOT = mkdtempSync(join(tmpdir(), 'neurozoom-registry-'));
afterAll(() => rmSync(ROOT, { recursive: true, force: true }));

let environment: Record<string, string> = {};
let count = 0;
beforeEach(() => {
  count += 1;
  environment = { NEUROZOOM_CACHE: join(ROOT, `cache ${count}`) };
});

const FILE = join(ROOT, 'own.onnx');
const LABELS = join(ROOT, 'labels.txt');
writeFileSync(FILE, 'model');
writeFileSync(LABELS, 'cat\ndog\n');
const EXPLICIT = { scale: [255, 255, 255], offset: [-1, -2, -3.5], order: 'bgr' } as const;

describe('networks of the user', () => {
  it('are found by name, with all their stated properties', async () => {
    expect(await registered(environment)).toEqual([]);
    expect(await findNetwork('own', environment)).toBeUndefined();
    await addNetwork({ name: 'own', path: relative('.', FILE), preprocessing: EXPLICIT, labels: LABELS }, environment);
    await addNetwork({ name: 'other', path: FILE, architecture: 'vgg16' }, environment);
    expect(await findNetwork('own', environment)).toEqual({
      path: FILE,
      options: { name: 'own', preprocessing: EXPLICIT, architecture: undefined },
      labels: LABELS,
    });
    expect((await registered(environment)).map(({ name }) => name)).toEqual(['own', 'other']);
  });

  it('replace those of the same name, and are removed without their file', async () => {
    await addNetwork({ name: 'own', path: FILE, preprocessing: 'tf' }, environment);
    await addNetwork({ name: 'own', path: FILE, preprocessing: 'torch' }, environment);
    expect(await registered(environment)).toMatchObject([{ name: 'own', preprocessing: 'torch' }]);
    expect(await forgetNetwork('own', environment)).toBe(true);
    expect(await forgetNetwork('own', environment)).toBe(false);
    expect(readFileSync(FILE, 'utf8')).toBe('model');
  });

  it.each(['efficientnet-lite0', 'inception-v3', 'vgg16', 'VGG16', '', '-x', 'a/b', '..', 'a b', 'x'.repeat(65)])(
    'cannot have the name %j',
    async (name) => {
      await expect(addNetwork({ name, path: FILE }, environment)).rejects.toMatchObject({ code: 'ARGUMENT_INVALID' });
    },
  );

  it('need their files', async () => {
    const network = { name: 'own', path: FILE };
    await expect(addNetwork({ ...network, path: 'none.onnx' }, environment)).rejects.toMatchObject({
      code: 'NETWORK_UNREADABLE',
      message: 'there is no file none.onnx',
    });
    await expect(addNetwork({ ...network, labels: 'none.txt' }, environment)).rejects.toMatchObject({
      message: 'there is no file none.txt',
    });
    expect(await registered(environment)).toEqual([]);
  });

  it.each([
    '',
    '{',
    '[]',
    '{"networks": 3}',
    '{"networks": [{"name": "x"}]}',
    '{"networks": [{"name": "x", "path": "y", "preprocessing": {"scale": 1}}]}',
  ])('give an error about damage when their list is %j', async (text) => {
    await addNetwork({ name: 'own', path: FILE }, environment);
    const list = join(environment.NEUROZOOM_CACHE!, 'networks.json');
    writeFileSync(list, text);
    await expect(findNetwork('own', environment)).rejects.toMatchObject({
      name: 'UserError',
      code: 'NETWORK_UNREADABLE',
      message: expect.stringContaining(list),
    });
  });
});

describe('a known network that is not pulled', () => {
  it('gives an error with the command that pulls it', async () => {
    await expect(findNetwork('VGG16', environment)).rejects.toMatchObject({
      ...{ code: 'NETWORK_NOT_PULLED', exitCode: 2, hint: 'neurozoom networks pull vgg16 (59 MB)' },
    });
  });
});

describe('a preprocessing', () => {
  it.each([
    ['caffe', 'caffe'],
    ['tf', 'tf'],
    ['torch', 'torch'],
    ['255,255,255/-1,-2,-3.5/bgr', EXPLICIT],
    [' 2, 2, 2/-1,-1,-1/rgb', { scale: [2, 2, 2], offset: [-1, -1, -1], order: 'rgb' }],
    ['255/-1,0,1/rgb', { scale: [255, 255, 255], offset: [-1, 0, 1], order: 'rgb' }],
  ])('is %j', (text, expected) => {
    expect(parsePreprocessing(text)).toEqual(expected);
  });

  it.each([
    '',
    'Caffe',
    'toString',
    '1,1/0,0,0/rgb',
    '1,1,1/0,0,0',
    '1,1,1/0,0,x/rgb',
    '1,1,/0,0,0/rgb',
    '1,1,1/0,0,0/gbr',
    '1,1,1/0,0,0/rgb/x',
  ])('is not %j, and the hint lists the choices', (text) => {
    expect(() => parsePreprocessing(text)).toThrow(
      expect.objectContaining({ code: 'PREPROCESSING_UNKNOWN', hint: expect.stringContaining('caffe, tf, torch') }),
    );
  });
});
