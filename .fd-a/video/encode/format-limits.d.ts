import type { VideoProperties } from './encoder.js';
import { type VideoFormat } from './formats.js';
/**
 * Refuses a size that the format cannot hold. In pixels.
 *
 * @throws UserError ARGUMENT_INVALID with the nearest size that works.
 */
export declare function checkSize(format: VideoFormat, width: number, height: number): void;
/**
 * Refuses a frame rate that the format cannot play.
 *
 * @throws UserError ARGUMENT_INVALID; RangeError when the rate is not a ratio of positive integers.
 */
export declare function checkRate(format: VideoFormat, fps: VideoProperties['fps']): void;
/**
 * The quality to encode with: the given quality, the format's default otherwise, or `null` if the format has no such
 * setting.
 *
 * @throws UserError ARGUMENT_INVALID when it is out of range, or given for a format without the setting.
 */
export declare function resolveQuality(format: VideoFormat, quality: number | undefined): number | null;
