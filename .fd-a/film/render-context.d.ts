import type { Settings } from '../preset/settings.js';
import type { VideoProperties } from '../video/encode/encoder.js';
import { type WorkMeter } from './estimate/workload.js';
import type { FilmEvent, RenderOptions } from './events.js';
import { type Job } from './job/job.js';
import { type SegmentPlan } from './job/segment-plan.js';
import type { SegmentContext } from './job/segment-writer.js';
import { type FilmOutput } from './output.js';
import { type PreparedFilm } from './prepare.js';
/** Everything that a render needs. Close it when done. */
export interface RenderContext {
    readonly film: PreparedFilm;
    readonly output: FilmOutput;
    readonly options: RenderOptions;
    readonly job: Job;
    readonly plan: SegmentPlan;
    readonly segments: SegmentContext;
    readonly work: WorkMeter;
    /** The resolved settings as a preset, for the film's metadata and the sidecar file. */
    readonly text: string;
    readonly video: VideoProperties;
    readonly emit: (event: FilmEvent) => void;
    /** Closes the job and the film. The files of the job stay on disk. */
    close(): Promise<void>;
}
/**
 * Opens output, film and job.
 *
 * @throws UserError as `resolveOutput`, `prepareFilm`, `checkNeeds` and `openJob`; ARGUMENT_INVALID for a range that is
 *   not in the film.
 */
export declare function openRender(settings: Settings, options: RenderOptions): Promise<RenderContext>;
/** The name of the preset. */
export declare function nameOf({ name }: RenderOptions): string;
