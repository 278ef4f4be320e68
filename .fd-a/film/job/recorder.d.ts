import type { Rgb8Image } from '../../tensor/pixels.js';
import type { FilmState } from '../frames/frames.js';
import type { RateBackoff } from '../frames/keys.js';
import { type Checkpoint } from './checkpoint.js';
import type { Job } from './job.js';
import type { SegmentPlan } from './segment-plan.js';
import { type SegmentContext } from './segment-writer.js';
/** Records the frames of a film, in order. */
export interface Recorder {
    /**
     * Records a state before the first frame of a new film: saves a checkpoint if the growth is complete or a checkpoint
     * is due.
     *
     * @param isLast - Saves the checkpoint in any case.
     */
    begin(state: FilmState, isLast: boolean): Promise<void>;
    /**
     * Records a frame; saves a checkpoint when one is due.
     *
     * @param state - The state after the frame. Its master must not change afterwards.
     */
    take(picture: Rgb8Image, state: FilmState, rateBackoff: RateBackoff | undefined): Promise<void>;
    /** Flushes everything so far to disk. */
    save(state: FilmState, rateBackoff: RateBackoff | undefined): Promise<void>;
    /** Waits for the last segment to be sealed. */
    finish(): Promise<void>;
    /** Closes the open files; everything on disk stays. */
    close(): Promise<void>;
}
/** @param from - The frame at which the film resumes. */
export declare function openRecorder(job: Job, plan: SegmentPlan, segments: SegmentContext, from: Checkpoint | null): Recorder;
