// Networks that read pictures of one size, as most transformers do: a larger picture is evaluated in tiles of that size, a smaller one is enlarged first. Tiles
// begin elsewhere for every picture, so that neither their edges nor the grid of a transformer's patches stays where it is.

import type { Evaluation, ScoreInputs, Session } from '../engines/engine.js';
import { openStream } from '../tensor/random.js';
import { type Tensor, tensor } from '../tensor/tensor.js';

/** What a network reads, in pixels. */
export interface FixedSize {
  readonly height: number;
  readonly width: number;
  /** Whether it cuts pictures into patches, whose grid would show: a picture of just this size is rolled then. */
  readonly hasPatches: boolean;
}

/** As large as the patches of published transformers, in pixels. */
const LARGEST_PATCH = 32;

/**
 * A session for pictures of any size, of one that takes a single size. Where tiles begin follows from the picture alone: the same picture has the same score
 * and gradient, whatever was evaluated before.
 */
export function fixedSizeSession(session: Session, size: FixedSize): Session {
  return {
    close: session.close,
    async evaluate(inputs) {
      const { image } = inputs;
      const [height, width] = image.shape.slice(2) as [number, number];
      const factor = Math.max(1, size.height / height, size.width / width);
      if (factor === 1) return evaluateTiles(session, inputs, size);
      const rows = enlargedAxis(height, Math.max(size.height, Math.round(height * factor)));
      const columns = enlargedAxis(width, Math.max(size.width, Math.round(width * factor)));
      const large = await evaluateTiles(
        session,
        { ...inputs, image: resampled(image, rows, columns, 'enlarge') },
        size,
      );
      return { ...large, gradient: resampled(large.gradient, rows, columns, 'gather') };
    },
  };
}

/** How many tiles such a picture is evaluated in. */
export function tilesOf(size: FixedSize, height: number, width: number): number {
  const factor = Math.max(1, size.height / height, size.width / width);
  return tileCount(height * factor, size.height) * tileCount(width * factor, size.width);
}

function tileCount(length: number, tile: number): number {
  return Math.max(1, Math.ceil(Math.round(length) / tile));
}

async function evaluateTiles(session: Session, inputs: ScoreInputs, size: FixedSize): Promise<Evaluation> {
  const { image } = inputs;
  const [height, width] = image.shape.slice(2) as [number, number];
  const random = openStream(fingerprint(image), 'fixed size');
  const startsAlong = (length: number, tile: number): readonly number[] => {
    const count = tileCount(length, tile);
    const reach = count > 1 ? length : size.hasPatches ? LARGEST_PATCH : 1;
    const offset = random.integer(reach);
    return Array.from({ length: count }, (_, i) => offset + Math.round((i * length) / count));
  };
  const [rows, columns] = [startsAlong(height, size.height), startsAlong(width, size.width)];
  const gradient = tensor(image.shape);
  const covered = new Uint16Array(height * width);
  const count = rows.length * columns.length;
  let score = 0;
  let row: Float32Array | undefined;
  for (const down of rows) {
    for (const right of columns) {
      const places = placesOf(down, right, size, height, width);
      const tile = await session.evaluate({ ...inputs, image: piece(image, places, size) });
      score += tile.score / count;
      if (tile.row !== undefined) row = added(row, tile.row, 1 / count);
      for (let i = 0; i < places.length; i++) {
        covered[places[i]!]! += 1;
        for (let plane = 0; plane < 3; plane++) {
          gradient.data[plane * covered.length + places[i]!]! += tile.gradient.data[plane * places.length + i]! / count;
        }
      }
    }
  }
  // Where tiles overlap, their mean counts.
  for (let i = 0; i < gradient.data.length; i++) gradient.data[i]! /= covered[i % covered.length]!;
  return { score, gradient, row };
}

/** Where the pixels of a tile lie in the picture, whose end goes on at its beginning. */
function placesOf(down: number, right: number, size: FixedSize, height: number, width: number): Uint32Array {
  const places = new Uint32Array(size.height * size.width);
  for (let y = 0, i = 0; y < size.height; y++) {
    const from = ((down + y) % height) * width;
    for (let x = 0; x < size.width; x++, i++) places[i] = from + ((right + x) % width);
  }
  return places;
}

function piece({ shape, data }: Tensor, places: Uint32Array, size: FixedSize): Tensor {
  const tile = tensor([1, 3, size.height, size.width]);
  const area = shape[2]! * shape[3]!;
  for (let plane = 0, at = 0; plane < 3; plane++) {
    for (let i = 0; i < places.length; i++, at++) tile.data[at] = data[plane * area + places[i]!]!;
  }
  return tile;
}

function added(sum: Float32Array | undefined, more: Float32Array, factor: number): Float32Array {
  const to = sum ?? new Float32Array(more.length);
  for (let i = 0; i < to.length; i++) to[i]! += factor * more[i]!;
  return to;
}

/** A number that another picture is unlikely to have: of its pixels' bits, some thousands of them. FNV-1a. */
function fingerprint({ data }: Tensor): number {
  const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
  const step = Math.max(1, Math.floor(bits.length / 4096));
  let hash = 0x811c9dc5;
  for (let i = 0; i < bits.length; i += step) hash = Math.imul(hash ^ bits[i]!, 0x01000193);
  return hash >>> 0;
}

/** Along one axis: which two pixels each pixel of the enlarged picture lies between, and how near it is to the second. */
interface EnlargedAxis {
  readonly from: number;
  readonly first: Uint32Array;
  readonly share: Float32Array;
}

/** Pixels are squares: pixel i lies at i + 1/2. */
function enlargedAxis(from: number, to: number): EnlargedAxis {
  const first = new Uint32Array(to);
  const share = new Float32Array(to);
  for (let i = 0; i < to; i++) {
    const at = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
    first[i] = Math.min(Math.max(0, from - 2), Math.floor(at));
    share[i] = from === 1 ? 0 : at - first[i]!;
  }
  return { from, first, share };
}

/** 'enlarge' is the bilinear enlargement, 'gather' its transposed map: from a gradient by the enlarged picture to that by the picture itself. */
function resampled(x: Tensor, rows: EnlargedAxis, columns: EnlargedAxis, way: 'enlarge' | 'gather'): Tensor {
  const small = { height: rows.from, width: columns.from };
  const large = { height: rows.first.length, width: columns.first.length };
  const out = tensor([1, 3, ...(way === 'enlarge' ? [large.height, large.width] : [small.height, small.width])]);
  for (let plane = 0, at = 0; plane < 3; plane++) {
    const base = plane * small.height * small.width;
    for (let y = 0; y < large.height; y++) {
      const [top, down] = [base + rows.first[y]! * small.width, rows.share[y]!];
      const below = top + (small.height > 1 ? small.width : 0);
      for (let x0 = 0; x0 < large.width; x0++, at++) {
        const [left, right] = [columns.first[x0]!, columns.share[x0]!];
        const next = left + (small.width > 1 ? 1 : 0);
        const weights = [(1 - down) * (1 - right), (1 - down) * right, down * (1 - right), down * right];
        const places = [top + left, top + next, below + left, below + next];
        for (let k = 0; k < 4; k++) {
          if (way === 'enlarge') out.data[at]! += weights[k]! * x.data[places[k]!]!;
          else out.data[places[k]!]! += weights[k]! * x.data[at]!;
        }
      }
    }
  }
  return out;
}
