// The frames between two keys. Only keys are climbed. The camera's motion between them is known exactly, so the
// changes of the climb are moved back along it and fade in: frame n + j shows W_j A + s(j / k) V_j (B - W_k A), with A
// the key at n, B the next one at n + k, W_j the motion from n to n + j, and V_j the way back from n + k to n + j.
// Both terms have everything in the same position, so nothing appears twice.
//
// Resampling blurs, and noise that fades into other noise gets weaker, so the finest detail of these frames would be up
// to 14 % weaker than that of the keys, a pulse at every key. It is brought to the strength that lies between theirs.

import { detailRms, strengthenDetail } from '../../tensor/detail.js';
import { clearSurroundings, composeMotions, invertMotion } from '../../tensor/motion.js';
import { type Motion, warp } from '../../tensor/resample.js';
import { type Tensor, tensor } from '../../tensor/tensor.js';
import { easeSmoothInOut } from '../../timeline/easing.js';

/** Two keys and the motion from one to the other. */
export interface Stretch {
  /**
   * A picture between the keys.
   *
   * @param step - Frames after the first key, from 1 to one less than the number of moves.
   * @returns a tensor that the next call overwrites.
   */
  between(step: number): Tensor;
}

/** The most by which the finest detail is strengthened. */
const MAX_GAIN = 0.5;

/** The memory of a stretch. The next one of the same size can use it again. */
export interface StretchBuffers {
  readonly picture: Tensor;
  readonly back: Tensor;
}

/** Allocates buffers for masters of this shape, or reuses earlier ones if they fit. */
export function stretchBuffers(shape: readonly number[], before?: StretchBuffers): StretchBuffers {
  const isFit = before?.picture.shape.every((size, i) => size === shape[i]) === true;
  return isFit ? before : { picture: tensor(shape), back: tensor(shape) };
}

/**
 * @param first - The master of the first key, `[1, 3, height, width]`. Not modified; must not change while the stretch
 *   is used.
 * @param moved - The same, moved to the position of the next key, before any other change. It is overwritten.
 * @param next - The master of the next key. Not modified; must not change either.
 * @param moves - The move of each frame after the first key, up to the next key, as fractions of the master.
 * @param buffers - Overwritten. @default new ones
 */
export function openStretch(
  first: Tensor,
  moved: Tensor,
  next: Tensor,
  moves: readonly Motion[],
  { picture, back }: StretchBuffers = stretchBuffers(first.shape),
): Stretch {
  const [height, width] = first.shape.slice(2) as [number, number];
  const size = { width, height };
  const ends = [detailRms(first), detailRms(next)] as const;
  const change = moved;
  for (let i = 0; i < change.data.length; i++) change.data[i] = next.data[i]! - change.data[i]!;
  return {
    between(step) {
      warp(first, picture, composeMotions(moves.slice(0, step), size));
      const way = invertMotion(composeMotions(moves.slice(step), size), size);
      warp(change, back, way);
      clearSurroundings(back, way);
      const share = easeSmoothInOut(step / moves.length);
      for (let i = 0; i < back.data.length; i++) picture.data[i]! += share * back.data[i]!;
      const wanted = ends[0] + share * (ends[1] - ends[0]);
      strengthenDetail(picture, back, wanted, MAX_GAIN);
      return back;
    },
  };
}
