import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.js';
import { decodeSound, SAMPLE_RATE } from '../../src/sound/decode.js';
import { openTrack } from '../../src/sound/track.js';
import { tone, writeSound } from '../support/sound/encode.js';
import { TRACK_RATE, wavOf } from '../support/sound/synth.js';
import { anyFfmpeg, frameAt, SMALL, scratchFolder } from '../video/ffmpegs.js';

const folder = scratchFolder();
process.env.NEUROZOOM_CACHE = join(folder, 'cache');
const ffmpeg = { ...anyFfmpeg, version: 'test' };
const at = (name: string) => join(folder, name);

async function decoded(path: string, maxSeconds?: number): Promise<Float32Array> {
  const parts: Float32Array[] = [];
  const count = await decodeSound(path, { ffmpeg, maxSeconds }, (samples) => parts.push(samples.slice()));
  const all = Float32Array.from(parts.flatMap((part) => [...part]));
  expect(all.length).toBe(count);
  return all;
}

async function errorOf(promise: Promise<unknown>): Promise<UserError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return error as UserError;
}

describe('decoding', () => {
  it.each(['wav', 'flac', 'mp3', 'ogg', 'opus', 'm4a'])('gives the samples of .%s at 24 kHz', async (extension) => {
    const samples = await decoded(writeSound(folder, `tone.${extension}`, tone(440, 1)));
    expect(Math.abs(samples.length - SAMPLE_RATE)).toBeLessThan(0.06 * SAMPLE_RATE);
    const middle = samples.subarray(8000, 16_000);
    const rms = Math.sqrt(middle.reduce((sum, value) => sum + value ** 2, 0) / middle.length);
    expect(rms).toBeCloseTo(0.5 / Math.SQRT2, 1);
  });

  it.each([8000, 11_025, 96_000])('reads %i Hz', async (rate) => {
    const samples = Float32Array.from({ length: rate }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 440 * i) / rate));
    const found = await decoded(writeSound(folder, `rate-${rate}.wav`, samples, rate));
    expect(Math.abs(found.length - SAMPLE_RATE)).toBeLessThan(200);
  });

  it('reads the sound of a video', async () => {
    const sound = writeSound(folder, 'for-video.wav', tone(440, 1));
    const args = [
      '-loglevel',
      'error',
      '-f',
      'lavfi',
      '-i',
      'testsrc=d=1',
      '-i',
      sound,
      '-shortest',
      '-y',
      at('v.mp4'),
    ];
    execFileSync(ffmpeg.path, args);
    expect((await decoded(at('v.mp4'))).length).toBeGreaterThan(0.9 * SAMPLE_RATE);
  });
});

