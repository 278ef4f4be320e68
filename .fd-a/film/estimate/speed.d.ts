import type { LayerCosts } from '../../network/layer-costs.js';
import type { SessionSource } from '../../optvis/ascend.js';
import type { Settings } from '../../preset/settings.js';
import type { Timeline } from '../../timeline/timeline.js';
/**
 * Measures how long evaluations of one layer take, for any number of operations.
 *
 * @param sides - Sides of the square pictures to measure with, in pixels: the smallest and the largest of interest.
 * @returns the seconds of an evaluation for its operations: a fixed part, and a part per operation.
 */
export declare function measureEvaluations(sessions: SessionSource, costs: LayerCosts, layer: string, sides: {
    readonly least: number;
    readonly most: number;
}): Promise<(operations: number) => number>;
/** Seconds of all work outside the engine, per pixel of the master. */
export interface PixelSpeed {
    readonly step: number;
    /** Seconds per frame, without its steps. */
    readonly frame: number;
}
/**
 * Measures the pixel work of a film: renders a few small frames like its middle one, with an engine that does nothing.
 */
export declare function measurePixels(settings: Settings, timeline: Timeline): Promise<PixelSpeed>;
