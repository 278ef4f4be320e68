import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { checkFilm } from '../../../src/film/estimate/check-film.js';
import { parsePreset } from '../../../src/preset/load.js';
import { fakeEngine } from '../../support/fakes.js';

const folder = mkdtempSync(join(tmpdir(), 'neurozoom-check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

const settings = parsePreset(
  'size: 64x48\nduration: 2s\ncycle: { hold: 1s, blend: 0s, neurons: [block0_depthwise:3, { layer: block1_expand, random: 2 }] }',
  { name: 'film' },
);
const out = join(folder, 'films/film.gif');

it('describes the film and estimates its cost, and writes nothing', async () => {
  const film = await checkFilm(settings, { out, threads: 1 });
  expect(film).toMatchObject({
    ...{ film: out, format: 'gif', network: 'efficientnet-lite0', threads: 1 },
    layers: [
      { name: 'block0_depthwise', neurons: 32 },
      { name: 'block1_expand', neurons: 96 },
    ],
    ...{ deadNeurons: [], problems: [] },
  });
  expect(film.timeline.frameCount).toBe(50);
  expect(film.settings.cycle.items.map(({ layer }) => layer)).toEqual([
    'block0_depthwise',
    'block1_expand',
    'block1_expand',
  ]);
  for (const value of Object.values(film.estimate)) expect(value).toBeGreaterThan(0);
  expect(existsSync(join(folder, 'films'))).toBe(false);
});

it('names dead neurons', async () => {
  // The scores of this engine never rise.
  const named = parsePreset(
    'size: 64x48\ncycle: { neurons: [block0_depthwise:3, block1_expand:5, block0_depthwise:3] }',
    { name: 'film' },
  );
  const { deadNeurons } = await checkFilm(named, { out, engine: fakeEngine([]) });
  expect(deadNeurons).toEqual([
    { layer: 'block0_depthwise', neuron: 3 },
    { layer: 'block1_expand', neuron: 5 },
  ]);
});

it('reports that the machine has too little memory', async () => {
  vi.spyOn(process, 'constrainedMemory').mockReturnValue(100e6);
  const { problems, estimate } = await checkFilm(settings, { out, threads: 1 });
  expect(problems).toMatchObject([{ code: 'MEMORY_SHORT', message: expect.stringContaining('100 MB') }]);
  expect(estimate.memoryBytes).toBeGreaterThan(100e6);
});

it('throws the other errors of a render', async () => {
  await expect(checkFilm({ ...settings, network: 'none' }, { out })).rejects.toMatchObject({ code: 'NETWORK_UNKNOWN' });
  await expect(checkFilm(settings, { out: join(folder, 'film.xyz') })).rejects.toMatchObject({
    code: 'ARGUMENT_INVALID',
  });
});
