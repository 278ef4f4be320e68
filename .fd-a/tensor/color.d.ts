/** A 3x3 matrix, row-major. */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number];
/** One number for each of R, G and B. */
export type Triple = readonly [number, number, number];
/** First and second moments of a picture's colours. */
export interface ColorMoments {
    readonly mean: Triple;
    /** Divided by the number of pixels. */
    readonly covariance: Matrix3;
}
/** Leaves every colour as it is. */
export declare const IDENTITY: Matrix3;
/**
 * The matrix that pulls a gradient towards natural colour: `10 C diag(1, chroma, chroma) C^T + 0.06 I`.
 *
 * The two constants were chosen by eye, side by side, on InceptionV3's mixed4.
 *
 * @param chroma - Weight of colour against brightness: 1 is calm, 2 lively, 0 nearly grey. At least 0.
 * @throws RangeError when `chroma` is negative or not finite.
 */
export declare function colorMatrix(chroma: number): Matrix3;
/** The vector `m v`. */
export declare function transform(m: Matrix3, v: Triple): Triple;
/** `m s m^T`: the covariance of colours with covariance `s` after `m`. */
export declare function congruent(m: Matrix3, s: Matrix3): Matrix3;
/**
 * Applies `matrix * colour + offset` to every pixel, in place.
 *
 * @param planes - Three planes of equal size, one after the other: the data of a `[1, 3, height, width]` picture.
 */
export declare function applyColor(planes: Float32Array, matrix: Matrix3, offset: Triple): void;
/** A part of a picture that is `stride` pixels wide, in pixels. */
export interface Region {
    readonly stride: number;
    readonly top: number;
    readonly left: number;
    readonly height: number;
    readonly width: number;
}
/**
 * Mean and covariance of the three planes, in float64.
 *
 * @param region - The part to measure, inside the picture. @default all of it
 */
export declare function colorMoments(planes: Float32Array, region?: Region): ColorMoments;
