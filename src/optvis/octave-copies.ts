// The copies of a picture that its octaves climb, and how their changes reach the picture.

import type { Size } from '../tensor/motion.js';
import { type Arena, openArena } from '../tensor/simd/arena.js';
import { planResize, type Resizer } from '../tensor/simd/resize.js';
import type { Tensor } from '../tensor/tensor.js';
import { MASTER_BOUND } from './ascend.js';

/** Copies of pictures of one size. */
export interface OctaveCopies {
  /** Whether they are those of pictures of this shape, for octaves of these scales. */
  fits(shape: readonly number[], scales: readonly number[]): boolean;
  /**
   * Takes a picture and makes a copy of it for each octave, each reduced from the next larger one. At scale 1 it is the
   * picture itself.
   */
  take(master: Tensor): readonly Tensor[];
  /**
   * Before octave `i` climbs: brings what octave `i - 1` has changed into its picture; after the last octave, into the
   * master. Call it for every octave, in order, with the same master.
   */
  bring(i: number, master: Tensor): void;
  readonly arena: Arena | undefined;
}

/** A copy that is smaller than the picture. */
interface Copy {
  readonly picture: Tensor;
  /** The picture before the change of the octave before came; then the change of this octave. */
  readonly change: Tensor;
  /** From the next larger picture to this one. */
  readonly down: Resizer;
  /** From this picture to the next larger one. */
  readonly up: Resizer;
}

/**
 * @param shape - Of the picture, `[1, 3, height, width]`.
 * @param scales - Of the octaves, from coarse to fine, each above 0 and at most 1.
 * @param before - Copies that are no longer needed, whose memory is used again.
 */
export function openOctaveCopies(
  shape: readonly number[],
  scales: readonly number[],
  before?: OctaveCopies,
): OctaveCopies {
  const fits = (otherShape: readonly number[], otherScales: readonly number[]) =>
    areEqual(shape, otherShape) && areEqual(scales, otherScales);
  if (scales.every((scale) => scale === 1)) {
    return { fits, take: (master) => scales.map(() => master), bring: () => undefined, arena: before?.arena };
  }
  const [height, width] = shape.slice(2) as [number, number];
  const sizes = scales.map((scale) => ({
    height: Math.max(1, Math.round(height * scale)),
    width: Math.max(1, Math.round(width * scale)),
  }));
  const whole: Size = { height, width };
  const shapeOf = (size: Size) => [...shape.slice(0, 2), size.height, size.width];
  const lengthOf = (size: Size) => shapeOf(size).reduce((product, side) => product * side, 1);
  /** The copies that are not the picture itself. */
  const plans = sizes.flatMap((size, i) => {
    if (scales[i] === 1) return [];
    const larger = sizes[i + 1] ?? whole;
    return [{ i, size, down: planResize(larger, size), up: planResize(size, larger) }];
  });
  const lengths = plans.map(({ size, down, up }) => [lengthOf(size), lengthOf(size), down.length, up.length]);
  const arena = openArena([lengthOf(whole), ...lengths.flat()], before?.arena);
  const inside: Tensor = { shape, data: arena.arrays[0]! };
  const copies: (Copy | undefined)[] = scales.map(() => undefined);
  for (const [k, { i, size, down, up }] of plans.entries()) {
    const [picture, change, downTable, upTable] = arena.arrays.slice(1 + 4 * k) as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    copies[i] = {
      picture: { shape: shapeOf(size), data: picture },
      change: { shape: shapeOf(size), data: change },
      down: down.open(arena.kernels, downTable),
      up: up.open(arena.kernels, upTable),
    };
  }
  return {
    fits,
    arena,
    take(master) {
      inside.data.set(master.data);
      for (let i = copies.length - 1; i >= 0; i--) {
        const copy = copies[i];
        if (copy !== undefined) copy.down.resize(copies[i + 1]?.picture ?? inside, copy.picture);
      }
      return copies.map((copy) => copy?.picture ?? master);
    },
    bring(i, master) {
      const here = copies[i];
      if (here !== undefined) here.change.data.set(here.picture.data);
      const smaller = copies[i - 1];
      if (smaller === undefined) return;
      const { picture, change, up } = smaller;
      if (here === undefined) inside.data.set(master.data);
      arena.kernels.subtractFrom(picture.data.byteOffset, change.data.byteOffset, change.data.length);
      up.resize(change, here?.picture ?? inside, MASTER_BOUND);
      if (here === undefined) master.data.set(inside.data);
    },
  };
}

function areEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
