// Presets and pictures' settings that are refused, with every problem. Most of them JSON Schema refuses too; `beyond`
// says why it cannot refuse the others.

/** Something that is refused. */
export interface Refused {
  readonly given: unknown;
  /** "path: expected ..., got ...", in order. */
  readonly problems: readonly string[];
  /** What JSON Schema cannot say. */
  readonly beyond?: 'the range of a text with a unit' | 'that keyframes rise' | 'how values depend on each other';
}

const cycle = { neurons: ['block8:40'] };
const preset = (more: object): object => ({ cycle, ...more });
const cycleOf = (given: unknown): object => ({ cycle: given });
const item = (given: unknown): object => cycleOf({ neurons: [given] });

const ATLAS_WAYS = '{ like, count }, { sort, best } or { sort, least }';
const CYCLE = `cycle: expected { neurons }, { chroma }, ${ATLAS_WAYS}, got`;
const LAYER_WAYS = '{ layer, neuron }, { layer, class }, { layer, random }';
const ITEM = `cycle.neurons.0: expected ${LAYER_WAYS}, ${ATLAS_WAYS}, got`;
const NEURON = 'cycle.neurons.0: expected a neuron such as block8:40 or predictions:tabby, got';
const ZOOM = 'camera.zoom: expected { doubles }, { halves }, { perSecond } or { perFrame }, got';
const SECONDS = 'a time such as 2s, from';

const IN_ORDER = ['1s', '4s', '3.5s', '5s', '5s'].map((at) => ({ at, value: 0 }));

