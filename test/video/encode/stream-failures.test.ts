import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.js';
import type { VideoEncoder } from '../../../src/video/encode/encoder.js';
import { FORMATS } from '../../../src/video/encode/formats.js';
import { type EncoderOptions, openEncoder } from '../../../src/video/encode/stream.js';
import { countFrames } from '../../../src/video/read/finished-film.js';
import { anyFfmpeg, encode, frameAt, isThere, listing, pidIn, SMALL, scratchFolder, stub, until } from '../ffmpegs.js';

const folder = scratchFolder();
/** Large enough to fill the pipe to a program that does not read. */
const LARGE = { ...SMALL, width: 640, height: 480 };
const FRAME_BYTES = SMALL.width * SMALL.height * 3;

let place: string;
let count = 0;
beforeEach(() => {
  count += 1;
  place = join(folder, String(count));
  mkdirSync(place);
});

const quote = (path: string) => `'${path.replaceAll("'", "'\\''")}'`;

function open(ffmpeg: { readonly path: string }, options: Partial<EncoderOptions> = {}): VideoEncoder {
  return openEncoder({ ffmpeg, format: FORMATS.mp4, path: join(place, 'out', 'film.mp4'), ...options });
}

async function failure(action: Promise<unknown>): Promise<UserError> {
  const error = await action.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (error instanceof UserError) return error;
  throw error;
}

/** Writes frames until it fails. */
async function writeOn(encoder: VideoEncoder, video = SMALL): Promise<never> {
  for (let i = 0; ; i += 1) await encoder.write(frameAt(i % 16, video));
}

/** After a failure: no file under the final or a hidden name, and every further call fails. */
async function expectNothingLeft(encoder: VideoEncoder, error: unknown): Promise<void> {
  expect(listing(join(place, 'out'))).toEqual([]);
  await expect(encoder.write(frameAt(0))).rejects.toBe(error);
  await expect(encoder.finish()).rejects.toBe(error);
  await encoder.abort();
}

