// The colours that a picture is made of: a few, with their shares. The same picture gives the same colours, since nothing is drawn by chance.

import type { DominantColour } from './atlas.js';
import { type OklabPlanes, toHex } from './oklab.js';

/** Colours looked for; those that come out alike are one. */
const MOST = 5;
/** Rounds of k-means: of thumbnails the shares hardly move after half as many. */
const ROUNDS = 12;
/** Pixels looked at: of larger pictures every second, third, ... */
const ENOUGH_PIXELS = 10_000;
/** Colours nearer than this look the same in a swatch (a step that is just seen is about 0.02). */
const ALIKE = 0.05;
/** A colour of less than this much of the picture is no part of its look. */
const LEAST_SHARE = 0.02;

/** How much lightness counts beside hue: of a texture, light and shade are of one colour to the eye. */
const LIGHTNESS = 0.5;
/** What a grey pixel counts, where a colourful one counts its chroma more: the mean of many hues is grey, and nobody would say that it is there. */
const GREY_WEIGHT = 0.02;

/**
 * The dominant colours of a picture, the largest share first: k-means in Oklab, whose first centres are the mean and then always the pixel farthest from all
 * centres there are. Centres are means weighted by chroma; shares count pixels.
 *
 * @see Lloyd 1982, "Least squares quantization in PCM"; Gonzalez 1985 on farthest-first clustering, for the first centres.
 */
export function dominantColours(planes: OklabPlanes): readonly DominantColour[] {
  const points = sampled(planes);
  const centres = firstCentres(points);
  let sizes: readonly number[] = [];
  for (let round = 0; round < ROUNDS; round++) sizes = move(centres, points);
  const clusters = merged(centres.map((centre, i) => ({ centre, size: sizes[i]! })).filter(({ size }) => size > 0));
  const all = clusters.reduce((sum, { size }) => sum + size, 0);
  return clusters
    .map(({ centre, size }) => ({ colour: toHex(...centre), share: size / all }))
    .sort((one, other) => other.share - one.share)
    .filter(({ share }, i) => i === 0 || share >= LEAST_SHARE);
}

type Point = readonly [lightness: number, a: number, b: number];

interface Cluster {
  readonly centre: Point;
  readonly size: number;
}

function sampled({ lightness, a, b }: OklabPlanes): readonly Point[] {
  const stride = Math.ceil(lightness.length / ENOUGH_PIXELS);
  return Array.from({ length: Math.ceil(lightness.length / stride) }, (_, i) => {
    const at = i * stride;
    return [lightness[at]!, a[at]!, b[at]!] as const;
  });
}

function firstCentres(points: readonly Point[]): Point[] {
  const centres = [meanOf(points)];
  const distances = points.map((point) => distance(point, centres[0]!));
  while (centres.length < MOST) {
    const farthest = distances.indexOf(Math.max(...distances));
    if (distances[farthest] === 0) break; // of one colour, or of few
    const centre = points[farthest]!;
    centres.push(centre);
    for (const [i, point] of points.entries()) distances[i] = Math.min(distances[i]!, distance(point, centre));
  }
  return centres;
}

/** Moves each centre, in place, to the mean of the points nearest to it. @returns how many those are. */
function move(centres: Point[], points: readonly Point[]): readonly number[] {
  const sums = centres.map(() => [0, 0, 0, 0]);
  const sizes = centres.map(() => 0);
  for (const point of points) {
    let best = 0;
    for (let i = 1, least = distance(point, centres[0]!); i < centres.length; i++) {
      const far = distance(point, centres[i]!);
      if (far >= least) continue;
      least = far;
      best = i;
    }
    const sum = sums[best]!;
    const weight = GREY_WEIGHT + Math.hypot(point[1], point[2]);
    for (let axis = 0; axis < 3; axis++) sum[axis]! += weight * point[axis]!;
    sum[3]! += weight;
    sizes[best]! += 1;
  }
  for (const [i, [l, a, b, weight]] of sums.entries()) {
    if (weight! > 0) centres[i] = [l! / weight!, a! / weight!, b! / weight!];
  }
  return sizes;
}

/** The largest takes in those that look like it. */
function merged(clusters: readonly Cluster[]): readonly Cluster[] {
  const kept: Cluster[] = [];
  for (const one of [...clusters].sort((a, b) => b.size - a.size)) {
    const like = kept.findIndex(({ centre }) => distance(centre, one.centre) < ALIKE ** 2);
    if (like < 0) kept.push(one);
    else kept[like] = { ...kept[like]!, size: kept[like]!.size + one.size };
  }
  return kept;
}

function meanOf(points: readonly Point[]): Point {
  const sum = (axis: 0 | 1 | 2) => points.reduce((total, point) => total + point[axis], 0) / points.length;
  return [sum(0), sum(1), sum(2)];
}

/** Squared. */
function distance(one: Point, other: Point): number {
  return (LIGHTNESS * (one[0] - other[0])) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2;
}
