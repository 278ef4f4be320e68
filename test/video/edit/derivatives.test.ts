import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { addSoundtrack, convertFilm, writeMetadata } from '../../../src/video/edit/derivatives.js';
import { FORMAT_LIST, FORMATS } from '../../../src/video/encode/formats.js';
import { countFrames } from '../../../src/video/read/frame-count.js';
import {
  anyFfmpeg,
  decode,
  describeStreams,
  encode,
  ffmpegs,
  frameAt,
  listing,
  SMALL,
  scratchFolder,
  stub,
} from '../ffmpegs.js';

const folder = scratchFolder();
const NTSC = { ...SMALL, fps: { numerator: 30000, denominator: 1001 } };
const FRAMES = 40;

describe.each(ffmpegs)('from a finished film, by the $name', (ffmpeg) => {
  const tools = { ffmpeg };
  const place = join(folder, ffmpeg.name);
  const film = join(place, "-it's %03d?.mp4");
  const sound = join(place, 'sound one.wav');

  beforeAll(async () => {
    const frames = Array.from({ length: FRAMES }, (_, i) => frameAt(i));
    const metadata = { title: 'Two words', comment: 'seed: 7\nname = "x y"' };
    await encode(ffmpeg, film, { video: { ...NTSC, metadata }, frames });
    const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=0.5'];
    execFileSync(ffmpeg.path, ['-hide_banner', '-loglevel', 'error', '-nostdin', ...tone, '-y', sound]);
  });

  it.each(FORMAT_LIST)('a copy as $name has every frame', async (format) => {
    const copy = await convertFilm(tools, film, format, join(place, `copy of %d${format.extension}`));
    expect(copy.frames).toBe(FRAMES);
    const facts = await countFrames(copy.path, format);
    expect(facts).toMatchObject({ frames: FRAMES, width: 64, height: 48 });
    if (format.container === 'mp4') expect(facts.fps).toBe(30000 / 1001);
    if (format.keepsMetadata) expect(describeStreams(ffmpeg, copy.path)).toMatch(/title\s*: Two words/);
    const [last] = decode(ffmpeg, format.folder ? join(place, 'copy of %%d', '%06d.png') : copy.path).slice(-1);
    expect(averageDistance(last ?? Buffer.alloc(0), frameAt(FRAMES - 1).data)).toBeLessThan(12);
  });

  it('a film of a folder of pictures plays at the given rate', async () => {
    const pictures = await encode(ffmpeg, join(place, 'shots %d'), { format: FORMATS.png });
    const copy = await convertFilm(tools, pictures.path, FORMATS.mp4, join(place, 'shots.mp4'), {
      fps: NTSC.fps,
      quality: 5,
    });
    expect(await countFrames(copy.path, FORMATS.mp4)).toMatchObject({ frames: 10, fps: 30000 / 1001 });
    await expect(convertFilm(tools, pictures.path, FORMATS.mp4, join(place, 'x.mp4'))).rejects.toThrow(RangeError);
    await expect(convertFilm(tools, film, FORMATS.webm, join(place, 'x.webm'), { fps: NTSC.fps })).rejects.toThrow(
      RangeError,
    );
  });

  it.each([
    ['shorter sound', {}],
    ['shorter sound, repeated', { loop: true }],
    ['fading sound', { fadeSeconds: 0.3 }],
  ])('a film with %s keeps its length and its pictures', async (_what, options) => {
    const out = await addSoundtrack(tools, film, sound, join(place, 'sound.mp4'), options);
    expect(out.frames).toBe(FRAMES);
    expect(picturesOf(ffmpeg, out.path).equals(picturesOf(ffmpeg, film))).toBe(true);
    const said = describeStreams(ffmpeg, out.path);
    expect(said).toMatch(/Audio: aac/);
    expect(said).toMatch(/Duration: 00:00:01\.3[3-6]/); // 40 frames of 1001/30000 s, up to a packet of sound
    const [begin, end] = [loudness(ffmpeg, out.path, 0.1), loudness(ffmpeg, out.path, 1.25)];
    expect(begin).toBeGreaterThan(0.01);
    if ('loop' in options) expect(end).toBeGreaterThan(0.01);
    else expect(end).toBeLessThan(begin / 10);
  });

  it('longer sound is cut', async () => {
    const short = await encode(ffmpeg, join(place, 'short.mov'), { format: FORMATS.prores });
    const out = await addSoundtrack(tools, short.path, sound, join(place, 'short with sound.mov'));
    expect(out.frames).toBe(10);
    expect(describeStreams(ffmpeg, out.path)).toMatch(/Duration: 00:00:00\.4[0-3]/);
  });

  it.each(['mp4', 'webm', 'prores'] as const)('new metadata goes into %s, in place, beside the old', async (name) => {
    const format = FORMATS[name];
    const path = join(place, `tagged${format.extension}`);
    const { frames } = await encode(ffmpeg, path, {
      format,
      video: { ...SMALL, metadata: { title: 'old', artist: 'me' } },
    });
    const before = picturesOf(ffmpeg, path);
    const out = await writeMetadata(tools, path, { title: 'a new one', comment: 'k = "v"; two words' }, path);
    expect(out).toMatchObject({ path, frames });
    expect(picturesOf(ffmpeg, path).equals(before)).toBe(true);
    const said = describeStreams(ffmpeg, path);
    for (const [key, value] of [
      ['title', 'a new one'],
      ['artist', 'me'],
      ['comment', 'k = "v"; two words'],
    ]) {
      expect(said).toMatch(new RegExp(`${key}\\s*: ${value}`, 'i'));
    }
  });
});