describe('an ffmpeg that fails', () => {
  it('cannot be started', async () => {
    const encoder = open({ path: join(place, 'nowhere') });
    const error = await failure(encoder.start(SMALL));
    expect(error).toMatchObject({ code: 'FFMPEG_FAILED', exitCode: 1 });
    expect(error.message).toContain('could not be started before the first frame');
    await expectNothingLeft(encoder, error);
  });

  it('ends at once without output', async () => {
    const encoder = open(stub(place, 'mute', 'exit 3'));
    await encoder.start(SMALL);
    const error = await failure(writeOn(encoder));
    expect(error.code).toBe('FFMPEG_FAILED');
    expect(error.message).toMatch(
      /libx264 to 'film.mp4'.* ended with code 3 (before the first|after) frame.*it printed no error/,
    );
    await expectNothingLeft(encoder, error);
  });

  it('ends at once with success', async () => {
    const encoder = open(stub(place, 'lazy', 'exit 0'));
    await encoder.start(SMALL);
    expect((await failure(writeOn(encoder))).message).toContain('ended with code 0');
  });

  it('dies early with a message, whose last 4 kB are reported', async () => {
    const script = `head -c ${3 * FRAME_BYTES} >/dev/null; yes 'a long complaint' | head -c 9000 >&2; echo 'x264 broke' >&2; exit 1`;
    const encoder = open(stub(place, 'dying', script));
    await encoder.start(SMALL);
    const error = await failure(writeOn(encoder));
    expect(error.message).toMatch(/ended with code 1 after frame \d+: /);
    expect(error.message.endsWith('x264 broke')).toBe(true);
    expect(error.message.length).toBeLessThan(4400);
    await expectNothingLeft(encoder, error);
  });

  it('prints an error and continues: the next frame ends it', async () => {
    const encoder = open(stub(place, 'complaining', `echo 'odd' >&2; cat >/dev/null`));
    await encoder.start(SMALL);
    const error = await failure(writeOn(encoder));
    expect(error.message).toMatch(/printed an error and was killed after frame \d+: odd/);
    await expectNothingLeft(encoder, error);
  });

  it('accepts no frame: it is killed with everything it started', async () => {
    const hung = stub(
      place,
      'hung',
      `sleep 600 & echo $! > ${quote(join(place, 'child'))}; echo $$ > ${quote(join(place, 'pid'))}; wait`,
    );
    const encoder = open(hung, { writeTimeoutMs: 300 });
    await encoder.start(LARGE);
    const error = await failure(encoder.write(frameAt(0, LARGE)));
    expect(error.code).toBe('FFMPEG_FAILED');
    expect(error.message).toContain('accepted no frame for 0.3 s and was killed before the first frame');
    const pids = [await pidIn(join(place, 'pid')), await pidIn(join(place, 'child'))];
    expect(isThere(pids[0] ?? 0)).toBe(false);
    // We are not the parent of the grandchild; init reaps it soon.
    await until(() => !runs(pids[1] ?? 0));
    await expectNothingLeft(encoder, error);
  });

  it('accepts every frame and never ends', async () => {
    const encoder = open(
      stub(place, 'endless', `echo $$ > ${quote(join(place, 'pid'))}; cat >/dev/null; exec sleep 600`),
      {
        finishTimeoutMs: 300,
      },
    );
    await encoder.start(SMALL);
    await encoder.write(frameAt(0));
    const error = await failure(encoder.finish());
    expect(error.message).toContain('did not finish the film within 0.3 s and was killed after frame 1');
    expect(isThere(await pidIn(join(place, 'pid')))).toBe(false);
    await expectNothingLeft(encoder, error);
  });

  it.each([
    ['garbage', `cat >/dev/null; echo garbage > "$last"`],
    ['nothing', 'cat >/dev/null'],
    ['an index without data', `cat >/dev/null; printf '\\0\\0\\0\\010ftyp\\0\\0\\0\\010mdat' > "$last"`],
  ])('ends with success and has written %s', async (_what, script) => {
    const encoder = open(stub(place, 'garbage', script));
    await encoder.start(SMALL);
    await encoder.write(frameAt(0));
    const error = await failure(encoder.finish());
    expect(error).toMatchObject({ code: 'FILM_INCOMPLETE', exitCode: 1 });
    expect(error.message).toContain("after frame 1, but 'film.mp4' is damaged: ");
    await expectNothingLeft(encoder, error);
  });

  it('reports success, but has written too few frames', async () => {
    const script = `(head -c ${3 * FRAME_BYTES}; cat >/dev/null) | ${quote(anyFfmpeg.path)} "$@"`;
    const encoder = open(stub(place, 'few', script));
    await encoder.start(SMALL);
    for (let i = 0; i < 6; i += 1) await encoder.write(frameAt(i));
    const error = await failure(encoder.finish());
    expect(error.code).toBe('FILM_INCOMPLETE');
    expect(error.message).toContain("got 6 frames and reported success, but 'film.mp4' holds 3");
    await expectNothingLeft(encoder, error);
  });

  it('writes a complete film, reports success, but prints an error', async () => {
    const encoder = open(stub(place, 'grumbling', `${quote(anyFfmpeg.path)} "$@"; echo 'Error writing trailer' >&2`));
    await encoder.start(SMALL);
    await encoder.write(frameAt(0));
    const error = await failure(encoder.finish());
    expect(error.message).toMatch(/ended with code 0 after frame 1: Error writing trailer$/);
    await expectNothingLeft(encoder, error);
  });

  it('is killed while it accepts frames: one error, and no zombie', async () => {
    const script = `echo $$ > ${quote(join(place, 'pid'))}; exec ${quote(anyFfmpeg.path)} "$@"`;
    const encoder = open(stub(place, 'killed', script));
    await encoder.start(LARGE);
    for (let i = 0; i < 3; i += 1) await encoder.write(frameAt(i, LARGE));
    const pid = await pidIn(join(place, 'pid'));
    process.kill(pid, 'SIGKILL');
    const error = await failure(writeOn(encoder, LARGE));
    expect(error.code).toBe('FFMPEG_FAILED');
    expect(error.message).toMatch(/was killed by SIGKILL after frame \d+/);
    expect(error.hint).toContain('memory');
    expect(isThere(pid)).toBe(false);
    await expectNothingLeft(encoder, error);
  });

  it('gets an error that explains wrong options', async () => {
    const encoder = open(stub(place, 'wrong', `exec ${quote(anyFfmpeg.path)} -no_such_option 1 "$@"`));
    await encoder.start(SMALL);
    expect((await failure(writeOn(encoder))).message).toContain('no_such_option');
  });
});

