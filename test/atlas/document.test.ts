import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Atlas } from '../../src/atlas/atlas.js';
import { fromJson, toJson, toMeasured } from '../../src/atlas/document.js';
import { atlasFile, fileStem, folderName, readAtlas, writeAtlas } from '../../src/atlas/folder.js';
import { writeSyntheticAtlas } from '../support/atlases.js';

const folder = mkdtempSync(join(tmpdir(), 'atlas-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let atlas: Atlas;
beforeAll(async () => {
  atlas = await writeSyntheticAtlas(folder, [
    { name: 'block8', count: 12 },
    { name: 'a "b"\n<c>', count: 5 },
  ]);
});

describe('an atlas as JSON', () => {
  it('reads back unchanged', async () => {
    expect(fromJson(toJson(atlas), 'x')).toEqual(atlas);
    expect(await readAtlas(folder)).toEqual(atlas);
  });

  it('has one line per neuron', () => {
    expect(
      toJson(atlas)
        .split('\n')
        .filter((line) => line.includes('"descriptor"')),
    ).toHaveLength(17);
  });

  it('can be of version 1, whose measures had other names', () => {
    const old = toJson(atlas)
      .replace('"version":2', '"version":1')
      .replaceAll('"convergence"', '"quickness"')
      .replaceAll('"dead"', '"silent"')
      .replaceAll('"similar"', '"alike"');
    expect(old).toContain('"quickness"');
    expect(fromJson(old, 'x')).toEqual(atlas);
    const { similar: _, convergence: quickness, dead: silent, ...rest } = atlas.layers[0]!.neurons[0]!;
    expect(toMeasured({ ...rest, quickness, silent })).toMatchObject({ convergence: quickness, dead: silent });
  });

  /** Reads the atlas after a change to its JSON. */
  const changed = (change: (json: { [key: string]: unknown; layers: { [key: string]: unknown }[] }) => void) => {
    const json = JSON.parse(toJson(atlas));
    change(json);
    return () => fromJson(JSON.stringify(json), 'x/atlas.json');
  };
  const neuron = (json: { layers: { [key: string]: unknown }[] }) =>
    (json.layers[0]!.neurons as Record<string, unknown>[])[3]!;

  it.each<[string, Parameters<typeof changed>[0], RegExp]>([
    ['another format', (json) => Object.assign(json, { format: 'x' }), /damaged \(format/],
    ['a newer version', (json) => Object.assign(json, { version: 3 }), /written by a newer neurozoom \(version 3\)/],
    ['no layers', (json) => Object.assign(json, { layers: undefined }), /damaged \(layers/],
    [
      'a sheet that leads out of the folder',
      (json) => Object.assign((json.layers[0]!.sheets as object[])[0]!, { file: '../../x.webp' }),
      /damaged \(layers\.0\.sheets\.0\.file/,
    ],
    [
      'an invalid colour',
      (json) => Object.assign(neuron(json), { colours: [{ colour: 'red;x', share: 1 }] }),
      /layers\.0\.neurons\.3\.colours\.0\.colour/,
    ],
    ['an invalid number', (json) => Object.assign(neuron(json), { scoreEnd: null }), /layers\.0\.neurons\.3\.scoreEnd/],
    [
      'a descriptor of another length',
      (json) => Object.assign(neuron(json), { descriptor: 'AAAA' }),
      /not a descriptor/,
    ],
    ['neurons out of order', (json) => Object.assign(neuron(json), { neuron: 7 }), /not numbered in order/],
    [
      'fewer thumbnails than neurons',
      (json) => Object.assign((json.layers[0]!.sheets as object[])[0]!, { count: 11 }),
      /more or fewer thumbnails/,
    ],
    [
      'a similar neuron that does not exist',
      (json) => Object.assign(neuron(json), { similar: [12] }),
      /similar to one that the layer does not have/,
    ],
    ['a layer twice', (json) => json.layers.push(json.layers[0]!), /a layer occurs twice/],
  ])('is refused with %s', (_, change, message) => {
    expect(changed(change)).toThrow(
      expect.objectContaining({ code: 'ATLAS_UNUSABLE', message: expect.stringMatching(message) }),
    );
  });

  it('is refused if it is cut short', () => {
    expect(() => fromJson(toJson(atlas).slice(0, -40), 'x')).toThrow(/x is damaged \(it is not JSON\)/);
  });

  it('recognises a measured neuron', () => {
    const { similar: _, ...measured } = atlas.layers[0]!.neurons[0]!;
    expect(toMeasured(JSON.parse(JSON.stringify(measured)))).toEqual(measured);
    expect(toMeasured({ ...measured, convergence: 2 })).toBeUndefined();
    expect(toMeasured('x')).toBeUndefined();
  });
});

describe('the folder of an atlas', () => {
  it('may be missing', async () => {
    expect(await readAtlas(join(folder, 'none'))).toBeUndefined();
  });

  it('keeps the old atlas when the new one cannot be written', async () => {
    const before = readFileSync(atlasFile(folder), 'utf8');
    await expect(writeAtlas(join(folder, 'atlas.json'), atlas)).rejects.toThrow(
      expect.objectContaining({ code: 'OUTPUT_UNWRITABLE' }),
    );
    expect(readFileSync(atlasFile(folder), 'utf8')).toBe(before);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('is refused when its atlas is damaged', async () => {
    const other = mkdtempSync(join(tmpdir(), 'atlas-'));
    writeFileSync(atlasFile(other), '{"format": "neurozoom-atlas"');
    await expect(readAtlas(other)).rejects.toThrow(expect.objectContaining({ code: 'ATLAS_UNUSABLE', exitCode: 2 }));
    rmSync(other, { recursive: true });
  });

  it('is named after the network and its weights', () => {
    const hash = '0123456789abcdef'.repeat(4);
    expect(folderName({ name: 'efficientnet-lite0', hash })).toBe('efficientnet-lite0-01234567');
    expect(folderName({ name: '../../etc', hash })).toMatch(/^etc-[\da-f]{8}-01234567$/);
  });

  it('has one file stem per layer, for any name', () => {
    expect(fileStem('block8')).toBe('block8');
    const stems = ['/a/b', 'a/b', 'a-b', 'A-b', 'a b', '..', '', 'x'.repeat(300), 'x'.repeat(301), 'é'].map(fileStem);
    expect(new Set(stems.map((stem) => stem.toLowerCase())).size).toBe(stems.length);
    for (const stem of stems) expect(stem).toMatch(/^[A-Za-z\d][\w-]{0,80}$/);
  });
});
