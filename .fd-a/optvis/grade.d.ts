import { type Rgb8Image } from '../tensor/pixels.js';
import type { Tensor } from '../tensor/tensor.js';
/** The targets of the servo, and the saturation of the shown picture. */
export interface Grade {
    /** How far one frame moves towards the targets: 0 lets the picture drift, 1 reaches them at once (and flickers). */
    readonly servo: number;
    /** Target for the standard deviation of each channel, on the display's scale of 0 to 1. */
    readonly contrast: number;
    /** Target for the mean of each channel, on the display's scale of 0 to 1. */
    readonly brightness: number;
    /** Factor on the chroma of the shown picture: 1 does not change it, 0 is grey. */
    readonly saturation: number;
}
/**
 * Moves the mean and the standard deviation of each channel towards the targets, in place. They are measured on the
 * shown part.
 *
 * @param master - `[1, 3, height, width]`, centred on 0; 1 is white.
 * @param margin - Pixels at each edge that are not shown.
 */
export declare function holdStatistics(master: Tensor, margin: number, { servo, contrast, brightness }: Grade): void;
/** Converts the shown part of the master, without the margin at its edges, to bytes. */
export declare function showMaster(master: Tensor, margin: number, { saturation }: Grade, into: Rgb8Image): void;
