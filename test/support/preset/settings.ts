// Settings of films, whatever they are, for properties that must hold for all of them.

import fc from 'fast-check';
import { MEASURES } from '../../../src/atlas/atlas.js';
import { nameInFolder } from '../../../src/preset/schema/reader.js';
import {
  type CycleItem,
  FLASH_MODES,
  LOOKS,
  OUTPUT_FORMATS,
  type Settings,
  type SoundSettings,
} from '../../../src/preset/settings.js';
import { AUDIO_MEASURES } from '../../../src/timeline/audio.js';
import { ORDERS, SNAPS } from '../../../src/timeline/cycle.js';
import { EASES, reachOf } from '../../../src/timeline/easing.js';
import { constant, keyframes } from '../../../src/timeline/schedule.js';
import type { ScheduleSpec } from '../../../src/timeline/schedule-kinds.js';
import { WAVE_SHAPES } from '../../../src/timeline/waves.js';

const between = (min: number, max: number) =>
  // -0 is written as 0, and is the same in every way that counts.
  fc.double({ min, max, noNaN: true }).map((value) => value + 0);

const schedule = (min: number, max: number): fc.Arbitrary<ScheduleSpec> =>
  fc.oneof(
    between(min, max).map(constant),
    fc
      .uniqueArray(
        fc.tuple(
          between(0, 1e6),
          between(min, max),
          fc.constantFrom(...EASES.filter((ease) => reachOf(ease).join() === '0,1')),
        ),
        {
          selector: ([at]) => at,
          minLength: 1,
          maxLength: 4,
        },
      )
      .map((all) => all.sort(([a], [b]) => a - b).map(([at, value, ease]) => ({ at, value, ease })))
      .map(keyframes),
    fc.record({
      kind: fc.constant('wave'),
      wave: fc.constantFrom(...WAVE_SHAPES),
      low: between(min, max),
      high: between(min, max),
      period: between(0.01, 1e6),
      phase: between(0, 1),
      seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    }),
    fc.record({
      kind: fc.constant('audio'),
      audio: fc.constantFrom(...AUDIO_MEASURES),
      band: fc.tuple(between(20, 500), between(501, 12_000)),
      low: between(min, max),
      high: between(min, max),
      attack: between(0, 10),
      release: between(0, 60),
      curve: between(0.1, 10),
    }),
  );

const line = (max: number) =>
  fc
    .string({ minLength: 1, maxLength: max, unit: 'binary' })
    .filter((text) => text.trim() === text && text.length <= max && !/[\p{Cc}\p{Cs}]/u.test(text));

const ofAtlas = {
  among: fc.array(line(20), { maxLength: 2 }),
  atlas: fc.option(fc.constantFrom('my/atlas', 'x')),
  count: fc.integer({ min: 1, max: 1000 }),
  holdSeconds: fc.constantFrom(2, 0, 3.7),
  blendSeconds: fc.constantFrom(1, 0.25),
};

const item: fc.Arbitrary<CycleItem> = fc.oneof(
  fc.record({
    kind: fc.constant('like'),
    layer: line(20),
    neuron: fc.integer({ min: 0, max: 99_999 }),
    ...ofAtlas,
  }),
  fc.record({
    kind: fc.constant('ranked'),
    measure: fc.constantFrom(...MEASURES),
    end: fc.constantFrom('best', 'least'),
    ...ofAtlas,
  }),
  fc.record({
    kind: fc.constant('neuron'),
    layer: line(20),
    neuron: fc.integer({ min: 0, max: 99_999 }),
    holdSeconds: fc.constantFrom(2, 0, 3.7),
    blendSeconds: fc.constantFrom(1, 0.25),
  }),
  fc.record({
    kind: fc.constant('class'),
    layer: line(20),
    className: line(20),
    holdSeconds: fc.constantFrom(2, 0, 3.7),
    blendSeconds: fc.constantFrom(1, 0.25),
  }),
  fc.record({
    kind: fc.constant('random'),
    layer: line(20),
    count: fc.integer({ min: 1, max: 1000 }),
    holdSeconds: fc.constantFrom(2, 0, 3.7),
    blendSeconds: fc.constantFrom(1, 0.25),
  }),
);

const sound: fc.Arbitrary<SoundSettings> = fc
  .record({
    file: line(50),
    sha256: fc.option(fc.constant('0a'.repeat(32))),
    startSeconds: between(0, 7200),
    fadeInSeconds: between(0, 600),
    fadeOutSeconds: between(0, 600),
    gain: between(-60, 30),
    loudness: fc.option(between(-70, -5)),
  })
  .map((own) => (own.loudness === null ? own : { ...own, gain: 0 }));

