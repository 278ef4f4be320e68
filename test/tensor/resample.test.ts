import { describe, expect, it } from 'vitest';
import type { Motion } from '../../src/tensor/motion.js';
import { openStream } from '../../src/tensor/random.js';
import { resize, warp } from '../../src/tensor/resample.js';
import { type Tensor, tensor } from '../../src/tensor/tensor.js';

const STILL: Motion = { zoom: 1, radians: 0, panX: 0, panY: 0, focusX: 0, focusY: 0 };

function picture(height: number, width: number, value: (x: number, y: number, channel: number) => number): Tensor {
  const card = tensor([1, 3, height, width]);
  for (let i = 0; i < card.data.length; i++) {
    const pixel = i % (height * width);
    card.data[i] = value((pixel % width) + 0.5, Math.floor(pixel / width) + 0.5, Math.floor(i / (height * width)));
  }
  return card;
}

/** Gaussian blobs at places given from the centre, in pixels. */
function blobs(height: number, width: number, places: readonly (readonly [number, number])[], sigma: number): Tensor {
  return picture(height, width, (x, y) =>
    places.reduce(
      (sum, [dx, dy]) =>
        sum + Math.exp(-((x - width / 2 - dx) ** 2 + (y - height / 2 - dy) ** 2) / (2 * sigma * sigma)),
      0,
    ),
  );
}

/** Where the weight lies, from the centre, in pixels; only what lies within `reach` of `about` counts. */
function centroid(
  { data, shape }: Tensor,
  about: readonly [number, number] = [0, 0],
  reach = Number.POSITIVE_INFINITY,
): readonly [number, number] {
  const [, , height = 0, width = 0] = shape;
  let [sum, sx, sy] = [0, 0, 0];
  for (let i = 0; i < height * width; i++) {
    const [x, y] = [(i % width) + 0.5 - width / 2, Math.floor(i / width) + 0.5 - height / 2];
    if (Math.hypot(x - about[0], y - about[1]) > reach) continue;
    const value = data[i] ?? 0;
    sum += value;
    sx += value * x;
    sy += value * y;
  }
  return [sx / sum, sy / sum];
}

function noise(height: number, width: number): Tensor {
  const card = tensor([1, 3, height, width]);
  openStream(1, 'card').fillUniform(card.data, -1, 1);
  return card;
}

function warped(source: Tensor, motion: Partial<Motion>, options?: { readonly sharpness?: number }): Tensor {
  const target = tensor(source.shape);
  target.data.fill(Number.NaN);
  warp(source, target, { ...STILL, ...motion }, options);
  return target;
}

function largestDifference(a: Tensor, b: Tensor): number {
  expect(a.shape).toEqual(b.shape);
  return a.data.reduce((largest, value, i) => Math.max(largest, Math.abs(value - (b.data[i] ?? Number.NaN))), 0);
}

const SIZES = [
  [48, 64],
  [47, 63],
  [64, 33],
] as const;

