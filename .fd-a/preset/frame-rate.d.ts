/** Frames per second. */
export interface FrameRate {
    readonly numerator: number;
    readonly denominator: number;
}
/** The ratio in lowest terms. */
export declare function lowestTerms(numerator: number, denominator: number): FrameRate;
/**
 * The frame rate that a number means: 25, 12.5 (up to three decimals), or one of the broadcast rates 23.976, 29.97,
 * 59.94, ..., which mean N/1.001. Undefined for more decimals.
 */
export declare function frameRateOf(fps: number): FrameRate | undefined;
/** A frame rate as presets write it: 25, or '30000/1001'. */
export declare function formatFrameRate({ numerator, denominator }: FrameRate): number | string;
