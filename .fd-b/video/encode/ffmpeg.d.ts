import { type VideoFormat } from './formats.js';
/** An ffmpeg that runs. */
export interface Ffmpeg {
    /** Absolute path. */
    readonly path: string;
    /** Where it was found. */
    readonly origin: 'FFMPEG_PATH' | 'PATH' | 'package';
    /** The version that it reports: `5.1.9-0+deb12u1`, `N-47683-g0e8eb07980-static`. */
    readonly version: string;
}
/**
 * Finds an ffmpeg that runs.
 *
 * @throws UserError FFMPEG_MISSING when FFMPEG_PATH is set and does not work, or when there is no ffmpeg anywhere. The
 *   message says what was tried.
 */
export declare function findFfmpeg(signal?: AbortSignal): Promise<Ffmpeg>;
/**
 * Checks that an ffmpeg has the encoder of a format.
 *
 * @throws UserError FFMPEG_LACKS_CODEC with the formats that it can write.
 */
export declare function checkEncoders(ffmpeg: Ffmpeg, format: VideoFormat, signal?: AbortSignal): Promise<void>;
/**
 * Checks that an ffmpeg really writes a format: encodes two frames of 16x16 into the folder for temporary files and
 * counts them. Takes a fraction of a second.
 *
 * @throws UserError FFMPEG_LACKS_CODEC with ffmpeg's last words and the formats whose encoders it has.
 */
export declare function tryFormat(ffmpeg: Ffmpeg, format: VideoFormat, signal?: AbortSignal): Promise<void>;