describe('backpressure', () => {
  it('delays the second frame until the first is read, and refuses a third meanwhile', async () => {
    const bytes = LARGE.width * LARGE.height * 3;
    const go = join(place, 'go');
    const script = `head -c ${bytes} >/dev/null; until [ -e ${quote(go)} ]; do sleep 0.02; done; cat >/dev/null`;
    const encoder = open(stub(place, 'slow', script));
    await encoder.start(LARGE);
    await encoder.write(frameAt(0, LARGE));
    const second = encoder.write(frameAt(1, LARGE));
    const early = await Promise.race([
      second.then(() => 'taken'),
      new Promise((resolve) => setTimeout(resolve, 200, 'held')),
    ]);
    expect(early).toBe('held');
    await expect(encoder.write(frameAt(2, LARGE))).rejects.toThrow('previous one settled');
    await expect(encoder.finish()).rejects.toThrow('last `write` settled');
    writeFileSync(go, '');
    await second;
    await encoder.abort();
  });

  it('has sent the bytes of a frame when write settles, so that they can be reused', async () => {
    const copy = join(place, 'copy');
    const encoder = open(stub(place, 'copying', `cat > ${quote(copy)}`));
    await encoder.start(LARGE);
    const frame = frameAt(0, LARGE);
    for (let i = 0; i < 4; i += 1) {
      frame.data.fill(i + 1);
      await encoder.write(frame);
    }
    await failure(encoder.finish());
    const written = readFileSync(copy);
    expect(written.length).toBe(4 * frame.data.length);
    for (let i = 0; i < 4; i += 1) {
      const part = written.subarray(i * frame.data.length, (i + 1) * frame.data.length);
      expect(part.every((byte) => byte === i + 1)).toBe(true);
    }
  });
});

describe('misuse', () => {
  it('refuses a frame of another size and continues', async () => {
    const encoder = open(anyFfmpeg);
    await encoder.start(SMALL);
    await expect(encoder.write(frameAt(0, { ...SMALL, width: 62 }))).rejects.toThrow(RangeError);
    await expect(encoder.write({ ...SMALL, data: new Uint8Array(5) })).rejects.toThrow(
      'Expected `frame.data` to have 9216 bytes',
    );
    await encoder.write(frameAt(0));
    expect((await encoder.finish()).frames).toBe(1);
  });

  it('refuses calls out of order', async () => {
    const encoder = open(anyFfmpeg);
    await expect(encoder.write(frameAt(0))).rejects.toThrow("in the state 'writing', got `new`");
    await encoder.start(SMALL);
    await expect(encoder.start(SMALL)).rejects.toThrow('got `writing`');
    await encoder.write(frameAt(0));
    await encoder.finish();
    await expect(encoder.finish()).rejects.toThrow('got `done`');
  });

  it('refuses a wrong size, rate or quality before it writes anything', async () => {
    expect((await failure(open(anyFfmpeg).start({ ...SMALL, width: 63 }))).exitCode).toBe(2);
    expect((await failure(open(anyFfmpeg, { quality: 0 }).start(SMALL))).exitCode).toBe(2);
    const gif = open(anyFfmpeg, { format: FORMATS.gif });
    expect((await failure(gif.start({ ...SMALL, fps: { numerator: 60, denominator: 1 } }))).exitCode).toBe(2);
    expect(listing(place)).toEqual([]);
  });

  it('makes no film without frames', async () => {
    const encoder = open(anyFfmpeg);
    await encoder.start(SMALL);
    const error = await failure(encoder.finish());
    expect(error.code).toBe('FILM_INCOMPLETE');
    await expectNothingLeft(encoder, error);
  });
});

describe('an output that cannot be written', () => {
  it.each([
    ['is a folder', 'taken.mp4'],
    ['lies below a file', 'file/film.mp4'],
    ['has too long a name', `${'x'.repeat(300)}.mp4`],
    ['is a loop of links', 'circle/film.mp4'],
    ['is not a regular file', 'pipe.mp4'],
  ])('%s', async (_what, name) => {
    mkdirSync(join(place, 'taken.mp4'));
    writeFileSync(join(place, 'file'), 'text');
    symlinkSync(join(place, 'circle'), join(place, 'circle'));
    execFileSync('mkfifo', [join(place, 'pipe.mp4')]);
    const before = listing(place);
    const encoder = open(anyFfmpeg, { path: join(place, name) });
    expect(await failure(encoder.start(SMALL))).toMatchObject({ code: 'OUTPUT_UNWRITABLE', exitCode: 2 });
    expect(listing(place)).toEqual(before);
  });

  it('is a folder of pictures with another file', async () => {
    const target = join(place, 'shots');
    const first = await encode(anyFfmpeg, target, { format: FORMATS.png });
    expect((await encode(anyFfmpeg, target, { format: FORMATS.png, frames: [frameAt(0)] })).frames).toBe(1);
    expect(listing(first.path)).toEqual(['000001.png']);
    writeFileSync(join(target, 'notes.txt'), 'mine');
    const error = await failure(open(anyFfmpeg, { format: FORMATS.png, path: target }).start(SMALL));
    expect(error.code).toBe('OUTPUT_UNWRITABLE');
    expect(listing(target)).toEqual(['000001.png', 'notes.txt']);
  });
});