/** Presets that are refused. */
export const REFUSED_PRESETS: readonly Refused[] = [
  // Sound.
  {
    given: { cycle: { ...cycle, snap: 'beats' }, sound: 'a.wav' },
    problems: ['cycle.snap: expected one of beat, bar, got "beats"'],
  },
  {
    given: cycleOf({ ...cycle, snap: 'beat' }),
    problems: ['cycle.snap: expected a `sound` for the cycle to follow, at the top of the preset, got none'],
    beyond: 'how values depend on each other',
  },
  {
    given: { sound: 'a.wav', cycle: { chroma: ['a:1', 'a:2'] } },
    problems: ['cycle.chroma: expected 12 neurons, one for each pitch from C up to B, got a list of 2'],
  },
  {
    given: { sound: 'a.wav', cycle: { chroma: [{ layer: 'a', random: 2 }, ...Array(11).fill('a:1')] } },
    problems: ['cycle.chroma.0: expected one neuron for a pitch, got a choice of several'],
    beyond: 'how values depend on each other',
  },
  { given: preset({ sound: 5 }), problems: ['sound: expected a line of text, at most 1000 characters, got 5'] },
  {
    given: preset({ sound: { start: '1s' } }),
    problems: ['sound.file: expected a line of text, at most 1000 characters, got nothing'],
  },
  {
    given: preset({ sound: { file: 'a.wav', loudness: 'loud', gain: '3 decibels' } }),
    problems: [
      'sound.gain: expected decibels from -60dB to 30dB, got "3 decibels"',
      'sound.loudness: expected one of off, got "loud"',
    ],
  },
  {
    given: preset({ sound: { file: 'a.wav', loudness: -14, gain: '3dB' } }),
    problems: ['sound.gain: expected `loudness` or `gain`, one of them, got both'],
    beyond: 'how values depend on each other',
  },
  {
    given: preset({ grade: { contrast: { audio: 'rms', low: 0, high: 0.3 } } }),
    problems: ['grade.contrast: expected a `sound` for the schedule to follow, at the top of the preset, got none'],
    beyond: 'how values depend on each other',
  },
  {
    given: preset({ sound: 'a.wav', grade: { contrast: { audio: 'kick', band: [30, 120], low: 0, high: 0.3 } } }),
    problems: [
      'grade.contrast.audio: expected one of onset, rms, loudness, centroid, beat, bar, got "kick"',
      'grade.contrast.band.0: expected a frequency such as 30Hz, from 20Hz to 12000Hz, got 30',
      'grade.contrast.band.1: expected a frequency such as 30Hz, from 20Hz to 12000Hz, got 120',
    ],
  },
  {
    given: preset({ sound: 'a.wav', ascent: { noise: { audio: 'rms', band: ['2kHz', '50Hz'], low: 0, high: 1 } } }),
    problems: ['ascent.noise.band: expected a band from a lower to a higher frequency, got 2000Hz to 50Hz'],
    beyond: 'how values depend on each other',
  },
  // The preset as a whole.
  { given: 'hello', problems: [': expected a map, got "hello"'] },
  { given: ['cycle'], problems: [': expected a map, got a list of 1'] },
  { given: {}, problems: [`${CYCLE} none of these keys`] },
  {
    given: preset({ camra: {}, grade: { contrst: 1 }, output: { fil: 'x' } }),
    problems: [
      'grade.contrst: expected a known key (nearest: contrast), got "contrst"',
      'output.fil: expected a known key (nearest: file), got "fil"',
      'camra: expected a known key (nearest: camera), got "camra"',
    ],
  },
  {
    given: { cycle, ...JSON.parse('{"__proto__": {"seed": 1}, "constructor": 1}') },
    problems: [
      '__proto__: expected a known key (nearest: look), got "__proto__"',
      'constructor: expected a known key (nearest: output), got "constructor"',
    ],
  },
  {
    given: preset({ camera: ['zoom'], output: 'film.mp4' }),
    problems: ['camera: expected a map, got a list of 1', 'output: expected a map, got "film.mp4"'],
  },
  {
    given: preset({ size: '512' }),
    problems: [problem('size', 'a size such as 512x512, from 16 to 4096 pixels a side', '"512"')],
  },
  {
    given: preset({ size: '15x512' }),
    problems: [problem('size', 'a size such as 512x512, from 16 to 4096 pixels a side', '"15x512"')],
    beyond: 'the range of a text with a unit',
  },
  { given: preset({ duration: 2 }), problems: [problem('duration', `${SECONDS} 0.001s to 1000000s, or sound`, '2')] },
  { given: preset({ seed: -1 }), problems: [problem('seed', 'a whole number from 0 to 4294967295', '-1')] },
  {
    given: preset({ network: null }),
    problems: [problem('network', 'a line of text, at most 1000 characters', 'nothing')],
  },
  { given: preset({ title: 'a\nb' }), problems: [problem('title', 'a line of text, at most 200 characters', '"a�b"')] },
  {
    given: preset({ duration: '11h6m41s' }),
    problems: ['duration: expected at most 40000s, which is 1000000 frames at 25 fps, got 40001s'],
    beyond: 'how values depend on each other',
  },
  {
    given: preset({ duration: '3s', opening: { show: true } }),
    problems: ["opening.duration: expected a time below the film's 3s, got 3s"],
    beyond: 'how values depend on each other',
  },
  // An old name leads to the new one.
  {
    given: preset({ ascent: { handoverNoise: 1 } }),
    problems: ['ascent.handoverNoise: expected a known key (nearest: blendNoise), got "handoverNoise"'],
  },

  // The cycle.
  { given: cycleOf(null), problems: [`${CYCLE} none of these keys`] },
  { given: cycleOf({ hold: '3s' }), problems: [`${CYCLE} none of these keys`] },
  {
    given: cycleOf({ neurons: [] }),
    problems: ['cycle.neurons: expected 1 to 1000 neurons such as block8:40, got an empty list'],
  },
  {
    given: cycleOf({ neurons: 'block8:40' }),
    problems: ['cycle.neurons: expected 1 to 1000 neurons such as block8:40, got "block8:40"'],
  },
  { given: item('block8'), problems: [`${NEURON} "block8"`] },
  { given: item(40), problems: [`${NEURON} 40`] },
  { given: item(null), problems: [`${NEURON} nothing`] },
  { given: item(':3'), problems: [`${NEURON} ":3"`] },
  { given: item('block8:4o'), problems: [`${NEURON} "block8:4o"`] },
  { given: item('block8:-1'), problems: [`${NEURON} "block8:-1"`] },
  { given: item('block8: '), problems: [`${NEURON} "block8: "`] },
  { given: item({ layer: 'a', neuron: 1, random: 2 }), problems: [`${ITEM} { layer, neuron, random }`] },
  {
    given: item({ layer: 'a', neuron: 1, class: 'b', random: 2 }),
    problems: [`${ITEM} { layer, neuron, class, random }`],
  },
  { given: item({ layer: 'a' }), problems: [`${ITEM} { layer }`] },
  { given: item({ neuron: 1 }), problems: [`${ITEM} { neuron }`] },
  { given: item({ hold: '2s' }), problems: [`${ITEM} none of these keys`] },
  { given: item({ like: 'a:1', count: 2, neuron: 3 }), problems: [`${ITEM} { neuron, like, count }`] },
  {
    given: item({ layer: 'a', neuron: -1 }),
    problems: ['cycle.neurons.0.neuron: expected a whole number from 0 to 99999, got -1'],
  },
  {
    given: item({ layer: 'a', neuron: 1, hold: '0s', blend: '0s' }),
    problems: ['cycle.neurons.0: expected a neuron to hold or blend longer than 0s, got 0s for both'],
    beyond: 'how values depend on each other',
  },
  { given: cycleOf({ like: 'block8:40' }), problems: [`${CYCLE} { like }`] },
  { given: cycleOf({ count: 3 }), problems: [`${CYCLE} { count }`] },
  { given: cycleOf({ from: 'atlas' }), problems: [`${CYCLE} { from }`] },
  { given: cycleOf({ layer: 'block8' }), problems: [`${CYCLE} { layer }`] },
  { given: cycleOf({ sort: 'score' }), problems: [`${CYCLE} { sort }`] },
  { given: cycleOf({ sort: 'score', best: 2, least: 2 }), problems: [`${CYCLE} { sort, best, least }`] },
  { given: cycleOf({ like: 'block8:40', count: 2, best: 2 }), problems: [`${CYCLE} { like, count, best }`] },
  { given: cycleOf({ sort: 'score', best: 2, neurons: ['a:1'] }), problems: [`${CYCLE} { neurons, sort, best }`] },
  { given: cycleOf({ layer: 'a', neurons: ['a:1'] }), problems: [`${CYCLE} { neurons, layer }`] },
  {
    given: cycleOf({ like: 'block8', count: 2 }),
    problems: ['cycle.like: expected a neuron by its number, such as block8:40, got "block8"'],
  },
  {
    given: cycleOf({ like: 'predictions:tabby', count: 2 }),
    problems: ['cycle.like: expected a neuron by its number, such as block8:40, got "predictions:tabby"'],
  },
  {
    given: cycleOf({ like: 'block8:40', count: 0 }),
    problems: ['cycle.count: expected a whole number from 1 to 1000, got 0'],
  },
  {
    given: cycleOf({ sort: 'colour', best: 2 }),
    problems: ['cycle.sort: expected one of colourfulness, contrast, score, gain, convergence, got "colour"'],
  },
  {
    given: cycleOf({ sort: 'score', best: 2, layer: 'a', layers: ['b'] }),
    problems: [`${CYCLE} { layer, layers, sort, best }`],
  },
  {
    given: cycleOf({ like: 'a:1', count: 2, hold: '0s', blend: '0s' }),
    problems: ['cycle: expected a neuron to hold or blend longer than 0s, got 0s for both'],
    beyond: 'how values depend on each other',
  },

  // The camera.
  { given: preset({ camera: { zoom: { doubles: '2s', perFrame: 1 } } }), problems: [`${ZOOM} { doubles, perFrame }`] },
  { given: preset({ camera: { zoom: {} } }), problems: [`${ZOOM} none of these keys`] },
  { given: preset({ camera: { zoom: null } }), problems: [`${ZOOM} none of these keys`] },
  {
    given: preset({ camera: { zoom: 1.05 } }),
    problems: ['camera.zoom: expected a map such as { doubles: 2.5s }, got 1.05'],
  },
  {
    given: preset({ camera: { drift: '60%' } }),
    problems: ['camera.drift: expected a number from 0 to 0.5, or a percentage, got "60%"'],
    beyond: 'the range of a text with a unit',
  },
  {
    given: preset({ camera: { drift: { amout: 0.1 } } }),
    problems: ['camera.drift.amout: expected a known key (nearest: amount), got "amout"'],
  },
  {
    given: preset({ camera: { drift: { wave: 'saw', low: 0, high: 0.1, period: '2s' } } }),
    problems: ['camera.drift.wave: expected one of sine, triangle, random, steps, got "saw"'],
  },
  {
    given: preset({ camera: { drift: { wave: 'sine', low: 0, high: 0.1, period: '2s', amount: 1 } } }),
    problems: ['camera.drift.amount: expected a known key (nearest: low), got "amount"'],
  },
  {
    given: preset({ fps: 1, camera: { zoom: { doubles: '100ms' } } }),
    problems: ['camera.zoom: expected a zoom of at most 2 times a frame at 1 fps, in or out, got 1.02e+3 times'],
    beyond: 'how values depend on each other',
  },
  {
    given: preset({ fps: 1, camera: { zoom: { perSecond: [{ at: '1s', value: 0.25 }] } } }),
    problems: ['camera.zoom: expected a zoom of at most 2 times a frame at 1 fps, in or out, got 4.00 times'],
    beyond: 'how values depend on each other',
  },

  // Schedules.
  {
    given: preset({
      ascent: {
        rate: [{ at: 1, value: 2 }, { at: '2s' }, { at: '1s', value: 0.1, ease: 'hop', extra: 1 }, 7],
        noise: { wave: 'saw', low: 0, high: 9, period: '0s', faze: 1 },
        color: 'much',
        steps: [],
      },
    }),
    problems: [
      'ascent.steps: expected 1 to 1000 keyframes, got an empty list',
      `ascent.rate.0.at: expected ${SECONDS} 0s to 1000000s, got 1`,
      'ascent.rate.0.value: expected a number from 0 to 1, got 2',
      'ascent.rate.1.value: expected a number from 0 to 1, got nothing',
      'ascent.rate.2.ease: expected one of linear, in, out, in-out, step, bounce, elastic, back, or cubic-bezier(x1, y1, x2, y2), got "hop"',
      'ascent.rate.2.extra: expected a known key (nearest: at), got "extra"',
      'ascent.rate.3: expected a keyframe such as { at: 2s, value: 1 }, got 7',
      'ascent.noise.wave: expected one of sine, triangle, random, steps, got "saw"',
      'ascent.noise.high: expected a number from 0 to 1, got 9',
      `ascent.noise.period: expected ${SECONDS} 0.01s to 1000000s, got "0s"`,
      'ascent.noise.faze: expected a known key (nearest: wave), got "faze"',
      'ascent.color: expected a number from 0 to 10, got "much"',
    ],
  },
  {
    given: preset({ ascent: { bands: Array(9).fill(1) } }),
    problems: ['ascent.bands: expected 1 to 8 weights of bands, from fine to coarse, got a list of 9'],
  },
  {
    given: preset({ grade: { servo: {} } }),
    problems: [
      'grade.servo.wave: expected one of sine, triangle, random, steps, got nothing',
      'grade.servo.low: expected a number from 0 to 1, or a percentage, got nothing',
      'grade.servo.high: expected a number from 0 to 1, or a percentage, got nothing',
      `grade.servo.period: expected ${SECONDS} 0.01s to 1000000s, got nothing`,
    ],
  },
  {
    given: preset({
      grade: {
        contrast: [
          { at: '0s', value: 0.1, ease: 'back' },
          { at: '1s', value: 0.5 },
        ],
      },
    }),
    problems: [
      'grade.contrast: expected a number from 0 to 0.5, or a percentage, also where an easing overshoots, got 0.54',
    ],
    beyond: 'how values depend on each other',
  },
  {
    given: preset({ ascent: { rate: IN_ORDER } }),
    problems: [
      'ascent.rate.2.at: expected a time after 4s (the keyframe before it), got 3.5s',
      'ascent.rate.4.at: expected a time after 5s (the keyframe before it), got 5s',
    ],
    beyond: 'that keyframes rise',
  },
  // A preset may come from anyone.
  ...[
    '/home/me/wedding.mp4',
    '../wedding.mp4',
    'a/../../b.mp4',
    '..',
    'C:\\b.mp4',
    'c:b.mp4',
    '\\\\host\\b.mp4',
    'a\\..',
  ].map((file) => ({
    given: preset({ output: { file } }),
    problems: [
      `output.file: expected a name inside the output folder (--out takes any path), got ${JSON.stringify(file)}`,
    ],
  })),
];

