import type { OklabPlanes } from './oklab.js';
/** Bytes of a descriptor. */
export declare const DESCRIPTOR_BYTES: number;
/**
 * Describes a picture.
 *
 * Structure is a histogram of gradient directions at three scales, weighted by magnitude. Colour is a histogram of hue
 * and lightness, weighted by chroma. Each histogram sums to 1. The descriptor holds the square roots of the values, so
 * that the scalar product of two descriptors is the Bhattacharyya coefficient of their histograms.
 *
 * @see Dalal and Triggs 2005, "Histograms of oriented gradients for human detection"; Arandjelovic and Zisserman 2012,
 *   "Three things everyone should know to improve object retrieval", for the square root.
 */
export declare function describe(planes: OklabPlanes): Uint8Array;
/** The cosine of the angle between two descriptors: 1 for the same direction, 0 if one of them is all zeros. */
export declare function cosineSimilarity(one: ArrayLike<number>, other: ArrayLike<number>): number;
