// Measures a stream of samples 100 times a second: the level and the onsets of each third octave, the centroid, and 25
// times a second the twelve pitches. Everything is kept in bytes, 56 per measurement, so an hour takes 25 MB.

import FFT from 'fft.js';
import { BANDS, binsOf } from './bands.js';
import { SAMPLE_RATE } from './decode.js';

/** Measurements per second. */
export const RATE = 100;
/** Measurements of pitches per second. */
export const CHROMA_RATE = 25;
/** Pitches of an octave, from C up. */
export const PITCHES = 12;

/** Samples from one measurement to the next. */
const HOP = SAMPLE_RATE / RATE;
/** Samples of a window, 85 ms: the lowest band has one bin of its own, and a beat is still found within 10 ms. */
const WINDOW = 2048;
/**
 * An onset is measured this much before it is heard, in seconds: a window sees it when its front edge reaches it. Found
 * on clicks and drums.
 */
export const ONSET_LEAD = 0.017;

/** Samples of a window for pitches, 341 ms: semitones are apart from 100 Hz up. */
const CHROMA_WINDOW = 8192;

/** Levels are kept in steps of half a decibel from here up. */
const FLOOR_DB = -110;
const STEPS_PER_DB = 2;
/** Onsets are kept in steps of 1 / this. */
const ONSET_STEPS = 64;

/** What is measured of a track, by the number of the measurement. */
export interface Spectra {
  /** How many measurements, at 0 s, 0.01 s, ... */
  readonly count: number;
  /** Level of each third octave in half decibels: `count` rows of `BANDS.length`. See `levelOf`. */
  readonly levels: Uint8Array;
  /** Rise of the level of each third octave in 20 ms, likewise. See `onsetOf`. */
  readonly onsets: Uint8Array;
  /** Spectral centroid in 1/8 semitones above 20 Hz, one byte a measurement; 0 in silence. */
  readonly centroids: Uint8Array;
  /** Strength of the twelve pitches, 25 rows a second, from C up; 255 is the loudest of its row. */
  readonly chroma: Uint8Array;
}

/** The power of a level: 1 is a sine wave at full scale; 0 below -110 dB. */
export function levelOf(byte: number): number {
  return byte === 0 ? 0 : 10 ** ((byte / STEPS_PER_DB + FLOOR_DB) / 10);
}

/** The onset strength of a byte, from 0 up. */
export function onsetOf(byte: number): number {
  return byte / ONSET_STEPS;
}

/** The frequency of a centroid, in Hz. */
export function centroidOf(byte: number): number {
  return 20 * 2 ** (byte / 24);
}

/** Takes samples in order, of any number, and measures them. */
export interface SpectraMeter {
  add(samples: Float32Array): void;
  /** Call once. */
  finish(): Spectra;
}

/** The levels of spectra are compressed by log(1 + this * magnitude), so that soft sounds have onsets too. */
const COMPRESSION = 1000;
/** Measurements between the two that an onset compares. */
const LAG = 2;

/** Begins to measure a track. */
export function openSpectraMeter(): SpectraMeter {
  const rows = { levels: openRows(BANDS.length), onsets: openRows(BANDS.length) };
  const [centroids, chroma] = [openRows(1), openRows(PITCHES)];
  const narrow = openWindow(WINDOW);
  const wide = openWindow(CHROMA_WINDOW);
  const bins = binsOf(WINDOW);
  const pitches = pitchWeights();
  // The last samples, so long that the wider window fits around a measurement.
  const recent = new Float32Array(2 * CHROMA_WINDOW);
  let filled = CHROMA_WINDOW / 2; // silence before the start
  let count = 0;
  const compressed = Array.from({ length: LAG + 1 }, () => new Float64Array(WINDOW / 2));
  const powers = new Float64Array(WINDOW / 2);

  /** @param centre - Index in `recent` of the sample at the measurement's time. */
  const measure = (centre: number) => {
    const power = narrow.power(recent, centre - WINDOW / 2);
    const now = compressed[count % (LAG + 1)]!;
    const before = compressed[(count + 1) % (LAG + 1)]!;
    for (let i = 0; i < powers.length; i++) {
      powers[i] = power[i]!;
      now[i] = Math.log1p(COMPRESSION * Math.sqrt(power[i]!));
    }
    const level = new Uint8Array(BANDS.length);
    const onset = new Uint8Array(BANDS.length);
    for (const [band, own] of bins.entries()) {
      let sum = 0;
      let rise = 0;
      let width = 0;
      for (const { bin, share } of own) {
        sum += share * powers[bin]!;
        // The greatest of three neighbours before, so that a gliding tone is no onset (Boeck and Widmer 2013).
        const was = Math.max(before[bin - 1]!, before[bin]!, before[Math.min(bin + 1, before.length - 1)]!);
        rise += share * Math.max(0, now[bin]! - was);
        width += share;
      }
      level[band] = toByte(STEPS_PER_DB * (10 * Math.log10(sum + 1e-30) - FLOOR_DB));
      // Before the track there is silence, so a track that begins with a drum has an onset there.
      onset[band] = toByte((ONSET_STEPS * rise) / width);
    }
    rows.levels.push(level);
    rows.onsets.push(onset);
    centroids.push(Uint8Array.of(centroidByte(powers)));
    if (count % (RATE / CHROMA_RATE) === 0) {
      chroma.push(pitchRow(wide.power(recent, centre - CHROMA_WINDOW / 2), pitches));
    }
    count += 1;
  };

  /** Index in `recent` of the next measurement. */
  let next = CHROMA_WINDOW / 2;
  const drain = () => {
    for (; next + CHROMA_WINDOW / 2 <= filled; next += HOP) measure(next);
    const old = Math.max(0, next - CHROMA_WINDOW / 2);
    recent.copyWithin(0, old, filled);
    filled -= old;
    next -= old;
  };
  let total = 0;
  const add = (samples: Float32Array) => {
    for (let from = 0; from < samples.length; ) {
      const part = samples.subarray(from, from + recent.length - filled);
      recent.set(part, filled);
      filled += part.length;
      from += part.length;
      drain();
    }
  };
  return {
    add(samples) {
      total += samples.length;
      add(samples);
    },
    finish() {
      const wanted = Math.max(1, Math.floor(total / HOP));
      const silence = new Float32Array(HOP);
      while (count < wanted) add(silence);
      return {
        count: wanted,
        levels: rows.levels.all(wanted),
        onsets: rows.onsets.all(wanted),
        centroids: centroids.all(wanted),
        chroma: chroma.all(Math.ceil((wanted * CHROMA_RATE) / RATE)),
      };
    },
  };
}

