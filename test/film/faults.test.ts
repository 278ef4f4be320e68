// Failures during a render, and the film after them. Kills and full disks are tested in test/e2e/resume.

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { Engine, Evaluation } from '../../src/engines/engine.js';
import { onnxEngine } from '../../src/engines/onnx-engine.js';
import { checkNeeds } from '../../src/film/estimate/preflight.js';
import type { FilmEvent, RenderOptions } from '../../src/film/events.js';
import { renderFilm } from '../../src/film/render.js';
import { parsePreset } from '../../src/preset/load.js';
import { findFfmpeg } from '../../src/video/encode/ffmpeg.js';
import { enginesOf } from '../support/processes.js';
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
ascent: { cadence: 1, steps: 2, margin: 4 }
cycle: { hold: 160ms, blend: 120ms, neurons: [block1:1, block1:5] }
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

/** Renders the film. */
async function make(name: string, more: RenderOptions = {}) {
  const events: FilmEvent[] = [];
  const options: RenderOptions = {
    ...{ out: filmIn(name), segmentFrames: 8 },
    ...more,
    onEvent(event) {
      events.push(event);
      more.onEvent?.(event);
    },
  };
  const made = await renderFilm(settings, options).catch((error: unknown) => error);
  return { made, events, film: filmIn(name) };
}

/** onnxruntime with a fault at some of its evaluations, counted from 1. */
async function faultyEngine(fault: (call: number, result: Promise<Evaluation>) => Promise<Evaluation>) {
  const engine = await onnxEngine();
  let call = 0;
  const faulty: Engine = {
    ...engine,
    async open(graph, signal) {
      const session = await engine.open(graph, signal);
      return {
        ...session,
        evaluate(inputs) {
          call += 1;
          return fault(call, session.evaluate(inputs));
        },
      };
    },
  };
  return { engine: faulty };
}

async function notANumber(result: Promise<Evaluation>): Promise<Evaluation> {
  const evaluation = await result;
  evaluation.gradient.data[7] = Number.NaN;
  return evaluation;
}

/** Replaces ffmpeg: the real one (`real`) handles queries and the test run, the script gets the film. */
function use(name: string, script: string): void {
  const { path } = stub(
    bin,
    name,
    `real() { exec '${real}' "$@"; }\ncase "$*" in *16x16*|*-version*|*-encoders*|*-formats*) real "$@";; esac\n${script}`,
  );
  vi.stubEnv('FFMPEG_PATH', path);
}
/** A script that fails only the first time. */
const once = (script: string) => {
  const mark = join(root, `mark ${Math.random()}`);
  // Only one process can create the folder, and two may run at a time.
  return `if mkdir '${mark}' 2>/dev/null; then ${script}; fi\nreal "$@"`;
};

it.skipIf(process.platform === 'win32').each([
  ['dies', `head -c 30000 >/dev/null; exit 1`],
  ['is killed', `head -c 30000 >/dev/null; kill -9 $$`],
  ['says nothing and ends well', `cat >/dev/null; exit 0`],
  ['writes half a film and ends well', `cat >/dev/null; printf 'half' > "$last"; exit 0`],
  [
    'accepts fewer frames than it gets',
    `"$REAL" -loglevel error -y -f rawvideo -pixel_format rgb24 -video_size 64x64 -i pipe:0 -frames:v 3 "file:$last"; exit 0`,
  ],
  ['prints an error and ends well', `echo 'odd' >&2; cat >/dev/null; exit 0`],
  ['hangs', `exec sleep 600`],
  ['hangs at the end', `cat >/dev/null; exec sleep 600`],
])('an ffmpeg that %s is replaced, and the film is the same', async (name, script) => {
  vi.stubEnv('REAL', real);
  use(name, once(script));
  const { made, events, film } = await make(name, { stallMs: 300 });
  expect(made).toMatchObject({ kind: 'done', frames: FRAMES });
  expect(events.filter(({ kind }) => kind === 'retry')).toEqual([expect.objectContaining({ what: 'ffmpeg' })]);
  expect(readFileSync(film).equals(undisturbed)).toBe(true);
});

it.skipIf(process.platform === 'win32')(
  'a film whose ffmpeg fails repeatedly remains a job, and can be resumed with a working one',
  async () => {
    const pids = join(root, 'pids');
    use('mortal', `echo $$ >> '${pids}'; head -c 60000 >/dev/null; echo 'I am ill' >&2; exit 1`);
    const { made, film } = await make('mortal');
    expect(made).toMatchObject({ code: 'FFMPEG_FAILED', message: expect.stringContaining('I am ill') });
    expect(existsSync(film)).toBe(false);
    const started = readFileSync(pids, 'utf8').trim().split('\n').map(Number);
    // Three attempts for a segment; the next segment starts while it is sealed.
    expect(started.length).toBeGreaterThanOrEqual(3);
    expect(started.some(isThere)).toBe(false); // not even as a zombie
    vi.unstubAllEnvs();
    vi.stubEnv('FFMPEG_PATH', real);
    const again = await make('mortal');
    expect(again.made).toMatchObject({ kind: 'done', frames: FRAMES });
    expect(readFileSync(film).equals(undisturbed)).toBe(true);
  },
);

