// Lenses: how the plane of the picture is seen. The plane may lean (perspective), be swirled, and ripple; each has an
// exact inverse. Between two frames a point goes back through the one's lens into the plane, moves there, and comes
// through the other's lens. So motions through lenses combine as those of the plane do, and only the first and the last
// lens count.
//
// Lengths are in half diagonals of the picture, from its centre; y points down.

/** How a plane is seen. All 0: straight. Angles in radians. */
export interface Lens {
  /** Positive leans the top away. From -pi/4 to pi/4. */
  readonly tilt: number;
  /** Positive leans the right side away. From -pi/4 to pi/4. */
  readonly turn: number;
  /** Rotation of the centre, clockwise; it falls to 0 at the corners, as (1 - r^2)^2. */
  readonly swirl: number;
  /** Strength of the rings, 0 to 1: at 1 the picture is stretched by up to a half between rings. */
  readonly ripple: number;
  /** Distance from one ring to the next, above 0. */
  readonly rippleLength: number;
  /** How far the rings have moved outward: 2 pi is one ring. */
  readonly ripplePhase: number;
}

/** A point, which functions overwrite. */
export interface Point {
  x: number;
  y: number;
}

/** Maps points in place, from the plane to what is seen and back. */
export interface OpenLens {
  see(point: Point): void;
  /** The inverse of `see`. */
  unsee(point: Point): void;
}

/** Distance of the eye: with both leans at 45 degrees the horizon is still beyond the corners. */
const EYE = 2;

/** The rings' displacement at strength 1, times 2 pi over their distance; the picture would fold over from 1 on. */
const RIPPLE_SLOPE = 0.4;

/** The rings fade towards the centre within this part of their distance. */
const RIPPLE_CORE = 0.5;

/** Steps to invert a ripple. It is monotonous, so Newton's method finds it. */
const NEWTON_STEPS = 12;

/** Opens a lens for many points. */
export function openLens({ tilt, turn, swirl, ripple, rippleLength, ripplePhase }: Lens): OpenLens {
  // The plane's axes in space, z away from the eye: turned about the vertical, then tilted about the horizontal.
  const [ct, st, cu, su] = [Math.cos(tilt), Math.sin(tilt), Math.cos(turn), Math.sin(turn)];
  const [xx, yx, zx] = [cu, st * su, ct * su];
  const [yy, zy] = [ct, -st];
  const leans = tilt !== 0 || turn !== 0;
  const wave = (2 * Math.PI) / rippleLength;
  const amount = (ripple * RIPPLE_SLOPE) / wave;
  const core = (RIPPLE_CORE * rippleLength) ** 2;

  const rotate = (point: Point, direction: number) => {
    const outside = 1 - (point.x * point.x + point.y * point.y);
    if (outside <= 0) return;
    const angle = direction * swirl * outside * outside;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const { x, y } = point;
    point.x = cos * x - sin * y;
    point.y = sin * x + cos * y;
  };
  /** Where a ring of the plane is seen. */
  const ringOf = (r: number) => r + ((amount * r * r) / (r * r + core)) * Math.sin(wave * r - ripplePhase);
  const slopeOf = (r: number) => {
    const square = r * r + core;
    const angle = wave * r - ripplePhase;
    return (
      1 +
      amount * (((2 * r * core) / (square * square)) * Math.sin(angle) + ((r * r) / square) * wave * Math.cos(angle))
    );
  };
  const stretch = (point: Point, toRadius: (r: number) => number) => {
    const r = Math.sqrt(point.x * point.x + point.y * point.y);
    if (r === 0) return;
    const factor = toRadius(r) / r;
    point.x *= factor;
    point.y *= factor;
  };
  const planeRing = (seen: number) => {
    let r = seen;
    for (let step = 0; step < NEWTON_STEPS; step++) {
      const next = r - (ringOf(r) - seen) / slopeOf(r);
      const isThere = Math.abs(next - r) < 1e-12;
      r = Math.max(0, next);
      if (isThere) break;
    }
    return r;
  };
  return {
    see(point) {
      if (swirl !== 0) rotate(point, 1);
      if (amount !== 0) stretch(point, ringOf);
      if (!leans) return;
      const { x, y } = point;
      const depth = EYE / (EYE + zx * x + zy * y);
      point.x = xx * x * depth;
      point.y = (yx * x + yy * y) * depth;
    },
    unsee(point) {
      if (leans) {
        // Solves see: x (xx EYE - X zx) - X zy y = X EYE, and the same for Y.
        const { x: seenX, y: seenY } = point;
        const [a, b, c] = [xx * EYE - seenX * zx, -seenX * zy, seenX * EYE];
        const [d, e, f] = [yx * EYE - seenY * zx, yy * EYE - seenY * zy, seenY * EYE];
        const determinant = a * e - b * d;
        point.x = (c * e - b * f) / determinant;
        point.y = (a * f - c * d) / determinant;
      }
      if (amount !== 0) stretch(point, planeRing);
      if (swirl !== 0) rotate(point, -1);
    },
  };
}
