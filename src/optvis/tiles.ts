// Evaluates large pictures in tiles, so that the network only needs the memory of one tile. The tiles begin at other
// positions in every evaluation, so that seams do not accumulate (Mordvintsev's DeepDream tutorial). Each tile is
// evaluated with a context around it, whose gradient is dropped.

import type { Evaluation, ScoreInputs, Session } from '../engines/engine.js';
import { openStream, type RandomStream } from '../tensor/random.js';
import { type Tensor, tensor } from '../tensor/tensor.js';
import type { SessionSource } from './ascend.js';

/** How pictures are cut into tiles. */
export interface Tiling {
  /** Largest side of a tile without its context, in pixels, at least 64. A picture that fits in it is not cut. */
  readonly side: number;
  /** Context on each side, in pixels, a multiple of 32: half the receptive field of most layers. */
  readonly context: number;
  /** Seed of the positions of the tiles. */
  readonly seed: number;
  /** Checked before each tile, since evaluating many tiles takes long. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sessions for pictures of any size. The positions of the tiles depend on the seed and on the number of earlier
 * evaluations.
 */
export function tiledSessions(sessions: SessionSource, tiling: Tiling): SessionSource {
  let count = 0;
  return async (layer, kind, atOnce) => {
    const { session, channels } = await sessions(layer, kind, atOnce);
    const evaluate = (inputs: ScoreInputs) => {
      const [height, width] = inputs.image.shape.slice(2) as [number, number];
      if (Math.max(height, width) <= tiling.side) return session.evaluate(inputs);
      count += 1;
      return evaluateTiled(session, inputs, tiling, count);
    };
    return { channels, session: { evaluate, close: session.close } };
  };
}

async function evaluateTiled(
  session: Session,
  inputs: ScoreInputs,
  tiling: Tiling,
  count: number,
): Promise<Evaluation> {
  const { image } = inputs;
  const [height, width] = image.shape.slice(2) as [number, number];
  const random = openStream(tiling.seed, 'tiles', count);
  const rows = cut(height, tiling, random);
  const columns = cut(width, tiling, random);
  const gradient = tensor(image.shape);
  let score = 0;
  let row: Float32Array | undefined;
  for (const down of rows) {
    for (const right of columns) {
      tiling.signal?.throwIfAborted();
      const tile = tileOf(image, down, right);
      const one = await session.evaluate({ ...inputs, image: tile });
      const share = (down.length * right.length) / (height * width);
      score += share * one.score;
      if (one.row !== undefined) row = addScaled(row, one.row, share);
      addTile(one.gradient, gradient, down, right, share);
    }
  }
  return { score, gradient, row };
}

/** A tile along one axis, in pixels. At the picture's end it wraps around to the beginning. */
interface Cut {
  readonly start: number;
  readonly length: number;
  /** Pixels of context on each side. */
  readonly context: number;
}

/**
 * Tiles begin at multiples of this, in pixels. Networks halve a picture about five times, and tiles stay on that grid.
 */
const STEP = 32;

/**
 * Cuts an axis into tiles of about equal length, from a random position on and around the end. An axis that fits in a
 * tile is one tile without context.
 */
function cut(size: number, { side, context }: Tiling, random: RandomStream): readonly Cut[] {
  const count = Math.ceil(size / side);
  if (count === 1) return [{ start: 0, length: size, context: 0 }];
  const offset = STEP * random.integer(Math.ceil(size / STEP));
  const at = (i: number) => (i === count ? size : STEP * Math.round((i * size) / (count * STEP)));
  return Array.from({ length: count }, (_, i) => ({ start: offset + at(i), length: at(i + 1) - at(i), context }));
}

function tileOf({ shape, data }: Tensor, down: Cut, right: Cut): Tensor {
  const [height, width] = shape.slice(2) as [number, number];
  const [tall, wide] = [down.length + 2 * down.context, right.length + 2 * right.context];
  const tile = tensor([1, 3, tall, wide]);
  const columns = Array.from({ length: wide }, (_, x) => around(right.start - right.context + x, width));
  for (let at = 0, plane = 0; plane < 3; plane++) {
    for (let y = 0; y < tall; y++) {
      const from = (plane * height + around(down.start - down.context + y, height)) * width;
      for (let x = 0; x < wide; x++, at++) tile.data[at] = data[from + columns[x]!]!;
    }
  }
  return tile;
}

/** Copies the gradient of a tile into that of the picture, weighted by the tile's share of the score. */
function addTile(tile: Tensor, gradient: Tensor, down: Cut, right: Cut, share: number): void {
  const [height, width] = gradient.shape.slice(2) as [number, number];
  const [tall, wide] = tile.shape.slice(2) as [number, number];
  const columns = Array.from({ length: right.length }, (_, x) => around(right.start + x, width));
  for (let plane = 0; plane < 3; plane++) {
    for (let y = 0; y < down.length; y++) {
      const from = (plane * tall + down.context + y) * wide + right.context;
      const to = (plane * height + around(down.start + y, height)) * width;
      for (let x = 0; x < right.length; x++) gradient.data[to + columns[x]!] = share * tile.data[from + x]!;
    }
  }
}

function around(at: number, size: number): number {
  return ((at % size) + size) % size;
}

/** Adds `factor * more` to `sum`, in place; starts a sum if there is none. */
export function addScaled(sum: Float32Array | undefined, more: Float32Array, factor: number): Float32Array {
  const to = sum ?? new Float32Array(more.length);
  for (let i = 0; i < to.length; i++) to[i]! += factor * more[i]!;
  return to;
}
