// Writes the frames of a film and its checkpoints to disk. A segment is sealed while the next one is being made; the
// checkpoint that needs it is saved after that.

import type { Rgb8Image } from '../../tensor/pixels.js';
import type { FilmState } from '../frames/frames.js';
import type { RateBackoff } from '../frames/keys.js';
import { type Checkpoint, pruneStates, saveCheckpoint } from './checkpoint.js';
import type { Job } from './job.js';
import { pruneRawFrames } from './raw-frames.js';
import type { SegmentPlan } from './segment-plan.js';
import { openSegment, type SegmentContext, type SegmentWriter } from './segment-writer.js';

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
   * @param state - The state after the frame. Its master must not change until the promise resolves.
   */
  take(picture: Rgb8Image, state: FilmState, rateBackoff: RateBackoff | undefined): Promise<void>;
  /** Flushes everything so far to disk. */
  save(state: FilmState, rateBackoff: RateBackoff | undefined): Promise<void>;
  /** Waits for the last segment to be sealed. */
  finish(): Promise<void>;
  /** Closes the open files; everything on disk stays. */
  close(): Promise<void>;
}

/** A checkpoint is saved this often: a killed process loses less than that, or one frame. */
const SAVE_MS = 5_000;

/** Saving takes at most this share of the time: checkpoints of large films on slow disks are saved less often. */
const SAVE_SHARE = 0.1;

/** @param from - The frame at which the film resumes. */
export function openRecorder(job: Job, plan: SegmentPlan, segments: SegmentContext, from: Checkpoint | null): Recorder {
  const { folder } = segments;
  let segment: SegmentWriter | undefined;
  /** The CRC-32 of the raw frames that exist when the next segment is opened. */
  let crcs: readonly number[] = from?.rawFrameCrcs ?? [];
  let sealing: Promise<void> = Promise.resolve();
  let savedAt = performance.now();
  let saveMs = 0;
  const isTimeToSave = () => performance.now() - savedAt >= Math.max(SAVE_MS, saveMs / SAVE_SHARE);

  const keep = async (checkpoint: Checkpoint) => {
    const began = performance.now();
    await job.checkLock();
    await segments.retryWhenDiskFull(() => saveCheckpoint(folder, job.file.id, checkpoint));
    savedAt = performance.now();
    saveMs = savedAt - began;
    const kept = await pruneStates(folder, checkpoint.frame, plan);
    // A restart point does not need frames of its segment.
    const needed = kept
      .filter(({ frame }) => plan.restartPointOf(frame) !== frame)
      .map(({ frame }) => plan.segmentOf(frame));
    await pruneRawFrames(folder, Math.min(plan.segmentOf(checkpoint.frame), ...needed));
  };
  const save = async (state: FilmState, rateBackoff: RateBackoff | undefined) => {
    await sealing;
    await segment?.sync();
    await keep({ ...state, rateBackoff, rawFrameCrcs: segment?.rawFrameCrcs ?? crcs });
  };
  return {
    async begin(state, isLast) {
      if (isLast || state.grown === undefined || isTimeToSave())
        await keep({ ...state, rateBackoff: undefined, rawFrameCrcs: [] });
    },
    save,
    async take(picture, state, rateBackoff) {
      const frame = state.frame - 1;
      if (frame >= plan.first) {
        segment ??= await openSegment(segments, plan.segmentOf(frame), crcs);
        await segment.write(picture);
      }
      if (plan.restartPointOf(state.frame) === state.frame) {
        await sealing; // when it fails, `close` ends this segment's ffmpeg too
        const done = segment;
        segment = undefined;
        crcs = [];
        // It is saved when the segment is sealed, and the next keys overwrite its master by then.
        const { shape, data } = state.master;
        const kept = { ...state, master: { shape, data: data.slice() } };
        sealing = (async () => {
          try {
            await done?.seal();
          } finally {
            await done?.close();
          }
          await keep({ ...kept, rateBackoff, rawFrameCrcs: [] });
        })();
        sealing.catch(() => undefined); // the next call that waits for it gets the error
      } else if (isTimeToSave()) await save(state, rateBackoff);
    },
    finish: () => sealing,
    async close() {
      const open = segment;
      segment = undefined;
      await open?.close();
      await sealing.catch(() => undefined);
    },
  };
}
