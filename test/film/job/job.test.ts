// The folder of a render: what it puts up with, what it refuses, how it goes on.

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { FilmEvent, RenderOptions } from '../../../src/film/events.js';
import { renderFilm } from '../../../src/film/render.js';
import { parsePreset } from '../../../src/preset/load.js';

const root = mkdtempSync(join(tmpdir(), 'neurozoom job-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const settings = parsePreset(
  `
size: 64x64
duration: 960ms
opening: { enlargements: 1, steps: 1 }
ascent: { steps: 1, margin: 4 }
cycle: { hold: 160ms, blend: 120ms, neurons: [mixed0:1, mixed0:5] }
`,
  { name: 'job' },
);

/** Renders the film. */
async function render(out: string, more: Partial<RenderOptions> = {}) {
  const events: FilmEvent[] = [];
  const options = { name: 'film', out, segmentFrames: 8, ...more };
  const made = await renderFilm(settings, {
    ...options,
    onEvent(event) {
      events.push(event);
      more.onEvent?.(event);
    },
  }).catch((error: unknown) => error);
  return { made, events, start: events.find((event) => event.kind === 'start') };
}

/** Renders the film up to a frame. */
async function renderUntil(frame: number, out: string, more: Partial<RenderOptions> = {}) {
  const stop = new AbortController();
  const onEvent = (event: FilmEvent) => {
    if (event.kind === 'frame' && event.frame === frame) stop.abort();
  };
  const { made } = await render(out, { ...more, onEvent, stop: stop.signal });
  expect(made).toMatchObject({ kind: 'paused', frame: frame + 1 });
}

describe('files that the system puts into folders', () => {
  const SYSTEM = ['.DS_Store', 'Thumbs.db', '.nfs0000000000a1b2', 'desktop.ini', '._job.json'];
  const scatter = (folder: string) => {
    for (const name of SYSTEM) writeFileSync(join(folder, name), 'the system');
  };

  it('spoil neither a job nor its pictures, and do not keep a film of pictures from being replaced', async () => {
    const out = join(root, 'pictures.png');
    const film = join(root, 'pictures');
    await renderUntil(17, out);
    const job = `${film}.zoom`;
    const segment = join(job, readdirSync(job).find((name) => /^00000-[0-9a-f]{16}$/.test(name))!);
    for (const folder of [job, segment]) scatter(folder);
    const { made, start } = await render(out);
    expect(start).toMatchObject({ from: 18, damage: [] });
    expect(made).toMatchObject({ kind: 'done', frames: 24 });
    expect(readdirSync(film)).toHaveLength(24);
    expect(readdirSync(root).sort()).toEqual([
      'pictures',
      'pictures.poster.png',
      'pictures.settings.yaml',
      'pictures.sheet.png',
    ]);

    scatter(film);
    expect((await render(out)).made).toMatchObject({ kind: 'done' });
    expect(readdirSync(film)).toHaveLength(24);
  });
});
