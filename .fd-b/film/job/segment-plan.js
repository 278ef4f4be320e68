// Divides a film into segments. The division depends only on the settings, so that a resumed film has the same seams as
// an uninterrupted one.
import { MAX_CADENCE } from '../../timeline/cadence.js';
import { MIN_SEGMENT_FRAMES } from '../../video/edit/segments.js';
import { weightOf, workOf } from '../estimate/workload.js';
/** @param length - Frames per segment, at least 1. The last segment is up to half longer or shorter. */
export function planSegments({ first, last }, length) {
    const each = Math.max(length, 2 * MIN_SEGMENT_FRAMES);
    const count = Math.max(1, Math.round((last - first + 1) / each));
    const startOf = (segment) => (segment === count ? last + 1 : first + segment * each);
    const segmentOf = (frame) => frame > last ? count : Math.max(0, Math.min(count - 1, Math.floor((frame - first) / each)));
    return {
        first,
        last,
        count,
        segmentOf,
        startOf,
        restartPointOf: (frame) => (frame < first ? 0 : startOf(segmentOf(frame))),
        lengthOf: (segment) => startOf(segment + 1) - startOf(segment),
    };
}
/** How long a segment should take to render, in seconds. */
const SEGMENT_SECONDS = 10;
/** Shorter segments make the film larger, since each begins with a key frame and a fresh encoder. */
const MIN_FRAMES = 60;
const MAX_FRAMES = 600;
/** The speed of two cores of 2.5 GHz (mixed4 at 512 px), in the units of `weightOf` per second. */
const WEIGHT_PER_SECOND = 1.4e6;
/** The most bytes of raw frames per segment, which stay on the disk until it is encoded. */
const MAX_RAW_BYTES = 1e9;
/** The number of frames per segment: about 10 s of rendering on two cores, but at least 60. */
export function segmentLength(settings, timeline) {
    // Only keys are climbed: the mean of several frames counts.
    const middle = Math.floor(timeline.frameCount / 2);
    const frames = Math.min(MAX_CADENCE, timeline.frameCount - middle);
    const weights = Array.from({ length: frames }, (_, i) => weightOf(workOf(settings, timeline.shot(middle + i))));
    const seconds = weights.reduce((sum, weight) => sum + weight, 0) / frames / WEIGHT_PER_SECOND;
    const wanted = Math.min(MAX_FRAMES, Math.max(MIN_FRAMES, Math.round(SEGMENT_SECONDS / seconds)));
    const room = Math.floor(MAX_RAW_BYTES / (settings.width * settings.height * 3));
    return Math.max(2 * MIN_SEGMENT_FRAMES, Math.min(wanted, room));
}
//# sourceMappingURL=segment-plan.js.map