describe('warp', () => {
  it.each(SIZES)('copies bit for bit when it holds still (%i x %i)', (height, width) => {
    const card = noise(height, width);
    expect(warped(card, {}).data).toEqual(card.data);
    expect(warped(card, { focusX: 0.3, focusY: -0.17 }).data).toEqual(card.data);
  });

  it.each([
    [96, 96],
    [95, 97],
  ])('keeps a film of 100 zooms centred (%i x %i)', (height, width) => {
    // Four blobs about the centre; the whole grows 2.7 times, frame by frame.
    const places = [
      [-9, 0],
      [9, 0],
      [0, -9],
      [0, 9],
    ] as const;
    let frame = blobs(height, width, places, 3);
    for (let n = 1; n <= 100; n++) frame = warped(frame, { zoom: 1.01 });
    const growth = 1.01 ** 100;
    const [x, y] = centroid(frame);
    expect(Math.abs(x)).toBeLessThan(0.1);
    expect(Math.abs(y)).toBeLessThan(0.1);
    const expected = blobs(
      height,
      width,
      places.map(([dx, dy]) => [dx * growth, dy * growth] as const),
      3 * growth,
    );
    // A hundred bicubic steps blur the peaks by 2.4 %; half a pixel of drift would differ by 7 %.
    expect(largestDifference(frame, expected)).toBeLessThan(0.03);
    const direct = warped(blobs(height, width, places, 3), { zoom: growth });
    expect(largestDifference(direct, expected)).toBeLessThan(0.02);
  });

  it('keeps the focus in place, with and without a turn', () => {
    const [height, width] = [80, 100];
    const focus = { focusX: 0.13, focusY: -0.21 };
    const [fx, fy] = [width * focus.focusX, height * focus.focusY];
    for (const radians of [0, 0.01, -0.4, 1.2]) {
      let frame = blobs(height, width, [[fx, fy]], 3);
      for (let n = 0; n < 20; n++) frame = warped(frame, { ...focus, zoom: 1.02, radians });
      // Mirrored blobs come in from the edge when the picture turns.
      const [x, y] = centroid(frame, [fx, fy], 14);
      expect(Math.abs(x - fx)).toBeLessThan(0.1);
      expect(Math.abs(y - fy)).toBeLessThan(0.1);
    }
  });

  it('turns clockwise in true pixels, whatever the aspect', () => {
    const radians = 0.5;
    const turned = warped(blobs(60, 120, [[20, 0]], 3), { radians });
    const [x, y] = centroid(turned);
    expect(x).toBeCloseTo(20 * Math.cos(radians), 1);
    expect(y).toBeCloseTo(20 * Math.sin(radians), 1);
  });

  it('moves the view by fractions of the frame', () => {
    for (const radians of [0, 1e-9]) {
      const [x, y] = centroid(warped(blobs(80, 100, [[0, 0]], 4), { panX: 0.1, panY: -0.05, zoom: 1.5, radians }));
      expect(x).toBeCloseTo(-10, 2);
      expect(y).toBeCloseTo(4, 2);
    }
  });

  it.each([
    [40, 40],
    [41, 41],
  ])('comes back after four quarter turns (%i x %i)', (height, width) => {
    const card = noise(height, width);
    const once = warped(card, { radians: Math.PI / 2 });
    // A quarter turn clockwise brings the left column's bottom to the top left.
    expect(once.data[0]).toBeCloseTo(card.data[(height - 1) * width] ?? Number.NaN, 4);
    let frame = once;
    for (let n = 0; n < 3; n++) frame = warped(frame, { radians: Math.PI / 2 });
    expect(largestDifference(frame, card)).toBeLessThan(1e-4);
  });

  it.each(SIZES)('has no half-pixel drift: symmetric pictures stay symmetric (%i x %i)', (height, width) => {
    const card = picture(height, width, (x, y, c) => Math.cos((x - width / 2) * (0.9 + c)) * Math.cos(y - height / 2));
    let frame = card;
    for (let n = 0; n < 5; n++) frame = warped(frame, { zoom: 1.013 });
    const mirroredX = picture(
      height,
      width,
      (x, y, c) => frame.data[(c * height + y - 0.5) * width + (width - x - 0.5)] ?? Number.NaN,
    );
    const mirroredY = picture(
      height,
      width,
      (x, y, c) => frame.data[(c * height + (height - y - 0.5)) * width + x - 0.5] ?? Number.NaN,
    );
    expect(largestDifference(frame, mirroredX)).toBeLessThan(1e-5);
    expect(largestDifference(frame, mirroredY)).toBeLessThan(1e-5);
  });

  it('gives the same result by its separable and its turning code', () => {
    const card = noise(31, 44);
    const motion = { zoom: 1.07, panX: 0.02, panY: -0.03, focusX: 0.1, focusY: 0.2 };
    for (const sharpness of [0.5, 0.8]) {
      const separable = warped(card, motion, { sharpness });
      expect(largestDifference(separable, warped(card, { ...motion, radians: 1e-10 }, { sharpness }))).toBeLessThan(
        1e-5,
      );
    }
  });

  it('keeps a constant, also where the surroundings are mirrored', () => {
    for (const [height, width] of [...SIZES, [1, 1], [2, 3], [1, 7]] as const) {
      const card = tensor([1, 3, height, width], new Float32Array(3 * height * width).fill(0.3));
      for (const motion of [
        { zoom: 1.02 },
        { zoom: 0.4, panX: 0.7 },
        { zoom: 1.02, radians: 0.7, panY: 2.2 },
        { zoom: 0.3, radians: -2 },
      ]) {
        expect(largestDifference(warped(card, motion), card)).toBeLessThan(1e-6);
      }
    }
  });

  it('mirrors what lies beyond the edges', () => {
    const card = picture(24, 32, (x, y) => Math.sin(x / 7) + Math.cos(y / 5));
    const shifted = warped(card, { panX: 0.25 });
    for (let x = 0; x < 8; x++) expect(shifted.data[24 + x]).toBeCloseTo(card.data[31 - x] ?? Number.NaN, 5);
  });

  it('reproduces quadratics exactly at the default sharpness, and is sharper above it', () => {
    const card = picture(40, 40, (x) => (x - 20) ** 2 / 100);
    const zoomed = warped(card, { zoom: 1.1 });
    for (let x = 10; x < 30; x++) {
      expect(zoomed.data[20 * 40 + x]).toBeCloseTo(((x - 19.5) / 1.1) ** 2 / 100, 5);
    }
    const fine = picture(40, 40, (x) => Math.sin(x * 1.3));
    const energy = (sharpness: number) =>
      warped(fine, { panX: 0.0125 }, { sharpness }).data.reduce((sum, value) => sum + value * value, 0);
    expect(energy(0.75)).toBeGreaterThan(energy(0.5) * 1.05);
  });

  it('refuses invalid arguments', () => {
    const card = noise(8, 8);
    expect(() => warp(card, card, STILL)).toThrow(RangeError);
    expect(() => warp(card, tensor([1, 3, 8, 9]), STILL)).toThrow(/another tensor of shape \[1, 3, 8, 8\]/);
    for (const zoom of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e-9]) {
      expect(() => warped(card, { zoom })).toThrow(/Expected `zoom`/);
    }
    expect(() => warped(card, { radians: Number.NaN })).toThrow(/Expected `radians`/);
    expect(() => warped(card, {}, { sharpness: 2 })).toThrow(/Expected `sharpness`/);
  });
});