describe('a sound that cannot be used is refused in one sentence:', () => {
  it('missing', async () => {
    const error = await errorOf(openTrack(at('none.wav'), { ffmpeg }));
    expect(error.code).toBe('SOUND_UNREADABLE');
    expect(error.message).toBe(`the sound '${at('none.wav')}' does not exist`);
  });

  it('a folder', async () => {
    mkdirSync(at('folder'));
    expect((await errorOf(openTrack(at('folder'), { ffmpeg }))).message).toContain('is a folder');
  });

  it('a device', async () => {
    expect((await errorOf(openTrack('/dev/zero', { ffmpeg }))).message).toContain('not a regular file');
  });

  it('empty', async () => {
    writeFileSync(at('empty.wav'), '');
    expect((await errorOf(openTrack(at('empty.wav'), { ffmpeg }))).message).toContain('it is empty');
  });

  it('silent', async () => {
    const path = writeSound(folder, 'silent.flac', new Float32Array(TRACK_RATE));
    const error = await errorOf(openTrack(path, { ffmpeg }));
    expect(error.code).toBe('SOUND_UNUSABLE');
    expect(error.message).toContain('it is silent');
    expect(error.exitCode).toBe(2);
  });

  it('too short', async () => {
    const path = writeSound(folder, 'click.wav', tone(440, 0.05));
    expect((await errorOf(openTrack(path, { ffmpeg }))).message).toContain('only 0.050 s long');
  });

  it('no sound file at all', async () => {
    writeFileSync(at('text.mp3'), 'Not a sound.\n'.repeat(500));
    expect((await errorOf(openTrack(at('text.mp3'), { ffmpeg }))).code).toBe('SOUND_UNUSABLE');
  });

  it('a video without sound', async () => {
    const { data } = frameAt(0);
    execFileSync(
      ffmpeg.path,
      [
        ...['-loglevel', 'error', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${SMALL.width}x${SMALL.height}`],
        ...['-i', 'pipe:0', '-pix_fmt', 'yuv420p', '-y', at('mute.mp4')],
      ],
      { input: Buffer.from(data) },
    );
    expect((await errorOf(openTrack(at('mute.mp4'), { ffmpeg }))).message).toContain('there is no sound in it');
  });

  it('a damaged FLAC file', async () => {
    const bytes = readFileSync(writeSound(folder, 'good.flac', tone(440, 4)));
    bytes.fill(0x55, bytes.length >> 1, (bytes.length >> 1) + 2000);
    writeFileSync(at('damaged.flac'), bytes);
    const error = await errorOf(openTrack(at('damaged.flac'), { ffmpeg }));
    expect(error.code).toBe('SOUND_UNUSABLE');
    expect(error.message).not.toContain('\n');
    expect(error.hint).toContain('export it again');
  });

  it('longer than the limit, without reading on', async () => {
    const path = writeSound(folder, 'long.wav', tone(440, 8));
    const error = await errorOf(decodeSound(path, { ffmpeg, maxSeconds: 3.6 }, () => undefined));
    expect(error.message).toContain('longer than 0.001 hours');
  });

  it('samples that are no numbers', async () => {
    const bytes = wavOf(new Float32Array(2000));
    // 32-bit floats.
    bytes.writeUInt16LE(3, 20);
    bytes.writeUInt32LE(4 * TRACK_RATE, 28);
    bytes.writeUInt16LE(4, 32);
    bytes.writeUInt16LE(32, 34);
    for (let i = 44; i < bytes.length; i += 4) bytes.writeFloatLE(i === 444 ? Number.NaN : 0.5, i);
    writeFileSync(at('nan.wav'), bytes);
    expect((await errorOf(openTrack(at('nan.wav'), { ffmpeg }))).message).toContain('not numbers');
  });

  it.each([
    ['a playlist', 'list.m3u8', '#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\ngood.flac\n#EXT-X-ENDLIST\n'],
    ['a list of files', 'list.ffconcat', 'ffconcat version 1.0\nfile good.flac\n'],
  ])('%s, which would open other files', async (_what, name, text) => {
    writeSound(folder, 'good.flac', tone(440, 1));
    writeFileSync(at(name), text);
    expect((await errorOf(openTrack(at(name), { ffmpeg }))).code).toBe('SOUND_UNUSABLE');
  });

  it('whatever bytes: an error or samples, never anything else', async () => {
    const good = ['wav', 'flac', 'mp3', 'ogg', 'm4a'].map((extension) =>
      readFileSync(writeSound(folder, `fuzz.${extension}`, tone(330, 0.3))),
    );
    let state = 12_345;
    const random = (below: number) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return (state >>> 8) % below;
    };
    for (let round = 0; round < 25; round++) {
      const bytes = Buffer.from(good[round % good.length]!);
      for (let i = 0; i < 1 + random(20); i++) bytes[random(bytes.length)] = random(256);
      writeFileSync(at('fuzz.bin'), round % 3 === 0 ? bytes.subarray(0, random(bytes.length)) : bytes);
      const outcome = await openTrack(at('fuzz.bin'), { ffmpeg }).then(
        ({ analysis }) => analysis.seconds,
        (error: unknown) => error,
      );
      if (typeof outcome === 'number') expect(outcome).toBeGreaterThan(0);
      else expect(outcome).toBeInstanceOf(UserError);
    }
  });
});
