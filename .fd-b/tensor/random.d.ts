/** Pseudorandom numbers, the same for the same key. Every call advances the stream. */
export interface RandomStream {
    /** A number in [0, 1), in steps of 2^-32. */
    uniform(): number;
    /** An unbiased integer in [0, `n`). @throws RangeError when `n` is not an integer from 1 to 2^32. */
    integer(n: number): number;
    /** A number of the standard normal distribution (Box and Muller 1958). */
    normal(): number;
    /** The items in random order (Fisher and Yates), as a new array. */
    shuffle<T>(items: readonly T[]): T[];
    /** Fills `out` with numbers from `low` to `high`, one draw each; by rounding to float32, `high` itself may occur. */
    fillUniform(out: Float32Array, low: number, high: number): void;
}
/**
 * Opens the stream of a key. Streams of different keys are independent; the same key opens the same stream again.
 *
 * @param seed - Any safe integer (up to 2^53 - 1 either side of 0); all of its bits matter.
 * @param name - What the numbers are for: 'jitter', 'noise', ...
 * @param indices - Any safe integers: the frame, the step, ... Their number and order matter.
 * @throws RangeError when the seed or an index is not a safe integer.
 */
export declare function openStream(seed: number, name: string, ...indices: number[]): RandomStream;
