// The films that a render may replace.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFilm } from '../../src/film/estimate/check-film.js';
import type { FilmEvent, RenderOptions } from '../../src/film/events.js';
import { checkReplaceable, presetLine, presetNameIn } from '../../src/film/film-owner.js';
import { settleTarget } from '../../src/film/output.js';
import { renderFilm } from '../../src/film/render.js';
import { parsePreset } from '../../src/preset/load.js';

const root = mkdtempSync(join(tmpdir(), 'neurozoom owner-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const settings = parsePreset(
  `
size: 64x64
duration: 240ms
opening: { enlargements: 1, steps: 1 }
ascent: { steps: 1, margin: 4 }
cycle: { hold: 1s, blend: 0s, neurons: [block1:1] }
`,
  { name: 'owner' },
);

function render(out: string, name: string, more: Partial<RenderOptions> = {}, seed = 7) {
  return renderFilm({ ...settings, seed }, { name, out: join(root, out), ...more }).catch((error: unknown) => error);
}

const EXISTS = { code: 'FILM_EXISTS', exitCode: 2, hint: expect.stringMatching(/--overwrite.*--out/) };

describe('the line that names the preset of a film', () => {
  it('is read from the head of its settings', () => {
    const text = `# neurozoom 0.1.0; engine\n${presetLine('my film')}# mixed: seed is 9, was 7\nseed: 9\n`;
    expect(presetNameIn(text)).toBe('my film');
    expect(presetNameIn(`# neurozoom 0.1.0\n${presetLine('two\nlines ')}`)).toBe('two lines');
  });

  it.each(['', '# preset: mine\n', 'seed: 7\n# preset: mine\n', '# neurozoom 0.1.0\nseed: 7\n# preset: mine\n'])(
    'is not found in %j',
    (text) => expect(presetNameIn(text)).toBeNull(),
  );
});

describe.each(['mp4', 'gif', 'png'])('a film as %s', (format) => {
  const film = `mine.${format}`;
  beforeAll(async () => {
    expect(await render(film, 'mine')).toMatchObject({ kind: 'done' });
  });

  it('is replaced by its own preset, even after a change', async () => {
    const { film: path } = await settleTarget(settings.output, { out: join(root, film), name: 'mine' });
    const before = format === 'png' ? null : readFileSync(path);
    expect(await render(film, 'mine', {}, 8)).toMatchObject({ kind: 'done' });
    if (before !== null) expect(readFileSync(path).equals(before)).toBe(false);
  });

  it('is not replaced by another preset, unless that is allowed', async () => {
    expect(await render(film, 'other')).toMatchObject({
      ...EXISTS,
      message: expect.stringContaining("'mine' made it"),
    });
    expect(await render(film, 'other', { overwrite: true })).toMatchObject({ kind: 'done' });
    expect(await render(film, 'mine')).toMatchObject({
      ...EXISTS,
      message: expect.stringContaining("'other' made it"),
    });
  });
});

describe('a file that neurozoom did not write', () => {
  it.each(['wedding.mp4', 'wedding.gif'])('%s is not replaced', async (name) => {
    const path = join(root, name);
    writeFileSync(path, 'our wedding');
    expect(await render(name, 'mine')).toMatchObject({ ...EXISTS, message: expect.stringContaining(path) });
    expect(readFileSync(path, 'utf8')).toBe('our wedding');
    const { problems } = await checkFilm(settings, { name: 'mine', out: path });
    expect(problems).toEqual([expect.objectContaining({ code: 'FILM_EXISTS' })]);
  });

  it('is not replaced if it appears during the render, which is kept', async () => {
    const path = join(root, 'late.mp4');
    const onEvent = ({ kind }: FilmEvent) => {
      if (kind === 'finish') writeFileSync(path, 'our wedding');
    };
    expect(await render('late.mp4', 'mine', { onEvent })).toMatchObject(EXISTS);
    expect(readFileSync(path, 'utf8')).toBe('our wedding');
    const events: FilmEvent[] = [];
    const resumed = await render('late.mp4', 'mine', { overwrite: true, onEvent: (event) => events.push(event) });
    expect(resumed).toMatchObject({ kind: 'done' });
    expect(events.some(({ kind }) => kind === 'frame')).toBe(false);
  });
});

it('a new film is always allowed', async () => {
  const target = await settleTarget(settings.output, { out: join(root, 'new.mp4'), name: 'mine' });
  await checkReplaceable(target, 'mine');
  expect(existsSync(target.film)).toBe(false);
});

describe('the output file in settings', () => {
  const place = (file: string, out?: string) =>
    settleTarget({ ...settings.output, file }, { out, name: 'mine' }).then(({ film }) => film);

  it('lies in the output folder, or in the folder of --out', async () => {
    expect(await place('a/b.mp4')).toBe(join(process.cwd(), 'output', 'a', 'b.mp4'));
    expect(await place('a/b.mp4', `${root}/`)).toBe(join(root, 'a', 'b.mp4'));
  });

  it.each(['/etc/passwd.mp4', '../a.mp4', 'a/../../b.mp4', 'C:\\a.mp4'])('must not be %s', async (file) => {
    await expect(place(file)).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      hint: expect.stringContaining('--out'),
    });
  });
});
