// The folder of a job: the files that it ignores and refuses, and how it is resumed.

import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FilmEvent, RenderOptions } from '../../../src/film/events.js';
import { JOB_VERSION } from '../../../src/film/job/job-file.js';
import { listJobs, removeJob } from '../../../src/film/job/jobs.js';
import { previewJob } from '../../../src/film/job/preview.js';
import { renderFilm } from '../../../src/film/render.js';
import { parsePreset } from '../../../src/preset/load.js';

const root = mkdtempSync(join(tmpdir(), 'neurozoom job-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const settings = parsePreset(
  `
size: 64x64
duration: 480ms
opening: { enlargements: 1, steps: 1 }
ascent: { steps: 1, margin: 4 }
cycle: { hold: 160ms, blend: 120ms, neurons: [block1:1, block1:5] }
`,
  { name: 'job' },
);

/** Renders the film. */
async function render(out: string, more: Partial<RenderOptions> = {}, film = settings) {
  const events: FilmEvent[] = [];
  const options = { name: 'film', out, segmentFrames: 6, ...more };
  const made = await renderFilm(film, {
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

describe('system files in folders', () => {
  const SYSTEM = ['.DS_Store', 'Thumbs.db', '.nfs0000000000a1b2', 'desktop.ini', '._job.json'];
  const scatter = (folder: string) => {
    for (const name of SYSTEM) writeFileSync(join(folder, name), 'the system');
  };

  it('affect neither a job nor its pictures, and do not prevent replacing a film of pictures', async () => {
    const out = join(root, 'pictures.png');
    const film = join(root, 'pictures');
    await renderUntil(8, out);
    const job = `${film}.zoom`;
    const segment = join(job, readdirSync(job).find((name) => /^00000-[0-9a-f]{16}$/.test(name))!);
    for (const folder of [job, segment]) scatter(folder);
    const { made, start } = await render(out);
    expect(start).toMatchObject({ from: 9, damage: [] });
    expect(made).toMatchObject({ kind: 'done', frames: 12 });
    expect(readdirSync(film)).toHaveLength(12);
    expect(readdirSync(root).sort()).toEqual([
      'pictures',
      'pictures.flash.json',
      'pictures.flash.svg',
      'pictures.poster.png',
      'pictures.settings.yaml',
      'pictures.sheet.png',
    ]);

    scatter(film);
    expect((await render(out)).made).toMatchObject({ kind: 'done' });
    expect(readdirSync(film)).toHaveLength(12);
  });
});

describe('an unfinished render', () => {
  beforeAll(() => renderUntil(8, join(root, 'unfinished', 'film.mp4')));

  /** A copy of the unfinished render. */
  function copy(name: string): { readonly film: string; readonly job: string } {
    cpSync(join(root, 'unfinished'), join(root, name), { recursive: true });
    const film = join(root, name, 'film.mp4');
    return { film, job: `${film}.zoom` };
  }

  /** The lock of a process in a container that was killed, with its last heartbeat this many minutes ago. */
  function leaveLock(job: string, minutes: number): void {
    const holder = { pid: 1, host: 'a1b2c3', system: null, began: null, since: '2031-01-01T00:00:00.000Z', token: 'x' };
    const path = join(job, 'lock');
    writeFileSync(path, JSON.stringify(holder));
    const then = new Date(Date.now() - minutes * 60_000);
    utimesSync(path, then, then);
  }

  it('of a killed container is resumed under another hostname, and names the holder of the lock', async () => {
    const { film, job } = copy('container');
    leaveLock(job, 11);
    const { made, events, start } = await render(film);
    expect(made).toMatchObject({ kind: 'done' });
    expect(start).toMatchObject({ from: 9 });
    expect(events[0]).toMatchObject({ kind: 'lock', state: 'taken over', pid: 1, host: 'a1b2c3', waitSeconds: 0 });
  });

  it('waits for a younger lock, and takes it over when the time is up', async () => {
    const { film, job } = copy('silent');
    leaveLock(job, 10 - 0.5 / 60);
    const { made, events } = await render(film);
    expect(made).toMatchObject({ kind: 'done' });
    const states = events.flatMap((event) => (event.kind === 'lock' ? [event.state] : []));
    // The half second may have passed before the render reached the lock.
    expect(states.at(-1)).toBe('taken over');
  });

  it('leaves a lock with a heartbeat to its holder, unless by force', async () => {
    const { film, job } = copy('busy');
    leaveLock(job, 5);
    const waiting = await render(film, {
      onEvent: ({ kind }) => {
        if (kind === 'lock') leaveLock(job, 0);
      },
    });
    expect(waiting.made).toMatchObject({
      code: 'JOB_BUSY',
      message: expect.stringContaining('process 1 on a1b2c3'),
      hint: expect.stringContaining('--break-lock'),
    });
    const [unfinished] = await listJobs(join(root, 'busy'));
    expect(unfinished).toMatchObject({ holder: { pid: 1, host: 'a1b2c3' } });
    await expect(removeJob(unfinished!)).rejects.toMatchObject({ code: 'JOB_BUSY' });

    leaveLock(job, 0);
    const forced = await render(film, { breakLock: true });
    expect(forced.events[0]).toMatchObject({ kind: 'lock', state: 'taken over' });
    expect(forced.made).toMatchObject({ kind: 'done' });
  });

  it('is removed by force', async () => {
    const { job } = copy('removed');
    leaveLock(job, 0);
    const [unfinished] = await listJobs(join(root, 'removed'));
    await removeJob(unfinished!, { breakLock: true });
    expect(existsSync(job)).toBe(false);
  });

  /** Writes a changed job file with a valid checksum. */
  function rewrite(job: string, change: (file: Record<string, unknown>) => object): void {
    const path = join(job, 'job.json');
    const text = JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')).job));
    const checksum = createHash('sha256').update(text).digest('hex');
    writeFileSync(path, `{"checksum":"${checksum}","job":${text}}\n`);
  }

  it.each([
    [
      'a newer version',
      (file: object) => ({ ...file, version: JOB_VERSION + 1, identity: { program: '7.8.9', more: [] } }),
      '7.8.9',
    ],
    ['a version without a number', ({ version: _, ...file }: Record<string, unknown>) => file, 'an older version'],
  ])('by %s is refused with the version that made it, and starts over', async (name, change, program) => {
    const { film, job } = copy(name);
    rewrite(job, change as (file: object) => object);
    const { made } = await render(film);
    expect(made).toMatchObject({
      code: 'JOB_DIFFERS',
      message: expect.stringContaining(program),
      hint: expect.stringContaining('--fresh'),
    });
    const [unfinished] = await listJobs(join(root, name));
    expect(unfinished).toMatchObject({ file: null, unreadable: { code: 'JOB_DIFFERS' } });
    await expect(previewJob(unfinished!)).rejects.toMatchObject({ code: 'JOB_DIFFERS' });
    await renderUntil(0, film, { fresh: true });
  });

  it('is refused if its job file is invalid, with the reason', async () => {
    const { film, job } = copy('nonsense');
    rewrite(job, (file) => ({ ...file, name: 7 }));
    expect((await render(film)).made).toMatchObject({
      code: 'JOB_DAMAGED',
      message: expect.stringContaining('name: '),
    });
  });

  it('resumes from an older checkpoint if the newest has another format', async () => {
    const { film, job } = copy('format');
    const newest = readdirSync(job)
      .filter((name) => name.startsWith('state-'))
      .sort()
      .at(-1)!;
    const bytes = readFileSync(join(job, newest)).subarray(0, -32);
    bytes.write('nzstate9', 'latin1');
    writeFileSync(join(job, newest), Buffer.concat([bytes, createHash('sha256').update(bytes).digest()]));
    const { made, start } = await render(film);
    expect(start).toMatchObject({ damage: [expect.stringContaining('nzstate9')] });
    expect(made).toMatchObject({ kind: 'done' });
  });
});

describe('a growth before the first frame', () => {
  const growing: typeof settings = { ...settings, opening: { ...settings.opening, enlargements: 5, steps: 2 } };
  const SIZES = 6;
  const sizesIn = (events: readonly FilmEvent[]) =>
    events.flatMap((event) => (event.kind === 'growth' ? [event.done] : []));
  let undisturbed: Buffer;
  beforeAll(async () => {
    const film = join(root, 'grown.mp4');
    const { made, events } = await render(film, {}, growing);
    expect(made).toMatchObject({ kind: 'done' });
    expect(sizesIn(events)).toEqual([1, 2, 3, 4, 5, SIZES]);
    undisturbed = readFileSync(film);
  });

  it.each([1, 3, SIZES])('can be stopped after its size %i, which is kept, and the film is the same', async (size) => {
    const film = join(root, `stopped ${size}.mp4`);
    const stop = new AbortController();
    const onEvent = (event: FilmEvent) => {
      if (event.kind === 'growth' && event.done === size) stop.abort();
    };
    const stopped = await render(film, { onEvent, stop: stop.signal }, growing);
    expect(stopped.made).toMatchObject({ kind: 'paused', frame: 0, written: 0, of: 12 });
    expect(sizesIn(stopped.events).at(-1)).toBe(size);
    const resumed = await render(film, {}, growing);
    expect(resumed.start).toMatchObject({ from: 0, grown: size === SIZES ? 0 : size });
    expect((resumed.start as { share: number }).share).toBeGreaterThan(0);
    expect(sizesIn(resumed.events)).toEqual([1, 2, 3, 4, 5, SIZES].slice(size));
    expect(readFileSync(film).equals(undisturbed)).toBe(true);
  });

  it('is saved after each size that takes seconds, and resumed after a kill', async () => {
    const film = join(root, 'killed.mp4');
    const kill = new AbortController();
    const onEvent = (event: FilmEvent) => {
      if (event.kind === 'growth' && event.done === 4) kill.abort(new Error('killed'));
    };
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => {
      now += 6_000;
      return now;
    });
    const killed = await render(film, { onEvent, signal: kill.signal }, growing).finally(() => vi.restoreAllMocks());
    expect(killed.made).toMatchObject({ message: 'killed' });
    const resumed = await render(film, {}, growing);
    expect(sizesIn(resumed.events)[0]).toBeGreaterThanOrEqual(4);
    expect(readFileSync(film).equals(undisturbed)).toBe(true);
  });
});
