import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCall } from '../../../src/cli/command.js';
import { render } from '../../../src/cli/commands/render.js';
import { loadFilm } from '../../../src/cli/input/film-request.js';
import { findPreset } from '../../../src/cli/input/preset-files.js';
import { OUTPUT_FORMATS } from '../../../src/preset/settings.js';
import { FORMAT_LIST } from '../../../src/video/encode/formats.js';

const folder = mkdtempSync(join(tmpdir(), 'request-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function load(text: string, options: Readonly<Record<string, unknown>> = {}) {
  const path = join(folder, 'film.yaml');
  writeFileSync(path, `cycle: { neurons: [block8:1] }\n${text}`);
  return loadFilm(path, readCall(render, [path], options));
}

it('a preset may name exactly the formats that can be written', () => {
  expect([...OUTPUT_FORMATS].sort()).toEqual(FORMAT_LIST.map(({ name }) => name).sort());
});

describe('a film on the command line', () => {
  it('is that of the preset when there are no options', async () => {
    const film = await load('seed: 3');
    expect(film).toMatchObject({ name: 'film', path: join(folder, 'film.yaml'), settings: { seed: 3 } });
    expect(film.out).toBeUndefined();
  });

  it('gives named options precedence over --set, and --set over the preset', async () => {
    const { settings } = await load('seed: 3\nfps: 30', { seed: '9', set: ['seed=5', 'fps=24'], size: '64x80' });
    expect(settings).toMatchObject({ seed: 9, width: 64, height: 80, fps: { numerator: 24 } });
  });

  it('reports the option of a wrong value', async () => {
    await expect(load('', { fps: 'NaN' })).rejects.toThrow(/^--fps NaN {2}fps: expected frames per second/);
    await expect(load('', { duration: '5' })).rejects.toThrow(/^--duration 5 {2}duration: expected a time/);
    await expect(load('', { format: 'avi' })).rejects.toThrow(/^--format avi {2}output\.format: expected one of mp4/);
  });

  it('changes the extension with the format, and drops the quality, which is meant for another format', async () => {
    const output = 'output: { file: a/film.mp4, quality: 12 }';
    expect((await load(output, { format: 'webm' })).settings.output).toEqual({
      file: 'a/film.webm',
      format: 'webm',
      quality: null,
    });
    expect((await load(output, { format: 'webm', quality: '30' })).settings.output.quality).toBe(30);
    expect((await load(output, { format: 'mp4' })).settings.output).toMatchObject({ file: 'a/film.mp4', quality: 12 });
    expect((await load('', { format: 'png' })).settings.output).toEqual({ file: null, format: 'png', quality: null });
  });

  it('takes the format from the file of --out, whatever the preset says', async () => {
    const output = 'output: { file: film.mp4, format: mp4, quality: 12 }';
    expect((await load(output, { out: 'x.webm' })).settings.output).toMatchObject({ format: 'webm', quality: null });
    expect((await load(output, { out: 'x.mp4' })).settings.output).toMatchObject({ format: 'mp4', quality: 12 });
    mkdirSync(join(folder, 'x.gif'));
    expect((await load(output, { out: join(folder, 'x.gif') })).settings.output.format).toBe('mp4'); // a folder
    expect((await load(output, { out: 'x.gif/' })).settings.output.format).toBe('mp4');
  });

  it('has another name as a draft', async () => {
    const named = await load('output: { file: deep.mp4 }', { draft: true });
    expect([named.name, named.settings.output.file, named.settings.height]).toEqual([
      'film.draft',
      'deep.draft.mp4',
      160,
    ]);
  });
});

describe('the name of a preset', () => {
  it('is that of a built-in preset if it is a bare name', async () => {
    expect(await findPreset('first-light')).toMatchObject({
      name: 'first-light',
      path: expect.stringMatching(/first-light\.yaml$/),
    });
  });

  it('is a path otherwise', async () => {
    expect(await findPreset('./first-light')).toEqual({ name: 'first-light', path: './first-light' });
    expect(await findPreset('films/a.b.yaml')).toEqual({ name: 'a.b', path: 'films/a.b.yaml' });
    expect(await findPreset('-x.yaml')).toEqual({ name: '-x', path: '-x.yaml' });
  });

  it('is refused if it is neither', async () => {
    await expect(findPreset('galery')).rejects.toMatchObject({
      code: 'PRESET_UNREADABLE',
      hint: expect.stringMatching(/^closest: gallery, .*; all: neurozoom presets$/),
    });
  });
});
