import type { Tensor } from './tensor.js';
/** A `[n, channels, height, width]` tensor as a stack of planes. */
export interface PlanarSize {
    /** n * channels. */
    readonly planes: number;
    readonly height: number;
    readonly width: number;
}
/**
 * Sizes of a picture's planes.
 *
 * @throws RangeError if the shape is not `[n, channels, height, width]`, each at least 1.
 */
export declare function planarSize({ shape }: Tensor, name: string): PlanarSize;
/** Sizes of two pictures that must have one shape and be two tensors. @throws RangeError otherwise. */
export declare function twinSize(source: Tensor, target: Tensor): PlanarSize;
