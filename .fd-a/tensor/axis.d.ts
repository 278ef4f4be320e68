/** The sources of every output sample: `taps` neighbours from `first` on, which may be beyond the ends of the axis. */
export interface Axis {
    /** Source samples per output sample. */
    readonly taps: number;
    /** Index of the first source sample of each output sample; never falls. */
    readonly first: Int32Array;
    /** `taps` weights per output sample, of sum 1. */
    readonly weights: Float64Array;
}
/** Keys' cubic at a = -0.5, the only a that reproduces quadratics (third-order accurate); more is sharper and rings. */
export declare const KEYS_SHARPNESS = 0.5;
/**
 * Makes the table of an axis on which output sample i is at source position `i + start + i * drift`.
 *
 * If the output is coarser than the source (`drift` > 0) and `smooth` is set, the kernel is widened by that factor, so
 * that detail too fine for the output is averaged instead of aliased.
 *
 * @param size - Of the output, in samples.
 * @param drift - How much faster than the output the source passes: 1 / zoom - 1; more than -1.
 * @param sharpness - The cubic's -a, from 0 to 1.
 */
export declare function cubicAxis(size: number, start: number, drift: number, sharpness: number, smooth: boolean): Axis;
/**
 * `index` folded back into [0, size), mirrored about the picture's edges, half a sample beyond the outermost samples.
 */
export declare function mirrored(index: number, size: number): number;
/**
 * The kernel at a distance in samples, with a free a: Keys 1981, "Cubic Convolution Interpolation for Digital Image
 * Processing".
 */
export declare function keysCubic(distance: number, a: number): number;
/**
 * Resamples planar pictures, rows and columns each by its axis.
 *
 * @param source - `planes` pictures of `height * width`.
 * @param target - Receives `planes` pictures with the axes' numbers of rows and columns; must not be `source`.
 */
export declare function resampleByAxes(source: Float32Array, planes: number, height: number, width: number, target: Float32Array, columns: Axis, rows: Axis): void;