/** Whether some schedule follows the sound. */
const followsSound = (settings: Settings) =>
  settings.cycle.snap !== null || JSON.stringify(settings).includes('"kind":"audio"');

const settingsWithSound: fc.Arbitrary<Settings> = fc.record({
  title: fc.option(line(50)),
  description: fc.option(line(50)),
  network: line(50),
  look: fc.constantFrom(...LOOKS),
  width: fc.integer({ min: 16, max: 4096 }),
  height: fc.integer({ min: 16, max: 4096 }),
  fps: fc.constantFrom(
    { numerator: 25, denominator: 1 },
    { numerator: 30_000, denominator: 1001 },
    { numerator: 25, denominator: 2 },
  ),
  durationSeconds: between(100, 8000),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  opening: fc.record({
    fromPixels: fc.integer({ min: 16, max: 4096 }),
    enlargements: fc.integer({ min: 1, max: 200 }),
    steps: fc.integer({ min: 1, max: 200 }),
    show: fc.boolean(),
    seconds: between(0.1, 99),
  }),
  sound,
  cycle: fc.record({
    order: fc.constantFrom(...ORDERS),
    holdSeconds: fc.constantFrom(2, 4),
    blendSeconds: fc.constant(1),
    snap: fc.constantFrom(null, ...SNAPS),
    by: fc.constant('time'),
    items: fc.array(item, { minLength: 1, maxLength: 5 }),
  }),
  camera: fc.record({
    zoom: fc.oneof(
      fc.record({ doubles: schedule(0.1, 1e6) }),
      fc.record({ halves: schedule(0.1, 1e6) }),
      fc.record({ perSecond: schedule(0.01, 1000) }),
      fc.record({ perFrame: schedule(0.5, 2) }),
    ),
    rotate: schedule(-3600, 3600),
    pan: fc.record({ x: schedule(-10, 10), y: schedule(-10, 10) }),
    drift: fc.record({ amount: schedule(0, 0.5), period: between(1, 1e6) }),
    tilt: schedule(-45, 45),
    turn: schedule(-45, 45),
    warp: fc.record({
      swirl: schedule(-720, 720),
      ripple: fc.record({ amount: schedule(0, 1), length: between(0.3, 2), period: between(0.1, 1e6) }),
      kaleidoscope: fc.record({
        folds: fc.integer({ min: 2, max: 24 }),
        amount: schedule(0, 1),
        angle: schedule(-36_000, 36_000),
      }),
    }),
  }),
  flash: fc.constantFrom(...FLASH_MODES),
  ascent: fc.record({
    cadence: fc.oneof(fc.constant('auto' as const), schedule(1, 12)),
    octaves: fc.oneof(
      fc.constant('auto' as const),
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom([0.5], [0.25, 0.5, 1]).chain((scales) =>
        fc.tuple(
          ...scales.map((scale) =>
            fc.record({
              scale: fc.constant(scale),
              steps: schedule(0, 100),
              rate: schedule(0, 1),
              bands: fc.array(schedule(0, 10), { minLength: 1, maxLength: 8 }),
            }),
          ),
        ),
      ),
    ),
    form: fc.constant(null),
    steps: schedule(0, 100),
    rate: schedule(0, 1),
    jitter: schedule(0, 256),
    noise: schedule(0, 1),
    blendNoise: schedule(0, 100),
    margin: fc.integer({ min: 0, max: 256 }),
    bands: fc.array(schedule(0, 10), { minLength: 1, maxLength: 8 }),
    color: schedule(0, 10),
    smooth: schedule(0, 16),
  }),
  grade: fc.record({
    servo: schedule(0, 1),
    contrast: schedule(0, 0.5),
    brightness: schedule(0, 1),
    saturation: schedule(0, 4),
  }),
  output: fc.record({
    file: fc.option(line(50).filter((file) => nameInFolder({ max: 1000 }).read(file) !== undefined)),
    format: fc.option(fc.constantFrom(...OUTPUT_FORMATS)),
    quality: fc.option(fc.integer({ min: 0, max: 63 })),
  }),
});

/** Any settings that a preset may have: with a sound where a schedule follows it. */
export const anySettings: fc.Arbitrary<Settings> = fc
  .tuple(settingsWithSound, fc.boolean())
  .map(([settings, isSilent]) => (isSilent && !followsSound(settings) ? { ...settings, sound: null } : settings));
