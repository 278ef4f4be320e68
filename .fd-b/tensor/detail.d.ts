import type { Tensor } from './tensor.js';
/** The RMS of the finest detail, from every fourth row and without the edges. 0 for pictures below 3 x 3 pixels. */
export declare function detailRms(picture: Tensor): number;
/**
 * Brings the finest detail to a strength, if it is weaker.
 *
 * @param source - `[n, channels, height, width]`; not modified.
 * @param target - Receives the result; of the same shape, and not the source itself. The edges are copied.
 * @param wanted - As `detailRms` measures it; reached to about a percent.
 * @param mostGain - The most that is added, as a multiple of the detail.
 */
export declare function strengthenDetail(source: Tensor, target: Tensor, wanted: number, mostGain: number): void;
