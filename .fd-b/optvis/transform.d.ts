import type { RandomStream } from '../tensor/random.js';
import { type Tensor } from '../tensor/tensor.js';
/** A master of noise to start from, `[1, 3, height, width]`. */
export declare function firstNoise(height: number, width: number, random: RandomStream): Tensor;
/**
 * Adds fresh noise with mean 0 in every channel, so that it does not change the picture's colour.
 *
 * @param scratch - A tensor of the master's shape; overwritten.
 * @param amplitude - In the master's units. 0 changes nothing and draws no random numbers.
 */
export declare function addNoise(master: Tensor, scratch: Tensor, amplitude: number, random: RandomStream): void;
/** Roll offsets in whole pixels, of any sign and size. Positive offsets move the picture down and to the right. */
export interface Offset {
    readonly dy: number;
    readonly dx: number;
}
/** A random roll of up to `most` pixels each way. */
export declare function randomOffset(random: RandomStream, most: number): Offset;
/**
 * Rolls a picture: `target[y + dy, x + dx] = scale * source[y, x] + offset`, with indices that wrap around.
 *
 * @param source - `[n, channels, height, width]`; not modified.
 * @param target - Of the same shape; not the source itself.
 * @param scale - With `offset`, converts the master's range to the network's (0.5 and 0.5: from [-1, 1] to [0, 1]).
 *   @default 1 and 0, a plain copy
 * @throws RangeError when the shapes differ or an offset is no integer.
 */
export declare function roll(source: Tensor, target: Tensor, { dy, dx }: Offset, { scale, offset }?: {
    readonly scale?: number;
    readonly offset?: number;
}): void;
/**
 * How a step is added. No field is optional, since objects of two shapes would halve the speed of the loop that reads
 * them.
 */
export interface Step {
    /** Factor on the gradient. */
    readonly rate: number;
    /** Lower bound of the picture's values; `-Infinity` for none. */
    readonly low: number;
    /** Upper bound of the picture's values; `Infinity` for none. */
    readonly high: number;
}
/**
 * Rolls `source` and adds it, which makes a step of the ascent and undoes its jitter:
 * `target[y + dy, x + dx] += rate * source[y, x]`, limited to values from `low` to `high`.
 *
 * @param source - `[n, channels, height, width]`, the conditioned gradient; not modified.
 * @param target - The master picture, of the same shape; not the source itself.
 * @throws RangeError when the shapes differ or an offset is no integer.
 */
export declare function addRolled(source: Tensor, target: Tensor, { dy, dx }: Offset, { rate, low, high }: Step): void;