describe('abort', () => {
  it.each(['before start', 'during start', 'after start', 'between frames', 'during a write', 'during finish'])(
    'leaves no files %s',
    async (when) => {
      const pid = join(place, 'pid');
      const script = when === 'during a write' ? 'exec sleep 600' : `exec ${quote(anyFfmpeg.path)} "$@"`;
      const encoder = open(stub(place, 'wrapped', `echo $$ > ${quote(pid)}; ${script}`));
      const pending: Promise<unknown>[] = [];
      if (when !== 'before start') {
        const starting = encoder.start(LARGE);
        if (when === 'during start') pending.push(starting);
        else await starting;
      }
      if (when === 'between frames' || when === 'during finish') await encoder.write(frameAt(0, LARGE));
      if (when === 'during a write') pending.push(encoder.write(frameAt(0, LARGE)));
      if (when === 'during finish') pending.push(encoder.finish());
      const outcomes = Promise.allSettled(pending);
      await Promise.all([encoder.abort(), encoder.abort()]);
      await encoder.abort();
      for (const outcome of await outcomes) {
        expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'AbortError' } });
      }
      await expect(encoder.write(frameAt(0, LARGE))).rejects.toMatchObject({ name: 'AbortError' });
      expect(listing(join(place, 'out'))).toEqual([]);
      // The shell may have been killed between opening this file and writing to it.
      const started = existsSync(pid) ? readFileSync(pid, 'utf8') : '';
      if (started !== '') expect(isThere(Number(started))).toBe(false);
    },
  );

  it('keeps a film that is complete', async () => {
    const encoder = open(anyFfmpeg);
    await encoder.start(SMALL);
    await encoder.write(frameAt(0));
    const { path } = await encoder.finish();
    await encoder.abort();
    expect((await countFrames(path, FORMATS.mp4)).frames).toBe(1);
    expect(listing(join(place, 'out'))).toEqual(['film.mp4']);
  });

  it('is triggered by the signal, with its reason', async () => {
    const reason = new Error('Ctrl-C');
    const controller = new AbortController();
    const encoder = open(stub(place, 'hung', 'exec sleep 600'), { signal: controller.signal });
    await encoder.start(LARGE);
    const writing = encoder.write(frameAt(0, LARGE));
    controller.abort(reason);
    await expect(writing).rejects.toBe(reason);
    await encoder.abort();
    expect(listing(join(place, 'out'))).toEqual([]);
    await expect(open(anyFfmpeg, { signal: controller.signal }).start(SMALL)).rejects.toBe(reason);
  });
});

describe('the end of this process', () => {
  it('ends ffmpeg too', async () => {
    const pid = join(place, 'pid');
    const hung = stub(place, 'hung', `echo $$ > ${quote(pid)}; exec sleep 600`);
    const source = fileURLToPath(new URL('../../../src/video/encode/', import.meta.url));
    const script = `
      const { openEncoder } = await import(${JSON.stringify(`${source}stream.ts`)});
      const { FORMATS } = await import(${JSON.stringify(`${source}formats.ts`)});
      const { existsSync } = await import('node:fs');
      const encoder = openEncoder({ ffmpeg: { path: ${JSON.stringify(hung.path)} }, format: FORMATS.mp4, path: ${JSON.stringify(join(place, 'film.mp4'))} });
      await encoder.start(${JSON.stringify(SMALL)});
      while (!existsSync(${JSON.stringify(pid)})) await new Promise((resolve) => setTimeout(resolve, 10));
      process.exit(7);
    `;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: 'inherit',
    });
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(7);
    const stubPid = await pidIn(pid);
    await until(() => !runs(stubPid));
  });
});

describe('a full disk', () => {
  const disk = join(folder, 'disk');
  let mounted = false;
  beforeAll(() => {
    mkdirSync(disk);
    mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', disk]).status === 0;
  });
  afterAll(() => {
    if (mounted) execFileSync('umount', ['-l', disk]);
  });

  it.for([FORMATS.mp4, FORMATS.prores, FORMATS.png])('is reported, writing $name', async (format, { skip }) => {
    skip(!mounted, 'no small disk can be mounted here');
    const encoder = openEncoder({ ffmpeg: anyFfmpeg, format, path: join(disk, `film${format.extension}`) });
    await encoder.start(LARGE);
    const noise = frameAt(0, LARGE);
    for (let i = 0; i < noise.data.length; i += 1) noise.data[i] = (i * i * 2654435761) >>> 13;
    const write = async () => {
      for (let i = 0; i < 12; i += 1) await encoder.write(noise);
      await encoder.finish();
    };
    expect(await failure(write())).toMatchObject({ code: 'DISK_FULL', exitCode: 1 });
    expect(listing(disk)).toEqual([]);
  });
});

/** Whether a process runs; a zombie does not. */
function runs(pid: number): boolean {
  return isThere(pid) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}
