import { describe, expect, it } from 'vitest';
import { parsePreset } from '../../src/preset/load.js';
import { toTimelinePlan } from '../../src/preset/plan.js';
import { analyse, type SoundAnalysis } from '../../src/sound/analysis.js';
import { SAMPLE_RATE } from '../../src/sound/decode.js';
import { drivenBy } from '../../src/sound/drive.js';
import { openSpectraMeter } from '../../src/sound/spectra.js';
import { createTimeline, type Timeline } from '../../src/timeline/timeline.js';

/** Kicks of 70 Hz at some times, at a rate that needs no file. */
function kicks(times: readonly number[], seconds: number, gain = 1): SoundAnalysis {
  const samples = new Float32Array(seconds * SAMPLE_RATE);
  for (const time of times) {
    for (let i = 0; i < 0.2 * SAMPLE_RATE; i++) {
      const at = Math.round(time * SAMPLE_RATE) + i;
      if (at < samples.length)
        samples[at]! += 0.5 * gain * Math.exp(-i / 1500) * Math.sin((2 * Math.PI * 70 * i) / SAMPLE_RATE);
    }
  }
  const meter = openSpectraMeter();
  meter.add(samples);
  return analyse(meter.finish(), seconds);
}

function timelineOf(preset: object, analysis: SoundAnalysis, start = 0): Timeline {
  const settings = parsePreset({ sound: 'x.wav', duration: '8s', cycle: { neurons: ['block8:1'] }, ...preset });
  return createTimeline(
    drivenBy(toTimelinePlan(settings), analysis, { cycle: settings.cycle, sound: { startSeconds: start } }),
  );
}

const onset = { audio: 'onset', band: ['30Hz', '120Hz'], attack: '40ms', release: '250ms' };
const every = (period: number, seconds: number) =>
  Array.from({ length: Math.floor(seconds / period) }, (_, i) => 0.5 + i * period);

describe('schedules of kind audio', () => {
  const analysis = kicks([2, 5], 8);
  const contrast = { grade: { contrast: { ...onset, low: 0.1, high: 0.3 } } };

  it('reach their high value at a kick, and their low one between', () => {
    const { shot } = timelineOf(contrast, analysis);
    const at = (seconds: number) => shot(Math.round(25 * seconds)).grade.contrast;
    expect(at(2)).toBeGreaterThan(0.27);
    expect(at(5)).toBeGreaterThan(0.27);
    expect(at(2.24)).toBeLessThan(0.16);
    for (const seconds of [1, 1.8, 3.5, 7]) expect(at(seconds)).toBeLessThan(0.11);
  });

  it('count from where the film begins in the track, and from its own first frame in a shown opening', () => {
    const { shot } = timelineOf(contrast, analysis, 1);
    expect(shot(25).grade.contrast).toBeGreaterThan(0.27);
    const opening = { opening: { show: true, duration: '1s', from: '64px' } };
    const opened = timelineOf({ ...contrast, ...opening }, analysis);
    expect(opened.shot(50).grade.contrast).toBeGreaterThan(0.27);
    expect(opened.shot(125).grade.contrast).toBeGreaterThan(0.27);
  });

  it('may stand for any value of a frame', () => {
    const loud = { ...onset, low: 0, high: 0.5 };
    const { shot } = timelineOf(
      {
        camera: { rotate: { ...onset, low: 0, high: 90 }, pan: { x: loud }, drift: loud },
        ascent: {
          octaves: [{ scale: 1, steps: { ...onset, low: 1, high: 9 }, rate: loud, bands: [loud] }],
          color: { ...onset, low: 0, high: 5 },
          cadence: { ...onset, low: 1, high: 3 },
        },
      },
      analysis,
    );
    const [quiet, hit] = [shot(75), shot(51)];
    expect(hit.move.radians).toBeGreaterThan(quiet.move.radians + 0.02);
    expect(hit.move.panX).toBeGreaterThan(quiet.move.panX + 0.01);
    expect(hit.ascent.color).toBeGreaterThan(quiet.ascent.color + 2);
  });

  it('are the same for any frame alone', () => {
    const [one, other] = [timelineOf(contrast, analysis), timelineOf(contrast, analysis)];
    expect(one.shot(50)).toEqual(other.shot(50));
    for (let frame = 0; frame < 50; frame++) one.shot(frame);
    expect(one.shot(50)).toEqual(other.shot(50));
  });
});

