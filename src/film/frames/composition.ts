// Makes the pictures shown for a key and for the frames between it and the key before.

import { type Grade, showMaster } from '../../optvis/grade.js';
import { type Mirroring, mirrorPicture } from '../../tensor/lens/kaleidoscope.js';
import type { SeenMotion } from '../../tensor/motion.js';
import type { Rgb8Image } from '../../tensor/pixels.js';
import { resize } from '../../tensor/resample.js';
import { type Tensor, tensor } from '../../tensor/tensor.js';
import { openStretch, type Stretch, type StretchMemory, stretchMemory } from './stretch.js';

/** Size of the shown pictures, in pixels. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** Pixels of the master beyond each edge of the frame. */
  readonly margin: number;
}

/** How a frame is shown. */
export interface View {
  readonly grade: Grade;
  /** @default none */
  readonly mirrors?: Mirroring | undefined;
}

/** A key, and the frames between the key before and this one. */
export interface Composition {
  /** The master of the key before; left out when it is the `next` of the composition before. Not modified. */
  readonly first?: Tensor | undefined;
  /** The same master moved to the position of the key, before any other change, when frames lie between. */
  readonly moved?: Tensor | undefined;
  /** The master of the key. Not modified. */
  readonly next: Tensor;
  /** Of each frame after the key before, up to this one, as fractions of the master. */
  readonly moves: readonly SeenMotion[];
  /** Size of the key's picture as a fraction of the frame's; below 1 while it grows. */
  readonly scale: number;
  /** How each frame is shown, the key's last. */
  readonly views: readonly View[];
}

/** A picture that is shown. */
export interface ComposedFrame {
  /** Valid until the next picture is requested. */
  readonly picture: Rgb8Image;
  /** Time spent on it, in milliseconds. */
  readonly times: { readonly warp: number; readonly grade: number };
}

/** Makes the frames of compositions, one composition after the other. */
export function openComposing({
  width,
  height,
  margin,
}: Canvas): (work: Composition) => Generator<ComposedFrame, void> {
  const picture: Rgb8Image = { width, height, data: new Uint8Array(width * height * 3) };
  let memory: StretchMemory | undefined;
  let before: Tensor | undefined;
  let mirrored: Tensor | undefined;
  /** Shows a picture with a margin around the frame. */
  const show = (from: Tensor, beyond: number, { grade, mirrors }: View) => {
    if (mirrors === undefined || mirrors.amount === 0) {
      showMaster(from, beyond, grade, picture);
      return;
    }
    mirrored ??= tensor([1, 3, height, width]);
    mirrorPicture(from, beyond, mirrors, mirrored);
    showMaster(mirrored, 0, grade, picture);
  };
  return function* compose({ first = before, moved, next, moves, scale, views }) {
    let stretch: Stretch | undefined;
    if (views.length > 1) {
      memory = stretchMemory(next.shape, memory);
      stretch = openStretch(first!, moved!, next, moves, memory);
    }
    before = stretch?.next ?? next;
    for (const [i, view] of views.entries()) {
      const began = performance.now();
      const isKey = i === views.length - 1;
      const from = isKey ? next : stretch!.between(moves.length - views.length + i + 1);
      const warped = performance.now();
      if (!isKey || scale === 1) show(from, margin, view);
      else show(resize(next, height, width, { ratio: 1 / scale }), 0, view);
      yield { picture, times: { warp: warped - began, grade: performance.now() - warped } };
    }
  };
}
