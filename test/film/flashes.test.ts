import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FilmEvent, RenderedFilm, RenderOptions } from '../../src/film/events.js';
import { renderFilm } from '../../src/film/render.js';
import { renderFrames } from '../../src/film/render-frames.js';
import { isUnsafe } from '../../src/flash/meter.js';
import type { FlashReport } from '../../src/flash/report.js';
import { parsePreset } from '../../src/preset/load.js';
import type { Settings } from '../../src/preset/settings.js';
import type { Rgb8Image } from '../../src/tensor/pixels.js';
import { judge } from '../flash/pictures.js';

const root = mkdtempSync(join(tmpdir(), 'neurozoom-flashes-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** From 0.8 s on the brightness jumps every tenth of a second. */
const JUMPS = Array.from({ length: 10 }, (_, i) => ({
  at: `${800 + 100 * i}ms`,
  value: i % 2 === 0 ? 0.3 : 0.7,
  ease: 'step',
}));

const settingsWith = (flash: Settings['flash'], brightness: unknown = JUMPS) =>
  parsePreset({
    ...{ size: '64x48', fps: 20, duration: '2s', flash },
    opening: { enlargements: 1, steps: 1 },
    ascent: { cadence: 1, steps: 1, margin: 4, octaves: 1 },
    cycle: { neurons: ['block1:3'] },
    grade: { servo: 1, brightness },
  });

const framesOf = async (settings: Settings): Promise<Rgb8Image[]> => {
  const frames: Rgb8Image[] = [];
  for await (const { width, height, bytes } of renderFrames(settings))
    frames.push({ width, height, data: bytes.slice() });
  return frames;
};

const isSafe = (frames: readonly Rgb8Image[]) =>
  judge(frames, 20).every(({ general, red }) => !isUnsafe(general.verdict) && !isUnsafe(red.verdict));

const render = (name: string, flash: Settings['flash'], more: RenderOptions = {}) =>
  renderFilm(settingsWith(flash), { out: join(root, `${name}.mp4`), segmentFrames: 8, ...more });

const reportAt = (name: string) => JSON.parse(readFileSync(join(root, `${name}.flash.json`), 'utf8')) as FlashReport;

describe('a film that flashes', () => {
  let watched: readonly Rgb8Image[];
  beforeAll(async () => {
    watched = await framesOf(settingsWith('warn'));
  });

  it('is reported, with its worst second, and drawn', async () => {
    const made = (await render('warned', 'warn')) as RenderedFilm;
    const report = reportAt('warned');
    expect(report).toMatchObject({ film: 'warned.mp4', verdict: 'fail', frames: 40, limitedFrames: 0 });
    const readings = judge(watched, 20).map(({ general }) => general.transitions);
    const most = Math.max(...readings);
    expect(most).toBeGreaterThan(8);
    const to = (readings.indexOf(most) + 1) / 20;
    expect(report.general).toMatchObject({ verdict: 'fail', transitions: most, from: Number((to - 1).toFixed(4)), to });
    expect(report.course.general).toEqual(readings);
    expect(made.flash).toMatchObject({ verdict: 'fail', report: join(root, 'warned.flash.json') });
    const { width, height } = await sharp(made.flash.chart).metadata();
    expect([width, height]).toEqual([960, 370]);
  });

  it('is safe when flashes are limited, in the same film otherwise', async () => {
    const limited = await framesOf(settingsWith('limit'));
    expect(isSafe(watched)).toBe(false);
    expect(isSafe(limited)).toBe(true);
    // The first jump is no flash yet, and what the film grows out of stays as it is.
    const differs = limited.map(({ data }, i) => Buffer.compare(data, watched[i]!.data) !== 0);
    expect(differs.indexOf(true)).toBeGreaterThan(16);
    await render('limited', 'limit');
    expect(reportAt('limited')).toMatchObject({ verdict: 'pass', limitedFrames: differs.filter(Boolean).length });
  });

  it('is the same film when its limit is resumed, between any two frames', async () => {
    const whole = (await render('whole', 'limit')) as RenderedFilm;
    for (const at of [19, 26]) {
      const stop = new AbortController();
      const onEvent = (event: FilmEvent) => {
        if (event.kind === 'frame' && event.frame === at) stop.abort();
      };
      expect(await render('parts', 'limit', { onEvent, stop: stop.signal, overwrite: true })).toMatchObject({
        kind: 'paused',
      });
      await render('parts', 'limit', { overwrite: true });
      expect(readFileSync(join(root, 'parts.mp4')).equals(readFileSync(whole.film))).toBe(true);
      expect({ ...reportAt('parts'), film: '' }).toEqual({ ...reportAt('whole'), film: '' });
    }
  });

  it('ends with an error if it must not flash; a warning instead renders the same film on', async () => {
    const frames: number[] = [];
    const onEvent = (event: FilmEvent) => {
      if (event.kind === 'frame') frames.push(event.frame);
    };
    const failure = render('failed', 'fail', { onEvent });
    await expect(failure).rejects.toMatchObject({
      code: 'FLASHES',
      exitCode: 1,
      message: expect.stringMatching(/not safe to watch: 7 changes of brightness in the second up to 1\.\d+ s/),
    });
    expect(existsSync(join(root, 'failed.mp4'))).toBe(false);
    expect(reportAt('failed')).toMatchObject({ verdict: 'fail', frames: frames.length });
    expect(frames.length).toBeLessThan(36);
    await expect(render('failed', 'fail')).rejects.toMatchObject({ code: 'FLASHES' });
    let from: number | undefined;
    await render('failed', 'warn', {
      onEvent(event) {
        if (event.kind === 'start') from = event.from;
      },
    });
    expect(from).toBeGreaterThan(0);
    expect(reportAt('failed')).toMatchObject({ verdict: 'fail', frames: 40 });
    await expect(framesOf(settingsWith('fail'))).rejects.toMatchObject({ code: 'FLASHES' });
  });

  it('is judged by the frames that are written', async () => {
    await render('calm', 'fail', { range: { first: 0, last: 15 } });
    expect(reportAt('calm')).toMatchObject({ verdict: 'pass', frames: 16 });
  });
});

it('finds nothing in a film of even brightness', async () => {
  await renderFilm(settingsWith('fail', 0.5), { out: join(root, 'even.mp4') });
  expect(reportAt('even')).toMatchObject({ verdict: 'pass', general: { verdict: 'pass' }, red: { verdict: 'pass' } });
});
