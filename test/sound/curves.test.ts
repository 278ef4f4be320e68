import { describe, expect, it } from 'vitest';
import { analyse, type SoundAnalysis } from '../../src/sound/analysis.js';
import type { Band } from '../../src/sound/bands.js';
import { ALL, type CurveOptions, curveOf } from '../../src/sound/curves.js';
import { SAMPLE_RATE } from '../../src/sound/decode.js';
import { momentaryLoudness } from '../../src/sound/loudness.js';
import { centroidOf, openSpectraMeter, PITCHES } from '../../src/sound/spectra.js';
import { synthesise } from '../support/sound/synth.js';

/** Analyses samples at the rate of the analysis, without a file. */
function analysed(samples: Float32Array): SoundAnalysis {
  const meter = openSpectraMeter();
  // In pieces of odd sizes, as pipes give them.
  for (let from = 0; from < samples.length; from += 7777) meter.add(samples.subarray(from, from + 7777));
  return analyse(meter.finish(), samples.length / SAMPLE_RATE);
}

function sine(hertz: number, seconds: number, amplitude = 0.5): Float32Array {
  const length = Math.round(seconds * SAMPLE_RATE);
  return Float32Array.from({ length }, (_, i) => amplitude * Math.sin((2 * Math.PI * hertz * i) / SAMPLE_RATE));
}

/** Decays of 80 Hz at some times, over a soft steady tone of 3 kHz. */
function hits(times: readonly number[], seconds: number): Float32Array {
  const samples = sine(3000, seconds, 0.02);
  for (const time of times) {
    for (let i = 0; i < 0.15 * SAMPLE_RATE; i++) {
      const at = Math.round(time * SAMPLE_RATE) + i;
      samples[at]! += 0.5 * Math.exp(-i / 1200) * Math.sin((2 * Math.PI * 80 * i) / SAMPLE_RATE);
    }
  }
  return samples;
}

const BASS: Band = [30, 120];
const plain: CurveOptions = { measure: 'onset', band: BASS, attack: 0, release: 0, curve: 1 };
const value = (curve: Float32Array, seconds: number) => curve[Math.round(100 * seconds)]!;

describe('measurements', () => {
  it('are 100 a second, whatever the pieces', () => {
    const samples = sine(440, 2.345);
    const [one, other] = [openSpectraMeter(), openSpectraMeter()];
    one.add(samples);
    for (let from = 0; from < samples.length; from += 13) other.add(samples.subarray(from, from + 13));
    const spectra = one.finish();
    expect(spectra.count).toBe(234);
    expect(other.finish()).toEqual(spectra);
  });

  it.each([55, 110, 440, 3000])('find the centroid of %i Hz', (hertz) => {
    const { spectra } = analysed(sine(hertz, 1));
    expect(Math.abs(Math.log2(centroidOf(spectra.centroids[50]!) / hertz))).toBeLessThan(hertz < 100 ? 0.7 : 0.3);
  });

  it('find each of the twelve pitches, in four octaves', () => {
    for (let pitch = 0; pitch < PITCHES; pitch++) {
      for (const octave of [3, 4, 5, 6]) {
        const hertz = 440 * 2 ** ((pitch - 9) / 12 + octave - 4);
        const { spectra } = analysed(sine(hertz, 0.8));
        const row = spectra.chroma.subarray(10 * PITCHES, 11 * PITCHES);
        expect([octave, row.indexOf(255)]).toEqual([octave, pitch]);
      }
    }
  });

  it('give the loudness of BS.1770: -3 LUFS less the level for 997 Hz, less in the bass', () => {
    const at = (hertz: number, amplitude: number) =>
      momentaryLoudness(analysed(sine(hertz, 1, amplitude)).spectra)[50]!;
    expect(at(997, 1)).toBeCloseTo(-3.01, 0);
    expect(at(997, 0.1)).toBeCloseTo(-23.01, 0);
    expect(at(60, 0.5)).toBeLessThan(at(997, 0.5) - 2);
    expect(at(5000, 0.5)).toBeGreaterThan(at(997, 0.5) + 2);
  });
});