/** Sends the engine a signal at an event. */
const strike = (signal: NodeJS.Signals, at: (event: FilmEvent) => boolean) => (event: FilmEvent) => {
  if (at(event)) for (const pid of enginesOf(process.pid)) process.kill(pid, signal);
};
const atFrame = (frame: number) => (event: FilmEvent) => event.kind === 'frame' && event.frame === frame;

it.skipIf(process.platform === 'win32').each([
  ['crashes', 'SIGSEGV', /^was killed by SIGSEGV$/],
  ['is killed', 'SIGKILL', /^was killed by SIGKILL$/],
  ['stops', 'SIGSTOP', /^hung \(no progress for \d+ s\)$/],
] as const)('an engine that %s is replaced, and the film is the same', async (name, signal, reason) => {
  const { made, events, film } = await make(name, { stallMs: 1_500, onEvent: strike(signal, atFrame(11)) });
  expect(made).toMatchObject({ kind: 'done', frames: FRAMES });
  const retries = events.filter(({ kind }) => kind === 'retry');
  expect(retries).toEqual([{ kind: 'retry', what: 'engine', message: expect.stringMatching(reason) }]);
  // The step is repeated, not the film from an earlier frame on.
  expect(events.filter(({ kind }) => kind === 'frame')).toHaveLength(FRAMES);
  expect(readFileSync(film).equals(undisturbed)).toBe(true);
  expect(enginesOf(process.pid)).toEqual([]);
});

it.skipIf(process.platform === 'win32')(
  'an engine that crashes repeatedly ends the render, and the film can be resumed later',
  async () => {
    let crashes = 0;
    const onEvent = strike('SIGSEGV', (event) => {
      const isHit = atFrame(11)(event) || crashes > 0;
      crashes += isHit ? 1 : 0;
      return isHit;
    });
    const crashing = setInterval(() => crashes > 0 && onEvent({ kind: 'finish' }), 5);
    const { made, film } = await make('mortal engine', { onEvent }).finally(() => clearInterval(crashing));
    expect(made).toMatchObject({
      code: 'ENGINE_FAILED',
      message: expect.stringMatching(/failed 3 times at the same step; it was killed by SIGSEGV/),
    });
    expect(existsSync(film)).toBe(false);
    const { events } = await make('mortal engine');
    expect(events.find(({ kind }) => kind === 'start')).toMatchObject({ from: 8 });
    expect(readFileSync(film).equals(undisturbed)).toBe(true);
  },
);

it('after NaN the film resumes from an earlier checkpoint with a smaller rate, even after a stop', async () => {
  const glitch = () => faultyEngine((call, result) => (call === 29 ? notANumber(result) : result));
  const { made, events, film } = await make('glitch', await glitch());
  expect(made).toMatchObject({ kind: 'done', frames: FRAMES });
  const retry = events.find(({ kind }) => kind === 'retry');
  expect(retry).toMatchObject({ what: 'ascent', frame: expect.any(Number) });
  const smaller = readFileSync(film);
  expect(smaller.equals(undisturbed)).toBe(false);

  const stop = new AbortController();
  let isBack = false;
  const onEvent = (event: FilmEvent) => {
    if (event.kind === 'retry') isBack = true;
    if (isBack && event.kind === 'frame' && event.frame === 10) stop.abort();
  };
  const stopped = await make('stopped', { ...(await glitch()), onEvent, stop: stop.signal });
  expect(stopped.made).toMatchObject({ kind: 'paused', frame: 11 });
  const resumed = await make('stopped');
  expect(resumed.made).toMatchObject({ kind: 'done' });
  expect(readFileSync(resumed.film).equals(smaller)).toBe(true);
});

it('NaN at the smallest rate ends the render, without a film', async () => {
  const { engine } = await faultyEngine((call, result) => (call > 45 ? notANumber(result) : result));
  const { made, events } = await make('hopeless', { engine });
  expect(made).toMatchObject({ code: 'NOT_FINITE', message: expect.stringContaining('at frame') });
  expect(events.filter(({ kind }) => kind === 'retry').length).toBeGreaterThan(1);
  expect(readdirSync(join(root, 'hopeless'))).toEqual(['film.mp4.zoom']);
});

it('a film that resumes after the clock was set back is the same', async () => {
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

it('a film that needs more memory or disk than the machine has is refused before its first frame', async () => {
  const film = filmIn('needy');
  await expect(checkNeeds({ disk: 0, memory: 1e15 }, film, 0)).rejects.toMatchObject({
    code: 'MEMORY_SHORT',
    exitCode: 2,
  });
  await expect(checkNeeds({ disk: 1e18, memory: 0 }, join(root, 'film.mp4'), 0)).rejects.toMatchObject({
    code: 'DISK_FULL',
  });
  // The job already has all of it on the disk.
  await checkNeeds({ disk: 1e18, memory: 0 }, join(root, 'film.mp4'), 1e18);
});
