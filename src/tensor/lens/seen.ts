// Motions of a plane that is seen through lenses: as maps, and of pictures.

import { KEYS_SHARPNESS } from '../axis.js';
import { type SeenMotion, type Size, toSimilarity } from '../motion.js';
import { twinSize } from '../planes.js';
import { warp } from '../resample.js';
import type { Tensor } from '../tensor.js';
import { openLens } from './lens.js';
import { mappedRows, type PixelMap, sampleRows } from './map-warp.js';

/**
 * Moves a picture: `warp`, through the lenses of the motion if it has any.
 *
 * @param source - `[n, channels, height, width]`; not modified.
 * @param target - Receives the result; of the same shape, and not the source itself.
 */
export function move(source: Tensor, target: Tensor, motion: SeenMotion): void {
  const { lens, ...plain } = motion;
  if (lens === undefined) {
    warp(source, target, plain);
    return;
  }
  const { planes, height, width } = twinSize(source, target);
  const rows = mappedRows(mapOf(motion, { width, height }), width, height);
  sampleRows({ data: source.data, planes, height, width }, rows, { data: target.data, height, width }, -KEYS_SHARPNESS);
}

/**
 * Adds a share of a picture that is moved through lenses to another one; nothing where it would be mirrored beyond its
 * edges.
 */
export function addMoved(source: Tensor, target: Tensor, motion: SeenMotion, share: number): void {
  const { planes, height, width } = twinSize(source, target);
  const line = { data: new Float32Array(planes * width), height: 1, width };
  let start = 0;
  for (const row of mappedRows(mapOf(motion, { width, height }), width, height)) {
    sampleRows({ data: source.data, planes, height, width }, [row], line, -KEYS_SHARPNESS);
    for (let x = 0; x < width; x++) {
      if (!(row.x[x]! >= 0 && row.x[x]! <= width && row.y[x]! >= 0 && row.y[x]! <= height)) continue;
      for (let plane = 0; plane < planes; plane++) {
        target.data[plane * height * width + start + x]! += share * line.data[plane * width + x]!;
      }
    }
    start += width;
  }
}

/** The map of a motion: from a point of the result to its point in the source, in pixels from the top left. */
export function mapOf({ lens, ...motion }: SeenMotion, { width, height }: Size): PixelMap {
  const { ax, ay, bx, by } = toSimilarity(motion, { width, height });
  const [before, after] = lens === undefined ? [undefined, undefined] : lens.map(openLens);
  const [cx, cy, unit] = [width / 2, height / 2, Math.hypot(width, height) / 2];
  return (point) => {
    if (after !== undefined) {
      point.x = (point.x - cx) / unit;
      point.y = (point.y - cy) / unit;
      after.unsee(point);
      point.x = cx + unit * point.x;
      point.y = cy + unit * point.y;
    }
    const { x, y } = point;
    point.x = ax * x - ay * y + bx;
    point.y = ay * x + ax * y + by;
    if (before === undefined) return;
    point.x = (point.x - cx) / unit;
    point.y = (point.y - cy) / unit;
    before.see(point);
    point.x = cx + unit * point.x;
    point.y = cy + unit * point.y;
  };
}

/**
 * The least zoom that a motion through lenses that change needs besides its own, so that the change brings nothing into
 * the frame from beyond it: 1 where it does not, or where no zoom helps.
 *
 * @param margin - Pixels of the picture beyond each edge of the frame.
 */
export function closerZoom(motion: SeenMotion, size: Size, margin: number): number {
  const { lens, ...plain } = motion;
  if (lens === undefined) return 1;
  const beyond = (moved: SeenMotion, factor = 1) =>
    reachBeyond(mapOf({ ...moved, zoom: moved.zoom * factor }, size), size, margin);
  const now = beyond(motion);
  if (now < TOLERANCE) return 1;
  // What the same motion brings in without a change of the lens, as a turn or a shift of the picture does.
  const allowed = Math.max(TOLERANCE, beyond(plain), beyond({ ...plain, lens: [lens[1], lens[1]] }));
  if (now <= allowed || beyond(motion, MOST_CLOSER) > allowed) return 1;
  let [low, high] = [1, MOST_CLOSER];
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (beyond(motion, middle) <= allowed) high = middle;
    else low = middle;
  }
  return high;
}

/** The most that a frame is zoomed in besides the motion's own zoom. */
const MOST_CLOSER = 1.25;
const BISECTIONS = 24;

/** Points on each edge of the frame that are tested. */
const EDGE_POINTS = 24;

/** Pixels from beyond the edge that nobody sees. */
const TOLERANCE = 0.01;

/** How far a frame's edges reach beyond the frame before, in pixels. */
function reachBeyond(map: PixelMap, { width, height }: Size, margin: number): number {
  const [right, bottom] = [width - margin, height - margin];
  let most = 0;
  for (let i = 0; i <= EDGE_POINTS; i++) {
    const x = margin + ((right - margin) * i) / EDGE_POINTS;
    const y = margin + ((bottom - margin) * i) / EDGE_POINTS;
    for (const point of [
      { x, y: margin },
      { x, y: bottom },
      { x: margin, y },
      { x: right, y },
    ]) {
      map(point);
      most = Math.max(most, margin - point.x, point.x - right, margin - point.y, point.y - bottom);
    }
  }
  return most;
}
