// Motions as maps of the plane: several can be combined into one, and each can be inverted. A picture warped by the
// combined motion is resampled once and stays sharper than one warped step by step.
//
// In pixels, with complex numbers for points: the point p of the result shows the point q = a p + b of the source (see
// `warp`). Through lenses, p and q are seen points, and what moves is the plane: q = see1(a unsee2(p) + b).

import type { Lens } from './lens/lens.js';
import type { Tensor } from './tensor.js';

/** The move of the camera from one frame to the next. Holding still: zoom 1, all else 0. */
export interface Motion {
  /** Magnification about the focus: 1.01 grows by 1 %. From 1/64 to 64; below 1 the mirrored surroundings show. */
  readonly zoom: number;
  /** Rotation about the focus, clockwise as seen, in the square grid of pixels whatever the frame's aspect ratio. */
  readonly radians: number;
  /** How far the view moves right, in widths: the picture moves left by `panX * width` pixels. */
  readonly panX: number;
  /** How far the view moves down, in heights. */
  readonly panY: number;
  /** The point that zoom and rotation do not move: right of the frame's centre, in widths (0: the centre). */
  readonly focusX: number;
  /** Below the frame's centre, in heights. */
  readonly focusY: number;
}

/** A motion of a plane that is seen through lenses; `move` of `lens/seen.ts` makes it. */
export interface SeenMotion extends Motion {
  /** The lens before and the lens after it. @default straight ones */
  readonly lens?: readonly [before: Lens, after: Lens];
}

/** Size of a picture, in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** q = a p + b. */
export interface Similarity {
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
}

/**
 * Combines motions into one, applied in order. A single motion is returned unchanged. Each begins with the
 * lens with which the one before ends.
 *
 * @throws RangeError when there is none.
 */
export function composeMotions(motions: readonly SeenMotion[], size: Size): SeenMotion {
  const [first, ...rest] = motions;
  if (first === undefined) throw new RangeError('Expected `motions` to be at least one, got `[]`.');
  if (rest.length === 0) return first;
  // The last picture is looked up in the one before it, that one in the one before, and so on to the source.
  const all = rest.reduce((done, motion) => after(toSimilarity(motion, size), done), toSimilarity(first, size));
  const lenses = motions.flatMap(({ lens }) => lens ?? []);
  return withLens(toMotion(all, size), lenses[0], lenses.at(-1));
}

/** The inverse of a motion: it takes the result back to the source. */
export function invertMotion({ lens, ...motion }: SeenMotion, size: Size): SeenMotion {
  const { ax, ay, bx, by } = toSimilarity(motion, size);
  const square = ax * ax + ay * ay;
  const [cx, cy] = [ax / square, -ay / square];
  const back = toMotion({ ax: cx, ay: cy, bx: -(cx * bx - cy * by), by: -(cx * by + cy * bx) }, size);
  return withLens(back, lens?.[1], lens?.[0]);
}

function withLens(motion: Motion, before: Lens | undefined, after: Lens | undefined): SeenMotion {
  return before === undefined || after === undefined ? motion : { ...motion, lens: [before, after] };
}

/**
 * Sets to 0 the pixels that a motion has brought in from beyond the edges of its source, where `warp` mirrors.
 *
 * @param target - What `warp` made by this motion, `[n, channels, height, width]`.
 */
export function clearSurroundings({ shape, data }: Tensor, motion: Motion): void {
  const [height, width] = shape.slice(-2) as [number, number];
  const { ax, ay, bx, by } = toSimilarity(motion, { width, height });
  const planes = data.length / (height * width);
  for (let y = 0; y < height; y++) {
    // Pixel centres lie at half pixels.
    const [startX, startY] = [ax * 0.5 - ay * (y + 0.5) + bx, ay * 0.5 + ax * (y + 0.5) + by];
    const [fromX, toX] = insideSpan(startX, ax, width);
    const [fromY, toY] = insideSpan(startY, ay, height);
    const from = Math.min(width, Math.max(0, fromX, fromY));
    const to = Math.max(from, Math.min(width, toX, toY));
    for (let plane = 0; plane < planes; plane++) {
      const row = (plane * height + y) * width;
      data.fill(0, row, row + from);
      data.fill(0, row + to, row + width);
    }
  }
}

/** The whole numbers i, from the first to before the last, for which start + slope * i lies within [0, size]. */
function insideSpan(start: number, slope: number, size: number): readonly [from: number, to: number] {
  if (slope === 0) return start >= 0 && start <= size ? [-Infinity, Infinity] : [Infinity, -Infinity];
  const [low, high] = slope > 0 ? [-start / slope, (size - start) / slope] : [(size - start) / slope, -start / slope];
  return [Math.ceil(low), Math.floor(high) + 1];
}

/** Where `inner`, then `outer`, leads: outer(inner(p)). */
function after(inner: Similarity, outer: Similarity): Similarity {
  return {
    ax: outer.ax * inner.ax - outer.ay * inner.ay,
    ay: outer.ax * inner.ay + outer.ay * inner.ax,
    bx: outer.ax * inner.bx - outer.ay * inner.by + outer.bx,
    by: outer.ax * inner.by + outer.ay * inner.bx + outer.by,
  };
}

/** The map of a motion of the plane, in pixels: from a point of the result to its point of the source. */
export function toSimilarity(
  { zoom, radians, panX, panY, focusX, focusY }: Motion,
  { width, height }: Size,
): Similarity {
  const [fx, fy] = [width * (0.5 + focusX), height * (0.5 + focusY)];
  // R(-radians) / zoom, with y pointing down.
  const [ax, ay] = [Math.cos(radians) / zoom, -Math.sin(radians) / zoom];
  const [dx, dy] = [panX * width - fx, panY * height - fy];
  return { ax, ay, bx: fx + ax * dx - ay * dy, by: fy + ax * dy + ay * dx };
}

/** About the centre of the picture: any similarity is a zoom and a turn about it, and a shift. */
function toMotion({ ax, ay, bx, by }: Similarity, { width, height }: Size): Motion {
  const square = ax * ax + ay * ay;
  const [cx, cy] = [width / 2, height / 2];
  const [dx, dy] = [bx - cx, by - cy];
  return {
    zoom: 1 / Math.sqrt(square),
    radians: Math.atan2(-ay, ax),
    panX: ((dx * ax + dy * ay) / square + cx) / width,
    panY: ((dy * ax - dx * ay) / square + cy) / height,
    focusX: 0,
    focusY: 0,
  };
}
