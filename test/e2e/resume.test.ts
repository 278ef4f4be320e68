import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/video/encode/formats.js';
import { countFrames } from '../../src/video/read/frame-count.js';
import { ending, isRunning, type JsonEvent, listing, run, scratchFolder, start, told, writePreset } from './cli.js';

const cwd = scratchFolder();
/** Four segments of 12 frames. */
const SEGMENTS = ['--segment', '12', '--json'];
const FRAMES = 48;
const DURATION = 'duration: 1920ms';
const film = (folder: string, format = 'mp4') => join(cwd, folder, `film.${format}`);
const job = (folder: string) => `${film(folder)}.zoom`;
const render = (folder: string, ...more: string[]) =>
  run(['render', 'film.yaml', '--out', `${folder}/`, ...SEGMENTS, ...more], { cwd });
const frameFrom = (number: number) => (event: JsonEvent) => event.kind === 'frame' && Number(event.frame) >= number;
const last = (events: readonly JsonEvent[], kind: string) => events.filter((event) => event.kind === kind).at(-1);

/** Starts the film in a folder, waits for an event, and sends signals. */
async function interrupt(
  folder: string,
  when: (event: JsonEvent) => boolean,
  signals: readonly NodeJS.Signals[],
  { group = false, more = [] }: { readonly group?: boolean; readonly more?: readonly string[] } = {},
) {
  const child = start(['render', 'film.yaml', '--out', `${folder}/`, ...SEGMENTS, ...more], { cwd, group });
  const end = ending(child);
  await told(child, when);
  for (const signal of signals) {
    process.kill(group ? -child.pid! : child.pid!, signal);
    await new Promise((resolve) => setTimeout(resolve, 20)); // two of the same at once are one
  }
  return end;
}

beforeAll(async () => {
  writePreset(cwd, 'film.yaml', DURATION);
  const undisturbed = await render('undisturbed', '--keep');
  expect(undisturbed).toMatchObject({ code: 0 });
  expect(listing(join(cwd, 'undisturbed'))).toEqual([
    'film.mp4',
    'film.mp4.zoom',
    'film.poster.png',
    'film.settings.yaml',
    'film.sheet.png',
  ]);
  expect(listing(job('undisturbed')).filter((name) => /^\d{5}-/.test(name))).toHaveLength(4);
});

function expectSame(folder: string): void {
  expect(listing(join(cwd, folder))).toEqual(['film.mp4', 'film.poster.png', 'film.settings.yaml', 'film.sheet.png']);
  expect(readFileSync(film(folder)).equals(readFileSync(film('undisturbed')))).toBe(true);
}