describe('resize', () => {
  it('copies bit for bit at the same size', () => {
    const card = noise(17, 22);
    expect(resize(card, 17, 22).data).toEqual(card.data);
  });

  it.each([
    [64, 64],
    [67, 71],
    [120, 90],
    [33, 40],
    [20, 21],
  ])('keeps the centre and the proportions (to %i x %i)', (height, width) => {
    const card = blobs(48, 56, [[6, -4]], 5);
    const [x, y] = centroid(resize(card, height, width));
    expect(x).toBeCloseTo((6 * width) / 56, 1);
    expect(y).toBeCloseTo((-4 * height) / 48, 1);
  });

  it.each([
    [64, 64],
    [31, 40],
  ])('magnifies by a given ratio about the centre, whatever fits (to %i x %i)', (height, width) => {
    const card = blobs(48, 57, [[6, -4]], 4);
    for (const ratio of [1.25, 0.8, 1]) {
      const resized = resize(card, height, width, { ratio });
      expect(resized.shape).toEqual([1, 3, height, width]);
      const [x, y] = centroid(resized, [6 * ratio, -4 * ratio], 11);
      expect(x).toBeCloseTo(6 * ratio, 1);
      expect(y).toBeCloseTo(-4 * ratio, 1);
    }
    for (const ratio of [0, -1, Number.NaN, 1e-9]) {
      expect(() => resize(card, height, width, { ratio })).toThrow(/Expected `ratio` to be from 1\/64 to 64/);
    }
  });

  it('enlarges smooth pictures accurately', () => {
    const wave = (size: number) => picture(size, size, (x, y) => Math.sin((x / size) * 6) * Math.cos((y / size) * 5));
    const enlarged = resize(wave(64), 96, 96);
    const expected = wave(96);
    for (let y = 4; y < 92; y++) {
      for (let x = 4; x < 92; x++) {
        expect(Math.abs((enlarged.data[y * 96 + x] ?? 0) - (expected.data[y * 96 + x] ?? 1))).toBeLessThan(1e-3);
      }
    }
  });

  it('averages detail that is too fine for a smaller size', () => {
    const stripes = picture(90, 90, (x) => (Math.floor(x) % 2 === 0 ? 1 : -1));
    const { data } = resize(stripes, 29, 29);
    // Mirroring makes the outermost stripe two pixels wide, so the edges are left out.
    for (let x = 2; x < 27; x++) expect(Math.abs(data[14 * 29 + x] ?? 1)).toBeLessThan(0.06);
  });

  it('keeps a constant at any size', () => {
    const card = tensor([1, 3, 5, 4], new Float32Array(60).fill(-0.7));
    for (const [height, width] of [
      [1, 1],
      [3, 9],
      [50, 2],
      [5, 4],
    ] as const) {
      const resized = resize(card, height, width);
      expect(resized.shape).toEqual([1, 3, height, width]);
      for (const value of resized.data) expect(value).toBeCloseTo(-0.7, 6);
    }
  });

  it('refuses invalid sizes', () => {
    for (const size of [0, -3, 2.5, Number.NaN]) expect(() => resize(noise(4, 4), size, 4)).toThrow(RangeError);
  });
});
