import type { Rgb8Image } from '../../tensor/pixels.js';
/** The properties of a film that must be known before its first frame. */
export interface VideoProperties {
    /** In pixels; even if the format requires it. */
    readonly width: number;
    readonly height: number;
    /** Frames per second, as a ratio so that 29.97 is exact (30000/1001). */
    readonly fps: {
        readonly numerator: number;
        readonly denominator: number;
    };
    /**
     * Written into the file if its format keeps metadata. Keys: `METADATA_KEYS` of `metadata.ts` (`title`, `comment`,
     * ...).
     */
    readonly metadata: Readonly<Record<string, string>>;
}
/** What a finished film contains. */
export interface FilmFacts {
    /** The number of frames, counted in the file. */
    readonly frames: number;
    /** In pixels. */
    readonly width: number;
    readonly height: number;
    /**
     * Frames per second: exact in MP4 and MOV, to a millisecond per frame in WebM and GIF, `null` if the film has no
     * rate (PNG).
     */
    readonly fps: number | null;
}
/** A film that is complete on disk, verified, under its final name. */
export interface EncodedVideo {
    readonly path: string;
    /** Frames counted in the file itself. */
    readonly frames: number;
    readonly bytes: number;
}
/**
 * Writes a film, one frame after the other. Call `start` once, `write` any number of times (never two at a time), then
 * `finish` or `abort`.
 */
export interface VideoEncoder {
    /**
     * Prepares the output and creates its folder. Nothing appears under the final name before `finish`.
     *
     * @throws UserError ARGUMENT_INVALID, OUTPUT_UNWRITABLE, DISK_FULL or FFMPEG_FAILED when the output or the encoder
     *   cannot be opened.
     */
    start(video: VideoProperties): Promise<void>;
    /**
     * Settles when the next frame may be written, and the frame's bytes may be reused. Awaiting it is the only
     * backpressure.
     *
     * @throws UserError FFMPEG_FAILED or DISK_FULL, and every later call fails with the same error. RangeError for
     *   a frame of another size, which does no harm. The abort's reason after an abort.
     */
    write(frame: Rgb8Image): Promise<void>;
    /**
     * Call once, after the last `write`. Resolves when the file is complete on disk and its frames were counted.
     *
     * @throws UserError FFMPEG_FAILED, DISK_FULL, or FILM_INCOMPLETE when the file does not hold every frame or none was
     *   written.
     */
    finish(): Promise<EncodedVideo>;
    /** Gives up and removes the partial file. Safe in any state and more than once; a complete film stays. */
    abort(): Promise<void>;
}