describe('a film that was stopped', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s goes on with the next render, and is the same film',
    async (signal) => {
      const stopped = await interrupt(signal, frameFrom(5), [signal]);
      expect(stopped.code).toBe(130);
      const paused = last(stopped.events, 'paused')!;
      expect(stopped.stderr).toContain(
        `stopped before frame ${paused.frame}; ${paused.written} of ${FRAMES} frames are kept`,
      );
      expect(stopped.stderr).toContain(`neurozoom render film.yaml --out ${signal}/ --segment 12`);
      expect(existsSync(film(signal))).toBe(false);
      expect(isRunning(join(cwd, signal))).toBe(false);

      const listed = await run(['jobs', signal, '--json'], { cwd });
      expect(listed.events).toEqual([
        expect.objectContaining({ kind: 'job', film: film(signal), frame: paused.frame, frames: FRAMES, holder: null }),
      ]);

      const seen = await run(['jobs', 'preview', film(signal), '--json'], { cwd });
      expect(seen).toMatchObject({ code: 0 });
      const preview = join(cwd, signal, 'film.preview.mp4');
      expect(await countFrames(preview, FORMATS.mp4)).toMatchObject({ frames: paused.written, fps: 25, width: 64 });
      rmSync(preview);

      const done = await render(signal);
      expect(done.code).toBe(0);
      expect(last(done.events, 'start')).toMatchObject({ from: paused.frame, damage: [] });
      expect(done.events.filter(({ kind }) => kind === 'frame')).toHaveLength(FRAMES - Number(paused.frame));
      expectSame(signal);
    },
  );

  it('by a second signal stops at once and loses nothing that was kept', async () => {
    const stopped = await interrupt('twice', frameFrom(30), ['SIGINT', 'SIGINT']);
    expect(stopped.code).toBe(130);
    expect(existsSync(film('twice'))).toBe(false);
    const done = await render('twice');
    expect(Number(last(done.events, 'start')?.from)).toBeGreaterThanOrEqual(12);
    expectSame('twice');
  });

  it.skipIf(process.platform === 'win32')(
    'by Ctrl-C in a terminal, which reaches everything in it, is the same film',
    async () => {
      const stopped = await interrupt('terminal', frameFrom(10), ['SIGINT'], { group: true });
      expect(stopped.code).toBe(130);
      expect(stopped.events.some(({ kind }) => kind === 'retry')).toBe(false); // no ffmpeg died of it
      const done = await interrupt('terminal', ({ kind }) => kind === 'finish', ['SIGINT'], { group: true });
      expect(done.code).toBe(0); // too late
      expectSame('terminal');
    },
  );

  it('goes on where it lies now, when its folder was moved', async () => {
    await interrupt('here', frameFrom(20), ['SIGINT']);
    renameSync(join(cwd, 'here'), join(cwd, 'there'));
    const done = await render('there');
    expect(Number(last(done.events, 'start')?.from)).toBeGreaterThan(20);
    expectSame('there');
  });

  it('of which only some frames are written is the same when it goes on', async () => {
    const more = ['--frames', '10..39'];
    await run(['render', 'film.yaml', '--out', 'whole-part/', ...SEGMENTS, ...more], { cwd });
    await interrupt('part', frameFrom(4), ['SIGINT'], { more });
    await interrupt('part', frameFrom(27), ['SIGINT'], { more });
    const done = await render('part', ...more);
    expect(last(done.events, 'done')).toMatchObject({ frames: 30 });
    expect(readFileSync(film('part')).equals(readFileSync(film('whole-part')))).toBe(true);
  });

  it.each(['png', 'gif'])('is the same as %s', async (format) => {
    const more = ['--format', format];
    const folder = `as ${format}`;
    await run(['render', 'film.yaml', '--out', `whole ${format}/`, ...SEGMENTS, ...more], { cwd });
    await interrupt(folder, frameFrom(17), ['SIGINT'], { more });
    const done = await render(folder, ...more);
    expect(Number(last(done.events, 'start')?.from)).toBeGreaterThan(17);
    const made = String(last(done.events, 'done')?.film);
    const files = format === 'png' ? listing(made).map((name) => join(made, name)) : [made];
    expect(files).toHaveLength(format === 'png' ? FRAMES : 1);
    for (const file of files)
      expect(readFileSync(file).equals(readFileSync(file.replace(folder, `whole ${format}`)))).toBe(true);
  });
});

