import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { renderFilm } from '../../src/film/render.js';
import { parsePreset } from '../../src/preset/load.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neurozoom-render-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('keeps a film that has its name already, with all that lies beside it, when it is given up too late', async () => {
  const settings = parsePreset(
    'network: inception-v3\nsize: 64x64\nduration: 120ms\ncycle: { neurons: [mixed0:3] }\n',
    { name: 'late' },
  );
  const giveUp = new AbortController();
  const film = join(folder, 'late.mp4');
  const watch = setInterval(() => {
    if (existsSync(film)) giveUp.abort(new Error('interrupted'));
  }, 1);
  try {
    const made = await renderFilm(settings, { name: 'late', out: film, signal: giveUp.signal });
    expect(giveUp.signal.aborted).toBe(true);
    expect(made).toMatchObject({ film, frames: 3 });
  } finally {
    clearInterval(watch);
  }
  expect(readdirSync(folder).sort()).toEqual(['late.mp4', 'late.poster.png', 'late.settings.yaml', 'late.sheet.png']);
});
