import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runFfmpegTask } from '../../../src/video/edit/ffmpeg-task.js';
import { anyFfmpeg, isThere, pidIn, scratchFolder, stub } from '../ffmpegs.js';

const folder = scratchFolder();

/**
 * A replacement for ffmpeg that runs this script. The real ffmpeg answers the queries that fluent-ffmpeg makes first.
 */
function standIn(name: string, script: string) {
  return stub(folder, name, `case "$*" in *-formats*|*-encoders*) exec '${anyFfmpeg.path}' "$@";; esac\n${script}`);
}

function run(ffmpeg: { readonly path: string }, output: string, signal?: AbortSignal): Promise<void> {
  const target = join(folder, output);
  const attempt = { target, ffmpeg: ffmpeg.path, task: 'a test', when: '' };
  const inputs = [{ path: join(folder, 'input'), options: [] }];
  return runFfmpegTask({ ffmpeg, signal }, { inputs, options: ['-c', 'copy'], output: target, attempt });
}

describe.skipIf(process.platform === 'win32')('a task of ffmpeg', () => {
  it.each([
    ['fails', 'echo "broken pipe dream" >&2; exit 1', 'FFMPEG_FAILED', 'ended with code 1: broken pipe dream'],
    ['is killed', 'kill -9 $$', 'FFMPEG_FAILED', 'was killed by SIGKILL'],
    ['fills the disk', 'echo "av_write: No space left on device" >&2; exit 0', 'DISK_FULL', 'the disk is full'],
    ['prints an error and exits with 0', 'echo "half a frame" >&2', 'FFMPEG_FAILED', 'half a frame'],
  ])('fails when ffmpeg %s', async (_what, script, code, message) => {
    const error = { code, message: expect.stringContaining(message) };
    await expect(run(standIn('bad', script), 'x')).rejects.toMatchObject(error);
  });

  it.each([
    ['by itself, with code 255', 'exit 255'],
    ['of the signal, before it has a handler', 'kill -INT $$'],
    ['of a termination', 'kill -TERM $$'],
  ])('runs again when Ctrl-C in the terminal has ended ffmpeg %s', async (_what, end) => {
    const once = join(folder, 'once');
    rmSync(once, { force: true });
    await run(standIn('interrupted', `[ -e '${once}' ] || { touch '${once}'; ${end}; }\necho done > "$last"`), 'again');
    expect(readFileSync(join(folder, 'again'), 'utf8')).toBe('done\n');
  });

  it('fails when ffmpeg no longer exists', async () => {
    await expect(run({ path: join(folder, 'gone') }, 'x')).rejects.toMatchObject({ code: 'FFMPEG_FAILED' });
  });

  it('accepts names of any characters, and options with spaces', async () => {
    const ffmpeg = standIn('echo', 'for one; do echo "$one"; done > "$last"');
    await run(ffmpeg, "-it's %03d?.mp4");
    const said = readFileSync(join(folder, "-it's %03d?.mp4"), 'utf8').split('\n');
    expect(said).toContain(`file:${join(folder, "-it's %03d?.mp4")}`);
    expect(said).toContain(`file:${join(folder, 'input')}`);
  });

  it('rejects with the reason of an abort, before ffmpeg has started and while it runs', async () => {
    const reason = new Error('enough');
    const hung = standIn('hung', `echo $$ > '${join(folder, 'pid')}'\nexec sleep 600`);
    await expect(run(hung, 'x', AbortSignal.abort(reason))).rejects.toBe(reason);
    const early = new AbortController();
    const starting = run(hung, 'x', early.signal);
    queueMicrotask(() => early.abort(reason));
    await expect(starting).rejects.toBe(reason);
    const late = new AbortController();
    const running = run(standIn('hangs', `echo $$ > '${join(folder, 'late')}'\nexec sleep 600`), 'x', late.signal);
    const pid = await pidIn(join(folder, 'late'));
    late.abort(reason);
    await expect(running).rejects.toBe(reason);
    expect(isThere(pid)).toBe(false);
  });

  it('runs beside another task with the same ffmpeg', async () => {
    // Each waits until the other has started.
    const ffmpeg = standIn(
      'pair',
      `touch "$last"\nuntil [ -e '${folder}/a' ] && [ -e '${folder}/b' ]; do sleep 0.01; done`,
    );
    await Promise.all([run(ffmpeg, 'a'), run(ffmpeg, 'b')]);
    expect([existsSync(join(folder, 'a')), existsSync(join(folder, 'b'))]).toEqual([true, true]);
  });

  it('runs with its own ffmpeg while others are in use, even after one that failed', async () => {
    const [one, two] = ['one', 'two'].map((name) => standIn(name, `echo ${name} > "$last"`));
    const bad = standIn('bad', 'exit 1');
    const tasks = [one!, two!, bad, two!, one!, one!, two!].map((ffmpeg, i) => run(ffmpeg, `out ${i}`));
    const outcomes = await Promise.allSettled(tasks);
    expect(outcomes.map(({ status }) => status)).toEqual(
      [true, true, false, true, true, true, true].map((isGood) => (isGood ? 'fulfilled' : 'rejected')),
    );
    const said = [0, 1, 3, 4, 5, 6].map((i) => readFileSync(join(folder, `out ${i}`), 'utf8').trim());
    expect(said).toEqual(['one', 'two', 'two', 'one', 'one', 'two']);
  });
});
