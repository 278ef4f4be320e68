// Curves: one measure of a track over time, brought to 0 to 1, for schedules that follow the sound.

import type { AudioMeasure } from '../timeline/audio.js';
import { type Beats, barTimes, type SoundAnalysis } from './analysis.js';
import { BANDS, type Band, HIGHEST_HZ, LOWEST_HZ, sharesOf } from './bands.js';
import { momentaryLoudness } from './loudness.js';
import { percentile } from './rhythm/envelope.js';
import { levelOf, RATE, type Spectra } from './spectra.js';

/** How a curve is made. */
export interface CurveOptions {
  /**
   * 'onset': what begins, in a band. 'rms': the root mean square, in a band. 'loudness': as the ear hears it, over 0.4 s
   * (ITU-R BS.1770). 'centroid': how bright the sound is, as the logarithm of the mean frequency. 'beat', 'bar': 1 at
   * each beat, or at each bar's first; 0 between.
   */
  readonly measure: AudioMeasure;
  /** In Hz, for 'onset' and 'rms'. */
  readonly band: Band;
  /** How long before a peak the curve begins to rise to it, in seconds, 0 or more. */
  readonly attack: number;
  /** In how many seconds it falls to a tenth after a peak, 0 or more. */
  readonly release: number;
  /** Exponent of the result, above 0: above 1, only strong peaks stand out. */
  readonly curve: number;
}

/** Measurements a second, of curves. */
export const CURVE_RATE = RATE;

/**
 * A curve of a whole track, one value each 0.01 s, from 0 to 1. A measure is normalised by its 5th and 95th percentile
 * over the track; of onsets, which are rare, the upper one is that of the strongest in each second.
 */
export function curveOf(
  analysis: SoundAnalysis,
  { measure, band, attack, release, curve }: CurveOptions,
): Float32Array {
  const raw = normalised(analysis, measure, band);
  return Float32Array.from(followed(raw, attack, release), (height) => height ** curve);
}

/** The whole range, in Hz. */
export const ALL: Band = [LOWEST_HZ, HIGHEST_HZ];

function normalised(analysis: SoundAnalysis, measure: AudioMeasure, band: Band): Float64Array {
  const { spectra, beats } = analysis;
  if (measure === 'beat' || measure === 'bar') return pulses(beats, measure, spectra.count);
  const values = measured(spectra, measure, band);
  const finite = values.filter(Number.isFinite);
  const high = percentile(measure === 'onset' ? strongest(values) : finite, 0.95);
  const low = Math.min(percentile(finite, 0.05), high);
  // A measure that stays the same is no movement.
  if (!(high - low > 1e-9)) return new Float64Array(values.length);
  return values.map((value) => Math.max(0, Math.min(1, (value - low) / (high - low))));
}

function measured(spectra: Spectra, measure: 'onset' | 'rms' | 'loudness' | 'centroid', band: Band): Float64Array {
  if (measure === 'onset') return rises(spectra, band);
  if (measure === 'rms') return bandRms(spectra, band);
  // Below the gate of BS.1770 it is silence.
  if (measure === 'loudness') return momentaryLoudness(spectra).map((loudness) => Math.max(-70, loudness));
  return centroids(spectra);
}

/** Loudness is about this power of the power (Stevens 1955), so a drum over a held bass still stands out. */
const LOUDNESS_POWER = 0.3;
const LOUDNESSES = Float64Array.from({ length: 256 }, (_, byte) => levelOf(byte) ** LOUDNESS_POWER);
/** Measurements over which a rise counts: 40 ms, half of a window. */
const RISE = 4;

/**
 * How much louder each third octave of a band gets, added up. Windows see an onset early, and the rise ends where it is
 * measured: the two are about equal, so a peak is on its drum.
 */
function rises({ count, levels }: Spectra, band: Band): Float64Array {
  const shares = sharesOf(band);
  const at = (n: number, i: number) => LOUDNESSES[levels[Math.max(0, Math.min(count - 1, n)) * BANDS.length + i]!]!;
  return Float64Array.from({ length: count }, (_, n) => {
    let sum = 0;
    for (const [i, share] of shares.entries()) {
      if (share > 0) sum += share * Math.max(0, at(n, i) - at(n - RISE, i));
    }
    return sum;
  });
}

function bandRms({ count, levels }: Spectra, band: Band): Float64Array {
  const shares = sharesOf(band);
  return Float64Array.from({ length: count }, (_, n) => {
    let sum = 0;
    for (const [i, share] of shares.entries()) sum += share * levelOf(levels[n * BANDS.length + i]!);
    return Math.sqrt(sum);
  });
}

/** The centroid as steps of its logarithm; in silence it stays where it was. */
function centroids({ centroids: bytes, count }: Spectra): Float64Array {
  const values = new Float64Array(count);
  let last = bytes.find((byte) => byte > 0) ?? 0;
  for (let n = 0; n < count; n++) {
    if (bytes[n]! > 0) last = bytes[n]!;
    values[n] = last;
  }
  return values;
}

function pulses(beats: Beats | null, measure: 'beat' | 'bar', count: number): Float64Array {
  const values = new Float64Array(count);
  if (beats === null) return values;
  for (const time of measure === 'beat' ? beats.times : barTimes(beats)) {
    const at = Math.round(time * RATE);
    if (at < count) values[at] = 1;
  }
  return values;
}

/** The greatest value of each second. */
function strongest(values: Float64Array): Float64Array {
  return Float64Array.from({ length: Math.ceil(values.length / RATE) }, (_, second) =>
    Math.max(...values.subarray(second * RATE, (second + 1) * RATE)),
  );
}

/** Lets values fall slowly, and rise before their peaks: each falls to a tenth in the given time, in seconds. */
function followed(values: Float64Array, attack: number, release: number): Float64Array {
  const result = Float64Array.from(values);
  const fall = factorOf(release);
  for (let n = 1; n < result.length; n++) result[n] = Math.max(result[n]!, fall * result[n - 1]!);
  const rise = factorOf(attack);
  for (let n = result.length - 2; n >= 0; n--) result[n] = Math.max(result[n]!, rise * result[n + 1]!);
  return result;
}

function factorOf(seconds: number): number {
  return seconds === 0 ? 0 : 10 ** (-1 / (seconds * RATE));
}
