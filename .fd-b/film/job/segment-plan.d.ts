import type { Settings } from '../../preset/settings.js';
import type { Timeline } from '../../timeline/timeline.js';
/** The segments of a film, counted from 0. Frames are counted in the film; frames `first` to `last` are written. */
export interface SegmentPlan {
    readonly first: number;
    readonly last: number;
    readonly count: number;
    /** The segment that a frame is in; `count` after the last, 0 for frames before the first, which are not written. */
    segmentOf(frame: number): number;
    /** First frame of a segment; of the segment after the last: the frame after the last. */
    startOf(segment: number): number;
    lengthOf(segment: number): number;
    /** The last frame up to this one whose state is always kept: the first of its segment; 0 before the first segment. */
    restartPointOf(frame: number): number;
}
/** @param length - Frames per segment, at least 1. The last segment is up to half longer or shorter. */
export declare function planSegments({ first, last }: {
    readonly first: number;
    readonly last: number;
}, length: number): SegmentPlan;
/** The number of frames per segment: about 10 s of rendering on two cores, but at least 60. */
export declare function segmentLength(settings: Settings, timeline: Timeline): number;
