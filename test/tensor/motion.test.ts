import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clearSurroundings, composeMotions, invertMotion, type Motion } from '../../src/tensor/motion.js';
import { warp } from '../../src/tensor/resample.js';
import { tensor } from '../../src/tensor/tensor.js';

const SIZE = { width: 40, height: 24 };

const motions = fc.record({
  zoom: fc.double({ min: 0.5, max: 2, noNaN: true }),
  radians: fc.double({ min: -1, max: 1, noNaN: true }),
  panX: fc.double({ min: -0.3, max: 0.3, noNaN: true }),
  panY: fc.double({ min: -0.3, max: 0.3, noNaN: true }),
  focusX: fc.double({ min: -0.4, max: 0.4, noNaN: true }),
  focusY: fc.double({ min: -0.4, max: 0.4, noNaN: true }),
});

/** Where a point of the result comes from, by the definition in `warp`. */
function source({ zoom, radians, panX, panY, focusX, focusY }: Motion, [x, y]: readonly [number, number]) {
  const [fx, fy] = [SIZE.width * (0.5 + focusX), SIZE.height * (0.5 + focusY)];
  const [dx, dy] = [x - fx + panX * SIZE.width, y - fy + panY * SIZE.height];
  const [cos, sin] = [Math.cos(-radians), Math.sin(-radians)];
  return [fx + (cos * dx - sin * dy) / zoom, fy + (sin * dx + cos * dy) / zoom] as const;
}

const POINTS = [
  [0, 0],
  [40, 24],
  [13.5, 2.25],
] as const;

describe('motions in a row', () => {
  it('are one motion', () => {
    fc.assert(
      fc.property(fc.array(motions, { minLength: 1, maxLength: 5 }), (list) => {
        const one = composeMotions(list, SIZE);
        for (const point of POINTS) {
          // The last result is looked up in the one before it.
          const expected = list.reduceRight((at, motion) => source(motion, at), point as readonly [number, number]);
          const found = source(one, point);
          expect(found[0]).toBeCloseTo(expected[0], 6);
          expect(found[1]).toBeCloseTo(expected[1], 6);
        }
      }),
    );
  });

  it('are unchanged if there is one, and must be at least one', () => {
    const motion = { zoom: 1.1, radians: 0.1, panX: 0.2, panY: 0, focusX: 0.1, focusY: -0.2 };
    expect(composeMotions([motion], SIZE)).toBe(motion);
    expect(() => composeMotions([], SIZE)).toThrow('at least one');
  });
});

describe('the inverse of a motion', () => {
  it('takes every point back', () => {
    fc.assert(
      fc.property(motions, (motion) => {
        const back = invertMotion(motion, SIZE);
        for (const point of POINTS) {
          const found = source(back, source(motion, point));
          expect(found[0]).toBeCloseTo(point[0], 6);
          expect(found[1]).toBeCloseTo(point[1], 6);
        }
      }),
    );
  });

  it('brings a smooth picture back', () => {
    const picture = tensor([1, 1, 64, 64]);
    for (let i = 0; i < picture.data.length; i++) {
      picture.data[i] = Math.sin((i % 64) / 6) + Math.cos(Math.floor(i / 64) / 7);
    }
    const size = { width: 64, height: 64 };
    const motion = { zoom: 1.1, radians: 0.05, panX: 0.02, panY: -0.01, focusX: 0.1, focusY: 0.1 };
    const [moved, back] = [tensor(picture.shape), tensor(picture.shape)];
    warp(picture, moved, motion);
    warp(moved, back, invertMotion(motion, size));
    for (let y = 16; y < 48; y++) {
      for (let x = 16; x < 48; x++) expect(back.data[y * 64 + x]).toBeCloseTo(picture.data[y * 64 + x]!, 2);
    }
  });
});

describe('what a motion brings in from beyond the edges', () => {
  it('is cleared, and nothing else', () => {
    fc.assert(
      fc.property(motions, (motion) => {
        const [source1, moved] = [tensor([1, 2, SIZE.height, SIZE.width]), tensor([1, 2, SIZE.height, SIZE.width])];
        source1.data.fill(1);
        warp(source1, moved, motion);
        clearSurroundings(moved, motion);
        for (let y = 0; y < SIZE.height; y++) {
          for (let x = 0; x < SIZE.width; x++) {
            const [fromX, fromY] = source(motion, [x + 0.5, y + 0.5]);
            const distance = Math.min(fromX, fromY, SIZE.width - fromX, SIZE.height - fromY);
            if (Math.abs(distance) < 1e-6) continue; // on the edge, either is right
            for (const plane of [0, 1]) {
              const value = moved.data[(plane * SIZE.height + y) * SIZE.width + x]!;
              if (distance > 0) expect(value).toBeCloseTo(1, 4);
              else expect(value).toBe(0);
            }
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});
