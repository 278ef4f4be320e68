import type { VideoEncoder } from './encoder.js';
import { type VideoFormat } from './formats.js';
/** The ffmpeg, the output and the options of an encoder. */
export interface EncoderOptions {
    /** The result of `findFfmpeg`. */
    readonly ffmpeg: {
        readonly path: string;
    };
    readonly format: VideoFormat;
    /**
     * Path of the finished film; its folder is created. An existing film is replaced only when this one is complete.
     */
    readonly path: string;
    /** Within the format's range. @default the format's default */
    readonly quality?: number | undefined;
    /** Aborting it is like calling `abort`, but pending and later calls reject with its reason. */
    readonly signal?: AbortSignal | undefined;
    /** ffmpeg is killed when it accepts no frame for this long. Milliseconds. @default 120000 */
    readonly writeTimeoutMs?: number;
    /** ffmpeg is killed when the file is not complete this long after the last frame. Milliseconds. @default 600000 */
    readonly finishTimeoutMs?: number;
}
/**
 * An encoder for one film. It does nothing before `start`.
 *
 * Failures: `start` rejects with UserError ARGUMENT_INVALID (a size, rate or quality outside the format's limits),
 * OUTPUT_UNWRITABLE or DISK_FULL; `write` and `finish` with FFMPEG_FAILED (ffmpeg ended early, was killed, printed an
 * error or stalled; the message has its last words and the frame), FILM_INCOMPLETE (the file does not hold the frames
 * that were written, or none were written) or DISK_FULL. After any failure the partial file is removed. A frame with
 * another size or number of bytes is a RangeError, which does no harm.
 */
export declare function openEncoder(options: EncoderOptions): VideoEncoder;