describe('an unfinished film', () => {
  beforeAll(async () => {
    await interrupt('unfinished', frameFrom(30), ['SIGINT']);
  });
  let count = 0;
  /** A copy of it. */
  function copy(): string {
    count += 1;
    const folder = `copy ${count}`;
    cpSync(join(cwd, 'unfinished'), join(cwd, folder), { recursive: true });
    return folder;
  }
  const flip = (path: string, at: number) => {
    const bytes = readFileSync(path);
    bytes[at < 0 ? bytes.length + at : at]! ^= 1;
    writeFileSync(path, bytes);
  };
  const inJob = (folder: string, pattern: RegExp) =>
    listing(job(folder))
      .filter((name) => pattern.test(name))
      .map((name) => join(job(folder), name));

  it('is refused with what has changed, goes on by force and is marked, or starts over', async () => {
    const folder = copy();
    const refused = await render(folder, '--seed', '99');
    expect(refused.code).toBe(2);
    expect(last(refused.events, 'error')).toMatchObject({
      code: 'JOB_DIFFERS',
      message: expect.stringContaining('seed is 99, was 7'),
      hint: expect.stringContaining('--fresh'),
    });
    const sized = await render(folder, '--size', '32x32', '--force-resume');
    expect(last(sized.events, 'error')).toMatchObject({ code: 'JOB_DIFFERS', hint: expect.stringContaining('width') });
    const forced = await render(folder, '--seed', '99', '--force-resume');
    expect(forced.code).toBe(0);
    expect(last(forced.events, 'done')).toMatchObject({ mixed: true, frames: FRAMES });
    expect(readFileSync(join(cwd, folder, 'film.settings.yaml'), 'utf8')).toMatch(
      /^# neurozoom .*\n# mixed: seed is 99, was 7\n/,
    );
    expect(readFileSync(film(folder)).equals(readFileSync(film('undisturbed')))).toBe(false);

    const other = copy();
    const fresh = await render(other, '--seed', '99', '--fresh');
    expect(last(fresh.events, 'start')).toMatchObject({ from: 0 });
    expect(last(fresh.events, 'done')).toMatchObject({ mixed: false });
  });

  it('goes back to an older state when the newest is damaged or gone', async () => {
    for (const damage of [
      (path: string) => flip(path, -100),
      (path: string) => flip(path, 30),
      (path: string) => writeFileSync(path, ''),
    ]) {
      const folder = copy();
      const states = inJob(folder, /^state/);
      damage(states.at(-1)!);
      const done = await render(folder);
      expect(done.code).toBe(0);
      const started = last(done.events, 'start')!;
      expect(started.damage).toEqual([expect.stringContaining('checksum')]);
      expect(done.stderr).toContain('warning: the state before frame');
      expectSame(folder);
    }
  });

  it('goes back to an older state when frames that were not encoded yet are damaged or gone', async () => {
    for (const damage of [(path: string) => flip(path, 5), (path: string) => rmSync(path)]) {
      const folder = copy();
      damage(inJob(folder, /^frames-00002/)[0]!);
      const done = await render(folder);
      expect(last(done.events, 'start')).toMatchObject({ from: 24 });
      expectSame(folder);
    }
  });

  it('is refused when a sealed segment or what it is is damaged, and starts over', async () => {
    for (const [pattern, what] of [
      [/^00000-/, 'segment 0 is gone or damaged'],
      [/^job\.json/, 'job.json is damaged'],
    ] as const) {
      const folder = copy();
      flip(inJob(folder, pattern)[0]!, 100);
      const refused = await render(folder);
      expect(refused.code).toBe(2);
      expect(last(refused.events, 'error')).toMatchObject({
        code: 'JOB_DAMAGED',
        message: expect.stringContaining(what),
      });
      expect(existsSync(film(folder))).toBe(false);
      expect((await render(folder, '--fresh')).code).toBe(0);
      expectSame(folder);
    }
  });

  it('is refused when every state is damaged', async () => {
    const folder = copy();
    for (const state of inJob(folder, /^state/)) flip(state, -1);
    expect(last((await render(folder)).events, 'error')).toMatchObject({ code: 'JOB_DAMAGED' });
  });

  it('is left alone by what is not ours in its place', async () => {
    const folder = copy();
    writeFileSync(join(job(folder), 'letters.txt'), 'dear');
    const refused = await render(folder, '--fresh');
    expect(last(refused.events, 'error')).toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
      message: expect.stringContaining('letters.txt'),
    });
    expect(existsSync(join(job(folder), 'letters.txt'))).toBe(true);
  });

  it('is removed by jobs clean, unless somebody is at work at it', async () => {
    writePreset(cwd, 'long.yaml', 'duration: 20m');
    const place = { cwd: join(cwd, 'working') };
    mkdirSync(place.cwd);
    const child = start(['render', '../long.yaml', '--json'], place);
    const end = ending(child);
    await told(child, ({ kind }) => kind === 'frame');
    const second = await run(['render', '../long.yaml', '--json'], place);
    expect(second.code).toBe(2);
    const message = expect.stringContaining(`process ${child.pid} on`);
    expect(last(second.events, 'error')).toMatchObject({ code: 'JOB_BUSY', message });
    const busy = await run(['jobs', 'clean', 'output/long.mp4', '--json'], place);
    expect(last(busy.events, 'error')).toMatchObject({ code: 'JOB_BUSY', message });
    const others = await run(['jobs', 'clean'], place);
    expect(others).toMatchObject({ code: 0, stderr: expect.stringContaining('left alone, it is being rendered') });
    const seen = await run(['jobs', 'preview', 'output/long.mp4'], place);
    expect(seen).toMatchObject({ code: 0 });
    child.kill('SIGKILL');
    await end;
    const cleaned = await run(['jobs', 'clean', '--json'], place);
    expect(cleaned.events).toEqual([expect.objectContaining({ kind: 'removed', frames: 30_000 })]);
    expect(listing(join(place.cwd, 'output'))).toEqual(['long.preview.mp4']);
    const none = await run(['jobs', 'clean', 'output/long.mp4'], place);
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no unfinished film at') });
  });

  it('is told of in a folder where there is none, and where there are no frames', async () => {
    mkdirSync(join(cwd, 'empty'));
    expect(await run(['jobs'], { cwd: join(cwd, 'empty') })).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'no film is unfinished\n',
    });
    const folder = copy();
    for (const path of inJob(folder, /^(frames|\d{5}-)/)) rmSync(path);
    const none = await run(['jobs', 'preview', film(folder)], { cwd });
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('no frames yet') });
  });
});

