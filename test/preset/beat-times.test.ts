import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadPreset, parsePreset } from '../../src/preset/load.js';
import type { TrackTimes } from '../../src/preset/schema/beat-times.js';
import { parseOverride } from '../../src/preset/yaml/override.js';
import { writeSound } from '../support/sound/encode.js';
import { synthesise } from '../support/sound/synth.js';

const folder = mkdtempSync(join(tmpdir(), 'neurozoom-beats-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
process.env.NEUROZOOM_CACHE = join(folder, 'cache');

/** 120 beats a minute from 0.25 s on; bars of four begin at 0.75 s. */
const track: TrackTimes = {
  seconds: 30,
  beats: { tempo: 120, times: Array.from({ length: 60 }, (_, i) => 0.25 + i / 2), beatsPerBar: 4, firstBar: 1 },
};

const base = { sound: 'song.wav', cycle: { neurons: ['block8:40'] } };
const parse = (preset: object, times: TrackTimes | undefined = track) =>
  parsePreset({ ...base, ...preset }, { track: times });

function messageOf(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('Expected an error.');
}

describe('times in beats', () => {
  it('may stand for every duration', () => {
    const settings = parse({
      duration: '16beats',
      opening: { show: true, duration: '1bar' },
      sound: { file: 'song.wav', fade: { in: '1beat', out: '2 beats' } },
      cycle: {
        neurons: ['block8:40', { layer: 'block8', neuron: 3, hold: '8beats' }],
        hold: '2bars',
        blend: '0.5beats',
      },
      camera: {
        zoom: { doubles: '4beats' },
        rotate: { wave: 'sine', low: 0, high: 5, period: '8beats' },
        drift: { amount: 0.1, period: '16beats' },
      },
      grade: { contrast: { audio: 'rms', low: 0.1, high: 0.2, attack: '0.1beats', release: '1beat' } },
    });
    expect(settings.durationSeconds).toBe(8);
    expect(settings.opening.seconds).toBe(2);
    expect(settings.sound).toMatchObject({ fadeInSeconds: 0.5, fadeOutSeconds: 1 });
    expect(settings.cycle).toMatchObject({ holdSeconds: 4, blendSeconds: 0.25 });
    expect(settings.cycle.items[1]).toMatchObject({ holdSeconds: 4 });
    expect(settings.camera.zoom).toEqual({ doubles: { kind: 'constant', value: 2 } });
    expect(settings.camera.rotate).toMatchObject({ period: 4 });
    expect(settings.camera.drift.period).toBe(8);
    expect(settings.grade.contrast).toMatchObject({ attack: 0.05, release: 0.5 });
  });

  it('as moments lie on the beats themselves', () => {
    const at = (beats: readonly string[], preset: object = {}) => {
      const { grade } = parse({ ...preset, grade: { contrast: beats.map((time) => ({ at: time, value: 0.2 })) } });
      return grade.contrast.kind === 'keyframes' ? grade.contrast.keyframes.map((frame) => frame.at) : [];
    };
    expect(at(['0beats', '1beat', '2.5beats'])).toEqual([0.25, 0.75, 1.5]);
    expect(at(['0bars', '1bar'])).toEqual([0.75, 2.75]);
    // Counted from where the film begins in the track, and from the end of a shown opening.
    const from = { sound: { file: 'song.wav', start: '10s' } };
    expect(at(['0beats', '0bars'].slice(0, 1), from)[0]).toBeCloseTo(0.25);
    expect(at(['0bars'], from)[0]).toBeCloseTo(0.75);
    expect(at(['0beats'], { opening: { show: true, duration: '1s' } })[0]).toBeCloseTo(0.25);
    // After the last beat they go on.
    expect(at(['100beats'])[0]).toBeCloseTo(50.25);
  });

  it('may say where the film begins in the track', () => {
    expect(parse({ sound: { file: 'song.wav', start: '4bars' } }).sound?.startSeconds).toBe(8.75);
    const both = parse({ sound: { file: 'song.wav', start: '4bars' }, grade: { servo: [{ at: '1bar', value: 0.5 }] } });
    expect(both.grade.servo).toMatchObject({ keyframes: [{ at: 2 }] });
  });

  it('`duration: sound` is the rest of the track', () => {
    expect(parse({ duration: 'sound' }).durationSeconds).toBe(30);
    expect(parse({ duration: 'sound', sound: { file: 'song.wav', start: '10s' } }).durationSeconds).toBe(20);
  });

  it('are refused where nothing decides them, together with everything else that is wrong', () => {
    const { sound: _sound, ...silent } = base;
    const message = messageOf(() =>
      parsePreset({ ...silent, duration: '4bars', seed: -1, cycle: { ...base.cycle, hold: '2beats' } }, { track }),
    );
    expect(message).toContain(
      'expected a time in seconds, or a `sound` at the top of the preset to count by, got "4bars"',
    );
    expect(message).toContain('seed: expected a whole number');
    expect(message).toContain('got "2beats"');
    expect(messageOf(() => parse({ duration: '4bars' }, { ...track, beats: null }))).toContain('no beat was found');
    expect(messageOf(() => parsePreset({ ...base, duration: '4bars' }))).toContain('loaded from its file');
    expect(messageOf(() => parsePreset({ ...silent, duration: 'sound' }))).toContain('got "sound"');
  });

  it.each(['-1beats', 'beats', '1beat2s', '1e400bars', 'sound'])('%s is no time for a hold', (hold) => {
    expect(messageOf(() => parse({ cycle: { ...base.cycle, hold } }))).toContain('cycle.hold: expected a time');
  });

  it('have the range of their seconds', () => {
    expect(messageOf(() => parse({ camera: { zoom: { doubles: '0.1beats' } } }))).toContain('from 0.1s');
  });
});

describe('a preset file', () => {
  const path = join(folder, 'film.yaml');
  const write = (text: string) => writeFileSync(path, `cycle: { neurons: [block8:40] }\n${text}`);

  it('is counted in its own sound, beside it', async () => {
    const { samples } = synthesise({ bpm: 100, seconds: 12, seed: 8, first: 0.3 });
    writeSound(folder, 'song.flac', samples);
    write('sound: song.flac\nduration: 10beats\n');
    expect((await loadPreset(path)).durationSeconds).toBeCloseTo(6, 1);
    write('sound: song.flac\nduration: sound\n');
    const settings = await loadPreset(path);
    expect(settings.durationSeconds).toBeCloseTo(12, 2);
    expect(settings.sound?.file).toBe(join(folder, 'song.flac'));
    const hold = await loadPreset(path, { overrides: [parseOverride('cycle.hold=4beats')] });
    expect(hold.cycle.holdSeconds).toBeCloseTo(2.4, 1);
  });

  it.each([
    ['duration: 10beats\n', 'film.yaml:2:11', '`sound` at the top of the preset'],
    ['sound: none.wav\nduration: 10beats\n', 'film.yaml:2:8', 'does not exist'],
    ['sound: { file: 5 }\nduration: 10beats\n', 'film.yaml:2:16', 'expected a line of text'],
  ])('names the line: %j', async (text, where, words) => {
    write(text);
    const error = await loadPreset(path).then(
      () => undefined,
      (reason: unknown) => reason as Error,
    );
    expect(error?.message).toContain(where);
    expect(error?.message).toContain(words);
  });
});
