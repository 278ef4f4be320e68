// A kaleidoscope: one wedge of the picture, repeated about its centre and mirrored in turn.

import { KEYS_SHARPNESS } from '../axis.js';
import { planarSize } from '../planes.js';
import type { Tensor } from '../tensor.js';
import type { Point } from './lens.js';
import { type MappedRow, type PixelMap, sampleRows } from './map-warp.js';

/** How a picture is mirrored. */
export interface Mirroring {
  /** How often the wedge and its mirror image are repeated; whole, at least 2. */
  readonly folds: number;
  /** From 0 (the picture as it is) to 1; between, points are on their way to their wedge. */
  readonly amount: number;
  /** Rotation of the mirrors, clockwise, in radians. */
  readonly radians: number;
}

/** Part of a picture, in pixels. */
interface Frame {
  readonly width: number;
  readonly height: number;
}

/** Wedges and angles that are tried. */
const TRIALS = 180;

/**
 * The map of a kaleidoscope, in pixels from the frame's centre. The wedge is the one that reaches farthest into the
 * corners, and it is enlarged so far that no pixel shows anything from beyond the frame, however the mirrors turn.
 */
export function kaleidoscopeMap({ width, height }: Frame, { folds, amount, radians }: Mirroring): PixelMap {
  const wedge = Math.PI / folds;
  const { from, scale } = bestWedge(width, height, wedge);
  return (point) => {
    const { x, y } = point;
    const r = scale * Math.sqrt(x * x + y * y);
    const turns = (Math.atan2(y, x) - radians) / (2 * wedge);
    const angle = from + 2 * wedge * Math.abs(turns - Math.round(turns));
    point.x = x + amount * (r * Math.cos(angle) - x);
    point.y = y + amount * (r * Math.sin(angle) - y);
  };
}

/** Where the wedge begins, and how much smaller it is than what it shows. */
function bestWedge(width: number, height: number, wedge: number): { readonly from: number; readonly scale: number } {
  const reach = (angle: number) =>
    Math.min(width / 2 / Math.abs(Math.cos(angle)), height / 2 / Math.abs(Math.sin(angle)));
  const diagonal = Math.hypot(width, height) / 2;
  const corner = Math.atan2(height, width);
  const fitOf = (from: number) => {
    // Nearest in the wedge: at its ends, or where the frame's edges are nearest.
    const angles = [from, from + wedge, ...[0, Math.PI / 2, Math.PI].filter((at) => at > from && at < from + wedge)];
    return Math.min(...angles.map(reach)) / diagonal;
  };
  let best = { from: corner - wedge / 2, scale: fitOf(corner - wedge / 2) };
  for (let i = 0; i <= TRIALS; i++) {
    const from = corner - (wedge * i) / TRIALS;
    const scale = fitOf(from);
    if (scale > best.scale) best = { from, scale };
  }
  return best;
}

/**
 * Mirrors the shown part of a picture.
 *
 * @param source - `[1, channels, height, width]`; not modified.
 * @param margin - Pixels of it beyond each edge of the frame.
 * @param target - Receives the frame: smaller by the margins.
 */
export function mirrorPicture(source: Tensor, margin: number, mirroring: Mirroring, target: Tensor): void {
  const { planes, height, width } = planarSize(source, 'source');
  const frame = planarSize(target, 'target');
  if (frame.width !== width - 2 * margin || frame.height !== height - 2 * margin) {
    throw new RangeError(`Expected \`target\` to be smaller by ${margin} px at each edge, got [${target.shape}].`);
  }
  const map = kaleidoscopeMap(frame, mirroring);
  sampleRows(
    { data: source.data, planes, height, width },
    rowsOf(map, frame, margin),
    { data: target.data, height: frame.height, width: frame.width },
    -KEYS_SHARPNESS,
  );
}

/** Every pixel by itself, since the map has creases. */
function* rowsOf(map: PixelMap, { width, height }: Frame, margin: number): Generator<MappedRow, void> {
  const row = { x: new Float64Array(width), y: new Float64Array(width) };
  const point: Point = { x: 0, y: 0 };
  const [cx, cy] = [width / 2, height / 2];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      point.x = x + 0.5 - cx;
      point.y = y + 0.5 - cy;
      map(point);
      row.x[x] = point.x + cx + margin;
      row.y[x] = point.y + cy + margin;
    }
    yield row;
  }
}