describe('a cycle that follows the sound', () => {
  const sine = (hertz: number, seconds: number) =>
    Float32Array.from(
      { length: seconds * SAMPLE_RATE },
      (_, i) => 0.4 * Math.sin((2 * Math.PI * hertz * i) / SAMPLE_RATE),
    );

  it('by chroma gives each pitch its neuron', () => {
    // C4, then A4, then E4 and G4 together.
    const [c, a, e, g] = [261.63, 440, 329.63, 392].map((hertz) => sine(hertz, 2));
    const meter = openSpectraMeter();
    for (const part of [c!, a!, e!.map((value, i) => value + g![i]!)]) meter.add(part);
    const chroma = Array.from({ length: 12 }, (_, pitch) => `block8:${pitch}`);
    const { shot } = timelineOf({ cycle: { chroma, blend: '400ms' }, duration: '6s' }, analyse(meter.finish(), 6));
    const at = (seconds: number) => shot(Math.round(25 * seconds)).active.neurons;
    expect(at(1)).toEqual([{ neuron: { layer: 'block8', index: 0 }, weight: expect.closeTo(1, 1) }]);
    expect(at(3)).toEqual([{ neuron: { layer: 'block8', index: 9 }, weight: expect.closeTo(1, 1) }]);
    expect(
      at(5)
        .map(({ neuron }) => neuron.index)
        .sort(),
    ).toEqual([4, 7]);
    for (let frame = 0; frame < 150; frame++) {
      const { neurons } = shot(frame).active;
      expect(neurons.length).toBeLessThanOrEqual(3);
      expect(neurons.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 4);
    }
    // One fades into the other.
    expect(
      at(2)
        .map(({ neuron }) => neuron.index)
        .sort(),
    ).toEqual([0, 9]);
  });

  it('and snaps begins its crossfades on beats', () => {
    const times = every(0.5, 8);
    const { shot } = timelineOf(
      { cycle: { neurons: ['block8:1', 'block8:2', 'block8:3'], hold: '900ms', blend: '0s', snap: 'beat' }, fps: 50 },
      kicks(times, 8),
    );
    const changes: number[] = [];
    for (let frame = 1; frame < 400; frame++) {
      if (shot(frame).active.entryIndex !== shot(frame - 1).active.entryIndex) changes.push(frame / 50);
    }
    expect(changes.length).toBeGreaterThan(5);
    for (const change of changes) {
      expect(Math.min(...times.map((time) => Math.abs(time - change)))).toBeLessThan(0.035);
    }
  });
});

describe('a zoom that follows the sound', () => {
  const zoomed = ({ frameCount, shot }: Timeline) => {
    let sum = 0;
    for (let frame = 0; frame < frameCount; frame++) sum += Math.log(shot(frame).move.zoom);
    return sum;
  };
  const tracks = {
    busy: kicks(every(0.25, 8), 8),
    sparse: kicks([3], 8),
    quiet: kicks(every(0.5, 8), 8, 0.05),
    short: kicks([0.5, 1], 2),
  };

  it.each([
    ['perSecond', { low: 1.2, high: 1.8 }, Math.log(Math.sqrt(1.2 * 1.8))],
    ['doubles', { low: '4s', high: '1s' }, Math.LN2 / 2],
    ['halves', { low: '4s', high: '1s' }, -Math.LN2 / 2],
    ['perFrame', { low: 1.001, high: 1.02 }, (25 * Math.log(1.001 * 1.02)) / 2],
  ])('by %s goes as far with any track', (kind, values, speed) => {
    for (const analysis of Object.values(tracks)) {
      const zoom = { [kind]: { audio: 'rms', attack: '20ms', release: '200ms', ...values } };
      // Frame 0 holds still.
      const seconds = 8 - 1 / 25;
      expect(zoomed(timelineOf({ camera: { zoom } }, analysis)) / seconds / speed).toBeCloseTo(1, 1.7);
    }
  });

  it('is still faster at a kick', () => {
    const zoom = { perSecond: { ...onset, low: 1.1, high: 2 } };
    const { shot } = timelineOf({ camera: { zoom } }, tracks.sparse);
    expect(shot(75).move.zoom).toBeGreaterThan(shot(60).move.zoom + 0.005);
  });
});
