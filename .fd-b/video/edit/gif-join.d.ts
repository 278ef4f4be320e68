/**
 * Joins GIFs.
 *
 * @param fps - The frame rate of all GIFs.
 * @param out - Path of the result, which is overwritten.
 * @throws Error when one of them is damaged; the system's error when `out` cannot be written.
 */
export declare function joinGifs(paths: readonly string[], fps: {
    readonly numerator: number;
    readonly denominator: number;
}, out: string): Promise<void>;
