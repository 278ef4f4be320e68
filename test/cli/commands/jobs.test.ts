import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type JobFile, jobFolderOf, writeJobFile } from '../../../src/film/job/job-file.js';
import { runInProcess } from '../../support/in-process.js';

const root = mkdtempSync(join(tmpdir(), 'neurozoom jobs-'));
const folder = join(root, 'films');
const film = join(folder, 'reel.mp4');
afterAll(() => rmSync(root, { recursive: true, force: true }));

const JOB: JobFile = {
  version: 2,
  id: randomUUID(),
  name: 'reel',
  command: ['render', 'reel', '--seed', '9'],
  identity: {
    program: '0.1.0',
    settings: {
      title: null,
      ...{ width: 64, height: 64, fps: { numerator: 25, denominator: 1 } },
      ascent: { margin: 4 },
      output: { format: 'mp4', quality: null },
    },
    frames: { first: 0, last: 199 },
    ...{ segmentFrames: 60, network: 'n', engine: 'e', ffmpeg: 'f' },
  },
  mixed: [],
};

/** The lock of a process on another host, with its last heartbeat this many seconds ago. */
function writeLock(seconds: number): void {
  const path = join(jobFolderOf(film), 'lock');
  writeFileSync(path, JSON.stringify({ pid: 7, host: 'far', since: '2031-01-01T00:00:00.000Z', token: 'x' }));
  const then = new Date(Date.now() - 1000 * seconds);
  utimesSync(path, then, then);
}

beforeEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(jobFolderOf(film), { recursive: true });
  await writeJobFile(jobFolderOf(film), JOB);
  writeFileSync(join(jobFolderOf(film), 'state-00000120.bin'), '');
});

describe('neurozoom jobs', () => {
  it('lists unfinished films with the commands that resume them', async () => {
    const { code, stdout } = await runInProcess(['jobs', folder]);
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/reel\.mp4: 60 %, frame 120 of 200, \d+ bytes\n {2}neurozoom render reel --seed 9\n$/),
    ]);
    expect((await runInProcess(['jobs', folder, '--json'])).events).toEqual([
      expect.objectContaining({ kind: 'job', film, frame: 120, frames: 200, holder: null, problem: null }),
    ]);
  });

  it('names the process that renders a film, and how long it has been silent', async () => {
    writeLock(20);
    const alive = await runInProcess(['jobs', folder]);
    expect(alive.stdout).toMatch(/\n {2}being rendered by process 7 on far since 2031-01-01T00:00:00\.000Z\n$/);
    writeLock(5 * 60);
    expect((await runInProcess(['jobs', folder])).stdout).toMatch(/Z; last sign of life 5 min ago\n$/);
    writeLock(11 * 60);
    expect((await runInProcess(['jobs', folder])).stdout).toMatch(/\n {2}neurozoom render reel --seed 9\n$/);
  });

  it('says why a film cannot be resumed', async () => {
    writeFileSync(join(jobFolderOf(film), 'job.json'), '{}');
    const { stdout } = await runInProcess(['jobs', folder]);
    expect(stdout).toMatch(/\n {2}cannot be resumed: .*job\.json is damaged: its checksum is wrong\n$/);
  });

  it('removes a film that another host renders only with --break-lock', async () => {
    writeLock(0);
    const kept = await runInProcess(['jobs', 'clean', film]);
    expect(kept).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/process 7 on far has been rendering .*\n.*--break-lock/),
    });
    expect(existsSync(jobFolderOf(film))).toBe(true);
    const { code, stderr } = await runInProcess(['jobs', 'clean', film, '--break-lock']);
    expect([code, stderr]).toEqual([0, expect.stringMatching(/reel\.mp4\.zoom: removed, \d+ bytes\n$/)]);
    expect(existsSync(jobFolderOf(film))).toBe(false);
  });

  it.each([
    [['preview'], /^error: jobs preview needs a film/],
    [['clean', '--break-lock'], /^error: --break-lock needs a film to remove/],
    [['--break-lock'], /^error: --break-lock needs a film to remove/],
    [['clean', 'nowhere.mp4'], /^error: there is no unfinished film at nowhere\.mp4/],
  ])('refuses %j', async (words, says) => {
    expect(await runInProcess(['jobs', ...words])).toMatchObject({ code: 2, stderr: expect.stringMatching(says) });
  });
});
