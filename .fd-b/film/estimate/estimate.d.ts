import { type LayerCosts } from '../../network/layer-costs.js';
import type { Settings } from '../../preset/settings.js';
import type { Timeline } from '../../timeline/timeline.js';
import type { FormatName } from '../../video/encode/formats.js';
import type { PixelSpeed } from './speed.js';
/** A film to estimate, and the measured speed of the machine. */
export interface FilmToEstimate {
    readonly settings: Settings;
    readonly timeline: Timeline;
    readonly costs: LayerCosts;
    /** Seconds of one evaluation of a layer, for a number of operations (see `measureEvaluations`). */
    readonly evaluation: (layer: string, operations: number) => number;
    readonly pixels: PixelSpeed;
    /** Threads of the engine. */
    readonly threads: number;
    readonly format: FormatName;
}
/** The estimate for a film. Times are right within a third. */
export interface FilmEstimate {
    /** Time of the whole command. */
    readonly seconds: number;
    /** The part of it spent in the engine. */
    readonly engineSeconds: number;
    /** Peak memory of the process, without ffmpeg. */
    readonly memoryBytes: number;
    /** Size of the film on disk. */
    readonly fileBytes: number;
}
/** Estimates a film. @throws ShapeError when the pictures are too small for a layer. */
export declare function estimateFilm(film: FilmToEstimate): FilmEstimate;
/** The approximate size of frames of a film on disk, in bytes. */
export declare function filmBytes({ width, height, output }: Settings, frames: number, format: FormatName): number;
/** The approximate peak memory of the process without ffmpeg, in bytes. */
export declare function memoryBytes({ settings, timeline, costs, }: Pick<FilmToEstimate, 'settings' | 'timeline' | 'costs'>): number;