it('writes a line a frame to the log, for people and for alarms', async () => {
  const made = await render('logged', '--log', 'frames.log');
  expect(made.code).toBe(0);
  const lines = readFileSync(join(cwd, 'frames.log'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const frames = lines.filter(({ kind }) => kind === 'frame');
  expect(frames).toHaveLength(FRAMES);
  for (const { time, preset, neurons, details } of frames) {
    expect(new Date(time).getTime()).toBeGreaterThan(1.7e12);
    expect(preset).toBe('film.yaml');
    expect(neurons[0].score).toEqual(expect.any(Number));
    expect(Object.keys(details.milliseconds)).toEqual(['warp', 'climb', 'grade', 'keep']);
    expect(details.statistics.mean).toHaveLength(3);
    expect(details.memoryBytes).toBeGreaterThan(1e7);
  }
  expect(await render('logged', '--log', 'nowhere/frames.log')).toMatchObject({ code: 2 });
});

/** A file system of its own that holds so much; `null` where none can be mounted. */
function mount(place: string, options: string): string | null {
  mkdirSync(place, { recursive: true });
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', place]).status === 0 ? place : null;
}

const canMount = (() => {
  const place = mount(join(cwd, 'trial'), 'size=64k');
  if (place !== null) spawnSync('umount', [place]);
  return place !== null;
})();

describe.skipIf(!canMount)('on a disk of its own (skipped where none can be mounted)', () => {
  it('a film waits while the disk is full, goes on when there is room, and is the same', async () => {
    const place = mount(join(cwd, 'full'), 'size=12m')!;
    try {
      const child = start(['render', 'film.yaml', '--out', 'full/', ...SEGMENTS, '--wait', '2m'], { cwd });
      const end = ending(child);
      await told(child, frameFrom(3));
      const filler = join(place, 'filler');
      spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=16k']);
      await told(child, ({ kind, isWaiting }) => kind === 'disk' && isWaiting === true);
      await new Promise((resolve) => setTimeout(resolve, 300));
      rmSync(filler);
      const done = await end;
      expect(done.code).toBe(0);
      expect(
        done.events
          .filter(({ kind }) => kind === 'disk')
          .map(({ isWaiting }) => isWaiting)
          .slice(0, 2),
      ).toEqual([true, false]);
      expectSame('full');
    } finally {
      spawnSync('umount', ['-l', place]);
    }
  });

  it('a film stops, kept, when there is no room for too long, and goes on later', async () => {
    const place = mount(join(cwd, 'stays full'), 'size=12m')!;
    try {
      const child = start(['render', 'film.yaml', '--out', 'stays full/', ...SEGMENTS, '--wait', '1s'], { cwd });
      const end = ending(child);
      await told(child, frameFrom(3));
      const filler = join(place, 'filler');
      spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=16k']);
      const stopped = await end;
      expect(stopped.code).toBe(1);
      expect(last(stopped.events, 'error')).toMatchObject({ code: 'DISK_FULL' });
      rmSync(filler);
      expect((await render('stays full')).code).toBe(0);
      expectSame('stays full');
    } finally {
      spawnSync('umount', ['-l', place]);
    }
  });

  it('a film that does not fit is refused before its first frame', async () => {
    const place = mount(join(cwd, 'small'), 'size=100k')!;
    try {
      const refused = await render('small');
      expect(refused.code).toBe(1);
      expect(last(refused.events, 'error')).toMatchObject({
        code: 'DISK_FULL',
        message: expect.stringContaining('needs about'),
      });
      expect(listing(place)).toEqual([]);
    } finally {
      spawnSync('umount', ['-l', place]);
    }
  });

  it('a film in a folder that can only be read is refused', async () => {
    const place = mount(join(cwd, 'read only'), 'size=1m,ro')!;
    try {
      const refused = await render('read only');
      expect(refused.code).toBe(2);
      expect(last(refused.events, 'error')).toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
    } finally {
      spawnSync('umount', ['-l', place]);
    }
  });
});
