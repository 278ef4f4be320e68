import { describe, expect, it } from 'vitest';
import { checkSettings } from '../../../src/preset/schema/schema.js';
import type { Settings } from '../../../src/preset/settings.js';
import { constant, keyframes, wave } from '../../../src/timeline/schedule.js';

const cycle = { neurons: ['mixed4:40'] };

function settings(preset: object): Settings {
  const checked = checkSettings({ cycle, ...preset });
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  return checked.value;
}

function problems(preset: object): string[] {
  const checked = checkSettings({ cycle, ...preset });
  return 'problems' in checked ? checked.problems.map(({ path, message }) => `${path.join('.')}: ${message}`) : [];
}

describe('the defaults', () => {
  it('fill in everything but the neurons', () => {
    expect(settings({})).toEqual({
      title: null,
      description: null,
      network: 'inception-v3',
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
        items: [{ kind: 'neuron', layer: 'mixed4', neuron: 40, holdSeconds: 2, blendSeconds: 1 }],
      },
      camera: {
        zoom: { doubles: constant(2.5) },
        rotate: wave({ wave: 'sine', low: -6, high: 6, period: 24, phase: 0.25 }),
        pan: { x: constant(0), y: constant(0) },
        drift: { amount: constant(0.15), period: 12 },
      },
      ascent: {
        steps: constant(5),
        rate: constant(0.04),
        jitter: constant(16),
        noise: constant(0.02),
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
      output: { file: null, format: null, quality: null },
    });
  });

  it('stand in for sections left empty, and for maps given in part', () => {
    const empty = settings({ opening: null, camera: null, ascent: null, grade: null, output: null, title: null });
    expect(empty).toEqual(settings({}));
    expect(settings({ opening: { steps: 2 } }).opening).toEqual({ ...settings({}).opening, steps: 2 });
  });

  it('need neurons', () => {
    expect(problems({ cycle: undefined })).toEqual([
      'cycle.neurons: expected 1 to 1000 neurons such as mixed4:40, got nothing',
    ]);
    expect(problems({ cycle: { neurons: [] } })).toEqual([
      'cycle.neurons: expected 1 to 1000 neurons such as mixed4:40, got an empty list',
    ]);
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
          { layer: 'mixed5', neuron: 17, hold: '4s' },
          { layer: 'mixed4', random: 5, blend: '0s' },
        ],
      },
    }).cycle;
    expect([holdSeconds, blendSeconds]).toEqual([3, 0.5]);
    expect(items).toEqual([
      { kind: 'neuron', layer: 'a/b:c', neuron: 7, holdSeconds: 3, blendSeconds: 0.5 },
      { kind: 'class', layer: 'predictions', className: 'tiger cat', holdSeconds: 3, blendSeconds: 0.5 },
      { kind: 'class', layer: 'predictions', className: '3 toes', holdSeconds: 3, blendSeconds: 0.5 },
      { kind: 'neuron', layer: 'mixed5', neuron: 17, holdSeconds: 4, blendSeconds: 0.5 },
      { kind: 'random', layer: 'mixed4', count: 5, holdSeconds: 3, blendSeconds: 0 },
    ]);
  });

  it('refuses what is no neuron', () => {
    const short = 'expected a neuron such as mixed4:40 or { layer: mixed4, random: 5 }';
    expect(
      problems({
        cycle: {
          neurons: [
            'mixed4',
            40,
            ':3',
            { layer: 'a', neuron: 1, random: 2 },
            { layer: 'a' },
            { layer: 'a', neuron: 1, class: 'b', random: 2 },
            'mixed4:4o',
            'mixed4:-1',
            'mixed4: ',
            { layer: 'a', neuron: -1 },
            { neuron: 1 },
            { layer: 'a', neuron: 1, hold: '0s', blend: '0s' },
          ],
        },
      }),
    ).toEqual([
      `cycle.neurons.0: ${short}, got "mixed4"`,
      `cycle.neurons.1: ${short}, got 40`,
      `cycle.neurons.2: ${short}, got ":3"`,
      'cycle.neurons.3: expected either neuron or random, got both',
      'cycle.neurons.4: expected neuron, class or random beside the layer, got none of them',
      'cycle.neurons.5: expected either neuron or class or random, got all three',
      'cycle.neurons.6: expected a neuron such as mixed4:40, its number from 0 to 99999, got "mixed4:4o"',
      'cycle.neurons.7: expected a neuron such as mixed4:40, its number from 0 to 99999, got "mixed4:-1"',
      `cycle.neurons.8: ${short}, got "mixed4: "`,
      'cycle.neurons.9.neuron: expected a whole number from 0 to 99999, got -1',
      'cycle.neurons.10.layer: expected a line of text, at most 200 characters, got nothing',
    ]);
    expect(problems({ cycle: { neurons: [{ layer: 'a', neuron: 1, hold: '0s', blend: '0s' }] } })).toEqual([
      'cycle.neurons.0: expected a neuron to hold or blend longer than 0s, got 0s for both',
    ]);
  });
});