describe('what cannot be done', () => {
  const tools = { ffmpeg: anyFfmpeg };
  const place = join(folder, 'refused');
  const film = join(place, 'film.mp4');
  beforeAll(async () => {
    mkdirSync(place);
    await encode(anyFfmpeg, film);
    await encode(anyFfmpeg, join(place, 'film.webm'), { format: FORMATS.webm });
    await encode(anyFfmpeg, join(place, 'odd.gif'), { format: FORMATS.gif, video: { ...SMALL, width: 65 } });
    await encode(anyFfmpeg, join(place, 'fast.mp4'), { video: { ...SMALL, fps: { numerator: 60, denominator: 1 } } });
    writeFileSync(join(place, 'noise.mp3'), 'no sound at all');
    writeFileSync(join(place, 'damaged.mp4'), readFileSync(film).subarray(0, -20));
  });
  const at = (name: string) => join(place, name);

  it.each([
    [
      'a film that is not there',
      'ARGUMENT_INVALID',
      () => convertFilm(tools, at('none.mp4'), FORMATS.gif, at('x.gif')),
    ],
    ['a film of no format', 'ARGUMENT_INVALID', () => convertFilm(tools, at('noise.mp3'), FORMATS.gif, at('x.gif'))],
    ['a damaged film', 'FILM_INCOMPLETE', () => convertFilm(tools, at('damaged.mp4'), FORMATS.gif, at('x.gif'))],
    ['an odd size', 'ARGUMENT_INVALID', () => convertFilm(tools, at('odd.gif'), FORMATS.mp4, at('x.mp4'))],
    ['too fast for GIF', 'ARGUMENT_INVALID', () => convertFilm(tools, at('fast.mp4'), FORMATS.gif, at('x.gif'))],
    [
      'a quality of ProRes',
      'ARGUMENT_INVALID',
      () => convertFilm(tools, film, FORMATS.prores, at('x.mov'), { quality: 3 }),
    ],
    ['no such sound', 'ARGUMENT_INVALID', () => addSoundtrack(tools, film, at('none.mp3'), at('x.mp4'))],
    ['what is no sound', 'FFMPEG_FAILED', () => addSoundtrack(tools, film, at('noise.mp3'), at('x.mp4'))],
    ['sound in WebM', 'ARGUMENT_INVALID', () => addSoundtrack(tools, at('film.webm'), film, at('x.webm'))],
    ['another extension', 'ARGUMENT_INVALID', () => addSoundtrack(tools, film, film, at('x.mov'))],
    ['metadata in GIF', 'ARGUMENT_INVALID', () => writeMetadata(tools, at('odd.gif'), { title: 'x' }, at('x.gif'))],
    ['an output that is a folder', 'OUTPUT_UNWRITABLE', () => convertFilm(tools, film, FORMATS.gif, place)],
  ])('%s', async (_what, code, action) => {
    const before = listing(place);
    await expect(action()).rejects.toMatchObject({ code });
    expect(listing(place)).toEqual(before);
  });

  it.each([
    ['fails', 'echo "broken pipe dream" >&2; exit 1', 'FFMPEG_FAILED', 'ended with code 1: broken pipe dream'],
    ['is killed', 'kill -9 $$', 'FFMPEG_FAILED', 'was killed by SIGKILL'],
    ['fills the disk', 'echo "av_write: No space left on device" >&2; exit 0', 'DISK_FULL', 'the disk is full'],
    ['writes nothing and succeeds', 'exit 0', 'FILM_INCOMPLETE', 'is damaged'],
    ['writes garbage and succeeds', 'echo GIF89a > "$last"', 'FILM_INCOMPLETE', 'is damaged'],
  ])('an ffmpeg that %s', async (_what, script, code, message) => {
    // fluent-ffmpeg asks for lists first.
    const bad = stub(
      folder,
      'bad',
      `case "$*" in *-formats*|*-encoders*) exec '${anyFfmpeg.path}' "$@";; esac\n${script}`,
    );
    const before = listing(place);
    const error = { code, message: expect.stringContaining(message) };
    await expect(convertFilm({ ffmpeg: bad }, film, FORMATS.gif, at('x.gif'))).rejects.toMatchObject(error);
    expect(listing(place)).toEqual(before);
  });

  it('an ffmpeg that is gone', async () => {
    const gone = { ffmpeg: { path: at('gone') } };
    await expect(convertFilm(gone, film, FORMATS.gif, at('x.gif'))).rejects.toMatchObject({ code: 'FFMPEG_FAILED' });
  });

  it('anything after an abort, whose reason is told, before and while ffmpeg runs', async () => {
    const hung = stub(
      folder,
      'hung',
      `case "$*" in *-formats*|*-encoders*) exec '${anyFfmpeg.path}' "$@";; esac\nexec sleep 600`,
    );
    const before = listing(place);
    const reason = new Error('enough');
    for (const delay of [0, 20, 200]) {
      const controller = new AbortController();
      const converting = convertFilm({ ffmpeg: hung, signal: controller.signal }, film, FORMATS.gif, at('x.gif'));
      setTimeout(() => controller.abort(reason), delay);
      await expect(converting).rejects.toBe(reason);
      expect(listing(place)).toEqual(before);
    }
  });

  it('several jobs at once, which take turns', async () => {
    const names = ['a.gif', 'b.gif', 'c.gif'];
    const films = await Promise.all(names.map((name) => convertFilm(tools, film, FORMATS.gif, at(name))));
    expect(films.map(({ frames }) => frames)).toEqual([10, 10, 10]);
  });
});

function picturesOf(ffmpeg: { readonly path: string }, film: string): Buffer {
  return Buffer.concat(decode(ffmpeg, film));
}

function averageDistance(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length;
}

/** Root mean square of 50 ms of sound, where full scale is 1. */
function loudness(ffmpeg: { readonly path: string }, film: string, seconds: number): number {
  const range = ['-ss', String(seconds), '-t', '0.05'];
  const args = [
    '-hide_banner',
    '-loglevel',
    'error',
    '-nostdin',
    '-i',
    film,
    ...range,
    '-f',
    'f32le',
    '-ac',
    '1',
    'pipe:1',
  ];
  const bytes = execFileSync(ffmpeg.path, args);
  const samples = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  return Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
}
