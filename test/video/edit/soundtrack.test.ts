import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SOUND_INPUT_OPTIONS } from '../../../src/sound/decode.js';
import { joinSegments, segmentFormat } from '../../../src/video/edit/segments.js';
import {
  makeSoundtrack,
  measureLoudness,
  SOUNDTRACK_RATE,
  type Soundtrack,
  samplesOf,
} from '../../../src/video/edit/soundtrack.js';
import { FORMATS, type VideoFormat } from '../../../src/video/encode/formats.js';
import { openEncoder } from '../../../src/video/encode/stream.js';
import { readFilm } from '../../../src/video/read/finished-film.js';
import { tone, writeSound } from '../../support/sound/encode.js';
import { synthesise } from '../../support/sound/synth.js';
import { anyFfmpeg, ffmpegs, frameAt, SMALL, scratchFolder } from '../ffmpegs.js';

const folder = scratchFolder();
const track = writeSound(folder, 'track.flac', synthesise({ bpm: 120, seconds: 8, seed: 1 }).samples);

const plain: Soundtrack = {
  ...{ source: track, inputOptions: SOUND_INPUT_OPTIONS, startSeconds: 0, trackSeconds: 8 },
  ...{ fadeInSeconds: 0, fadeOutSeconds: 0, gain: 0, loudness: null },
};
const tools = { ffmpeg: anyFfmpeg };

/** The samples of the left channel, as ffmpeg decodes them. */
function samplesIn(path: string): Float32Array {
  const args = ['-loglevel', 'error', '-i', `file:${path}`, '-map', '0:a:0', '-ac', '2', '-f', 'f32le', 'pipe:1'];
  const bytes = execFileSync(anyFfmpeg.path, args, { maxBuffer: 2 ** 28 });
  return Float32Array.from({ length: bytes.length / 8 }, (_, i) => bytes.readFloatLE(8 * i));
}

const rms = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, value) => sum + value ** 2, 0) / samples.length);

async function make(name: string, soundtrack: Soundtrack, samples: number): Promise<string> {
  const out = join(folder, name);
  await makeSoundtrack(tools, soundtrack, { out, samples });
  return out;
}

