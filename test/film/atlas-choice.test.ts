import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { folderName } from '../../src/atlas/folder.js';
import { resolveFromAtlas } from '../../src/film/atlas-choice.js';
import { resolveNeurons } from '../../src/film/resolve-neurons.js';
import { openNetwork } from '../../src/models/load.js';
import type { Model } from '../../src/models/model.js';
import { fingerprint } from '../../src/models/store/fingerprint.js';
import { parsePreset } from '../../src/preset/load.js';
import { toYaml } from '../../src/preset/write.js';
import { writeSyntheticAtlas } from '../support/atlases.js';
import { fakeSessions } from '../support/fakes.js';

let cache: string;
let model: Model;
let hash: string;
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'cache-'));
  vi.stubEnv('NEUROZOOM_CACHE', cache);
  model = await openNetwork('inception-v3');
  hash = await fingerprint('inception-v3');
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(cache, { recursive: true, force: true });
});

const choose = async (cycle: string) => {
  const chosen = await resolveFromAtlas(parsePreset(`cycle: ${cycle}`, { name: 'test' }), model);
  return chosen.cycle.items.map((item) => (item.kind === 'neuron' ? `${item.layer}:${item.neuron}` : item.kind));
};
const own = () => join(cache, 'atlases', folderName({ name: 'inception-v3', hash }));

describe('a cycle from an atlas', () => {
  it('says how to make the atlas that is not there', async () => {
    await expect(choose('{ like: mixed4:40, count: 8 }')).rejects.toMatchObject({
      code: 'ATLAS_MISSING',
      exitCode: 2,
      message: expect.stringMatching(
        /^test:1:\d+ {2}cycle: the cycle needs an atlas of inception-v3, and there is none yet\n/,
      ),
      hint: 'neurozoom atlas inception-v3 mixed4',
    });
    await expect(choose('{ from: ./there, sort: score, best: 2 }')).rejects.toMatchObject({
      message: expect.stringContaining('the cycle needs an atlas of inception-v3, and there is none in ./there yet'),
      hint: 'neurozoom atlas inception-v3 LAYER... --out ./there',
    });
  });

  it('asks no atlas where none is needed', async () => {
    expect(await choose('{ neurons: [mixed4:2, { layer: mixed5, random: 3 }] }')).toEqual(['mixed4:2', 'random']);
  });

  describe('that is there', () => {
    beforeAll(async () => {
      const layers = [
        { name: 'mixed1', count: 12 },
        { name: 'mixed2', count: 20 },
      ];
      await writeSyntheticAtlas(own(), layers, { network: { name: 'inception-v3', hash } });
    });

    it('names its neurons, with the times of their item', async () => {
      const text =
        'cycle: { hold: 3s, neurons: [mixed0:1, { like: mixed1:3, count: 4, hold: 1s }, { sort: contrast, best: 2 }] }';
      const { cycle } = await resolveFromAtlas(parsePreset(text, { name: 'test' }), model);
      expect(cycle.items).toHaveLength(7);
      expect(cycle.items[1]).toEqual({ kind: 'neuron', layer: 'mixed1', neuron: 3, holdSeconds: 1, blendSeconds: 1 });
      expect(cycle.items.map(({ holdSeconds }) => holdSeconds)).toEqual([3, 1, 1, 1, 1, 3, 3]);
    });

    it('takes the first by a measure, of the layers that are meant', async () => {
      const best = await choose('{ from: atlas, sort: colourfulness, best: 5, layer: mixed2 }');
      // Neuron 19 of the gratings is the most colourful; every seventh is silent.
      expect(best).toEqual(expect.arrayContaining(['mixed2:19', 'mixed2:18', 'mixed2:17']));
      expect(best).not.toContain('mixed2:13');
      expect(await choose('{ from: atlas, sort: score, least: 3 }')).toContain('mixed1:0');
    });

    it('is written beside the film by name, so that the film can be made again without it', async () => {
      const settings = parsePreset('cycle: { like: mixed1:3, count: 4 }', { name: 'test' });
      const cast = await resolveNeurons(
        settings,
        model,
        fakeSessions(() => ({ score: 0, gradient: { shape: [1], data: new Float32Array(1) } })),
      );
      const yaml = toYaml(cast);
      expect(yaml).not.toContain('like');
      expect(parsePreset(yaml, { name: 'again' }).cycle.items).toEqual(cast.cycle.items);
      expect(cast.cycle.items).toHaveLength(4);
    });

    it('lacks a layer: the command that adds it is told', async () => {
      await expect(choose('{ like: mixed4:40, count: 8 }')).rejects.toMatchObject({
        code: 'LAYER_UNKNOWN',
        message: expect.stringContaining('the atlas of inception-v3 lacks the layer mixed4; it has mixed1, mixed2'),
        hint: 'neurozoom atlas inception-v3 mixed4',
      });
    });

    it('may lie elsewhere', async () => {
      expect(await choose(`{ from: ${JSON.stringify(own())}, sort: gain, best: 1 }`)).toHaveLength(1);
    });
  });

  it('refuses the atlas of another network', async () => {
    const folder = join(cache, 'other');
    await writeSyntheticAtlas(folder, [{ name: 'mixed1', count: 3 }], {
      network: { name: 'vgg16', hash: 'cd'.repeat(32) },
    });
    await expect(choose(`{ from: ${JSON.stringify(folder)}, sort: gain, best: 1 }`)).rejects.toMatchObject({
      code: 'ATLAS_UNUSABLE',
      message: expect.stringContaining('is of vgg16, not of the inception-v3 of this film'),
    });
  });
});
