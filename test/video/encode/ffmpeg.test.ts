import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkEncoders, type Ffmpeg, findFfmpeg, tryFormat } from '../../../src/video/encode/ffmpeg.js';
import { FORMAT_LIST, FORMATS } from '../../../src/video/encode/formats.js';
import { allFfmpegs, anyFfmpeg, scratchFolder, stub } from '../ffmpegs.js';

const folder = scratchFolder();
const PRETEND = 'echo "ffmpeg version 7.7-stub Copyright"';
const only = (name: string) => {
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  return place;
};
const as = (ffmpeg: { readonly path: string }): Ffmpeg => ({ path: ffmpeg.path, origin: 'PATH', version: 'test' });

afterEach(() => {
  vi.unstubAllEnvs();
  vi.doUnmock('@ffmpeg-installer/ffmpeg');
  vi.resetModules();
});

describe('findFfmpeg', () => {
  it('prefers FFMPEG_PATH, as a path or as a name on the PATH', async () => {
    const mine = stub(only('mine'), 'my-ffmpeg', PRETEND);
    vi.stubEnv('FFMPEG_PATH', mine.path);
    expect(await findFfmpeg()).toEqual({ path: mine.path, origin: 'FFMPEG_PATH', version: '7.7-stub' });
    vi.stubEnv('FFMPEG_PATH', 'my-ffmpeg');
    vi.stubEnv('PATH', `/nowhere:${dirname(mine.path)}:${process.env.PATH}`);
    expect((await findFfmpeg()).path).toBe(mine.path);
  });

  it.each([
    ['does not exist', undefined, 'does not run (could not be started'],
    ['fails', 'echo "no libfoo.so" >&2; exit 127', 'does not run (ended with code 127: no libfoo.so)'],
    ['is something else', 'echo hello', 'is not ffmpeg'],
  ])('never falls through when FFMPEG_PATH %s', async (_what, script, message) => {
    const place = only('broken');
    const path = script === undefined ? join(place, 'absent') : stub(place, 'broken', script).path;
    vi.stubEnv('FFMPEG_PATH', path);
    const error = { code: 'FFMPEG_MISSING', exitCode: 2, message: expect.stringContaining(message) };
    await expect(findFfmpeg()).rejects.toMatchObject(error);
  });

  it('uses the ffmpeg on the PATH next, and skips files that cannot be run', async () => {
    vi.stubEnv('FFMPEG_PATH', '');
    const first = only('first');
    mkdirSync(join(first, 'ffmpeg'), { recursive: true }); // a folder of that name
    const second = stub(only('second'), 'ffmpeg', PRETEND);
    vi.stubEnv('PATH', `${first}:${dirname(second.path)}`);
    expect(await findFfmpeg()).toMatchObject({ path: second.path, origin: 'PATH' });
  });

  const packaged = allFfmpegs.find(({ name }) => name === 'packaged ffmpeg');
  it.skipIf(packaged === undefined)('uses the packaged one last (skipped if it is not installed)', async () => {
    vi.stubEnv('FFMPEG_PATH', '');
    vi.stubEnv('PATH', only('empty'));
    expect(await findFfmpeg()).toMatchObject({ path: packaged?.path, origin: 'package' });
    vi.stubEnv('PATH', dirname(stub(only('bad'), 'ffmpeg', 'exit 1').path));
    expect(await findFfmpeg()).toMatchObject({ origin: 'package' });
  });

  it('says what was tried if there is none', async () => {
    vi.stubEnv('FFMPEG_PATH', '');
    vi.stubEnv('PATH', dirname(stub(only('bad'), 'ffmpeg', 'exit 1').path));
    vi.doMock('@ffmpeg-installer/ffmpeg', () => {
      throw 'Unsupported platform/architecture: none';
    });
    vi.resetModules();
    const { findFfmpeg: find } = await import('../../../src/video/encode/ffmpeg.js');
    const error = await find().then(
      () => null,
      (reason: unknown) => reason as { code: string; message: string; hint: string },
    );
    expect(error?.code).toBe('FFMPEG_MISSING');
    expect(error?.message).toContain('FFMPEG_PATH: not set; PATH: ');
    expect(error?.message).toContain('does not run (ended with code 1); package @ffmpeg-installer/ffmpeg: ');
    expect(error?.hint).toContain('FFMPEG_PATH');
  });

  it('stops at the signal', async () => {
    vi.stubEnv('FFMPEG_PATH', stub(only('hung'), 'hung', 'exec sleep 600').path);
    const controller = new AbortController();
    const finding = findFfmpeg(controller.signal);
    controller.abort(new Error('enough'));
    await expect(finding).rejects.toThrow('enough');
  });
});

describe.each(allFfmpegs)('the formats of the $name', (ffmpeg) => {
  it.each(FORMAT_LIST)('include $name', async (format) => {
    await checkEncoders(as(ffmpeg), format);
    await tryFormat(as(ffmpeg), format);
  });
});

describe('an ffmpeg without a codec', () => {
  const list = "printf ' V....D libvpx-vp9  VP9\\n V..... = Video\\n V....D gif  GIF\\n'";

  it('is refused with the formats that it can write', async () => {
    const poor = as(stub(only('poor'), 'poor', list));
    const error = {
      code: 'FFMPEG_LACKS_CODEC',
      exitCode: 2,
      message: expect.stringContaining("cannot write mp4: it has no encoder 'libx264'"),
      hint: expect.stringContaining('it can write webm, gif; or set FFMPEG_PATH'),
    };
    await expect(checkEncoders(poor, FORMATS.mp4)).rejects.toMatchObject(error);
    await checkEncoders(poor, FORMATS.webm);
  });

  it('is found by a test run if it only claims to have it', async () => {
    const script = `case "$*" in *-encoders*) ${list};; *) echo 'vpx: bad instruction' >&2; exit 1;; esac`;
    const boaster = as(stub(only('boaster'), 'boaster', script));
    await expect(tryFormat(boaster, FORMATS.webm)).rejects.toMatchObject({
      code: 'FFMPEG_LACKS_CODEC',
      message: expect.stringMatching(/failed a test run: .*vpx: bad instruction/),
      hint: expect.stringContaining('it can write gif;'),
    });
  });

  it('gets its own error if it cannot list its encoders', async () => {
    await expect(
      checkEncoders(as(stub(only('dumb'), 'dumb', 'echo no >&2; exit 2')), FORMATS.mp4),
    ).rejects.toMatchObject({
      code: 'FFMPEG_FAILED',
      message: 'ffmpeg -encoders ended with code 2: no',
    });
  });

  it('works through a link with an odd name', async () => {
    const link = join(only('links'), "my ffmpeg's %d");
    symlinkSync(anyFfmpeg.path, link);
    await tryFormat(as({ path: link }), FORMATS.mp4);
  });
});
