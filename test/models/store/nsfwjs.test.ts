import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findNsfwjs } from '../../../src/models/store/nsfwjs.js';
import { openNsfwjsInception } from '../../../src/models/store/nsfwjs-inception.js';

const folder = mkdtempSync(join(tmpdir(), 'neurozoom-nsfwjs-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the InceptionV3 of nsfwjs', () => {
  it('opens from the first folder where the package is installed', async () => {
    const own = join(folder, 'own');
    mkdirSync(join(own, 'node_modules'), { recursive: true });
    symlinkSync(resolve('node_modules/nsfwjs'), join(own, 'node_modules', 'nsfwjs'), 'junction');
    const from = [join(folder, 'package.json'), join(own, 'package.json')];
    expect(findNsfwjs(from)).toMatch(/nsfwjs.esm.models.inception_v3\.js$|inception_v3\.js$/);
    const model = await openNsfwjsInception(from);
    expect(model.name).toBe('inception-v3');
    expect(model.layers).toHaveLength(317);
  });

  it('gives an error with the command that installs the package', async () => {
    const from = [join(folder, 'package.json')];
    expect(findNsfwjs(from)).toBeUndefined();
    await expect(openNsfwjsInception(from)).rejects.toMatchObject({
      code: 'NETWORK_NOT_PULLED',
      message: 'the network inception-v3 is in the npm package nsfwjs, which is not installed',
      hint: expect.stringMatching(/npm install nsfwjs.*networks pull inception-v3-imagenet/),
    });
  });
});
