import type { Timeline } from '../../timeline/timeline.js';
/** The film at a full second. */
export interface TimelineRow {
    readonly second: number;
    /** The first frame at or after the second. */
    readonly frame: number;
    readonly phase: 'growth' | 'film';
    /** The active neurons; their weights sum to 1. */
    readonly neurons: readonly {
        readonly layer: string;
        readonly neuron: number;
        readonly weight: number;
    }[];
    /** Size of the picture, as a fraction of its full size. */
    readonly scale: number;
    /** How many times the picture has doubled in size since the film began; negative after zooming out. */
    readonly doublings: number;
    /** How far it has turned clockwise since the film began. */
    readonly degrees: number;
    /** Frames from key to key: only keys are climbed. */
    readonly cadence: number;
    /** How many scales a key is climbed at. */
    readonly octaves: number;
    /** Steps of a key at its coarsest octave. */
    readonly steps: number;
    /** Amplitude of a key's noise, on values of -1 to 1. */
    readonly noise: number;
}
/** The rows of a timeline, one per full second. */
export declare function timelineRows(timeline: Timeline): Generator<TimelineRow, void, void>;
/** A table with one line per second. */
export declare function formatTimeline(rows: Iterable<TimelineRow>): string;
