import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { folderName } from '../../src/atlas/folder.js';
import { drawNeurons, findNeurons, isDead } from '../../src/film/resolve-neurons.js';
import { openNetwork } from '../../src/models/load.js';
import type { Model } from '../../src/models/model.js';
import { fingerprint } from '../../src/models/store/fingerprint.js';
import { locateProblems, parsePreset } from '../../src/preset/load.js';
import type { Settings } from '../../src/preset/settings.js';
import { toYaml } from '../../src/preset/write.js';
import { type Override, parseOverride } from '../../src/preset/yaml/override.js';
import { tensor } from '../../src/tensor/tensor.js';
import { writeSyntheticAtlas } from '../support/atlases.js';
import { fakeSessions, type Landscape } from '../support/fakes.js';

let model: Model;
beforeAll(async () => {
  model = await openNetwork('efficientnet-lite0');
});

/** Odd neurons have no gradient; the score of the others rises along theirs. */
const HALF: Landscape = (image, weights) => {
  const neuron = weights.findIndex((weight) => weight !== 0);
  const gradient = tensor(image.shape);
  if (neuron % 2 === 0) for (let i = 0; i < gradient.data.length; i++) gradient.data[i] = Math.sin(i);
  let score = 0;
  for (let i = 0; i < image.data.length; i++) score += image.data[i]! * gradient.data[i]!;
  return { score, gradient };
};

const settings = (neurons: string, seed = 7) =>
  parsePreset(`seed: ${seed}\ncycle: { neurons: ${neurons} }`, { name: 'test' });
const resolve = async (given: Settings, network = model) =>
  drawNeurons(await findNeurons(given, network), network, fakeSessions(HALF, 32));
const drawn = async (neurons: string, seed = 7) => {
  const { cycle } = await resolve(settings(neurons, seed));
  return cycle.items.map(({ layer, neuron }) => `${layer}:${neuron}`);
};

