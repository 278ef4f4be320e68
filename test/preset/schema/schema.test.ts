import { describe, expect, it } from 'vitest';
import { checkSettings } from '../../../src/preset/schema/schema.js';
import type { Settings } from '../../../src/preset/settings.js';
import { constant, keyframes, wave } from '../../../src/timeline/schedule.js';
import { REFUSED_PRESETS } from '../../support/preset/refused.js';

const cycle = { neurons: ['block8:40'] };

function settings(preset: object): Settings {
  const checked = checkSettings({ cycle, ...preset });
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  return checked.value;
}

function problems(preset: unknown): string[] {
  const checked = checkSettings(preset);
  return 'problems' in checked ? checked.problems.map(({ path, message }) => `${path.join('.')}: ${message}`) : [];
}

describe('the defaults', () => {
  it('fill in everything but the neurons', () => {
    expect(settings({})).toEqual({
      title: null,
      sound: null,
      description: null,
      network: 'efficientnet-lite0',
      look: 'natural',
      width: 512,
      height: 512,
      fps: { numerator: 25, denominator: 1 },
      durationSeconds: 20,
      seed: 7,
      opening: { fromPixels: 64, enlargements: 20, steps: 4, show: false, seconds: 3 },
      cycle: {
        order: 'forward',
        holdSeconds: 2,
        blendSeconds: 1,
        snap: null,
        by: 'time',
        items: [{ kind: 'neuron', layer: 'block8', neuron: 40, holdSeconds: 2, blendSeconds: 1 }],
      },
      camera: {
        zoom: { doubles: constant(2.5) },
        rotate: wave({ wave: 'sine', low: -6, high: 6, period: 24, phase: 0.25 }),
        pan: { x: constant(0), y: constant(0) },
        drift: { amount: constant(0.15), period: 12 },
        ...{ tilt: constant(0), turn: constant(0) },
        warp: {
          swirl: constant(0),
          ripple: { amount: constant(0), length: 0.5, period: 2 },
          kaleidoscope: { folds: 6, amount: constant(0), angle: constant(0) },
        },
      },
      ascent: {
        steps: constant(5),
        rate: constant(0.04),
        jitter: constant(16),
        noise: constant(0.02),
        cadence: 'auto',
        octaves: 'auto',
        form: null,
        blendNoise: constant(1),
        margin: 16,
        bands: [0.5, 0.8, 1, 0.9, 0.6].map(constant),
        color: constant(2),
        smooth: constant(0),
      },
      grade: {
        servo: constant(0.25),
        contrast: constant(0.19),
        brightness: constant(0.5),
        saturation: constant(1),
      },
      flash: 'warn',
      output: { file: null, format: null, quality: null },
    });
  });

  it('stand in for sections left empty, and for maps given in part', () => {
    const empty = settings({ opening: null, camera: null, ascent: null, grade: null, output: null, title: null });
    expect(empty).toEqual(settings({}));
    expect(settings({ opening: { steps: 2 } }).opening).toEqual({ ...settings({}).opening, steps: 2 });
  });
});

describe('the cycle', () => {
  it('takes neurons in short and in full, random ones, and their own times', () => {
    const { items, holdSeconds, blendSeconds } = settings({
      cycle: {
        hold: '3s',
        blend: '500ms',
        neurons: [
          'a/b:c:7',
          'predictions:tiger cat',
          { layer: 'predictions', class: '3 toes' },
          { layer: 'block9', neuron: 17, hold: '4s' },
          { layer: 'block8', random: 5, blend: '0s' },
        ],
      },
    }).cycle;
    expect([holdSeconds, blendSeconds]).toEqual([3, 0.5]);
    expect(items).toEqual([
      { kind: 'neuron', layer: 'a/b:c', neuron: 7, holdSeconds: 3, blendSeconds: 0.5 },
      { kind: 'class', layer: 'predictions', className: 'tiger cat', holdSeconds: 3, blendSeconds: 0.5 },
      { kind: 'class', layer: 'predictions', className: '3 toes', holdSeconds: 3, blendSeconds: 0.5 },
      { kind: 'neuron', layer: 'block9', neuron: 17, holdSeconds: 4, blendSeconds: 0.5 },
      { kind: 'random', layer: 'block8', count: 5, holdSeconds: 3, blendSeconds: 0 },
    ]);
  });
});

