// Where a film is cut into segments: a function of its settings alone, so that a resumed film has the same seams as an
// undisturbed one.

import type { Settings } from '../../preset/settings.js';
import type { Timeline } from '../../timeline/timeline.js';
import { MIN_SEGMENT_FRAMES } from '../../video/edit/segments.js';
import { weightOf, workOf } from '../estimate/workload.js';

/** A film's segments, counted from 0. Frames are counted in the film; those from `first` to `last` are written. */
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

/** @param length - Frames of a segment, 1 at least. The last segment is longer or shorter by up to a half. */
export function planSegments(
  { first, last }: { readonly first: number; readonly last: number },
  length: number,
): SegmentPlan {
  const each = Math.max(length, 2 * MIN_SEGMENT_FRAMES);
  const count = Math.max(1, Math.round((last - first + 1) / each));
  const startOf = (segment: number) => (segment === count ? last + 1 : first + segment * each);
  const segmentOf = (frame: number) =>
    frame > last ? count : Math.max(0, Math.min(count - 1, Math.floor((frame - first) / each)));
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

/** How long a segment should take to render. */
const SEGMENT_SECONDS = 10;

/** Shorter segments make the film larger: each begins with a key frame and an encoder that has seen nothing. */
const MIN_FRAMES = 60;
const MAX_FRAMES = 600;

/** The speed of two cores of 2.5 GHz (mixed4 at 512 px), in the units of `weightOf` a second. */
const WEIGHT_PER_SECOND = 1.4e6;

/** Most bytes of a segment's raw frames, which stay on the disk until it is encoded. */
const MAX_RAW_BYTES = 1e9;

/** How many frames a segment should have: about 10 s of rendering on two cores, and 60 at least. */
export function segmentLength(settings: Settings, timeline: Timeline): number {
  const middle = timeline.shot(Math.floor(timeline.frameCount / 2));
  const seconds = weightOf(workOf(settings, middle)) / WEIGHT_PER_SECOND;
  const wanted = Math.min(MAX_FRAMES, Math.max(MIN_FRAMES, Math.round(SEGMENT_SECONDS / seconds)));
  const room = Math.floor(MAX_RAW_BYTES / (settings.width * settings.height * 3));
  return Math.max(2 * MIN_SEGMENT_FRAMES, Math.min(wanted, room));
}
