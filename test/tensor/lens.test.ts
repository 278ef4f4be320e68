import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kaleidoscopeMap, mirrorPicture } from '../../src/tensor/lens/kaleidoscope.js';
import { type Lens, openLens } from '../../src/tensor/lens/lens.js';
import { mappedRows } from '../../src/tensor/lens/map-warp.js';
import { closerZoom, mapOf, move } from '../../src/tensor/lens/seen.js';
import { composeMotions, invertMotion, type SeenMotion } from '../../src/tensor/motion.js';
import { openStream } from '../../src/tensor/random.js';
import { resize, warp } from '../../src/tensor/resample.js';
import { type Tensor, tensor } from '../../src/tensor/tensor.js';

const STRAIGHT: Lens = { tilt: 0, turn: 0, swirl: 0, ripple: 0, rippleLength: 0.5, ripplePhase: 0 };

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const anyLens: fc.Arbitrary<Lens> = fc.record({
  tilt: real(-Math.PI / 4, Math.PI / 4),
  turn: real(-Math.PI / 4, Math.PI / 4),
  swirl: real(-6, 6),
  ripple: real(0, 1),
  rippleLength: real(0.3, 2),
  ripplePhase: real(-50, 50),
});

/** Points of the picture, to its corners. */
const anyPoint = fc.record({ angle: real(0, 2 * Math.PI), r: real(0, 1) }).map(({ angle, r }) => ({
  x: r * Math.cos(angle),
  y: r * Math.sin(angle),
}));

describe('a lens', () => {
  it('has an exact inverse everywhere in the picture', () => {
    fc.assert(
      fc.property(anyLens, anyPoint, (lens, seen) => {
        const { see, unsee } = openLens(lens);
        const point = { ...seen };
        unsee(point);
        see(point);
        expect(Math.hypot(point.x - seen.x, point.y - seen.y)).toBeLessThan(1e-6);
      }),
    );
  });

  it('leans the plane as a camera two half diagonals away sees it', () => {
    const tilt = Math.PI / 6;
    const point = { x: 0.3, y: -0.5 };
    openLens({ ...STRAIGHT, tilt }).see(point);
    const depth = 2 / (2 + 0.5 * Math.sin(tilt));
    expect(point.x).toBeCloseTo(0.3 * depth, 12);
    expect(point.y).toBeCloseTo(-0.5 * Math.cos(tilt) * depth, 12);
    const side = { x: 0.5, y: 0.3 };
    openLens({ ...STRAIGHT, turn: tilt }).see(side);
    expect(side.x).toBeCloseTo(0.5 * Math.cos(tilt) * depth, 12);
    expect(side.y).toBeCloseTo(0.3 * depth, 12);
  });

  it('turns the centre by the swirl, and the corners not at all', () => {
    const { see } = openLens({ ...STRAIGHT, swirl: 1 });
    const [inner, corner] = [
      { x: 1e-4, y: 0 },
      { x: Math.SQRT1_2, y: Math.SQRT1_2 },
    ];
    see(inner);
    see(corner);
    expect(Math.atan2(inner.y, inner.x)).toBeCloseTo(1, 6);
    expect([corner.x, corner.y]).toEqual([Math.SQRT1_2, Math.SQRT1_2].map((v) => expect.closeTo(v, 12)));
  });

  it('never folds the rings over', () => {
    const { see } = openLens({ ...STRAIGHT, ripple: 1, rippleLength: 0.3, ripplePhase: 0.7 });
    let before = 0;
    for (let r = 0.001; r < 1; r += 0.001) {
      const point = { x: r, y: 0 };
      see(point);
      expect(point.x).toBeGreaterThan(before);
      before = point.x;
    }
  });
});

const SIZE = { width: 96, height: 64 };
const PLAIN = { zoom: 1.03, radians: 0.02, panX: 0.004, panY: -0.002, focusX: 0.1, focusY: -0.05 };
const LENSES = [0, 1, 2, 3, 4].map(
  (i): Lens => ({ tilt: 0.1 * i, turn: -0.05 * i, swirl: 0.3 * i, ripple: 0.2 * i, rippleLength: 0.6, ripplePhase: i }),
);
const MOVES = [0, 1, 2, 3].map(
  (i): SeenMotion => ({ ...PLAIN, zoom: 1.02 + 0.005 * i, lens: [LENSES[i]!, LENSES[i + 1]!] }),
);

