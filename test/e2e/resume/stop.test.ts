import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../../src/video/encode/formats.js';
import { countFrames } from '../../../src/video/read/finished-film.js';
import { call, isRunning, listing } from '../cli.js';
import { FRAMES, frameFrom, last, openResumeTest, SEGMENTS } from './film.js';

const { cwd, film, render, interrupt, expectSame } = openResumeTest();

describe('a film that was stopped', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s resumes with the next render, and is the same film',
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

      const listed = await call(['jobs', signal, '--json'], { cwd });
      expect(listed.events).toEqual([
        expect.objectContaining({ kind: 'job', film: film(signal), frame: paused.frame, frames: FRAMES, holder: null }),
      ]);

      const seen = await call(['jobs', 'preview', film(signal), '--json'], { cwd });
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

  it('by a second signal stops at once and keeps all saved work', async () => {
    const stopped = await interrupt('twice', frameFrom(13), ['SIGINT', 'SIGINT']);
    // If the program has already stopped and removed its signal handlers, the second signal ends it.
    expect([130, null]).toContain(stopped.code);
    expect(existsSync(film('twice'))).toBe(false);
    const done = await render('twice');
    expect(Number(last(done.events, 'start')?.from)).toBeGreaterThanOrEqual(12);
    expectSame('twice');
  });

  it.skipIf(process.platform === 'win32')(
    'by Ctrl-C in a terminal, which reaches all its processes, is the same film',
    async () => {
      const stopped = await interrupt('terminal', frameFrom(10), ['SIGINT'], { group: true });
      expect(stopped.code).toBe(130);
      expect(stopped.events.some(({ kind }) => kind === 'retry')).toBe(false); // no ffmpeg died of it
      const done = await interrupt('terminal', ({ kind }) => kind === 'finish', ['SIGINT'], { group: true });
      expect(done.code).toBe(0); // too late
      expectSame('terminal');
    },
  );

  it('resumes in its new folder after it was moved', async () => {
    await interrupt('here', frameFrom(20), ['SIGINT']);
    renameSync(join(cwd, 'here'), join(cwd, 'there'));
    const done = await render('there');
    expect(Number(last(done.events, 'start')?.from)).toBeGreaterThan(20);
    expectSame('there');
  });

  it('with only some frames to write is the same when it resumes', async () => {
    const more = ['--frames', '10..39'];
    await call(['render', 'film.yaml', '--out', 'whole-part/', ...SEGMENTS, ...more], { cwd });
    await interrupt('part', frameFrom(4), ['SIGINT'], { more });
    await interrupt('part', frameFrom(27), ['SIGINT'], { more });
    const done = await render('part', ...more);
    expect(last(done.events, 'done')).toMatchObject({ frames: 30 });
    expect(readFileSync(film('part')).equals(readFileSync(film('whole-part')))).toBe(true);
  });

  it.each(['png', 'gif'])('is the same as %s', async (format) => {
    const more = ['--format', format];
    const folder = `as ${format}`;
    await call(['render', 'film.yaml', '--out', `whole ${format}/`, ...SEGMENTS, ...more], { cwd });
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

it('writes one line per frame to the log', async () => {
  const made = await render('logged', '--log', 'frames.log');
  expect(made.code).toBe(0);
  const lines = readFileSync(join(cwd, 'frames.log'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const frames = lines.filter(({ kind }) => kind === 'frame');
  expect(frames).toHaveLength(FRAMES);
  for (const { frame, time, preset, neurons, octaves, details } of frames) {
    expect(new Date(time).getTime()).toBeGreaterThan(1.7e12);
    expect(preset).toBe('film.yaml');
    // Keys have a score at each octave, and the frames between them none.
    const isKey = octaves.length > 0;
    if (frame % 3 === 0) expect(isKey).toBe(true);
    expect(octaves).toEqual(isKey ? [{ scale: 1, scores: neurons.map(() => expect.any(Number)) }] : []);
    expect(neurons[0].score).toEqual(isKey ? octaves[0].scores[0] : undefined);
    expect(Object.keys(details.milliseconds)).toEqual(['warp', 'climb', 'grade', 'keep']);
    expect(details.statistics.mean).toHaveLength(3);
    expect(details.memoryBytes).toBeGreaterThan(1e7);
  }
  expect(await render('logged', '--log', 'nowhere/frames.log')).toMatchObject({ code: 2 });
});
