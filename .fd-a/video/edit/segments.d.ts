import type { FilmFacts, VideoProperties } from '../encode/encoder.js';
import { type VideoFormat } from '../encode/formats.js';
import { type Tools } from './ffmpeg-task.js';
/** A segment of a film. */
export interface Segment {
    /** Absolute path of a file or a folder of pictures. All segments of a film are in one folder. */
    readonly path: string;
    /** At least `MIN_SEGMENT_FRAMES`, unless it is the only segment. */
    readonly frames: number;
}
/**
 * x264 determines the delay of its frames after this many frames, so the times of a shorter file would not match those
 * of the others.
 */
export declare const MIN_SEGMENT_FRAMES = 3;
/** Options for joining segments. */
export interface Joining {
    /** The format of the film. */
    readonly format: VideoFormat;
    readonly video: VideoProperties;
    /** In the order of the film; at least one. */
    readonly segments: readonly Segment[];
    /** Absolute path to write to, in the folder of the segments. An existing file is replaced. */
    readonly out: string;
    /** The final name of the film, for messages. */
    readonly target: string;
}
/**
 * The format of the segments of a film: the format of the film, except for WebM. WebM counts time in milliseconds,
 * which would not add up to the length of the film, so its VP9 is stored in MP4 until the segments are joined.
 */
export declare function segmentFormat(format: VideoFormat): VideoFormat;
/**
 * Joins segments, and checks that the result has all frames, each of the same duration.
 *
 * @throws UserError FFMPEG_FAILED, FILM_INCOMPLETE, DISK_FULL, OUTPUT_UNWRITABLE.
 */
export declare function joinSegments(tools: Tools, joining: Joining): Promise<FilmFacts>;
