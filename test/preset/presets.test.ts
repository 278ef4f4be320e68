import { describe, expect, it } from 'vitest';
import { layerOf } from '../../src/film/estimate/workload.js';
import { openBundled } from '../../src/models/store/bundled.js';
import { findLayer, neuronCount } from '../../src/network/layers.js';
import { listPresets, parsePreset } from '../../src/preset/load.js';
import { toTimelinePlan } from '../../src/preset/plan.js';
import type { CycleItem, Settings } from '../../src/preset/settings.js';
import { toYaml } from '../../src/preset/write.js';
import { drivenBy } from '../../src/sound/drive.js';
import { openTrack } from '../../src/sound/track.js';
import type { CycleEntry } from '../../src/timeline/cycle.js';
import { createTimeline, type Timeline } from '../../src/timeline/timeline.js';
import { findFfmpeg } from '../../src/video/encode/ffmpeg.js';

const presets = await listPresets('presets');

const bundled = await openBundled();

/** The number of neurons in a layer of the bundled network or of VGG16. */
function channelsOf({ network }: Settings, layer: string): number {
  return network === 'vgg16' && layer === 'block5_conv1' ? 512 : neuronCount(findLayer(bundled, layer));
}

const countOf = (item: CycleItem): number => (item.kind === 'neuron' || item.kind === 'class' ? 1 : item.count);

/** The cycle with the first channels of a layer in place of random ones. */
function entriesOf({ cycle }: Settings): CycleEntry[] {
  return cycle.items.flatMap((item) => {
    const { holdSeconds, blendSeconds } = item;
    const layer = layerOf(item);
    const channels = item.kind === 'neuron' ? [item.neuron] : Array.from({ length: countOf(item) }, (_, i) => i);
    return channels.map((index) => ({ neuron: { layer, index }, holdSeconds, blendSeconds }));
  });
}

function film(name: string): { readonly settings: Settings; readonly timeline: Timeline } {
  const preset = presets.find((each) => each.name === name);
  if (preset === undefined || 'error' in preset) throw new Error(`${name} cannot be used`);
  const { settings } = preset;
  return { settings, timeline: createTimeline(toTimelinePlan(settings, entriesOf(settings))) };
}

describe('the built-in presets', () => {
  it('have these names', () => {
    expect(presets.map(({ name }) => name)).toEqual([
      'beat',
      'descent',
      'first-light',
      'gallery',
      'reel',
      'square',
      'what-computers-dream',
      'what-computers-see',
      'wild',
    ]);
  });

  it.each(presets)('$name loads, says what it is, and has shots from end to end', (preset) => {
    if ('error' in preset) throw preset.error;
    const { settings } = preset;
    expect(settings.description).not.toBeNull();
    expect(settings.title).not.toBeNull();
    const { timeline } = film(preset.name);
    for (const frame of [0, Math.floor(timeline.frameCount / 2), timeline.frameCount - 1]) {
      expect(timeline.shot(frame).active.neurons.length).toBeGreaterThan(0);
    }
  });

  it.each(presets)('$name names neurons that exist, and a size that every encoder takes', (preset) => {
    if ('error' in preset) throw preset.error;
    for (const item of preset.settings.cycle.items) {
      const channels = channelsOf(preset.settings, layerOf(item));
      expect(item.kind === 'neuron' ? item.neuron : countOf(item)).toBeLessThan(channels);
    }
    expect([preset.settings.width % 2, preset.settings.height % 2]).toEqual([0, 0]);
  });

  it.each(presets)('$name is the same after a round trip', (preset) => {
    if ('error' in preset) throw preset.error;
    expect(parsePreset(toYaml(preset.settings), { name: 'again' })).toEqual(preset.settings);
  });

  it('first-light stays within half a minute on two slow cores', () => {
    const { settings, timeline } = film('first-light');
    let seconds = 0;
    for (let frame = 0; frame < timeline.frameCount; frame++) {
      const { scale, ascent } = timeline.shot(frame);
      const side = Math.max(settings.width, settings.height) * scale + 2 * settings.ascent.margin;
      // 50 ms a step at 256 px, and in proportion to the pixels.
      const steps = ascent.octaves.reduce((sum, octave) => sum + octave.steps * octave.scale ** 2, 0);
      seconds += steps * 0.05 * (side / 256) ** 2;
    }
    expect(seconds).toBeLessThan(30);
  });

  it("what-computers-dream has the article's numbers", () => {
    const { settings, timeline } = film('what-computers-dream');
    expect(timeline.frameCount - settings.opening.seconds * 25).toBe(900);
    expect(settings.cycle.items).toHaveLength(10);
    expect(timeline.shot(75 + 90 - 30).active.neurons).toHaveLength(1);
    expect(timeline.shot(75 + 90 - 29).active.neurons).toHaveLength(2);
    expect(timeline.shot(75 + 90).active.neurons).toEqual([{ neuron: { layer: 'block3', index: 15 }, weight: 1 }]);
    expect(timeline.shot(500).move.zoom).toBe(1.05);
    expect(timeline.shot(0).phase).toBe('growth');
    expect(timeline.shot(0).scale * settings.height).toBeCloseTo(64, 6);
  });

  it("what-computers-see has the article's network, neurons and numbers", () => {
    const { settings, timeline } = film('what-computers-see');
    expect([settings.network, settings.look, settings.width, settings.height]).toEqual(['vgg16', 'raw', 128, 128]);
    const names = settings.cycle.items.map((item) => item.kind === 'neuron' && `${item.layer}:${item.neuron}`);
    expect(names).toEqual([4, 21, 25, 34, 38, 39, 44, 49, 50, 64].map((neuron) => `block5_conv1:${neuron}`));
    expect(timeline.frameCount).toBe(30 + 900);
    expect(timeline.shot(29).phase).toBe('growth');
    expect(timeline.shot(500).move.zoom).toBe(1.05);
  });

  it('beat changes its neuron on bars of its track, and pushes on the kicks', async () => {
    const { settings } = film('beat');
    const track = await openTrack(settings.sound!.file, { ffmpeg: await findFfmpeg() });
    // The track was synthesised at 120 beats per minute, from 0 s on.
    expect(track.analysis.beats!.tempo).toBeCloseTo(120, 0);
    const plan = toTimelinePlan(settings, entriesOf(settings));
    const timeline = createTimeline(drivenBy(plan, track.analysis, { sound: settings.sound!, cycle: settings.cycle }));
    expect(timeline.durationSeconds).toBeCloseTo(12, 1);
    const { shot } = timeline;
    let changes = 0;
    for (let frame = 1; frame < timeline.frameCount; frame++) {
      if (shot(frame - 1).active.crossfade > 0 || shot(frame).active.crossfade === 0) continue;
      changes += 1;
      const bars = (frame - 1) / 30 / 2;
      expect(Math.abs(bars - Math.round(bars)) * 2).toBeLessThan(0.05);
    }
    expect(changes).toBe(5);
    // The zoom is faster around a kick than between kicks.
    for (let beat = 2; beat < 23; beat++) {
      expect(shot(15 * beat + 1).move.zoom).toBeGreaterThan(shot(15 * beat + 10).move.zoom);
    }
  });

  it('square ends with the neuron it began with', () => {
    const { timeline } = film('square');
    const last = timeline.shot(timeline.frameCount - 1).active.neurons.at(-1);
    expect(last?.neuron).toEqual(timeline.shot(0).active.neurons[0]?.neuron);
  });
});
