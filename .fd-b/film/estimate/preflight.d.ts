import type { SegmentPlan } from '../job/segment-plan.js';
import type { FilmOutput } from '../output.js';
import type { PreparedFilm } from '../prepare.js';
/** The disk space and memory that a film needs. */
export interface Needs {
    /**
     * Peak disk space during the render, in bytes, right within a third: segments, the film joined from them, raw frames
     * and checkpoints.
     */
    readonly disk: number;
    /** Memory of the process without ffmpeg, in bytes, right within a quarter. */
    readonly memory: number;
}
/** Estimates what a film needs. */
export declare function needsOf({ settings, timeline, model }: PreparedFilm, { format }: FilmOutput, plan: SegmentPlan): Needs;
/**
 * Checks that the machine has enough disk space and memory.
 *
 * @param film - Path of the film.
 * @param there - Bytes that the film's job already has on the disk.
 * @throws UserError DISK_FULL, MEMORY_SHORT.
 */
export declare function checkNeeds({ disk, memory }: Needs, film: string, there: number): Promise<void>;