describe('a cycle from an atlas', () => {
  const items = (cycle: object) => settings({ cycle }).cycle.items;
  const times = { holdSeconds: 2, blendSeconds: 1 };

  it('takes those that look like a neuron, or those with most or least of a measure', () => {
    const like = { kind: 'like', layer: 'mixed4', neuron: 40, count: 8, among: [], atlas: null, ...times };
    expect(items({ like: 'mixed4:40', count: 8 })).toEqual([like]);
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
    expect(items({ from: 'my/atlas', sort: 'score', least: 3, layer: 'mixed5', blend: '0s' })).toEqual([
      { ...ranked, atlas: 'my/atlas', measure: 'score', end: 'least', count: 3, among: ['mixed5'], blendSeconds: 0 },
    ]);
  });

  it('has a place among other neurons', () => {
    const neurons = ['mixed4:2', { like: 'mixed4:40', count: 3, hold: '1s' }, { sort: 'gain', best: 2 }];
    expect(items({ neurons })).toMatchObject([
      { kind: 'neuron', neuron: 2 },
      { kind: 'like', neuron: 40, count: 3, holdSeconds: 1 },
      { kind: 'ranked', measure: 'gain', count: 2, holdSeconds: 2 },
    ]);
  });

  it.each<readonly [given: object, problem: string]>([
    [{ like: 'mixed4:40' }, 'cycle: expected how many: count beside like, got no count'],
    [{ like: 'mixed4', count: 2 }, 'cycle.like: expected a neuron such as mixed4:40'],
    [{ like: 'predictions:tabby', count: 2 }, 'cycle.like: expected a neuron by its number'],
    [{ like: 'mixed4:40', count: 0 }, 'cycle.count: expected a whole number from 1 to 1000'],
    [
      { like: 'mixed4:40', count: 2, best: 2 },
      'cycle: expected either like and count, or sort and best, got best beside',
    ],
    [{ from: 'atlas' }, 'cycle: expected like and count, or sort and best, got no sort'],
    [{ sort: 'colour', best: 2 }, 'cycle.sort: expected one of colourfulness, contrast, score, gain, convergence'],
    [{ sort: 'score' }, 'cycle: expected how many: best or least beside sort, got neither'],
    [{ sort: 'score', best: 2, least: 2 }, 'cycle: expected either best or least, got both'],
    [{ sort: 'score', best: 2, layer: 'a', layers: ['b'] }, 'cycle: expected either layer or layers, got both'],
    [{ sort: 'score', best: 2, neurons: ['a:1'] }, 'cycle: expected either neurons or those of an atlas, got both'],
    [{ layer: 'mixed4' }, 'cycle: expected like and count, or sort and best'],
    [{ neurons: [{ like: 'a:1', count: 2, neuron: 3 }] }, 'cycle.neurons.0.neuron: expected a known key'],
    [{ like: 'a:1', count: 2, hold: '0s', blend: '0s' }, 'cycle: expected a neuron to hold or blend longer than 0s'],
    [{}, 'cycle.neurons: expected 1 to 1000 neurons such as mixed4:40, got nothing'],
  ])('refuses %j', (given, problem) => {
    expect(problems({ cycle: given })).toEqual([expect.stringContaining(problem)]);
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
    const kinds = 'doubles, halves, perSecond, perFrame';
    expect(problems({ camera: { zoom: { doubles: '2s', perFrame: 1 } } })).toEqual([
      `camera.zoom: expected only one of ${kinds}, got doubles and perFrame`,
    ]);
    expect(problems({ camera: { zoom: {} } })).toEqual([`camera.zoom: expected one of ${kinds}, got none of them`]);
    expect(problems({ camera: { zoom: 1.05 } })).toEqual([
      'camera.zoom: expected a map such as { doubles: 2.5s }, got 1.05',
    ]);
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

  it('are refused part by part', () => {
    expect(
      problems({
        ascent: {
          rate: [{ at: 1, value: 2 }, { at: '2s' }, { at: '1s', value: 0.1, ease: 'bounce', extra: 1 }, 7],
          noise: { wave: 'saw', low: 0, high: 9, period: '0s', faze: 1 },
          color: 'much',
          steps: [],
        },
      }),
    ).toEqual([
      'ascent.steps: expected 1 to 1000 keyframes, got an empty list',
      'ascent.rate.0.at: expected a time such as 2s, got 1',
      'ascent.rate.0.value: expected a number from 0 to 1, got 2',
      'ascent.rate.1.value: expected a number from 0 to 1, got nothing',
      'ascent.rate.2.extra: expected a known key (nearest: at), got "extra"',
      'ascent.rate.2.ease: expected one of linear, in, out, in-out, step, got "bounce"',
      'ascent.rate.3: expected a keyframe such as { at: 2s, value: 1 }, got 7',
      'ascent.noise.faze: expected a known key (nearest: wave), got "faze"',
      'ascent.noise.wave: expected one of sine, triangle, got "saw"',
      'ascent.noise.high: expected a number from 0 to 1, got 9',
      'ascent.noise.period: expected a time from 0.01s to 1000000s, got "0s"',
      'ascent.color: expected a number from 0 to 10, got "much"',
    ]);
  });

  it('must have times that rise', () => {
    const rate = ['1s', '4s', '3.5s', '5s', '5s'].map((at) => ({ at, value: 0 }));
    expect(problems({ ascent: { rate } })).toEqual([
      'ascent.rate.2.at: expected a time after 4s (the keyframe before it), got 3.5s',
      'ascent.rate.4.at: expected a time after 5s (the keyframe before it), got 5s',
    ]);
  });
});

describe('the whole', () => {
  it('keeps the film below a million frames', () => {
    expect(problems({ duration: '11h6m40s' })).toEqual([]);
    expect(problems({ duration: '11h6m41s' })).toEqual([
      'duration: expected at most 40000s, which is 1000000 frames at 25 fps, got 40001s',
    ]);
  });

  it('keeps a shown opening shorter than the film', () => {
    expect(problems({ duration: '3s', opening: { show: true } })).toEqual([
      "opening.duration: expected a time below the film's 3s, got 3s",
    ]);
    expect(problems({ duration: '3s' })).toEqual([]);
  });

  it('keeps the zoom of a frame within reason', () => {
    const refusal = 'camera.zoom: expected a zoom of at most 2 times a frame at 1 fps, in or out, got';
    expect(problems({ fps: 1, camera: { zoom: { doubles: '100ms' } } })).toEqual([`${refusal} 1.02e+3 times`]);
    expect(problems({ fps: 1, camera: { zoom: { perSecond: [{ at: '1s', value: 0.25 }] } } })).toEqual([
      `${refusal} 4.00 times`,
    ]);
    expect(problems({ fps: 1, camera: { zoom: { halves: '1s' } } })).toEqual([]);
    expect(problems({ fps: 25, camera: { zoom: { doubles: '100ms' } } })).toEqual([]);
  });

  it('knows no other keys than its own', () => {
    expect(problems({ camra: {}, grade: { contrst: 1 }, output: { fil: 'x' } })).toEqual([
      'camra: expected a known key (nearest: camera), got "camra"',
      'grade.contrst: expected a known key (nearest: contrast), got "contrst"',
      'output.fil: expected a known key (nearest: file), got "fil"',
    ]);
    expect(problems(JSON.parse('{"__proto__": {"seed": 1}, "constructor": 1}'))).toEqual([
      '__proto__: expected a known key (nearest: look), got "__proto__"',
      'constructor: expected a known key (nearest: output), got "constructor"',
    ]);
  });

  it('is a map of maps', () => {
    expect(checkSettings('hello')).toEqual({
      problems: [{ path: [], message: 'expected a map, got "hello"', onKey: false }],
    });
    expect(problems({ camera: ['zoom'], output: 'film.mp4' })).toEqual([
      'camera: expected a map, got a list of 1',
      'output: expected a map, got "film.mp4"',
    ]);
  });
});