describe('motions through lenses', () => {
  const follow = (motions: readonly SeenMotion[], x: number, y: number) => {
    const point = { x, y };
    for (const motion of motions) mapOf(motion, SIZE)(point);
    return point;
  };

  it('combine into one that leads each point where they lead one by one', () => {
    for (const [x, y] of [
      [10, 10],
      [48, 32],
      [80, 20],
      [33.3, 50.1],
    ] as const) {
      const all = follow([composeMotions(MOVES, SIZE)], x, y);
      const each = follow([...MOVES].reverse(), x, y);
      expect(all.x).toBeCloseTo(each.x, 7);
      expect(all.y).toBeCloseTo(each.y, 7);
      const back = follow([composeMotions(MOVES, SIZE), invertMotion(composeMotions(MOVES, SIZE), SIZE)], x, y);
      expect(back.x).toBeCloseTo(x, 7);
      expect(back.y).toBeCloseTo(y, 7);
    }
  });

  it('are sampled to a tenth of a pixel', () => {
    const size = { width: 640, height: 360 };
    const lens = { tilt: 0.5, turn: -0.4, swirl: 2, ripple: 1, rippleLength: 0.3, ripplePhase: 1 };
    const map = mapOf({ ...PLAIN, lens: [lens, { ...lens, ripplePhase: 1.3, swirl: 2.1 }] }, size);
    let worst = 0;
    let y = 0;
    for (const row of mappedRows(map, size.width, size.height)) {
      for (let x = 0; x < size.width; x += 3) {
        const point = { x: x + 0.5, y: y + 0.5 };
        map(point);
        worst = Math.max(worst, Math.hypot(point.x - row.x[x]!, point.y - row.y[x]!));
      }
      y += 1;
    }
    expect(worst).toBeLessThan(0.1);
  });

  it('are plain motions, bit for bit, without lenses, and nearly so through straight ones', () => {
    const small = tensor([1, 3, 8, 12]);
    openStream(1, 'lens').fillUniform(small.data, -0.5, 0.5);
    const picture = resize(small, SIZE.height, SIZE.width);
    const [plain, moved, seen] = [tensor(picture.shape), tensor(picture.shape), tensor(picture.shape)];
    warp(picture, plain, PLAIN);
    move(picture, moved, PLAIN);
    move(picture, seen, { ...PLAIN, lens: [STRAIGHT, STRAIGHT] });
    expect(moved.data).toEqual(plain.data);
    for (let i = 0; i < plain.data.length; i++) expect(Math.abs(seen.data[i]! - plain.data[i]!)).toBeLessThan(1e-4);
  });

  it('come closer where a lens that changes would show what is beyond the frame, and only there', () => {
    const leaning = (zoom: number, from: number, to: number): SeenMotion => ({
      ...{ zoom, radians: 0, panX: 0, panY: 0, focusX: 0, focusY: 0 },
      lens: [
        { ...STRAIGHT, tilt: from },
        { ...STRAIGHT, tilt: to },
      ],
    });
    expect(closerZoom(leaning(1.02, 0.5, 0.5), SIZE, 4)).toBe(1);
    expect(closerZoom(leaning(1.02, 0.5, 0.505), SIZE, 4)).toBe(1);
    const fast = leaning(1.001, 0, 0.1);
    const closer = closerZoom(fast, SIZE, 4);
    expect(closer).toBeGreaterThan(1.005);
    const map = mapOf({ ...fast, zoom: fast.zoom * closer }, SIZE);
    for (let x = 4; x <= 92; x += 4) {
      for (const y of [4, 60]) {
        const point = { x, y };
        map(point);
        expect(point.x).toBeGreaterThan(3.98);
        expect(point.x).toBeLessThan(92.02);
        expect(point.y).toBeGreaterThan(3.98);
        expect(point.y).toBeLessThan(60.02);
      }
    }
  });
});

describe('a kaleidoscope', () => {
  it.each([2, 3, 5, 6, 12, 24])('of %i folds shows the same wherever it is turned by a fold or mirrored', (folds) => {
    const radians = 0.3;
    const map = kaleidoscopeMap({ width: 640, height: 360 }, { folds, amount: 1, radians });
    const shown = (angle: number) => {
      const point = { x: 100 * Math.cos(angle + radians), y: 100 * Math.sin(angle + radians) };
      map(point);
      return [expect.closeTo(point.x, 6), expect.closeTo(point.y, 6)];
    };
    for (const angle of [0.1, 0.77, 2]) {
      const point = { x: 100 * Math.cos(angle + radians), y: 100 * Math.sin(angle + radians) };
      map(point);
      expect([point.x, point.y]).toEqual(shown(angle + (2 * Math.PI) / folds));
      expect([point.x, point.y]).toEqual(shown(-angle));
    }
  });

  it('never shows anything from beyond the frame', () => {
    const anything = fc.record({
      width: fc.integer({ min: 16, max: 400 }),
      height: fc.integer({ min: 16, max: 400 }),
      folds: fc.integer({ min: 2, max: 24 }),
      amount: real(0, 1),
      radians: real(-10, 10),
      x: real(-0.5, 0.5),
      y: real(-0.5, 0.5),
    });
    fc.assert(
      fc.property(anything, ({ width, height, x, y, ...mirroring }) => {
        const point = { x: width * x, y: height * y };
        kaleidoscopeMap({ width, height }, mirroring)(point);
        expect(Math.abs(point.x)).toBeLessThanOrEqual(width / 2 + 1e-6);
        expect(Math.abs(point.y)).toBeLessThanOrEqual(height / 2 + 1e-6);
      }),
      { numRuns: 300 },
    );
  });

  it('makes a picture that is symmetrical to the last bit of its floats', () => {
    const picture = tensor([1, 3, 72, 104]);
    openStream(2, 'mirror').fillUniform(picture.data, -1, 1);
    const target = tensor([1, 3, 64, 96]);
    mirrorPicture(picture, 4, { folds: 4, amount: 1, radians: 0 }, target);
    const flipped = (from: Tensor, isAcross: boolean) =>
      from.data.map((_, i) => {
        const [x, y, plane] = [i % 96, Math.floor(i / 96) % 64, Math.floor(i / (96 * 64))];
        return from.data[(plane * 64 + (isAcross ? y : 63 - y)) * 96 + (isAcross ? 95 - x : x)]!;
      });
    for (const isAcross of [true, false]) {
      const other = flipped(target, isAcross);
      for (let i = 0; i < other.length; i++) expect(Math.abs(other[i]! - target.data[i]!)).toBeLessThan(1e-5);
    }
    expect(new Set(target.data).size).toBeGreaterThan(1000);
  });
});