describe('a cycle from an atlas', () => {
  const items = (cycle: object) => settings({ cycle }).cycle.items;
  const times = { holdSeconds: 2, blendSeconds: 1 };

  it('takes those that look like a neuron, or those with most or least of a measure', () => {
    const like = { kind: 'like', layer: 'block8', neuron: 40, count: 8, among: [], atlas: null, ...times };
    expect(items({ like: 'block8:40', count: 8 })).toEqual([like]);
    expect(items({ like: { layer: 'a:b', neuron: 3 }, count: 1, layers: ['a', 'b'], hold: '5s' })).toEqual([
      { ...like, layer: 'a:b', neuron: 3, count: 1, among: ['a', 'b'], holdSeconds: 5 },
    ]);
    const ranked = {
      kind: 'ranked',
      measure: 'colourfulness',
      end: 'best',
      count: 12,
      among: [],
      atlas: null,
      ...times,
    };
    expect(items({ from: 'atlas', sort: 'colourfulness', best: 12 })).toEqual([ranked]);
    expect(items({ from: 'my/atlas', sort: 'score', least: 3, layer: 'block9', blend: '0s' })).toEqual([
      { ...ranked, atlas: 'my/atlas', measure: 'score', end: 'least', count: 3, among: ['block9'], blendSeconds: 0 },
    ]);
  });

  it('may be among other neurons', () => {
    const neurons = ['block8:2', { like: 'block8:40', count: 3, hold: '1s' }, { sort: 'gain', best: 2 }];
    expect(items({ neurons })).toMatchObject([
      { kind: 'neuron', neuron: 2 },
      { kind: 'like', neuron: 40, count: 3, holdSeconds: 1 },
      { kind: 'ranked', measure: 'gain', count: 2, holdSeconds: 2 },
    ]);
  });
});

describe('the camera', () => {
  it('zooms in one of four ways', () => {
    for (const [zoom, expected] of [
      [{ doubles: '2s' }, { doubles: constant(2) }],
      [{ halves: '500ms' }, { halves: constant(0.5) }],
      [{ perSecond: 1.3 }, { perSecond: constant(1.3) }],
      [{ perFrame: 1.05 }, { perFrame: constant(1.05) }],
    ]) {
      expect(settings({ camera: { zoom } }).camera.zoom).toEqual(expected);
    }
  });

  it('drifts by an amount, or by a map', () => {
    expect(settings({ camera: { drift: 0 } }).camera.drift).toEqual({ amount: constant(0), period: 12 });
    expect(settings({ camera: { drift: { period: '5s' } } }).camera.drift).toEqual({
      amount: constant(0.15),
      period: 5,
    });
    const swing = { wave: 'sine', low: '0%', high: '20%', period: '9s' };
    const amount = wave({ wave: 'sine', low: 0, high: 0.2, period: 9 });
    expect(settings({ camera: { drift: swing } }).camera.drift).toEqual({ amount, period: 12 });
    expect(settings({ camera: { drift: { amount: swing } } }).camera.drift).toEqual({ amount, period: 12 });
  });
});

describe('schedules', () => {
  it('are constants, keyframes or waves, in the unit of their value', () => {
    const doubles = [
      { at: '0s', value: '2s', ease: 'in-out' },
      { at: '500ms', value: '1s' },
    ];
    expect(settings({ camera: { zoom: { doubles } } }).camera.zoom).toEqual({
      doubles: keyframes([
        { at: 0, value: 2, ease: 'in-out' },
        { at: 0.5, value: 1 },
      ]),
    });
    const perSecond = { wave: 'triangle', low: 1, high: 2, period: '4s', phase: '50%' };
    expect(settings({ camera: { zoom: { perSecond } } }).camera.zoom).toEqual({
      perSecond: wave({ wave: 'triangle', low: 1, high: 2, period: 4, phase: 0.5 }),
    });
  });

  it.each([
    ['ascent', 'steps', 3],
    ['ascent', 'rate', 0.1],
    ['ascent', 'jitter', 3],
    ['ascent', 'noise', 0.1],
    ['ascent', 'blendNoise', 0.1],
    ['ascent', 'color', 3],
    ['ascent', 'smooth', 3],
    ['grade', 'servo', 0.1],
    ['grade', 'contrast', 0.1],
    ['grade', 'brightness', 0.1],
    ['grade', 'saturation', 0.1],
    ['camera', 'rotate', 0.1],
  ])('may stand for %s.%s', (section, key, value) => {
    const spec = [{ at: '1s', value }];
    expect(settings({ [section]: { [key]: spec } })).toMatchObject({
      [section]: { [key]: keyframes([{ at: 1, value }]) },
    });
  });

  it('may stand for a single band', () => {
    const bands = settings({ ascent: { bands: [1, [{ at: '1s', value: 0.5 }]] } }).ascent.bands;
    expect(bands).toEqual([constant(1), keyframes([{ at: 1, value: 0.5 }])]);
  });
});

describe('limits of the whole', () => {
  it.each([
    { duration: '11h6m40s' },
    { duration: '3s' },
    { fps: 1, camera: { zoom: { halves: '1s' } } },
    { fps: 25, camera: { zoom: { doubles: '100ms' } } },
  ])('are kept by %j', (preset) => {
    expect(problems({ cycle, ...preset })).toEqual([]);
  });
});

describe('a wrong preset', () => {
  it.each(REFUSED_PRESETS.map((one) => [JSON.stringify(one.given), one] as const))(
    'is refused with all its problems: %s',
    (_, { given, problems: expected }) => {
      expect(problems(given)).toEqual(expected);
    },
  );
});
