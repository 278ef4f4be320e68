import type { Rgb8Image } from '../../tensor/pixels.js';
import type { VideoProperties } from '../../video/encode/encoder.js';
import type { VideoFormat } from '../../video/encode/formats.js';
import type { RetryWhenDiskFull } from './disk-full-retry.js';
/** The properties that all segments of a film share. */
export interface SegmentContext {
    /** The job's folder. */
    readonly folder: string;
    readonly ffmpeg: {
        readonly path: string;
    };
    /** The format of the segments (see `segmentFormat`). */
    readonly format: VideoFormat;
    readonly quality: number | undefined;
    readonly video: VideoProperties;
    readonly retryWhenDiskFull: RetryWhenDiskFull;
    /** An ffmpeg that accepts no frame for this many milliseconds is replaced. */
    readonly stallMs: number;
    /** Called when an ffmpeg has failed and is replaced. */
    readonly onRetry: (why: string) => void;
    readonly signal: AbortSignal | undefined;
}
/** A segment that is being written. */
export interface SegmentWriter {
    /** CRC-32 of each frame so far. */
    readonly rawFrameCrcs: readonly number[];
    write(picture: Rgb8Image): Promise<void>;
    /** Flushes the frames so far to the disk. */
    sync(): Promise<void>;
    /** Completes the segment; its raw frames stay. @throws UserError when three ffmpegs in a row failed. */
    seal(): Promise<void>;
    /** Ends its ffmpeg and closes its files; the raw frames stay. Safe at any time. */
    close(): Promise<void>;
}
/** A segment that is complete on disk. */
export interface SealedSegment {
    readonly index: number;
    readonly path: string;
    /** The beginning of the SHA-256 of its contents, which is part of its name. */
    readonly digest: string;
}
/**
 * Opens a segment.
 *
 * @param rawFrameCrcs - CRC-32 of the raw frames that exist already.
 */
export declare function openSegment(context: SegmentContext, index: number, rawFrameCrcs: readonly number[]): Promise<SegmentWriter>;
/** The segments in a job's folder, by number. */
export declare function listSegments(folder: string): Promise<ReadonlyMap<number, SealedSegment>>;
/**
 * The first segment before `end` that is missing or has changed since it was sealed; `null` if there is none.
 *
 * @param sealed - As `listSegments` found them.
 */
export declare function firstDamaged(sealed: ReadonlyMap<number, SealedSegment>, end: number, format: VideoFormat): Promise<number | null>;
/** Removes the segments from a number on, and parts of incomplete segments. */
export declare function dropSegments(folder: string, from: number): Promise<void>;
