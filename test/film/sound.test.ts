import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { FilmEvent, RenderOptions } from '../../src/film/events.js';
import { listJobs } from '../../src/film/job/jobs.js';
import { previewJob } from '../../src/film/job/preview.js';
import { renderFilm } from '../../src/film/render.js';
import { loadPreset } from '../../src/preset/load.js';
import { readFilm, readFilmComment } from '../../src/video/read/finished-film.js';
import { tone, writeSound } from '../support/sound/encode.js';
import { synthesise } from '../support/sound/synth.js';
import { anyFfmpeg } from '../video/ffmpegs.js';

const folder = mkdtempSync(join(tmpdir(), 'neurozoom-sound-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
process.env.NEUROZOOM_CACHE = join(folder, 'cache');
const at = (name: string) => join(folder, name);

const song = writeSound(folder, 'song.flac', synthesise({ bpm: 120, seconds: 6, seed: 2 }).samples);
const FRAMES = 20;

/** The sound of a film as ffmpeg decodes it. */
function decoded(path: string): Buffer {
  return execFileSync(anyFfmpeg.path, ['-loglevel', 'error', '-i', `file:${path}`, '-vn', '-f', 's24le', 'pipe:1']);
}

function preset(sound: string): string {
  const path = at('film.yaml');
  writeFileSync(
    path,
    `
size: 64x64
duration: 800ms
opening: { enlargements: 1, steps: 1 }
ascent: { cadence: 1, steps: 1, margin: 4 }
cycle: { hold: 160ms, blend: 120ms, neurons: [block1:3, block1:5] }
${sound}
`,
  );
  return path;
}

async function render(sound: string, out: string, options: RenderOptions = {}) {
  const settings = await loadPreset(preset(sound));
  return renderFilm(settings, { out: at(out), name: 'film', segmentFrames: 8, ...options });
}

describe('a film with sound', () => {
  it.each(['film.mp4', 'film.webm', 'film.mov'])('%s has the track for as long as it lasts', async (name) => {
    await render('sound: { file: song.flac, start: 1s }', name);
    const { facts } = await readFilm(at(name));
    expect(facts.frames).toBe(FRAMES);
    expect(facts.soundSeconds).toBeCloseTo(0.8, 4);
  });

  it('names its track in its settings, without the folder', async () => {
    await render('sound: song.flac', 'named.mp4');
    for (const text of [readFileSync(at('named.settings.yaml'), 'utf8'), (await readFilmComment(at('named.mp4')))!]) {
      expect(text).toContain('file: song.flac');
      expect(text).toMatch(/sha256: [0-9a-f]{64}/);
      expect(text).not.toContain(folder);
    }
    // The settings beside the film are a preset that gives the same film.
    const settings = await loadPreset(at('named.settings.yaml'));
    await renderFilm(settings, { out: at('again.mp4'), name: 'film', segmentFrames: 8 });
    expect(readFileSync(at('again.mp4')).equals(readFileSync(at('named.mp4')))).toBe(true);
  });

  it('that was interrupted has the same bytes, even if the sound file has moved', async () => {
    await render('sound: song.flac', 'whole.mp4');
    const stop = new AbortController();
    const onEvent = (event: FilmEvent) => {
      if (event.kind === 'frame' && event.frame === 11) stop.abort();
    };
    expect((await render('sound: song.flac', 'part.mp4', { onEvent, stop: stop.signal })).kind).toBe('paused');
    const [job] = await listJobs(folder);
    const preview = await previewJob(job!);
    const { facts } = await readFilm(preview.path);
    expect(facts.soundSeconds).toBeCloseTo(preview.frames / 25, 4);
    mkdirSync(at('moved'));
    renameSync(song, at('moved/other name.flac'));
    expect((await render('sound: "moved/other name.flac"', 'part.mp4')).kind).toBe('done');
    renameSync(at('moved/other name.flac'), song);
    const text = (name: string) => readFileSync(at(name));
    // All but the name of the file, which the settings have.
    expect(text('part.mp4').length - text('whole.mp4').length).toBe('other name'.length - 'song'.length);
    await render('sound: song.flac', 'part.mp4', { fresh: true });
    expect(text('part.mp4').equals(text('whole.mp4'))).toBe(true);
  });

  it('makes a damaged soundtrack again', async () => {
    const stop = new AbortController();
    const onEvent = (event: FilmEvent) => {
      if (event.kind === 'frame' && event.frame === 5) stop.abort();
    };
    await render('sound: song.flac', 'damaged.mp4', { onEvent, stop: stop.signal });
    const job = at('damaged.mp4.zoom');
    const name = readdirSync(job).find((each) => each.startsWith('sound-'))!;
    const bytes = readFileSync(join(job, name));
    bytes[bytes.length >> 1]! ^= 0xff;
    writeFileSync(join(job, name), bytes);
    await render('sound: song.flac', 'damaged.mp4');
    await render('sound: song.flac', 'undamaged.mp4');
    expect(readFileSync(at('damaged.mp4')).equals(readFileSync(at('undamaged.mp4')))).toBe(true);
  });

  it('has the sound of its own frames when only some are written', async () => {
    await render('sound: song.flac', 'range.mov', { range: { first: 5, last: 14 } });
    await render('sound: { file: song.flac, start: 200ms }', 'start.mov', { range: { first: 0, last: 9 } });
    const { facts } = await readFilm(at('range.mov'));
    expect([facts.frames, facts.soundSeconds]).toEqual([10, expect.closeTo(0.4, 4)]);
    const [range, start] = ['range.mov', 'start.mov'].map((file) => decoded(at(file)));
    expect(range!.equals(start!)).toBe(true);
  });

  it('is not resumed with another track or another loudness', async () => {
    const stop = new AbortController();
    const onEvent = (event: FilmEvent) => {
      if (event.kind === 'frame' && event.frame === 11) stop.abort();
    };
    await render('sound: song.flac', 'other.mp4', { onEvent, stop: stop.signal });
    const original = readFileSync(song);
    writeSound(folder, 'song.flac', tone(300, 3));
    await expect(render('sound: song.flac', 'other.mp4')).rejects.toMatchObject({ code: 'JOB_DIFFERS' });
    writeFileSync(song, original);
    await expect(render('sound: { file: song.flac, loudness: -20 }', 'other.mp4')).rejects.toMatchObject({
      code: 'JOB_DIFFERS',
      message: expect.stringContaining('sound.loudness is -20, was -14'),
    });
    expect((await render('sound: song.flac', 'other.mp4')).kind).toBe('done');
  });

  it('mixes its neurons by the pitches that sound', async () => {
    const events: FilmEvent[] = [];
    const chroma = Array.from({ length: 12 }, (_, pitch) => `block1:${pitch}`).join(', ');
    const path = preset('sound: song.flac').replace('film.yaml', 'chroma.yaml');
    const text = readFileSync(at('film.yaml'), 'utf8').replace(
      /cycle: .*/,
      `cycle: { chroma: [${chroma}], blend: 200ms }`,
    );
    writeFileSync(path, text);
    const settings = await loadPreset(path);
    await renderFilm(settings, { out: at('chroma.mp4'), name: 'film', onEvent: (event) => events.push(event) });
    const frames = events.filter((event) => event.kind === 'frame');
    expect(frames).toHaveLength(FRAMES);
    // The first chord is A, C sharp and E.
    const seen = new Set(frames.flatMap(({ neurons }) => neurons.map(({ neuron }) => neuron)));
    expect([...seen].some((pitch) => [9, 1, 4].includes(pitch))).toBe(true);
    for (const { neurons } of frames) expect(neurons.length).toBeLessThanOrEqual(3);
    // Written beside the film, they are the same film.
    const again = await loadPreset(at('chroma.settings.yaml'));
    expect(again.cycle).toEqual(settings.cycle);
  });

  it.each(['silent.gif', 'silent.png'])('says that %s is silent', async (name) => {
    const events: FilmEvent[] = [];
    await render('sound: song.flac', name, { onEvent: (event) => events.push(event) });
    const start = events.find((event) => event.kind === 'start');
    expect(start?.note).toMatch(/a (gif|png) film has no sound: it follows song.flac, but is silent/);
  });

  it.each([
    ['missing', 'sound: none.flac', 'SOUND_UNREADABLE', 'does not exist'],
    ['shorter than its start', 'sound: { file: song.flac, start: 10s }', 'SOUND_UNUSABLE', 'which is 6.0 s long'],
    ['of another sum', `sound: { file: song.flac, sha256: ${'ab'.repeat(32)} }`, 'SOUND_UNUSABLE', 'is another file'],
  ])('is refused before its first frame when the track is %s', async (_what, sound, code, words) => {
    const events: FilmEvent[] = [];
    const made = render(sound, 'refused.mp4', { onEvent: (event) => events.push(event) });
    await expect(made).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
    await expect(made).rejects.toMatchObject({ problems: [{ path: expect.arrayContaining(['sound']) }] });
    expect(events).toEqual([]);
  });
});
