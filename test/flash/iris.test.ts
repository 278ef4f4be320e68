// The cases of the test tables of EA's IRIS (github.com/electronicarts/IRIS, test/Iris.Tests), drawn anew: the same
// values in the same frames, and IRIS' own counts and verdicts.

import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/flash/meter.js';
import { draw, judge, plain, type Rgb } from './pictures.js';

const [WIDTH, HEIGHT] = [48, 36];
const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];

/** A value, and for how many frames. */
type Run<T> = readonly [value: T, frames: number];

const unroll = <T>(runs: readonly Run<T>[]): readonly T[] =>
  runs.flatMap(([value, frames]) => Array<T>(frames).fill(value));

const rolled = <T>(values: readonly T[]): readonly Run<T>[] => {
  const runs: [T, number][] = [];
  for (const value of values) {
    const last = runs.at(-1);
    if (last?.[0] === value) last[1] += 1;
    else runs.push([value, 1]);
  }
  return runs;
};

/** Runs of black and white in turn. */
const strobe = (...frames: readonly number[]) =>
  unroll(frames.map((count, i): Run<Rgb> => [i % 2 === 0 ? BLACK : WHITE, count]));

interface Case {
  readonly name: string;
  readonly fps: number;
  readonly colours: readonly Rgb[];
  /** General transitions in the last second, and the verdicts, as IRIS reports them. */
  readonly transitions?: readonly Run<number>[];
  readonly verdicts: readonly Run<Verdict>[];
  readonly redTransitions?: readonly Run<number>[];
}

const CASES: readonly Case[] = [
  {
    name: '2Hz_5s',
    fps: 5,
    colours: strobe(6, 1, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 2, 1, 1, 1, 2),
    transitions: [
      [0, 6],
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 1],
      [5, 4],
      [4, 11],
    ],
    verdicts: [
      ['pass', 9],
      ['warning', 16],
    ],
  },
  {
    name: '2Hz_6s',
    fps: 25,
    colours: strobe(5, 3, 3, 3, 15, 3, 3, 3, 16, 3, 3, 3, 16, 3, 3, 3, 16, 3, 3, 3, 16, 3, 3, 3, 11),
    transitions: [
      ...([
        [0, 5],
        [1, 3],
        [2, 3],
        [3, 3],
        [4, 15],
        [5, 1],
        [4, 2],
        [5, 1],
        [4, 2],
        [5, 1],
        [4, 2],
      ] as const),
      ...([
        [5, 1],
        [4, 110],
      ] as const),
    ],
    verdicts: [
      ['pass', 14],
      ['warning', 99],
      ['extended', 36],
    ],
  },
  {
    name: '3Hz_6s',
    fps: 25,
    colours: strobe(
      ...[5, 3, 3, 3, 2, 3, 10, 3, 3, 3, 2, 3, 11, 3, 3, 3, 2, 3, 11, 3, 3, 3, 2, 3, 11, 3, 3, 3, 2, 3, 11],
      ...[3, 3, 3, 2, 3, 6],
    ),
    verdicts: [
      ...([
        ['pass', 14],
        ['warning', 15],
        ['fail', 1],
        ['warning', 2],
        ['fail', 1],
        ['warning', 2],
      ] as const),
      ...([
        ['fail', 1],
        ['warning', 2],
        ['fail', 1],
        ['warning', 1],
        ['fail', 1],
        ['warning', 2],
      ] as const),
      ...([
        ['fail', 1],
        ['warning', 75],
        ['extended', 30],
      ] as const),
    ],
  },
  {
    name: 'extendedFLONG',
    fps: 25,
    colours: strobe(9, 11, 13, 11, 14, 11, 14, 11, 14, 11, 14, 11, 14, 11, 14, 11, 6),
    transitions: [
      [0, 9],
      [1, 11],
      [2, 13],
      [3, 1],
      [2, 10],
      [3, 1],
      [2, 155],
    ],
    verdicts: [['pass', 200]],
  },
  {
    name: 'intermitentEF',
    fps: 25,
    colours: strobe(9, 11, 13, 11, 14, 11, 14, 11, 39, 11, 14, 11, 31),
    transitions: [
      ...([
        [0, 9],
        [1, 11],
        [2, 13],
        [3, 1],
        [2, 10],
        [3, 1],
        [2, 63],
        [1, 11],
        [0, 14],
        [1, 11],
      ] as const),
      ...([
        [2, 39],
        [1, 11],
        [0, 6],
      ] as const),
    ],
    verdicts: [['pass', 200]],
  },
  {
    // 0.83 of white and white: the darker is not below 0.8.
    name: 'gray',
    fps: 25,
    colours: unroll(
      [4, 4, 4, 4, 4, 5, 5, 4, 4, 4, 4, 4].map((n, i): Run<Rgb> => [i % 2 === 0 ? [234, 234, 234] : WHITE, n]),
    ),
    transitions: [[0, 50]],
    verdicts: [['pass', 50]],
  },
  {
    // The red rises and falls by 66 of 320 while the luminance stays.
    name: 'GradualRedIncrease',
    fps: 25,
    colours: unroll(
      (
        [
          ...([
            [248.14, 4],
            [262.36, 1],
            [276.89, 1],
            [294.73, 1],
            [300.98, 1],
            [314.32, 3],
          ] as const),
          ...([
            [300.98, 1],
            [294.73, 1],
            [276.89, 1],
            [262.36, 1],
            [248.13, 9],
          ] as const),
        ] as const
      ).map(([red, frames]): Run<Rgb> => [[byteOf(red / 320), 0, 0], frames]),
    ),
    verdicts: [['pass', 24]],
    redTransitions: [
      [0, 5],
      [1, 8],
      [2, 11],
    ],
  },
];

