import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { call, ending, listing, start, untilEvent, writePreset } from '../cli.js';
import { FRAMES, frameFrom, last, openResumeTest } from './film.js';

const { cwd, film, job, render, interrupt, expectSame } = openResumeTest();

describe('an unfinished film', () => {
  beforeAll(async () => {
    await interrupt('unfinished', frameFrom(30), ['SIGINT']);
  });
  let count = 0;
  /** A copy of the unfinished film. */
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

  it('is refused with the changes, resumes by force and is marked, or starts over', async () => {
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
      /^# neurozoom .*\n# preset: film\n# mixed: seed is 99, was 7\n/,
    );
    expect(readFileSync(film(folder)).equals(readFileSync(film('undisturbed')))).toBe(false);

    const other = copy();
    const fresh = await render(other, '--seed', '99', '--fresh');
    expect(last(fresh.events, 'start')).toMatchObject({ from: 0 });
    expect(last(fresh.events, 'done')).toMatchObject({ mixed: false });
  });

  it('resumes from an older checkpoint if the newest is damaged or missing', async () => {
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
      expect(done.stderr).toContain('warning: the checkpoint before frame');
      expectSame(folder);
    }
  });

  it('resumes from an older checkpoint if raw frames are damaged or missing', async () => {
    for (const damage of [(path: string) => flip(path, 5), (path: string) => rmSync(path)]) {
      const folder = copy();
      damage(inJob(folder, /^frames-00002/)[0]!);
      const done = await render(folder);
      expect(last(done.events, 'start')).toMatchObject({ from: 24 });
      expectSame(folder);
    }
  });

  it('is refused if a sealed segment or job.json is damaged, and can start over', async () => {
    for (const [pattern, what] of [
      [/^00000-/, 'segment 0 is missing or damaged'],
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

  it('is refused if every checkpoint is damaged', async () => {
    const folder = copy();
    for (const state of inJob(folder, /^state/)) flip(state, -1);
    expect(last((await render(folder)).events, 'error')).toMatchObject({ code: 'JOB_DAMAGED' });
  });

  it('is refused if its folder has another file, which stays', async () => {
    const folder = copy();
    writeFileSync(join(job(folder), 'letters.txt'), 'dear');
    const refused = await render(folder, '--fresh');
    expect(last(refused.events, 'error')).toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
      message: expect.stringContaining('letters.txt'),
    });
    expect(existsSync(join(job(folder), 'letters.txt'))).toBe(true);
  });

  it('is removed by jobs clean, unless it is being rendered', async () => {
    writePreset(cwd, 'long.yaml', 'duration: 20m');
    const place = { cwd: join(cwd, 'working') };
    mkdirSync(place.cwd);
    const child = start(['render', '../long.yaml', '--json'], place);
    const end = ending(child);
    await untilEvent(child, ({ kind }) => kind === 'frame');
    const second = await call(['render', '../long.yaml', '--json'], place);
    expect(second.code).toBe(2);
    const message = expect.stringContaining(`process ${child.pid} on`);
    expect(last(second.events, 'error')).toMatchObject({ code: 'JOB_BUSY', message });
    const busy = await call(['jobs', 'clean', 'output/long.mp4', '--json'], place);
    expect(last(busy.events, 'error')).toMatchObject({ code: 'JOB_BUSY', message });
    const others = await call(['jobs', 'clean'], place);
    expect(others).toMatchObject({ code: 0, stderr: expect.stringContaining('kept, it is being rendered') });
    const seen = await call(['jobs', 'preview', 'output/long.mp4'], place);
    expect(seen).toMatchObject({ code: 0 });
    child.kill('SIGKILL');
    await end;
    const cleaned = await call(['jobs', 'clean', '--json'], place);
    expect(cleaned.events).toEqual([expect.objectContaining({ kind: 'removed', frames: 30_000 })]);
    expect(listing(join(place.cwd, 'output'))).toEqual(['long.preview.mp4']);
    const none = await call(['jobs', 'clean', 'output/long.mp4'], place);
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no unfinished film at') });
  });

  it('gives a clear message if there is none, or if it has no frames', async () => {
    mkdirSync(join(cwd, 'empty'));
    expect(await call(['jobs'], { cwd: join(cwd, 'empty') })).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'there are no unfinished films\n',
    });
    const folder = copy();
    for (const path of inJob(folder, /^(frames|\d{5}-)/)) rmSync(path);
    const none = await call(['jobs', 'preview', film(folder)], { cwd });
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('no frames yet') });
  });
});
