// Synthesises the track of the preset `beat` out of sines and noise, as a WAV file: six bars at 120 beats per minute.
//
//   npx tsx examples/synthesise-track.ts [FILE] [BARS]

import { writeFile } from 'node:fs/promises';

const [file = 'track.wav', bars = '6'] = process.argv.slice(2);

const RATE = 48_000;
const BEAT = 0.5;
const BAR = 4 * BEAT;
/** Chords of the bars, in semitones above A: A minor, F, C, G. */
const CHORDS = [
  [0, 3, 7],
  [-4, 0, 3],
  [3, 7, 10],
  [-2, 2, 5],
] as const;

const samples = new Float32Array(Math.round(Number(bars) * BAR * RATE));
let state = 1;

/** White noise, the same each time. */
function noise(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 31 - 1;
}

/** Adds a sound that begins at a time; `value` gets the seconds since then. */
function add(time: number, seconds: number, value: (t: number) => number): void {
  const start = Math.round(time * RATE);
  for (let i = 0; i < seconds * RATE && start + i < samples.length; i++) samples[start + i]! += value(i / RATE);
}

const sine = (hertz: number, t: number) => Math.sin(2 * Math.PI * hertz * t);
const hertzOf = (semitones: number, octave: number) => 55 * 2 ** (semitones / 12 + octave);

function kick(time: number): void {
  // The pitch falls from 160 to 48 Hz.
  add(time, 0.35, (t) => 0.8 * Math.exp(-9 * t) * Math.sin(2 * Math.PI * (48 * t + 4 * (1 - Math.exp(-28 * t)))));
}

function clap(time: number): void {
  add(time, 0.2, (t) => 0.3 * Math.exp(-22 * t) * (noise() + 0.4 * sine(185, t)));
}

function hat(time: number, gain: number): void {
  let before = 0;
  add(time, 0.08, (t) => {
    const now = noise();
    const high = now - before;
    before = now;
    return gain * Math.exp(-60 * t) * high;
  });
}

function pluck(time: number, hertz: number, gain: number): void {
  add(
    time,
    0.4,
    (t) => gain * Math.exp(-7 * t) * (sine(hertz, t) + 0.4 * sine(2 * hertz, t) + 0.2 * sine(3 * hertz, t)),
  );
}

function pad(time: number, hertz: number): void {
  add(time, BAR, (t) => 0.035 * Math.min(1, t / 0.2, (BAR - t) / 0.1) * (sine(hertz, t) + sine(1.004 * hertz, t)));
}

for (let bar = 0; bar < Number(bars); bar++) {
  const start = bar * BAR;
  const chord = CHORDS[bar % CHORDS.length]!;
  const isIntro = bar === 0;
  for (const semitones of chord) pad(start, hertzOf(semitones, 2));
  for (let beat = 0; beat < 4; beat++) {
    const time = start + beat * BEAT;
    kick(time);
    if (beat % 2 === 1 && !isIntro) clap(time);
    hat(time, 0.08);
    hat(time + BEAT / 2, 0.16);
    if (!isIntro) pluck(time + BEAT / 2, hertzOf(chord[0], 0), 0.28);
    for (let sixteenth = 0; sixteenth < 4; sixteenth++) {
      const note = chord[(beat + sixteenth) % 3]! + (sixteenth === 3 ? 12 : 0);
      if (bar >= 2) pluck(time + (sixteenth * BEAT) / 4, hertzOf(note, 3), 0.05);
    }
  }
}

const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
const wav = Buffer.alloc(44 + 2 * samples.length);
wav.write('RIFF', 0);
wav.writeUInt32LE(36 + 2 * samples.length, 4);
wav.write('WAVEfmt ', 8);
// 16 bytes of format: PCM, one channel, the rate, bytes a second, bytes and bits a sample.
wav.writeUInt32LE(16, 16);
wav.writeUInt16LE(1, 20);
wav.writeUInt16LE(1, 22);
wav.writeUInt32LE(RATE, 24);
wav.writeUInt32LE(2 * RATE, 28);
wav.writeUInt16LE(2, 32);
wav.writeUInt16LE(16, 34);
wav.write('data', 36);
wav.writeUInt32LE(2 * samples.length, 40);
for (const [i, sample] of samples.entries()) wav.writeInt16LE(Math.round((30_000 * sample) / peak), 44 + 2 * i);
await writeFile(file, wav);
console.log(`${file}: ${(samples.length / RATE).toFixed(1)} s at 120 beats per minute`);
