import type { CycleItem, Settings } from '../../preset/settings.js';
import { type Shot, type Timeline } from '../../timeline/timeline.js';
/** The work of one frame, or of one size of a growth before frame 0. */
export interface Work {
    /** Size of the master, margins included, in pixels. */
    readonly height: number;
    readonly width: number;
    /** Steps at this size; those at smaller octaves count by their pixels. */
    readonly steps: number;
    /** Evaluations of each layer's session at this size; those at smaller octaves count by their pixels. */
    readonly evaluations: ReadonlyMap<string, number>;
}
/**
 * The timeline of settings whose neurons are not resolved, for estimates without a network. Each random neuron, class
 * and atlas choice is replaced by a placeholder neuron of the same layer. Layers, times, camera and steps are the
 * film's.
 */
export declare function outlineTimeline(settings: Settings): Timeline;
/** The layer of an item; the first of its layers if only an atlas can resolve it. */
export declare function layerOf(item: CycleItem): string;
/** The work of a film's frame. */
export declare function workOf(settings: Settings, shot: Shot): Work;
/** The work of each size of the growth before frame 0; none when the opening is shown, as frames then. */
export declare function growthWork(settings: Settings, timeline: Timeline): readonly Work[];
/** The approximate time of a piece of work relative to others: its pixels times its evaluations. */
export declare function weightOf({ height, width, steps, evaluations }: Work): number;
/** The part of a render's work that is done, from 0 to 1. */
export interface WorkMeter {
    /** After this many sizes of the growth before frame 0. */
    afterGrowth(sizes: number): number;
    /** After the growth and this many frames. */
    afterFrames(frames: number): number;
}
/** Frames that stand for all of a film's, one in each stretch of `stride` frames: all frames of a short film. */
export declare function sampleFrames(frameCount: number): {
    readonly stride: number;
    readonly frames: readonly number[];
};
/** Weighs a render. @param frames - How many frames are made, at most the timeline's. */
export declare function openWorkMeter(settings: Settings, timeline: Timeline, frames: number): WorkMeter;
