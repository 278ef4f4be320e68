import type { RandomStream } from '../tensor/random.js';
import type { SessionSource } from './ascend.js';
import type { Offset } from './transform.js';
/** How pictures are cut into tiles. */
export interface Tiling {
    /** Largest side of a tile without its context, in pixels, at least 64. A picture that fits in it is not cut. */
    readonly side: number;
    /** Context on each side, in pixels, a multiple of 32: half the receptive field of most layers. */
    readonly context: number;
    /** Checked before each tile, since evaluating many takes long. */
    readonly signal?: AbortSignal | undefined;
}
/** The size of a picture, in pixels. */
interface Size {
    readonly height: number;
    readonly width: number;
}
/** Size of the network's largest input for a picture: the picture itself, or a tile with its context. In pixels. */
export declare function largestTile({ height, width }: Size, { side, context }: Tiling): Size;
/** How many tiles a picture of this size has. */
export declare function tileCount({ height, width }: Size, { side }: Tiling): number;
/**
 * How far a picture is rolled before a step so that its tiles move: any multiple of 32 px along an axis that is cut, 0
 * along one that is not.
 */
export declare function tileShift({ height, width }: Size, { side }: Tiling, random: RandomStream): Offset;
/** Sessions that take pictures of any size. A neuron at one position is evaluated in the one tile around it. */
export declare function tiledSessions(sessions: SessionSource, tiling: Tiling): SessionSource;
/** Adds `factor * more` to `sum`, in place; starts a sum if there is none. */
export declare function addScaled(sum: Float32Array | undefined, more: Float32Array, factor: number): Float32Array;
export {};
