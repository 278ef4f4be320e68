import type { Motion } from './motion.js';
/**
 * The source position of output pixel (x, y) is `startX + cos x + sin y`, `startY - sin x + cos y`; cos and sin are
 * divided by the zoom.
 */
export interface Turn {
    readonly startX: number;
    readonly startY: number;
    readonly cos: number;
    readonly sin: number;
    /** Keys' a. */
    readonly a: number;
}
/** The turn of a motion of a picture; `sharpness` is -a. */
export declare function turnOf({ zoom, radians, panX, panY, focusX, focusY }: Motion, { width, height }: {
    readonly width: number;
    readonly height: number;
}, sharpness: number): Turn;
/**
 * Warps planar pictures.
 *
 * @param source - `planes` pictures of `height * width`; not modified.
 * @param target - Of the same size; not the source itself.
 */
export declare function warpTurned(source: Float32Array, planes: number, height: number, width: number, target: Float32Array, turn: Turn): void;
/** Source position of the first pixel of an output row, and the pixels [from, end) whose taps are all inside. */
export interface Span {
    readonly x: number;
    readonly y: number;
    readonly from: number;
    readonly end: number;
}
/** The span of output row `row`. */
export declare function spanOf({ startX, startY, cos, sin }: Turn, { width, height }: {
    readonly width: number;
    readonly height: number;
}, row: number): Span;
/** The same for any pixels, more slowly: every tap is folded back into the picture. */
export declare function mirroredSpan(source: Float32Array, planes: number, height: number, width: number, target: Float32Array, y: number, from: number, end: number, startX: number, startY: number, turn: Turn): void;