describe('the neurons of a cycle', () => {
  it('are drawn by the seed if they are random: all different, none dead, none that is named', async () => {
    const list = '[stem:4, { layer: stem, random: 6 }, block0_depthwise:1, { layer: stem, random: 9 }]';
    const found = await drawn(list);
    expect(found).toHaveLength(17);
    expect(new Set(found).size).toBe(17);
    for (const name of found.filter((one) => one.startsWith('stem:'))) expect(Number(name.split(':')[1]) % 2).toBe(0);
    expect(await drawn(list)).toEqual(found);
    expect(await drawn(list, 8)).not.toEqual(found);
  });

  it('keep the times of their item', async () => {
    const list = '[{ layer: stem, random: 2, hold: 5s, blend: 500ms }]';
    const { cycle } = await resolve(settings(list));
    for (const item of cycle.items) expect(item).toMatchObject({ kind: 'neuron', holdSeconds: 5, blendSeconds: 0.5 });
  });

  it('are found by the name of a class', async () => {
    const { cycle } = await resolve(settings('[predictions:Zebra, { layer: predictions, class: sea_urchin }]'));
    expect(cycle.items).toMatchObject([
      { kind: 'neuron', layer: 'predictions', neuron: 340 },
      { kind: 'neuron', layer: 'predictions', neuron: 328 },
    ]);
    await expect(resolve(settings('[predictions:zebra]'), { ...model, labels: undefined })).rejects.toThrow(
      /the names of the classes of efficientnet-lite0 are not known/,
    );
  });

  it('that the network lacks are all reported, with paths and lines', async () => {
    const preset = [
      'cycle:',
      '  neurons:',
      '    - predictions:zebraa',
      '    - { layer: stem, neuron: 3 }',
      '    - { layer: stem, neuron: 99 }',
      '    - blok8:7',
    ].join('\n');
    const errorOf = async (text: string, overrides: readonly Override[] = []) => {
      const source = { name: 'film.yaml', text, overrides };
      // Settings and source may pass through JSON, for example to a worker in another process.
      const given = JSON.parse(JSON.stringify(parsePreset(text, source)));
      const error: unknown = await resolve(given, model).catch((reason: unknown) => reason);
      return { error, located: locateProblems(error, JSON.parse(JSON.stringify(source))) };
    };
    const { error, located } = await errorOf(preset);
    expect(error).toMatchObject({
      code: 'NEURON_UNKNOWN',
      message: expect.stringMatching(/^cycle\.neurons\[0\]: 'zebraa' is not .*\ncycle\.neurons\[2\]: stem has/),
      problems: [
        { path: ['cycle', 'neurons', 0] },
        { path: ['cycle', 'neurons', 2], message: 'stem has no neuron 99; its neurons are 0 to 31' },
        { path: ['cycle', 'neurons', 3] },
      ],
    });
    expect(located).toMatchObject({
      code: 'NEURON_UNKNOWN',
      problems: [{ location: { line: 3, column: 7 } }, { location: { line: 5 } }, { location: { line: 6 } }],
      message: [
        "film.yaml:3:7  cycle.neurons[0]: 'zebraa' is not the name of a neuron of predictions; closest: zebra; meerkat; ram (1000 in all)",
        '  3 |     - predictions:zebraa',
        '    |       ^^^^^^^^^^^^^^^^^^',
        'film.yaml:5:7  cycle.neurons[2]: stem has no neuron 99; its neurons are 0 to 31',
        '  5 |     - { layer: stem, neuron: 99 }',
        `    |       ${'^'.repeat(27)}`,
        "film.yaml:6:7  cycle.neurons[3]: 'blok8' is not a layer of efficientnet-lite0; closest: block8, block0, block1 (60 layers in all)",
        '  6 |     - blok8:7',
        '    |       ^^^^^^^',
      ].join('\n'),
    });
    // A single error has its hint below; an error from an override names the option.
    const alone = await errorOf('cycle: { neurons: [predictions:zebraa] }');
    expect(alone.error).toMatchObject({ message: expect.stringMatching(/^'zebraa' is not .* predictions$/) });
    expect(alone.located).toMatchObject({
      message: expect.stringMatching(/^film.yaml:1:20 {2}.*of predictions\n/),
      hint: expect.stringMatching(/^closest: zebra;/),
    });
    const over = await errorOf('seed: 1', [parseOverride('cycle.neurons=[predictions:x]')]);
    expect(over.located).toMatchObject({
      message: expect.stringMatching(/^--set cycle\.neurons=\[predictions:x\] {2}cycle\.neurons\[0\]: /),
      problems: [{ path: ['cycle', 'neurons', 0] }],
    });
  });

  it('are refused if a layer has too few', async () => {
    await expect(drawn('[stem:32]')).rejects.toThrow('stem has no neuron 32');
    await expect(drawn('[{ layer: conv2d_x, random: 1 }]')).rejects.toThrow("'conv2d_x' is not a layer");
    await expect(drawn('[{ layer: stem, random: 33 }]')).rejects.toThrow(
      /asks for 33 random neurons of stem, but only 32 are left/,
    );
    await expect(drawn('[{ layer: stem, random: 17 }]')).rejects.toThrow(/only 16 of the 17/);
  });
});

describe('isDead', () => {
  it('is true for a neuron without gradient, and false for one that responds', async () => {
    const sessions = fakeSessions(HALF, 32);
    expect(await isDead(model, sessions, 'stem', 3)).toBe(true);
    expect(await isDead(model, sessions, 'stem', 2)).toBe(false);
  });
});

let cache: string;
let hash: string;
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'cache-'));
  vi.stubEnv('NEUROZOOM_CACHE', cache);
  hash = await fingerprint('efficientnet-lite0');
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(cache, { recursive: true, force: true });
});

const choose = async (cycle: string) => {
  const chosen = await findNeurons(parsePreset(`cycle: ${cycle}`, { name: 'test' }), model);
  return chosen.cycle.items.map((item) => (item.kind === 'neuron' ? `${item.layer}:${item.neuron}` : item.kind));
};
const own = () => join(cache, 'atlases', folderName({ name: 'efficientnet-lite0', hash }));

