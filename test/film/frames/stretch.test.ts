import { describe, expect, it } from 'vitest';
import { openStretch } from '../../../src/film/frames/stretch.js';
import { composeMotions, type Motion } from '../../../src/tensor/motion.js';
import { openStream } from '../../../src/tensor/random.js';
import { resize, warp } from '../../../src/tensor/resample.js';
import { type Tensor, tensor } from '../../../src/tensor/tensor.js';
import { relativeDifference } from '../../support/graph/close.js';

const SIDE = 96;
const SIZE = { width: SIDE, height: SIDE };
const MOVE: Motion = { zoom: 1.02, radians: 0.01, panX: 0.002, panY: 0, focusX: 0.1, focusY: -0.05 };
const MOVES = [MOVE, { ...MOVE, zoom: 1.015 }, MOVE, { ...MOVE, radians: -0.02 }];

/** Smooth, so that resampling hardly blurs it. */
function smooth(seed: number): Tensor {
  const small = tensor([1, 3, 12, 12]);
  openStream(seed, 'stretch').fillUniform(small.data, -0.5, 0.5);
  return resize(small, SIDE, SIDE);
}

function moved(picture: Tensor, moves: readonly Motion[]): Tensor {
  const target = tensor(picture.shape);
  warp(picture, target, composeMotions(moves, SIZE));
  return target;
}

const middle = ({ data }: Tensor) =>
  data.filter((_, i) => [i % SIDE, Math.floor(i / SIDE) % SIDE].every((at) => at > 24 && at < 72));

describe('the frames between two keys', () => {
  it('are the first key in motion when the climb has changed nothing', () => {
    const first = smooth(1);
    const target = moved(first, MOVES);
    const stretch = openStretch(first, moved(first, MOVES), target, MOVES);
    for (const step of [1, 2, 3]) {
      const expected = moved(first, MOVES.slice(0, step)).data;
      expect(relativeDifference(stretch.between(step).data, expected)).toBeLessThan(0.02);
    }
  });

  it('show a change in its position, and more of it in each frame', () => {
    const first = smooth(1);
    const change = smooth(2);
    const next = moved(first, MOVES);
    for (let i = 0; i < next.data.length; i++) next.data[i]! += change.data[i]!;
    const stretch = openStretch(first, moved(first, MOVES), next, MOVES);
    const shares = [1, 2, 3].map((step) => {
      // Moved on to where the next key is, it is that key but for a share of the change.
      const there = moved(stretch.between(step), MOVES.slice(step));
      const begun = moved(first, MOVES);
      const along = (picture: Tensor) =>
        middle({ ...picture, data: picture.data.map((value, i) => value - begun.data[i]!) });
      const [found, all] = [along(there), along(next)];
      const share =
        found.reduce((sum, value, i) => sum + value * all[i]!, 0) / all.reduce((sum, value) => sum + value ** 2, 0);
      expect(
        relativeDifference(
          found,
          all.map((value) => share * value),
        ),
      ).toBeLessThan(0.03);
      return share;
    });
    expect(shares[0]).toBeCloseTo(0.156, 2);
    expect(shares[1]).toBeCloseTo(0.5, 2);
    expect(shares[2]).toBeCloseTo(0.844, 2);
  });
});
