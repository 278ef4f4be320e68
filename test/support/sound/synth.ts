// Synthesises tracks with known beats: drums, bass and chords as plain sums of sines and noise.

import { openStream } from '../../../src/tensor/random.js';

/** Samples per second of the tracks. */
export const TRACK_RATE = 44_100;

export interface TrackPlan {
  readonly bpm: number;
  readonly seconds: number;
  readonly seed: number;
  /** Where the second eighth of a beat lies: 0.5 is straight, 0.667 swings. @default 0.5 */
  readonly swing?: number;
  /** Amplitude of white noise over all. @default 0 */
  readonly noise?: number;
  /** Times without any drum, in seconds. @default none */
  readonly pauses?: readonly (readonly [from: number, to: number])[];
  /** The time of the first beat. @default 0.2 */
  readonly first?: number;
  /** @default 4 */
  readonly beatsPerBar?: number;
  /** 'rock': kick and snare in turns; 'house': a kick on every beat; 'hats': hats only. @default 'rock' */
  readonly pattern?: 'rock' | 'house' | 'hats';
  /** Standard deviation of the players' timing, in seconds. @default 0 */
  readonly human?: number;
  /** Whether there is a bass line and chords, one a bar. @default true */
  readonly harmony?: boolean;
}

export interface Track {
  readonly samples: Float32Array;
  /** The times of all beats, those of pauses included. */
  readonly beats: readonly number[];
  readonly bars: readonly number[];
  /** Whether each beat is in a pause. */
  readonly silent: readonly boolean[];
}

/** Roots of the chords of the bars, in semitones above C. */
const ROOTS = [9, 5, 0, 7];

export function synthesise(plan: TrackPlan): Track {
  const { bpm, seconds, seed, swing = 0.5, noise = 0, pauses = [], first = 0.2, beatsPerBar = 4 } = plan;
  const { pattern = 'rock', human = 0, harmony = true } = plan;
  const random = openStream(seed, 'track');
  const samples = new Float32Array(Math.round(seconds * TRACK_RATE));
  const period = 60 / bpm;
  const beats: number[] = [];
  const bars: number[] = [];
  const silent: boolean[] = [];
  const isPause = (time: number) => pauses.some(([from, to]) => time >= from && time < to);
  const late = () => human * gaussian(random);
  for (let n = 0; first + n * period < seconds - 0.05; n++) {
    const time = first + n * period;
    beats.push(time);
    silent.push(isPause(time));
    const inBar = n % beatsPerBar;
    if (inBar === 0) bars.push(time);
    const bar = Math.floor(n / beatsPerBar);
    if (harmony && inBar === 0) chord(samples, time, beatsPerBar * period, ROOTS[bar % ROOTS.length]!);
    if (isPause(time)) continue;
    const isBack = beatsPerBar === 4 ? inBar % 2 === 1 : inBar > 0;
    if (pattern === 'house' || (pattern === 'rock' && !isBack)) kick(samples, time + late(), inBar === 0 ? 1 : 0.85);
    if (isBack && pattern !== 'hats') snare(samples, time + late(), random);
    if (harmony && inBar === 0) bass(samples, time, period, ROOTS[bar % ROOTS.length]!);
    hat(samples, time + late(), random, pattern === 'hats' ? 0.6 : 0.35);
    if (!isPause(time + swing * period)) hat(samples, time + swing * period + late(), random, 0.25);
  }
  for (let i = 0; i < samples.length; i++) samples[i]! += noise * (2 * random.uniform() - 1);
  return { samples, beats, bars, silent };
}

function gaussian(random: { uniform(): number }): number {
  return Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
}

function addTone(samples: Float32Array, time: number, seconds: number, value: (t: number) => number): void {
  const start = Math.round(time * TRACK_RATE);
  for (let i = Math.max(0, start); i < Math.min(samples.length, start + seconds * TRACK_RATE); i++) {
    samples[i]! += value((i - start) / TRACK_RATE);
  }
}

function kick(samples: Float32Array, time: number, gain: number): void {
  // The pitch falls from 150 to 50 Hz.
  addTone(samples, time, 0.3, (t) => {
    const phase = 50 * t + (100 / 30) * (1 - Math.exp(-30 * t));
    return 0.6 * gain * Math.exp(-12 * t) * Math.sin(2 * Math.PI * phase);
  });
}

function snare(samples: Float32Array, time: number, random: { uniform(): number }): void {
  addTone(samples, time, 0.2, (t) => {
    const tone = Math.sin(2 * Math.PI * 190 * t);
    return 0.35 * Math.exp(-18 * t) * (0.5 * tone + 2 * random.uniform() - 1);
  });
}

function hat(samples: Float32Array, time: number, random: { uniform(): number }, gain: number): void {
  let before = 0;
  addTone(samples, time, 0.06, (t) => {
    const white = 2 * random.uniform() - 1;
    const high = white - before;
    before = white;
    return 0.4 * gain * Math.exp(-70 * t) * high;
  });
}

function bass(samples: Float32Array, time: number, period: number, root: number): void {
  const hertz = 32.7 * 2 ** (root / 12);
  addTone(samples, time, 0.9 * period, (t) => 0.2 * Math.exp(-3 * t) * Math.sin(2 * Math.PI * hertz * t));
}

function chord(samples: Float32Array, time: number, seconds: number, root: number): void {
  for (const step of [0, 4, 7]) {
    const hertz = 261.63 * 2 ** ((root + step - 12 * Number(root + step > 11)) / 12);
    addTone(samples, time, seconds, (t) => {
      const fade = Math.min(1, t / 0.08, (seconds - t) / 0.08);
      return 0.05 * fade * Math.sin(2 * Math.PI * hertz * t);
    });
  }
}

/** A WAV file of 16-bit samples, mono. */
export function wavOf(samples: Float32Array, rate = TRACK_RATE): Buffer {
  const bytes = Buffer.alloc(44 + 2 * samples.length);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + 2 * samples.length, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(2 * rate, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(2 * samples.length, 40);
  for (const [i, sample] of samples.entries()) {
    bytes.writeInt16LE(Math.round(32_767 * Math.max(-1, Math.min(1, sample))), 44 + 2 * i);
  }
  return bytes;
}