describe('a cycle from an atlas', () => {
  it('gives the command that makes a missing atlas', async () => {
    await expect(choose('{ like: block8:40, count: 8 }')).rejects.toMatchObject({
      code: 'ATLAS_MISSING',
      exitCode: 2,
      message: 'the cycle needs an atlas of efficientnet-lite0, but there is none yet',
      problems: [{ path: ['cycle'] }],
      hint: 'neurozoom atlas efficientnet-lite0 block8',
    });
    await expect(choose('{ from: ./there, sort: score, best: 2 }')).rejects.toMatchObject({
      message: expect.stringContaining(
        'the cycle needs an atlas of efficientnet-lite0, but there is none in ./there yet',
      ),
      hint: 'neurozoom atlas efficientnet-lite0 LAYER... --out ./there',
    });
  });

  it('opens no atlas if none is needed', async () => {
    expect(await choose('{ neurons: [block8:2, { layer: block9, random: 3 }] }')).toEqual(['block8:2', 'random']);
  });

  describe('that exists', () => {
    beforeAll(async () => {
      const layers = [
        { name: 'block2', count: 12 },
        { name: 'block3', count: 20 },
      ];
      await writeSyntheticAtlas(own(), layers, { network: { name: 'efficientnet-lite0', hash } });
    });

    it('gets its neurons, with the times of their item', async () => {
      const text =
        'cycle: { hold: 3s, neurons: [block1:1, { like: block2:3, count: 4, hold: 1s }, { sort: contrast, best: 2 }] }';
      const { cycle } = await findNeurons(parsePreset(text, { name: 'test' }), model);
      expect(cycle.items).toHaveLength(7);
      expect(cycle.items[1]).toEqual({ kind: 'neuron', layer: 'block2', neuron: 3, holdSeconds: 1, blendSeconds: 1 });
      expect(cycle.items.map(({ holdSeconds }) => holdSeconds)).toEqual([3, 1, 1, 1, 1, 3, 3]);
    });

    it('gets the best by a measure from the given layers', async () => {
      const best = await choose('{ from: atlas, sort: colourfulness, best: 5, layer: block3 }');
      // Neuron 19 of the gratings is the most colourful; every seventh is dead.
      expect(best).toEqual(expect.arrayContaining(['block3:19', 'block3:18', 'block3:17']));
      expect(best).not.toContain('block3:13');
      expect(await choose('{ from: atlas, sort: score, least: 3 }')).toContain('block2:0');
    });

    it('is written beside the film as numbers, so that the film can be rendered again without the atlas', async () => {
      const settings = parsePreset('cycle: { like: block2:3, count: 4 }', { name: 'test' });
      const resolved = await resolve(settings);
      const yaml = toYaml(resolved);
      expect(yaml).not.toContain('like');
      expect(parsePreset(yaml, { name: 'again' }).cycle.items).toEqual(resolved.cycle.items);
      expect(resolved.cycle.items).toHaveLength(4);
    });

    it('is refused if the atlas lacks a layer, with the command that adds it', async () => {
      await expect(choose('{ like: block8:40, count: 8 }')).rejects.toMatchObject({
        code: 'LAYER_UNKNOWN',
        message: expect.stringContaining(
          'the atlas of efficientnet-lite0 does not have the layer block8; it has block2, block3',
        ),
        hint: 'neurozoom atlas efficientnet-lite0 block8',
      });
    });

    it('may be in another folder', async () => {
      expect(await choose(`{ from: ${JSON.stringify(own())}, sort: gain, best: 1 }`)).toHaveLength(1);
    });
  });

  it('refuses the atlas of another network', async () => {
    const folder = join(cache, 'other');
    await writeSyntheticAtlas(folder, [{ name: 'block2', count: 3 }], {
      network: { name: 'vgg16', hash: 'cd'.repeat(32) },
    });
    await expect(choose(`{ from: ${JSON.stringify(folder)}, sort: gain, best: 1 }`)).rejects.toMatchObject({
      code: 'ATLAS_UNUSABLE',
      message: expect.stringContaining('describes vgg16, not the efficientnet-lite0 of this film'),
    });
  });
});