describe('a soundtrack', () => {
  it.each([1000, 48_000, 143_999, 480_000])('has %i samples, whatever the track has', async (samples) => {
    const out = await make(`length-${samples}.flac`, plain, samples);
    expect(samplesIn(out).length).toBe(samples);
  });

  it('is the same again, byte for byte, with a loudness too', async () => {
    for (const loudness of [null, -14, -23]) {
      const [one, other] = ['one', 'other'].map((name) =>
        make(`${name}${loudness}.flac`, { ...plain, loudness }, 96_000),
      );
      expect(readFileSync(await one!)).toEqual(readFileSync(await other!));
    }
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('begins where it is told in the track', async () => {
    const whole = samplesIn(await make('whole.flac', plain, 5 * SOUNDTRACK_RATE));
    const part = samplesIn(await make('part.flac', { ...plain, startSeconds: 2 }, SOUNDTRACK_RATE));
    for (let i = 1000; i < part.length; i += 991) expect(part[i]!).toBeCloseTo(whole[2 * SOUNDTRACK_RATE + i]!, 3);
  });

  it.each([-14, -20, -9])('is brought to %i LUFS, with true peaks below -1.5 dB', async (loudness) => {
    const out = await make(`loud${loudness}.flac`, { ...plain, loudness }, 8 * SOUNDTRACK_RATE);
    const measured = await measureLoudness(tools, out, []);
    expect(Math.abs(measured.loudness - loudness)).toBeLessThan(loudness === -9 ? 3 : 1);
    expect(measured.truePeak).toBeLessThan(-1.4);
  });

  it('fades at both ends, the end being that of the track if it comes first', async () => {
    const source = writeSound(folder, 'tone.wav', tone(500, 4));
    const fades = { ...plain, source, trackSeconds: 4, fadeInSeconds: 1, fadeOutSeconds: 1 };
    const samples = samplesIn(await make('fades.flac', fades, 6 * SOUNDTRACK_RATE));
    const at = (seconds: number) =>
      rms(samples.subarray(seconds * SOUNDTRACK_RATE, (seconds + 0.05) * SOUNDTRACK_RATE));
    expect(at(0)).toBeLessThan(0.05);
    expect(at(0.5)).toBeGreaterThan(0.1);
    expect(at(2)).toBeCloseTo(0.25, 2); // a mono track in two channels, each 3 dB softer
    expect(at(3.9)).toBeLessThan(0.05);
    expect(at(5)).toBe(0);
  });

  it('is louder by its gain', async () => {
    const [plainly, softer] = [0, -6].map((gain) => make(`gain${gain}.flac`, { ...plain, gain }, SOUNDTRACK_RATE));
    expect(rms(samplesIn(await softer!)) / rms(samplesIn(await plainly!))).toBeCloseTo(0.5, 2);
  });

  it('of a silent part stays silent', async () => {
    const out = await make('after.flac', { ...plain, startSeconds: 7.99, loudness: -14 }, SOUNDTRACK_RATE);
    expect(samplesIn(out).length).toBe(SOUNDTRACK_RATE);
  });

  it('leaves nothing behind when the track is gone', async () => {
    const source = join(folder, 'gone.wav');
    await expect(make('none.flac', { ...plain, source }, 1000)).rejects.toMatchObject({ code: 'FFMPEG_FAILED' });
    expect(existsSync(join(folder, 'none.flac'))).toBe(false);
    expect(existsSync(join(folder, 'none.flac.tmp'))).toBe(false);
  });
});

describe.each(ffmpegs)('a film joined with $name', (ffmpeg) => {
  const FRAMES = 34;
  const rates = [
    { numerator: 25, denominator: 1 },
    { numerator: 30_000, denominator: 1001 },
  ];
  const cases = [FORMATS.mp4, FORMATS.webm, FORMATS.prores].flatMap((format) => rates.map((fps) => ({ format, fps })));

  async function film(format: VideoFormat, fps: (typeof rates)[number], name: string) {
    const video = { ...SMALL, fps };
    const inner = segmentFormat(format);
    const segments = [];
    for (const [i, count] of [20, FRAMES - 20].entries()) {
      const path = join(folder, `segment-${i}${inner.extension}`);
      const encoder = openEncoder({ ffmpeg, format: inner, path });
      await encoder.start(video);
      for (let frame = 0; frame < count; frame++) await encoder.write(frameAt(20 * i + frame));
      await encoder.finish();
      segments.push({ path, frames: count });
    }
    const samples = samplesOf(FRAMES, fps);
    const sound = { path: join(folder, 'joined.flac'), samples };
    await makeSoundtrack({ ffmpeg }, { ...plain, loudness: -14 }, { out: sound.path, samples });
    const out = join(folder, `${name}${format.extension}`);
    await joinSegments({ ffmpeg }, { format, video, segments, out, target: out, sound });
    return { out, samples };
  }

  it.each(cases)(
    '$format.name at $fps.numerator/$fps.denominator has sound as long as its picture',
    async ({ format, fps }) => {
      const { out, samples } = await film(format, fps, 'film');
      const { facts } = await readFilm(out);
      expect(facts.frames).toBe(FRAMES);
      expect(Math.abs(facts.soundSeconds! * SOUNDTRACK_RATE - samples)).toBeLessThan(1);
      // What a decoder makes of it: the 2018 build does not cut the end of the last AAC frame.
      const heard = samplesIn(out);
      expect(heard.length - samples).toBeGreaterThanOrEqual(-1);
      expect(heard.length - samples).toBeLessThan(1024);
      const before = samplesIn(join(folder, 'joined.flac'));
      expect(rms(heard) / rms(before)).toBeCloseTo(1, 1);
      expect(bestShift(before, heard)).toBeLessThanOrEqual(2);
    },
  );

  it.each([FORMATS.mp4, FORMATS.webm, FORMATS.prores])('$name is the same again, byte for byte', async (format) => {
    const [one, other] = [await film(format, rates[0]!, 'one'), await film(format, rates[0]!, 'other')];
    expect(readFileSync(one.out).equals(readFileSync(other.out))).toBe(true);
  });
});

/** By how many samples one signal is behind the other, where they agree best. */
function bestShift(a: Float32Array, b: Float32Array): number {
  let best = { shift: 0, sum: -Infinity };
  for (let shift = -1100; shift <= 1100; shift++) {
    let sum = 0;
    for (let i = 12_000; i < 24_000; i += 3) sum += a[i]! * b[i + shift]!;
    if (sum > best.sum) best = { shift, sum };
  }
  return Math.abs(best.shift);
}
