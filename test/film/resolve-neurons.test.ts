import { beforeAll, describe, expect, it } from 'vitest';
import { isDead, resolveNeurons } from '../../src/film/resolve-neurons.js';
import { openNetwork } from '../../src/models/load.js';
import type { Model } from '../../src/models/model.js';
import { parsePreset } from '../../src/preset/load.js';
import { parseOverride } from '../../src/preset/yaml/override.js';
import { tensor } from '../../src/tensor/tensor.js';
import { fakeSessions, type Landscape } from '../support/fakes.js';

let model: Model;
beforeAll(async () => {
  model = await openNetwork('inception-v3');
});

/** Odd neurons of the first 32 have no gradient; the others are lit by anything. */
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
const drawn = async (neurons: string, seed = 7) => {
  const { cycle } = await resolveNeurons(settings(neurons, seed), model, fakeSessions(HALF, 32));
  return cycle.items.map(({ layer, neuron }) => `${layer}:${neuron}`);
};

describe('castFilm', () => {
  it('draws random neurons by the seed, none twice, none silent, none that is named', async () => {
    const list = '[conv2d_1:4, { layer: conv2d_1, random: 6 }, conv2d_2:1, { layer: conv2d_1, random: 9 }]';
    const cast = await drawn(list);
    expect(cast).toHaveLength(17);
    expect(new Set(cast).size).toBe(17);
    for (const name of cast.filter((one) => one.startsWith('conv2d_1:')))
      expect(Number(name.split(':')[1]) % 2).toBe(0);
    expect(await drawn(list)).toEqual(cast);
    expect(await drawn(list, 8)).not.toEqual(cast);
  });

  it('keeps the times of what it draws', async () => {
    const list = '[{ layer: conv2d_1, random: 2, hold: 5s, blend: 500ms }]';
    const { cycle } = await resolveNeurons(settings(list), model, fakeSessions(HALF, 32));
    for (const item of cycle.items) expect(item).toMatchObject({ kind: 'neuron', holdSeconds: 5, blendSeconds: 0.5 });
  });

  it('finds the neurons that are named after a class', async () => {
    const labels = ['drawing', 'photo', 'neutral', 'map', 'chart'];
    const { cycle } = await resolveNeurons(
      settings('[dense_3:Neutral, { layer: dense_3, class: drawing }]'),
      { ...model, labels },
      fakeSessions(HALF, 32),
    );
    expect(cycle.items).toMatchObject([
      { kind: 'neuron', layer: 'dense_3', neuron: 2 },
      { kind: 'neuron', layer: 'dense_3', neuron: 0 },
    ]);
    await expect(drawn('[dense_3:neutral]')).rejects.toThrow(/no names of classes are known for inception-v3/);
  });

  it('points at the line of every neuron that the network has not got', async () => {
    const preset = [
      'cycle:',
      '  neurons:',
      '    - dense_3:neutrall',
      '    - { layer: conv2d_1, neuron: 3 }',
      '    - { layer: conv2d_1, neuron: 99 }',
      '    - mixd4:7',
    ].join('\n');
    const labels = ['drawing', 'photo', 'neutral', 'map', 'chart'];
    const cast = (text: string) =>
      resolveNeurons(
        parsePreset(text, { name: 'film.yaml', overrides: [] }),
        { ...model, labels },
        fakeSessions(HALF, 32),
      ).catch((error: unknown) => error);
    expect(await cast(preset)).toMatchObject({
      code: 'NEURON_UNKNOWN',
      message: [
        "film.yaml:3:7  cycle.neurons[0]: 'neutrall' is not the name of a neuron of dense_3; closest: neutral; photo; map (5 in all)",
        '  3 |     - dense_3:neutrall',
        '    |       ^^^^^^^^^^^^^^^^',
        'film.yaml:5:7  cycle.neurons[2]: conv2d_1 has no neuron 99; its neurons are 0 to 31',
        '  5 |     - { layer: conv2d_1, neuron: 99 }',
        `    |       ${'^'.repeat(31)}`,
        "film.yaml:6:7  cycle.neurons[3]: 'mixd4' is not a layer of inception-v3; closest: mixed4, mixed0, mixed1 (317 layers in all)",
        '  6 |     - mixd4:7',
        '    |       ^^^^^^^',
      ].join('\n'),
    });
    // Alone, with its hint below; and what came over the preset, with what put it in.
    expect(await cast('cycle: { neurons: [dense_3:neutrall] }')).toMatchObject({
      message: expect.stringMatching(/^film.yaml:1:20 {2}.*of dense_3\n/),
      hint: expect.stringMatching(/^closest: neutral;/),
    });
    const over = parsePreset('seed: 1', {
      name: 'film.yaml',
      overrides: [parseOverride('cycle.neurons=[dense_3:x]')],
    });
    await expect(resolveNeurons(over, model, fakeSessions(HALF, 32))).rejects.toThrow(
      /^--set cycle\.neurons.* {2}cycle\.neurons\[0\]: dense_3 has no neuron 'x'/,
    );
  });

  it('refuses what a layer has not got', async () => {
    await expect(drawn('[conv2d_1:32]')).rejects.toThrow('conv2d_1 has no neuron 32');
    await expect(drawn('[{ layer: conv2d_x, random: 1 }]')).rejects.toThrow("'conv2d_x' is not a layer");
    await expect(drawn('[{ layer: conv2d_1, random: 33 }]')).rejects.toThrow(/33 random neurons .* 32 are left/);
    await expect(drawn('[{ layer: conv2d_1, random: 17 }]')).rejects.toThrow(/only 16 of the 17/);
  });
});

describe('isSilent', () => {
  it('tells a neuron without gradient from one that lights', async () => {
    const sessions = fakeSessions(HALF, 32);
    expect(await isDead(model, sessions, 'conv2d_1', 3)).toBe(true);
    expect(await isDead(model, sessions, 'conv2d_1', 2)).toBe(false);
  });
});