describe('a curve', () => {
  const analysis = analysed(hits([1, 2.5, 4], 6));

  it('of onsets is 1 at a hit and 0 between', () => {
    const curve = curveOf(analysis, plain);
    for (const time of [1, 2.5, 4]) {
      const around = curve.subarray(100 * time - 6, 100 * time + 4);
      expect(Math.max(...around)).toBeGreaterThan(0.9);
    }
    for (const time of [0.5, 1.7, 3.2, 5.5]) expect(value(curve, time)).toBeLessThan(0.05);
    expect(Math.max(...curve)).toBeLessThanOrEqual(1);
    expect(Math.min(...curve)).toBeGreaterThanOrEqual(0);
  });

  it('of another band does not see the hits', () => {
    const bass = curveOf(analysis, { ...plain, measure: 'rms' });
    const treble = curveOf(analysis, { ...plain, measure: 'rms', band: [2000, 4000] });
    expect(value(bass, 1.02) - value(bass, 0.6)).toBeGreaterThan(0.8);
    expect(Math.abs(value(treble, 3.02) - value(treble, 3.5))).toBeLessThan(0.8);
  });

  it('falls to a tenth in the time of its release, and rises before the hit in that of its attack', () => {
    const curve = curveOf(analysis, { ...plain, attack: 0.1, release: 0.5 });
    let peak = 200;
    for (let n = 200; n < 300; n++) if (curve[n]! > curve[peak]!) peak = n;
    expect(Math.abs(peak - 250)).toBeLessThanOrEqual(5);
    expect(curve[peak + 50]! / curve[peak]!).toBeCloseTo(0.1, 1);
    expect(curve[peak - 5]! / curve[peak]!).toBeGreaterThan(0.25);
    expect(curve[peak - 20]!).toBeLessThan(curve[peak - 5]!);
  });

  it('with an exponent brings out strong peaks', () => {
    const [straight, bent] = [1, 3].map((curve) => curveOf(analysis, { ...plain, release: 0.5, curve }));
    for (const [n, height] of straight!.entries()) expect(bent![n]!).toBeCloseTo(height ** 3, 5);
  });

  it('does not depend on the level of the track', () => {
    const samples = hits([1, 2.5, 4], 6);
    const quiet = analysed(samples.map((sample) => sample / 4));
    const options: CurveOptions = { ...plain, measure: 'rms', release: 0.2 };
    const [loud, soft] = [curveOf(analysis, options), curveOf(quiet, options)];
    for (let n = 0; n < loud.length; n += 7) expect(Math.abs(loud[n]! - soft[n]!)).toBeLessThan(0.08);
  });

  it.each(['rms', 'loudness', 'centroid'] as const)('of %s is 0 where nothing changes', (measure) => {
    const curve = curveOf(analysed(sine(440, 3)), { ...plain, measure, band: ALL });
    expect(curve.subarray(50, 250).every((height) => height === curve[50])).toBe(true);
  });

  it('of beats and bars is 1 on them', async () => {
    const { samples, beats } = synthesise({ bpm: 120, seconds: 10, seed: 3, first: 0.5 });
    const half = Float32Array.from({ length: Math.floor((samples.length * SAMPLE_RATE) / 44_100) }, (_, i) => {
      return samples[Math.floor((i * 44_100) / SAMPLE_RATE)]!;
    });
    const own = analysed(half);
    const [beat, bar] = (['beat', 'bar'] as const).map((measure) => curveOf(own, { ...plain, measure, band: ALL }));
    const count = (curve: Float32Array) => curve.filter((height) => height === 1).length;
    expect(Math.abs(count(beat!) - beats.length)).toBeLessThanOrEqual(1);
    expect(Math.abs(4 * count(bar!) - count(beat!))).toBeLessThan(4);
  });
});
