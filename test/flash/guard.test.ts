import { describe, expect, it } from 'vitest';
import { openFlashGuard } from '../../src/flash/guard.js';
import { isUnsafe } from '../../src/flash/meter.js';
import type { Rgb8Image } from '../../src/tensor/pixels.js';
import { openStream } from '../../src/tensor/random.js';
import { draw, judge, plain, type Rgb } from './pictures.js';

const [WIDTH, HEIGHT, FPS] = [96, 54, 25];

/** A still picture with detail, made brighter or darker. */
const picture = (light: number, contrast = 60): Rgb8Image =>
  draw(WIDTH, HEIGHT, (x, y) => {
    const wave = contrast * Math.sin(x / 5) * Math.cos(y / 4);
    return [light + wave, light + 0.8 * wave, light - wave].map((v) => Math.min(255, Math.max(0, v))) as never;
  });

/** Films that are not safe. */
const FILMS: Readonly<Record<string, (frame: number) => Rgb8Image>> = {
  'a picture whose brightness jumps': (i) => picture(i % 4 < 2 ? 70 : 180),
  'a picture whose brightness swings': (i) => picture(128 + 60 * Math.sin((2 * Math.PI * i * 5) / FPS)),
  'a picture whose contrast jumps': (i) => picture(110, i % 4 < 2 ? 0 : 160),
  'black and white': (i) => plain(WIDTH, HEIGHT, i % 2 === 0 ? [0, 0, 0] : [255, 255, 255]),
  'red and black': (i) => plain(WIDTH, HEIGHT, i % 4 < 2 ? [255, 0, 0] : [0, 0, 0]),
  'red and grey of the same luminance': (i) => plain(WIDTH, HEIGHT, i % 4 < 2 ? [255, 0, 0] : [127, 127, 127]),
  'two halves in opposite phase': (i) =>
    draw(WIDTH, HEIGHT, (x) => (x < WIDTH / 2 === i % 4 < 2 ? [230, 230, 230] : [20, 20, 20])),
  'a flashing square in a still picture': (i) => {
    const still = picture(128).data;
    return draw(WIDTH, HEIGHT, (x, y) => {
      const at = 3 * (y * WIDTH + x);
      if (x > 20 && x < 60 && y > 10 && y < 40 && i % 6 < 3) return [250, 250, 250];
      return [still[at]!, still[at + 1]!, still[at + 2]!];
    });
  },
  'checks of a block that flash at random': (i) =>
    draw(WIDTH, HEIGHT, (x, y) => {
      const noise = openStream(5, 'check', i >> 1, Math.floor(x / 24) + 10 * Math.floor(y / 18)).uniform();
      return noise < 0.5 ? [10, 10, 10] : [240, 240, 240];
    }),
};

const framesOf = (film: (frame: number) => Rgb8Image, count = 100) => Array.from({ length: count }, (_, i) => film(i));

function watch(frames: readonly Rgb8Image[], limits: boolean, from?: Uint8Array) {
  const guard = openFlashGuard({ width: WIDTH, height: HEIGHT, fps: FPS, frames: 100, limits, from });
  const shown = frames.map((frame) => {
    const copy = { ...frame, data: frame.data.slice() };
    guard.take(copy);
    return copy;
  });
  return { guard, shown };
}

/** Index of the first frame that differs, or -1. */
const firstDifference = (some: readonly Rgb8Image[], others: readonly Rgb8Image[]) =>
  some.findIndex(({ data }, i) => Buffer.compare(data, others[i]!.data) !== 0);

const isSafe = (frames: readonly Rgb8Image[]) =>
  judge(frames, FPS).every(({ general, red }) => !isUnsafe(general.verdict) && !isUnsafe(red.verdict));

describe('the limit', () => {
  it.each(Object.entries(FILMS))('makes a safe film of %s', (_, film) => {
    const frames = framesOf(film);
    expect(isSafe(frames)).toBe(false);
    const { guard, shown } = watch(frames, true);
    expect(isSafe(shown)).toBe(true);
    expect(guard.report().limitedFrames).toBeGreaterThan(40);
  });

  it('leaves frames alone that do not flash, and begins with the second transition', () => {
    const calm = framesOf((i) => picture(128 + 20 * Math.sin(i / 20)));
    expect(firstDifference(watch(calm, true).shown, calm)).toBe(-1);
    const jumps = framesOf((i) => picture(i < 40 ? 128 : i % 4 < 2 ? 70 : 180));
    expect(firstDifference(watch(jumps, true).shown, jumps)).toBe(42);
  });

  it('keeps the detail where the whole picture flashes', () => {
    const { shown } = watch(framesOf(FILMS['a picture whose brightness jumps']!), true);
    const deviation = ({ data }: Rgb8Image) => {
      const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
      return Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length);
    };
    for (const frame of shown.slice(20))
      expect(Math.abs(deviation(frame) / deviation(picture(128)) - 1)).toBeLessThan(0.1);
  });

  it('lets go within two seconds after the last flash', () => {
    const frames = framesOf((i) => picture(i < 20 && i % 4 < 2 ? 70 : 180));
    const { shown } = watch(frames, true);
    expect(firstDifference(shown.slice(-10), frames.slice(-10))).toBe(-1);
  });

  it('goes on from any frame with the same bytes', () => {
    const frames = framesOf(FILMS['a flashing square in a still picture']!, 60);
    const all = watch(frames, true);
    const first = watch(frames.slice(0, 33), true);
    const rest = watch(frames.slice(33), true, first.guard.save());
    expect(firstDifference([...first.shown, ...rest.shown], all.shown)).toBe(-1);
    expect(rest.guard.report()).toEqual(all.guard.report());
    expect(Buffer.compare(rest.guard.save(), all.guard.save())).toBe(0);
  });
});

describe('watching', () => {
  it('changes no frame, and finds the worst second', () => {
    const frames = framesOf((i) => plain(WIDTH, HEIGHT, i >= 60 && i < 90 && i % 4 < 2 ? [250, 250, 250] : [9, 9, 9]));
    const { guard, shown } = watch(frames, false);
    expect(firstDifference(shown, frames)).toBe(-1);
    const { general, red } = guard.report();
    expect(general).toMatchObject({ verdict: 'fail', frames: { fail: expect.any(Number) } });
    // From frame 60 on every second frame is a transition; a second of 25 frames holds 13 of them.
    expect(general).toMatchObject({ transitions: 13, from: 2.4, to: 3.4 });
    expect(red).toMatchObject({ verdict: 'pass', transitions: 0 });
  });

  it('keeps its memory small however long the film is', () => {
    const sizes = [100, 100_000].map((frames) =>
      openFlashGuard({ width: 1920, height: 1080, fps: 25, frames, limits: true }).save(),
    );
    expect(sizes[1]!.length).toBeLessThan(300_000);
    expect(sizes[1]!.length - sizes[0]!.length).toBeLessThan(5000);
  });

  it('refuses the memory of another film', () => {
    const { guard } = watch(
      framesOf((): Rgb8Image => plain(WIDTH, HEIGHT, [0, 0, 0] as Rgb), 3),
      false,
    );
    const other = { width: 64, height: 64, fps: FPS, frames: 100, limits: false, from: guard.save() };
    expect(() => openFlashGuard(other)).toThrow(RangeError);
  });
});
