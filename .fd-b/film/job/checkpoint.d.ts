import type { Settings } from '../../preset/settings.js';
import type { FilmState } from '../frames/frames.js';
import type { RateBackoff } from '../frames/keys.js';
import type { SegmentPlan } from './segment-plan.js';
/** A film's state, and the checksums of the files beside it. */
export interface Checkpoint extends FilmState {
    /** CRC-32 of each raw frame of the open segment. */
    readonly rawFrameCrcs: readonly number[];
    readonly rateBackoff: RateBackoff | undefined;
}
/** The file of a checkpoint. */
export interface StateFile {
    /** The next frame. */
    readonly frame: number;
    readonly path: string;
}
/** The approximate size of a checkpoint on disk, in bytes: the picture with its margins. */
export declare function stateBytes({ width, height, ascent: { margin } }: Settings): number;
/** Writes a checkpoint durably. */
export declare function saveCheckpoint(folder: string, job: string, checkpoint: Checkpoint): Promise<void>;
/**
 * Reads a checkpoint.
 *
 * @param job - The id of the job that it must belong to.
 * @throws Error that says what is wrong with it.
 */
export declare function loadCheckpoint({ path, frame }: StateFile, job: string): Promise<Checkpoint>;
/** The checkpoints in a folder, newest first, not yet read. */
export declare function listStates(folder: string): Promise<readonly StateFile[]>;
/**
 * Removes checkpoints that are no longer needed. Those that stay are the two newest up to `newest`, its restart point
 * and the one before. Newer ones were made by a run that failed.
 *
 * @returns the checkpoints that stay.
 */
export declare function pruneStates(folder: string, newest: number, { restartPointOf }: SegmentPlan): Promise<readonly StateFile[]>;
