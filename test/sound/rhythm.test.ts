import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyse, barTimes, type SoundAnalysis } from '../../src/sound/analysis.js';
import { decodeSound, SAMPLE_RATE } from '../../src/sound/decode.js';
import { openSpectraMeter } from '../../src/sound/spectra.js';
import { someOf } from '../support/scale.js';
import { writeSound } from '../support/sound/encode.js';
import { synthesise, type Track, type TrackPlan } from '../support/sound/synth.js';
import { anyFfmpeg, scratchFolder } from '../video/ffmpegs.js';

const folder = scratchFolder();

async function analysed(name: string, samples: Float32Array): Promise<SoundAnalysis> {
  const path = writeSound(folder, name, samples);
  const meter = openSpectraMeter();
  const count = await decodeSound(path, { ffmpeg: anyFfmpeg }, meter.add);
  rmSync(path);
  return analyse(meter.finish(), count / SAMPLE_RATE);
}

/** How far each true beat outside the pauses is from the nearest found one, in seconds, rising. */
function errorsOf({ beats, silent }: Track, found: readonly number[]): readonly number[] {
  return beats
    .filter((_, i) => !silent[i])
    .map((beat) => Math.min(...found.map((time) => Math.abs(time - beat))))
    .sort((a, b) => a - b);
}

const EXTENSIONS = ['wav', 'flac', 'mp3', 'ogg', 'opus', 'm4a'];
const SWINGS = [0.5, 0.6, 0.667];
const NOISES = [0, 0.02, 0.1];

/** Twenty tracks from 70 to 180 beats a minute; every second one has a pause, every third one loose timing. */
const PLANS = Array.from({ length: 20 }, (_, i): TrackPlan & { readonly file: string } => ({
  file: `track-${i}.${EXTENSIONS[i % EXTENSIONS.length]}`,
  bpm: Math.round(700 + (1100 * i) / 19) / 10,
  seconds: 18,
  seed: 100 + i,
  swing: SWINGS[i % 3]!,
  noise: NOISES[Math.floor(i / 3) % 3]!,
  pauses: i % 2 === 1 ? [[7, 9.5 + (i % 4) / 2]] : [],
  first: 0.1 + ((i * 0.37) % 1),
  human: i % 3 === 2 ? 0.006 : 0,
  pattern: i % 4 === 3 ? 'house' : 'rock',
  harmony: i % 5 !== 0,
  beatsPerBar: i % 7 === 6 ? 3 : 4,
}));

describe('tempo and beats', () => {
  it.each(someOf(PLANS, 10))('of $file: $bpm bpm, swing $swing, noise $noise', async ({ file, ...plan }) => {
    const track = synthesise(plan);
    const { beats } = await analysed(file, track.samples);
    expect(beats!.tempo).toBeGreaterThan(0.99 * plan.bpm);
    expect(beats!.tempo).toBeLessThan(1.01 * plan.bpm);
    const errors = errorsOf(track, beats!.times);
    expect(errors[errors.length >> 1]).toBeLessThan(0.01);
    // Nine of ten are near, so the median hides no second rhythm.
    expect(errors[Math.floor(0.9 * errors.length)]).toBeLessThan(0.03);
    // As many as there are, in pauses too.
    const inside = beats!.times.filter((time) => time > track.beats[0]! - 0.05 && time < track.beats.at(-1)! + 0.05);
    expect(Math.abs(inside.length - track.beats.length)).toBeLessThanOrEqual(2);
  });

  it('has no beat where nothing repeats', async () => {
    const { beats, sections } = await analysed('short.wav', synthesise({ bpm: 60, seconds: 0.8, seed: 1 }).samples);
    expect(beats).toBeNull();
    expect(sections).toHaveLength(1);
  });
});

describe('bars', () => {
  it.each([3, 4])('of %i beats begin where the harmony changes', async (beatsPerBar) => {
    const track = synthesise({ bpm: 112, seconds: 30, seed: 5, beatsPerBar, pattern: 'house' });
    const { beats } = await analysed('bars.flac', track.samples);
    expect(beats!.beatsPerBar).toBe(beatsPerBar);
    const found = barTimes(beats!);
    const errors = track.bars.map((bar) => Math.min(...found.map((time) => Math.abs(time - bar))));
    expect(errors.sort((a, b) => a - b)[errors.length >> 1]).toBeLessThan(0.03);
  });
});

describe('sections', () => {
  it('begin where the sound changes, and have the label of the one that they sound like', async () => {
    const part = (seed: number, plan: Partial<TrackPlan>) =>
      synthesise({ bpm: 120, seconds: 16, seed, first: 0, ...plan }).samples;
    const [drums, quiet] = [part(1, {}), part(2, { pattern: 'hats' })];
    const samples = Float32Array.from([...drums, ...quiet, ...drums]);
    const { sections } = await analysed('sections.wav', samples);
    expect(sections.map(({ label }) => label)).toEqual(['A', 'B', 'A']);
    expect(sections[1]!.from).toBeGreaterThan(14);
    expect(sections[1]!.from).toBeLessThan(18);
    expect(sections[2]!.from).toBeGreaterThan(30);
    expect(sections[2]!.from).toBeLessThan(34);
    expect(sections[1]!.level).toBeLessThan(sections[0]!.level - 3);
    expect(sections[0]!.from).toBe(0);
    expect(sections[2]!.to).toBeCloseTo(48, 1);
  });
});
