import type { DominantColour } from './atlas.js';
import { type OklabPlanes } from './oklab.js';
/**
 * The dominant colours of a picture, the largest share first: k-means in Oklab. The first centre is the mean, each
 * further one the pixel farthest from all earlier centres. Centres are means weighted by chroma; shares count pixels.
 *
 * @see Lloyd 1982, "Least squares quantization in PCM"; Gonzalez 1985 on farthest-first clustering, for the first
 *   centres.
 */
export declare function dominantColours(planes: OklabPlanes): readonly DominantColour[];
