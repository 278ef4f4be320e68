// Assembles the gradient of pictures that are too large for the network as a whole from tiles, so the network needs the
// memory of one tile. Tiles have fixed positions in the evaluated picture. An ascent rolls the picture by a large
// random offset before each step (`tileShift`), so seams never accumulate at one position (Mordvintsev's DeepDream
// tutorial). Each tile is evaluated with a context around it, whose gradient is dropped.

import type { Evaluation, ScoreInputs, Session } from '../engines/engine.js';
import type { RandomStream } from '../tensor/random.js';
import { type Tensor, tensor } from '../tensor/tensor.js';
import type { SessionSource } from './ascend.js';
import { positionInput } from './objective.js';
import type { Offset } from './transform.js';

/** How pictures are cut into tiles. */
export interface Tiling {
  /**
   * Largest side of a tile with its context, in pixels; at least 64 more than the context on both sides. A picture that
   * fits in it is not cut.
   */
  readonly side: number;
  /** Context on each side, in pixels, a multiple of 32: half the receptive field of most layers. */
  readonly context: number;
  /** Checked before each tile, since evaluating many takes long. */
  readonly signal?: AbortSignal | undefined;
}

/** The size of a picture, in pixels. */
interface Size {
  readonly height: number;
  readonly width: number;
}

/** Size of the network's largest input for a picture: the picture itself, or a tile with its context. In pixels. */
export function largestTile({ height, width }: Size, { side, context }: Tiling): Size {
  const of = (size: number) => {
    const cuts = cut(size, { side, context });
    return Math.max(...cuts.map((one) => one.length + 2 * one.context));
  };
  return { height: of(height), width: of(width) };
}

/** How many tiles a picture of this size has. */
export function tileCount({ height, width }: Size, tiling: Tiling): number {
  return countAlong(height, tiling) * countAlong(width, tiling);
}

/**
 * How far a picture is rolled before a step so that its tiles move: any multiple of 32 px along an axis that is cut, 0
 * along one that is not.
 */
export function tileShift({ height, width }: Size, { side }: Tiling, random: RandomStream): Offset {
  const along = (size: number) => (size <= side ? 0 : STEP * random.integer(Math.ceil(size / STEP)));
  return { dy: along(height), dx: along(width) };
}

/** Sessions that take pictures of any size. A neuron at one position is evaluated in the one tile around it. */
export function tiledSessions(sessions: SessionSource, tiling: Tiling): SessionSource {
  return async (layer, kind, atOnce) => {
    const { session, channels } = await sessions(layer, kind, atOnce);
    const evaluate = (inputs: ScoreInputs) => {
      const [height, width] = inputs.image.shape.slice(2) as [number, number];
      if (Math.max(height, width) <= tiling.side) return session.evaluate(inputs);
      const position = inputs.weights.get(positionInput(layer));
      if (position === undefined) return evaluateTiled(session, inputs, tiling);
      return evaluateAround(session, inputs, tiling, { layer, y: position[0]!, x: position[1]! });
    };
    return { channels, session: { evaluate, close: session.close } };
  };
}

async function evaluateTiled(session: Session, inputs: ScoreInputs, tiling: Tiling): Promise<Evaluation> {
  const { image } = inputs;
  const [height, width] = image.shape.slice(2) as [number, number];
  const gradient = tensor(image.shape);
  let score = 0;
  let row: Float32Array | undefined;
  for (const down of cut(height, tiling)) {
    for (const right of cut(width, tiling)) {
      tiling.signal?.throwIfAborted();
      const one = await session.evaluate({ ...inputs, image: tileOf(image, down, right) });
      const share = (down.length * right.length) / (height * width);
      score += share * one.score;
      if (one.row !== undefined) row = addScaled(row, one.row, share);
      addTile(one.gradient, gradient, down, right, share);
    }
  }
  return { score, gradient, row };
}

async function evaluateAround(
  session: Session,
  inputs: ScoreInputs,
  tiling: Tiling,
  { layer, y, x }: { readonly layer: string; readonly y: number; readonly x: number },
): Promise<Evaluation> {
  const { image } = inputs;
  const [height, width] = image.shape.slice(2) as [number, number];
  const [down, right] = [cutAround(y, height, tiling), cutAround(x, width, tiling)];
  const within = (at: number, size: number, { start, length }: Cut) => around(at * size - start, size) / length;
  const position = Float32Array.of(within(y, height, down), within(x, width, right));
  const weights = new Map(inputs.weights).set(positionInput(layer), position);
  const one = await session.evaluate({ image: tileOf(image, down, right), weights });
  const gradient = tensor(image.shape);
  addTile(one.gradient, gradient, down, right, 1);
  return { ...one, gradient };
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

/** Tiles of about equal length. An axis that fits is one tile, without context. */
function cut(size: number, { side, context }: Tiling): readonly Cut[] {
  const count = countAlong(size, { side, context });
  if (count === 1) return [{ start: 0, length: size, context: 0 }];
  const at = (i: number) => (i === count ? size : STEP * Math.round((i * size) / (count * STEP)));
  return Array.from({ length: count }, (_, i) => ({ start: at(i), length: at(i + 1) - at(i), context }));
}

function countAlong(size: number, { side, context }: Tiling): number {
  return size <= side ? 1 : Math.ceil(size / (side - 2 * context));
}

/** A tile with a position, from 0 to 1, in its middle. */
function cutAround(position: number, size: number, { side }: Tiling): Cut {
  if (size <= side) return { start: 0, length: size, context: 0 };
  return { start: STEP * Math.round((position * size - side / 2) / STEP), length: side, context: 0 };
}

function tileOf({ shape, data }: Tensor, down: Cut, right: Cut): Tensor {
  const [height, width] = shape.slice(2) as [number, number];
  const [tall, wide] = [down.length + 2 * down.context, right.length + 2 * right.context];
  const tile = tensor([1, 3, tall, wide]);
  const spans = spansOf(right.start - right.context, wide, width);
  for (let row = 0; row < 3 * tall; row++) {
    const [plane, y] = [Math.floor(row / tall), row % tall];
    const from = (plane * height + around(down.start - down.context + y, height)) * width;
    for (const { at, start, length } of spans) {
      tile.data.set(data.subarray(from + start, from + start + length), row * wide + at);
    }
  }
  return tile;
}

/** Copies a tile's gradient into the picture's, scaled by the tile's share of the whole score. */
function addTile(tile: Tensor, gradient: Tensor, down: Cut, right: Cut, share: number): void {
  const [height, width] = gradient.shape.slice(2) as [number, number];
  const [tall, wide] = tile.shape.slice(2) as [number, number];
  const [source, target] = [tile.data, gradient.data];
  const spans = spansOf(right.start, right.length, width);
  for (let plane = 0; plane < 3; plane++) {
    for (let y = 0; y < down.length; y++) {
      const from = (plane * tall + down.context + y) * wide + right.context;
      const to = (plane * height + around(down.start + y, height)) * width;
      for (const { at, start, length } of spans) {
        for (let x = 0; x < length; x++) target[to + start + x] = share * source[from + at + x]!;
      }
    }
  }
}

/** A run of a row around its ends: from `at` in the run, `length` pixels from `start` in the row. */
interface Span {
  readonly at: number;
  readonly start: number;
  readonly length: number;
}

function spansOf(first: number, count: number, width: number): readonly Span[] {
  const spans: Span[] = [];
  for (let at = 0; at < count; ) {
    const start = around(first + at, width);
    const length = Math.min(count - at, width - start);
    spans.push({ at, start, length });
    at += length;
  }
  return spans;
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