function toByte(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}

/** Bytes that grow by doubling. */
function openRows(width: number) {
  let bytes = new Uint8Array(width * 1024);
  let used = 0;
  return {
    push(row: Uint8Array) {
      if (used + width > bytes.length) {
        const more = new Uint8Array(2 * bytes.length);
        more.set(bytes);
        bytes = more;
      }
      bytes.set(row, used);
      used += width;
    },
    all: (count: number) => bytes.slice(0, count * width),
  };
}

/** The power spectrum of a Hann window; a sine wave at full scale has a peak of 1. */
function openWindow(size: number) {
  const fft = new FFT(size);
  const hann = Float64Array.from({ length: size }, (_, i) => (1 - Math.cos((2 * Math.PI * i) / size)) / 2);
  const input = new Array<number>(size).fill(0);
  const output = fft.createComplexArray() as number[];
  const power = new Float64Array(size / 2);
  // The window's mean is 1/2, and half of a sine wave's amplitude is at the negative frequency.
  const scale = (4 / size) ** 2;
  return {
    power(samples: Float32Array, from: number): Float64Array {
      for (let i = 0; i < size; i++) input[i] = hann[i]! * samples[from + i]!;
      fft.realTransform(output, input);
      for (let i = 0; i < size / 2; i++) power[i] = scale * (output[2 * i]! ** 2 + output[2 * i + 1]! ** 2);
      return power;
    },
  };
}

/** Below this power (-90 dB) there is no sound to have a centroid. */
const SILENT = 1e-9;

function centroidByte(powers: Float64Array): number {
  let sum = 0;
  let weighted = 0;
  let energy = 0;
  for (let bin = 2; bin < powers.length; bin++) {
    const magnitude = Math.sqrt(powers[bin]!);
    energy += powers[bin]!;
    sum += magnitude;
    weighted += magnitude * bin;
  }
  if (energy < SILENT) return 0;
  return Math.max(1, toByte(24 * Math.log2((weighted / sum) * (SAMPLE_RATE / WINDOW / 20))));
}

/** Pitches are looked for in these octaves, in Hz: semitones are apart, and harmonics do not outweigh the notes. */
const PITCH_RANGE = { from: 90, to: 2000 } as const;
/** C0 where A4 is 440 Hz. */
const C0 = 440 * 2 ** (-57 / 12);

/** The pitch of each bin and how near to its centre the bin is. */
function pitchWeights(): readonly { readonly bin: number; readonly pitch: number; readonly weight: number }[] {
  const width = SAMPLE_RATE / CHROMA_WINDOW;
  const weights: { bin: number; pitch: number; weight: number }[] = [];
  for (let bin = Math.ceil(PITCH_RANGE.from / width); bin * width < PITCH_RANGE.to; bin++) {
    const semitones = 12 * Math.log2((bin * width) / C0);
    const nearest = Math.round(semitones);
    const weight = Math.exp(-0.5 * ((semitones - nearest) / 0.25) ** 2);
    // Harmonics lie high: low octaves count more.
    weights.push({ bin, pitch: nearest % PITCHES, weight: weight * (110 / (bin * width)) ** 0.5 });
  }
  return weights;
}

function pitchRow(power: Float64Array, weights: ReturnType<typeof pitchWeights>): Uint8Array {
  const sums = new Float64Array(PITCHES);
  let all = 0;
  for (const { bin, pitch, weight } of weights) {
    all += power[bin]!;
    // Only peaks are tones.
    if (power[bin]! < power[bin - 1]! || power[bin]! < power[bin + 1]!) continue;
    sums[pitch]! += weight * Math.sqrt(power[bin]!);
  }
  const most = Math.max(...sums);
  if (all < SILENT || most === 0) return new Uint8Array(PITCHES);
  return Uint8Array.from(sums, (sum) => toByte((255 * sum) / most));
}
