// The frames between two keys. Only keys are climbed. The camera's motion between them is known exactly, so the
// changes of the climb are moved back along it and fade in: frame n + j shows W_j A + s(j / k) V_j (B - W_k A), with A
// the key at n, B the next one at n + k, W_j the motion from n to n + j, and V_j the way back from n + k to n + j.
// Both terms have everything in the same position, so nothing appears twice.
//
// Resampling blurs, and noise that fades into other noise gets weaker, so the finest detail of these frames would be up
// to 14 % weaker than that of the keys, a pulse at every key. It is brought to the strength that lies between theirs.

import { addMoved, move } from '../../tensor/lens/seen.js';
import { composeMotions, invertMotion, type SeenMotion } from '../../tensor/motion.js';
import { openArena } from '../../tensor/simd/arena.js';
import { DETAIL_ROWS, type DetailScratch, detailRms, strengthenDetail } from '../../tensor/simd/detail.js';
import { addWarped, warpInto } from '../../tensor/simd/warp.js';
import type { Tensor } from '../../tensor/tensor.js';
import { easeSmoothInOut } from '../../timeline/easing.js';

/** Two keys and the motion from one to the other. */
export interface Stretch {
  /** The second key, which can be the first one of the next stretch in the same memory without a copy. */
  readonly next: Tensor;
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
export interface StretchMemory extends DetailScratch {
  /** Two keys, the change from one to the other, and the picture that is shown. */
  readonly keys: readonly [Tensor, Tensor];
  readonly change: Tensor;
  readonly picture: Tensor;
}

/** Allocates memory for masters of this shape, or returns the earlier one if it fits. */
export function stretchMemory(shape: readonly number[], before?: StretchMemory): StretchMemory {
  if (before?.picture.shape.every((size, i) => size === shape[i]) === true) return before;
  const length = shape.reduce((product, size) => product * size, 1);
  const lengths = [...Array<number>(4).fill(length), ...Array<number>(DETAIL_ROWS).fill(shape.at(-1)!)];
  const { kernels, arrays } = openArena(lengths);
  const [one, other, change, picture] = arrays.slice(0, 4).map((data) => ({ shape, data })) as [
    Tensor,
    Tensor,
    Tensor,
    Tensor,
  ];
  return { kernels, rows: arrays.slice(4), keys: [one, other], change, picture };
}

/**
 * @param first - The master of the first key, `[1, 3, height, width]`. Copied, unless it is `next` of the stretch
 *   before in the same memory.
 * @param moved - The same, moved to the position of the next key, before any other change. Copied.
 * @param next - The master of the next key. Copied.
 * @param moves - The move of each frame after the first key, up to the next key, as fractions of the master.
 */
export function openStretch(
  first: Tensor,
  moved: Tensor,
  next: Tensor,
  moves: readonly SeenMotion[],
  memory: StretchMemory = stretchMemory(first.shape),
): Stretch {
  const [height, width] = first.shape.slice(2) as [number, number];
  const size = { width, height };
  const { kernels, change, picture } = memory;
  const [one, other] = memory.keys;
  const [a, b] = first === other ? [other, one] : [one, other];
  if (first !== a) a.data.set(first.data);
  b.data.set(next.data);
  change.data.set(moved.data);
  kernels.subtractFrom(b.data.byteOffset, change.data.byteOffset, change.data.length);
  const ends = [detailRms(memory, a), detailRms(memory, b)] as const;
  return {
    next: b,
    between(step) {
      const there = composeMotions(moves.slice(0, step), size);
      const back = invertMotion(composeMotions(moves.slice(step), size), size);
      const share = easeSmoothInOut(step / moves.length);
      if (there.lens === undefined) warpInto(kernels, a, picture, there);
      else move(a, picture, there);
      if (back.lens === undefined) addWarped(kernels, change, picture, back, share);
      else addMoved(change, picture, back, share);
      strengthenDetail(memory, picture, ends[0] + share * (ends[1] - ends[0]), MAX_GAIN);
      return picture;
    },
  };
}