/** The byte of a linear light. */
function byteOf(light: number): number {
  return Math.round(255 * (1.055 * light ** (1 / 2.4) - 0.055));
}

describe('the cases of IRIS', () => {
  it.each(CASES)('$name is judged as IRIS judges it', ({ fps, colours, transitions, verdicts, redTransitions }) => {
    const readings = judge(
      colours.map((colour) => plain(WIDTH, HEIGHT, colour)),
      fps,
    );
    expect(rolled(readings.map(({ general }) => general.verdict))).toEqual(verdicts);
    if (transitions) expect(rolled(readings.map(({ general }) => general.transitions))).toEqual(transitions);
    if (redTransitions) expect(rolled(readings.map(({ red }) => red.transitions))).toEqual(redTransitions);
    expect(readings.every(({ red }) => red.verdict === 'pass')).toBe(true);
  });

  it('flashStripes: stripes in turn with white fail with the seventh transition', () => {
    const stripes = draw(WIDTH, HEIGHT, (x) => (x % 16 < 15 ? BLACK : WHITE));
    const white = plain(WIDTH, HEIGHT, WHITE);
    const readings = judge(
      Array.from({ length: 36 }, (_, i) => (i % 2 === 0 ? white : stripes)),
      25,
    );
    expect(readings.map(({ general }) => general.transitions)).toEqual(
      Array.from({ length: 36 }, (_, i) => Math.min(i, 25)),
    );
    expect(rolled(readings.map(({ general }) => general.verdict))).toEqual([
      ...([
        ['pass', 4],
        ['warning', 3],
        ['fail', 29],
      ] as const),
    ]);
  });

  it('white and red in turn: three red transitions, four general ones', () => {
    const colours: readonly Rgb[] = [BLACK, WHITE, [255, 0, 0], WHITE, [255, 0, 0]];
    const last = judge(
      colours.map((colour) => plain(WIDTH, HEIGHT, colour)),
      7,
    ).at(-1)!;
    expect(last).toMatchObject({
      general: { transitions: 4, verdict: 'warning' },
      red: { transitions: 3, verdict: 'pass' },
    });
    expect(last.luminance).toBeCloseTo(0.2126, 6);
  });
});

describe('what IRIS misses', () => {
  /** Two halves in opposite phase at 5 flashes a second: the mean of the frame never changes. */
  const halves = (isBeside: boolean) =>
    Array.from({ length: 50 }, (_, i) =>
      draw(WIDTH, HEIGHT, (x, y) => {
        const isFirst = isBeside ? x < WIDTH / 2 : y < HEIGHT / 2;
        return isFirst === (Math.floor((i * 10) / 25) % 2 === 0) ? WHITE : BLACK;
      }),
    );

  it.each([
    ['beside', true],
    ['above', false],
  ] as const)('a screen split in two halves, one %s the other, that flash in turn', (_, isBeside) => {
    const readings = judge(halves(isBeside), 25);
    for (const { luminance } of readings) expect(luminance).toBeCloseTo(0.5, 1);
    expect(readings.at(-1)!.general).toMatchObject({ verdict: 'fail', transitions: 10 });
  });

  it('a small part of the screen that is a quarter of ten degrees, but no smaller one', () => {
    const flashing = (side: number) =>
      judge(
        Array.from({ length: 50 }, (_, i) =>
          draw(192, 144, (x, y) => (x >= 60 && x < 60 + side && y >= 40 && y < 40 + side && i % 4 < 2 ? WHITE : BLACK)),
        ),
        25,
      ).at(-1)!.general;
    // A cell is 4 x 4 pixels here; 48 of them are the limit.
    expect(flashing(7 * 4).verdict).toBe('fail');
    expect(flashing(6 * 4).verdict).toBe('pass');
  });
});
