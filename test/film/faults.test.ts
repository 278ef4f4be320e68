// What goes wrong while a film is made, and what becomes of the film. Kills and full disks: test/e2e/resume.test.ts.

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { checkNeeds } from '../../src/film/estimate/preflight.js';
import type { FilmEvent, RenderOptions } from '../../src/film/events.js';
import { resolveOutput } from '../../src/film/output.js';
import { prepareFilm } from '../../src/film/prepare.js';
import { produce, renderFilm } from '../../src/film/render.js';
import { openRender } from '../../src/film/render-context.js';
import { keepSessions } from '../../src/film/session-keeper.js';
import type { SessionSource } from '../../src/optvis/ascend.js';
import { parsePreset } from '../../src/preset/load.js';
import { findFfmpeg } from '../../src/video/encode/ffmpeg.js';
import { isThere, stub } from '../video/ffmpegs.js';

const root = mkdtempSync(join(tmpdir(), 'neurozoom faults-'));
const bin = join(root, 'bin');
mkdirSync(bin);
afterAll(() => rmSync(root, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

const settings = parsePreset(
  `
size: 64x64
duration: 960ms
opening: { enlargements: 1, steps: 1 }
ascent: { steps: 2, margin: 4 }
cycle: { hold: 160ms, blend: 120ms, neurons: [mixed0:1, mixed0:5] }
`,
  { name: 'faults' },
);
const FRAMES = 24;

let undisturbed: Buffer;
let real: string;
beforeAll(async () => {
  real = (await findFfmpeg()).path;
  const { film } = await make('undisturbed');
  undisturbed = readFileSync(film);
});

const filmIn = (name: string) => join(root, name, 'film.mp4');

/** Makes the film. */
async function make(name: string, more: Partial<RenderOptions> = {}) {
  const events: FilmEvent[] = [];
  const options: RenderOptions = {
    ...{ name: 'film', out: filmIn(name), segmentFrames: 8, onEvent: (event: FilmEvent) => events.push(event) },
    ...more,
  };
  const made = await renderFilm(settings, options).catch((error: unknown) => error);
  return { made, events, film: filmIn(name) };
}

/** Makes the film with an engine that does what it is told to at some evaluation of the process, counted from 1. */
async function makeWith(
  name: string,
  fault: (call: number, source: SessionSource) => SessionSource,
  more: Partial<RenderOptions> = {},
) {
  const events: FilmEvent[] = [];
  const options: RenderOptions = {
    ...{
      name: 'film',
      out: filmIn(name),
      segmentFrames: 8,
      stallMs: 400,
      onEvent: (event: FilmEvent) => events.push(event),
    },
    ...more,
  };
  const output = await resolveOutput(settings.output, settings, options);
  const prepared = await prepareFilm(settings);
  let call = 0;
  const faulty: SessionSource = (layer) => {
    call += 1;
    return fault(call, prepared.sessions.of)(layer);
  };
  const sessions = keepSessions({ ...prepared, sessions: { ...prepared.sessions, of: faulty } });
  const renewed = { ...sessions, renew: () => undefined };
  try {
    const production = await openRender(prepared, renewed, output, options);
    try {
      return { made: await produce(production).catch((error: unknown) => error), events };
    } finally {
      await production.job.close();
    }
  } finally {
    await prepared.close();
  }
}

const notANumber =
  (source: SessionSource): SessionSource =>
  async (layer) => {
    const { session, channels } = await source(layer);
    const evaluate: typeof session.evaluate = async (inputs) => {
      const { score, gradient } = await session.evaluate(inputs);
      gradient.data[7] = Number.NaN;
      return { score, gradient };
    };
    return { channels, session: { ...session, evaluate } };
  };

/** The real ffmpeg for questions and the trial; for the film, what the script says (`$real` goes on as it should). */
function use(name: string, script: string): void {
  const { path } = stub(
    bin,
    name,
    `real() { exec '${real}' "$@"; }\ncase "$*" in *16x16*|*-version*|*-encoders*|*-formats*) real "$@";; esac\n${script}`,
  );
  vi.stubEnv('FFMPEG_PATH', path);
}
/** Only the first time. */
const once = (script: string) => {
  const mark = join(root, `mark ${Math.random()}`);
  // Made by one of them only: two may be at work at a time.
  return `if mkdir '${mark}' 2>/dev/null; then ${script}; fi\nreal "$@"`;
};

it.skipIf(process.platform === 'win32').each([
  ['dies', `head -c 30000 >/dev/null; exit 1`],
  ['is killed', `head -c 30000 >/dev/null; kill -9 $$`],
  ['says nothing and ends well', `cat >/dev/null; exit 0`],
  ['writes half a film and ends well', `cat >/dev/null; printf 'half' > "$last"; exit 0`],
  [
    'takes fewer frames than it gets',
    `"$REAL" -loglevel error -y -f rawvideo -pixel_format rgb24 -video_size 64x64 -i pipe:0 -frames:v 3 "file:$last"; exit 0`,
  ],
  ['complains', `echo 'odd' >&2; cat >/dev/null; exit 0`],
  ['hangs', `exec sleep 600`],
  ['hangs at the end', `cat >/dev/null; exec sleep 600`],
])('another ffmpeg takes over from one that %s, and the film is the same', async (name, script) => {
  vi.stubEnv('REAL', real);
  use(name, once(script));
  const { made, events, film } = await make(name, { stallMs: 300 });
  expect(made).toMatchObject({ kind: 'done', frames: FRAMES });
  expect(events.filter(({ kind }) => kind === 'retry')).toEqual([expect.objectContaining({ what: 'ffmpeg' })]);
  expect(readFileSync(film).equals(undisturbed)).toBe(true);
});

it.skipIf(process.platform === 'win32')(
  'a film whose ffmpeg dies again and again is kept, without a name, and goes on with a better one',
  async () => {
    const pids = join(root, 'pids');
    use('mortal', `echo $$ >> '${pids}'; head -c 60000 >/dev/null; echo 'I am ill' >&2; exit 1`);
    const { made, film } = await make('mortal');
    expect(made).toMatchObject({ code: 'FFMPEG_FAILED', message: expect.stringContaining('I am ill') });
    expect(existsSync(film)).toBe(false);
    const started = readFileSync(pids, 'utf8').trim().split('\n').map(Number);
    // Three for a segment; the next one is begun while it is being sealed.
    expect(started.length).toBeGreaterThanOrEqual(3);
    expect(started.some(isThere)).toBe(false); // not even as a zombie
    vi.unstubAllEnvs();
    vi.stubEnv('FFMPEG_PATH', real);
    const again = await make('mortal');
    expect(again.made).toMatchObject({ kind: 'done', frames: FRAMES });
    expect(readFileSync(film).equals(undisturbed)).toBe(true);
  },
);

it('an engine that hangs is left behind, and the film is the same', async () => {
  const { made, events } = await makeWith('hangs', (call, source) =>
    call === 23 ? () => new Promise(() => undefined) : source,
  );
  expect(made).toMatchObject({ kind: 'done', frames: FRAMES });
  expect(events.filter(({ kind }) => kind === 'retry')).toEqual([expect.objectContaining({ what: 'engine' })]);
  expect(readFileSync(filmIn('hangs')).equals(undisturbed)).toBe(true);
});

it('an engine that hangs again and again ends the render, and the film goes on later', async () => {
  const { made } = await makeWith('stuck', (call, source) =>
    call >= 23 ? () => new Promise(() => undefined) : source,
  );
  expect(made).toMatchObject({ code: 'ENGINE_STALLED' });
  expect(existsSync(filmIn('stuck'))).toBe(false);
  const { events } = await make('stuck');
  expect(events.find(({ kind }) => kind === 'start')).toMatchObject({ from: 8 });
  expect(readFileSync(filmIn('stuck')).equals(undisturbed)).toBe(true);
});

it('numbers that leave the finite send the film back, and on with smaller steps; so it is when it was stopped meanwhile', async () => {
  const glitch = (call: number, source: SessionSource) => (call === 29 ? notANumber(source) : source);
  const { made, events } = await makeWith('glitch', glitch);
  expect(made).toMatchObject({ kind: 'done', frames: FRAMES });
  const retry = events.find(({ kind }) => kind === 'retry');
  expect(retry).toMatchObject({ what: 'ascent', frame: expect.any(Number) });
  const calm = readFileSync(filmIn('glitch'));
  expect(calm.equals(undisturbed)).toBe(false);

  const stop = new AbortController();
  const onEvent = (event: FilmEvent) => {
    if (event.kind === 'retry') isBack = true;
    if (isBack && event.kind === 'frame' && event.frame === 10) stop.abort();
  };
  let isBack = false;
  const stopped = await makeWith('calm', glitch, { onEvent, stop: stop.signal });
  expect(stopped.made).toMatchObject({ kind: 'paused', frame: 11 });
  const resumed = await make('calm');
  expect(resumed.made).toMatchObject({ kind: 'done' });
  expect(readFileSync(filmIn('calm')).equals(calm)).toBe(true);
});

it('numbers that leave the finite with the smallest steps too end the render, without a film', async () => {
  const { made, events } = await makeWith('hopeless', (call, source) => (call > 45 ? notANumber(source) : source));
  expect(made).toMatchObject({ code: 'NOT_FINITE', message: expect.stringContaining('at frame') });
  expect(events.filter(({ kind }) => kind === 'retry').length).toBeGreaterThan(1);
  expect(readdirSync(join(root, 'hopeless'))).toEqual(['film.mp4.zoom']);
});

it('a film that goes on with a clock that was set back is the same', async () => {
  const stop = new AbortController();
  const onEvent = (event: FilmEvent) => {
    if (event.kind === 'frame' && event.frame === 13) stop.abort();
  };
  expect((await make('clock', { onEvent, stop: stop.signal })).made).toMatchObject({ kind: 'paused', frame: 14 });
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2001-01-01') });
  try {
    const { made, film } = await make('clock');
    expect(made).toMatchObject({ kind: 'done' });
    expect(readFileSync(film).equals(undisturbed)).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

it('a film for which the machine has too little memory or room is refused before its first frame', async () => {
  const film = filmIn('needy');
  await expect(checkNeeds({ disk: 0, memory: 1e15 }, film, 0)).rejects.toMatchObject({
    code: 'MEMORY_SHORT',
    exitCode: 2,
  });
  await expect(checkNeeds({ disk: 1e18, memory: 0 }, join(root, 'film.mp4'), 0)).rejects.toMatchObject({
    code: 'DISK_FULL',
  });
  await checkNeeds({ disk: 1e18, memory: 0 }, join(root, 'film.mp4'), 1e18); // most of it lies there already
});