const picture = (more: object): object => ({ picture: 'image', show: [['a:1']], ...more });

/** Settings of pictures that are refused. */
export const REFUSED_PICTURES: readonly Refused[] = [
  { given: { show: [['a:1']] }, problems: ['picture: expected one of image, sheet, got nothing'] },
  { given: { picture: 'image' }, problems: ['show: expected 1 to 1000 rows of neurons, got nothing'] },
  {
    given: picture({ show: [['a:1', 'a:2']] }),
    problems: ['show: expected one subject for an image, got 2'],
    beyond: 'how values depend on each other',
  },
  {
    given: picture({ size: '99999x9' }),
    problems: ['size: expected a size such as 512x512, from 16 to 16384 pixels a side, got "99999x9"'],
    beyond: 'the range of a text with a unit',
  },
  {
    given: picture({ output: { quality: 8 } }),
    problems: ['output.quality: expected no quality for png, which is lossless, got 8'],
    beyond: 'how values depend on each other',
  },
  {
    given: picture({ show: [[[{ layer: 'a', direction: ['x'] }]]] }),
    problems: ['show.0.0.0.direction.0: expected a number from -1000000 to 1000000, got "x"'],
  },
  {
    given: picture({ show: [[[{ layer: 'a', neuron: 1, weight: 0 }]]] }),
    problems: ['show.0.0.0.weight: expected a weight other than 0, got 0'],
  },
  {
    given: picture({ show: [[[{ layer: 'a', neuron: -1 }]]] }),
    problems: ['show.0.0.0.neuron: expected the number or the class of a neuron, got -1'],
  },
  {
    given: picture({ show: [[[{ layer: 'a', neuron: 1, direction: [1] }]]] }),
    problems: [
      'show.0.0.0: expected { layer }, { layer, neuron } or { layer, direction }, got { layer, neuron, direction }',
    ],
  },
  {
    given: picture({ show: [[[{ layer: 'a', at: { y: 0, x: 0 } }]]] }),
    problems: ['show.0.0.0: expected { layer }, { layer, neuron } or { layer, direction }, got { layer, at }'],
  },
  { given: picture({ show: [[4]] }), problems: ['show.0.0: expected neurons such as block8:40, got 4'] },
  {
    given: picture({ variations: { count: 2, number: 2 } }),
    problems: ['variations.number: expected a number below 2, got 2'],
    beyond: 'how values depend on each other',
  },
  {
    given: picture({ picture: 'sheet', init: { file: 'x' } }),
    problems: [': expected variations and a first picture for an image only, got a sheet'],
    beyond: 'how values depend on each other',
  },
  {
    given: picture({ growht: {} }),
    problems: ['growht: expected a known key (nearest: growth), got "growht"'],
  },
];

function problem(path: string, expected: string, got: string): string {
  return `${path}: expected ${expected}, got ${got}`;
}
