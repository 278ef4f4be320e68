// Takes a film's frames and puts them, and what is needed to resume, on disk. A segment is sealed while the next one
// is being made; the state that needs it is saved after that.

import type { Rgb8Image } from '../../tensor/pixels.js';
import type { FilmState } from '../frames.js';
import type { RateBackoff } from '../keys.js';
import { type Checkpoint, pruneStates, saveCheckpoint } from './checkpoint.js';
import type { Job } from './job.js';
import { pruneRawFrames } from './raw-frames.js';
import type { SegmentPlan } from './segment-plan.js';
import { openSegment, type SegmentContext, type SegmentWriter } from './segment-writer.js';

/** Takes the frames of a film, in order. */
export interface Recorder {
  /**
   * Takes a state before the first frame of a new film: saves it, unless its growth is not complete and no state is
   * due.
   *
   * @param sizeMs - How long the last size of the growth took.
   * @param isLast - Saves it in any case.
   */
  begin(state: FilmState, sizeMs: number, isLast: boolean): Promise<void>;
  /**
   * Takes a frame; saves a state when one is due.
   *
   * @param state - After the frame. Copied where it is kept for later.
   * @param frameMs - How long the frame took: a slow one is never made twice.
   */
  take(picture: Rgb8Image, state: FilmState, rateBackoff: RateBackoff | undefined, frameMs: number): Promise<void>;
  /** Puts everything so far on disk. */
  save(state: FilmState, rateBackoff: RateBackoff | undefined): Promise<void>;
  /** Waits for the last segment to be sealed. */
  finish(): Promise<void>;
  /** Closes what is open; what is on disk stays. */
  close(): Promise<void>;
}

/** A state is saved at least so often: a process that is killed loses less than that, or one frame. */
const SAVE_MS = 5_000;

/** After each frame, or size of a growth, that takes longer a state is saved. */
const SLOW_MS = 1_000;

/** @param from - Where the film is resumed. */
export function openRecorder(job: Job, plan: SegmentPlan, segments: SegmentContext, from: Checkpoint | null): Recorder {
  const { folder } = segments;
  let segment: SegmentWriter | undefined;
  /** Of the raw frames that are there when the next segment is opened. */
  let crcs: readonly number[] = from?.rawFrameCrcs ?? [];
  let sealing: Promise<void> = Promise.resolve();
  let savedAt = performance.now();

  const keep = async (checkpoint: Checkpoint) => {
    await job.checkLock();
    await segments.retryWhenDiskFull(() => saveCheckpoint(folder, job.file.id, checkpoint));
    savedAt = performance.now();
    const kept = await pruneStates(folder, checkpoint.frame, plan);
    // A restart point needs none of its segment's frames.
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
    async begin(state, sizeMs, isLast) {
      const isDue = isLast || state.grown === undefined || sizeMs >= SLOW_MS || performance.now() - savedAt >= SAVE_MS;
      if (isDue) await keep({ ...state, rateBackoff: undefined, rawFrameCrcs: [] });
    },
    save,
    async take(picture, state, rateBackoff, frameMs) {
      const frame = state.frame - 1;
      if (frame >= plan.first) {
        segment ??= await openSegment(segments, plan.segmentOf(frame), crcs);
        await segment.write(picture);
      }
      if (plan.restartPointOf(state.frame) === state.frame) {
        const done = segment;
        segment = undefined;
        crcs = [];
        const { master, ...next } = state;
        const copy = { ...master, data: master.data.slice() };
        await sealing;
        sealing = (async () => {
          try {
            await done?.seal();
          } finally {
            await done?.close();
          }
          await keep({ ...next, master: copy, rateBackoff, rawFrameCrcs: [] });
        })();
        sealing.catch(() => undefined); // the next to wait for it gets the error
      } else if (frameMs >= SLOW_MS || performance.now() - savedAt >= SAVE_MS) await save(state, rateBackoff);
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
