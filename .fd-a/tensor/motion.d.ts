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
/** Size of the picture that is moved, in pixels. */
interface Size {
    readonly width: number;
    readonly height: number;
}
/**
 * Combines motions into one, applied in order. A single motion is returned unchanged.
 *
 * @throws RangeError when there is none.
 */
export declare function composeMotions(motions: readonly Motion[], size: Size): Motion;
/** The inverse of a motion: it takes the result back to the source. */
export declare function invertMotion(motion: Motion, size: Size): Motion;
/**
 * Sets to 0 the pixels that a motion has brought in from beyond the edges of its source, where `warp` mirrors.
 *
 * @param target - What `warp` made by this motion, `[n, channels, height, width]`.
 */
export declare function clearSurroundings({ shape, data }: Tensor, motion: Motion): void;
export {};
