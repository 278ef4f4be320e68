// Keeps what a film is made of: frames go into segments, states to disk. A segment is sealed while the next one is being made; the state that needs it is
// saved after it.

import type { Rgb8Image } from '../../tensor/pixels.js';
import type { FilmState, RateBackoff } from '../frames.js';
import { type Checkpoint, pruneStates, saveCheckpoint } from './checkpoint.js';
import type { Job } from './job.js';
import { pruneRawFrames } from './raw-frames.js';
import type { SegmentPlan } from './segment-plan.js';
import { openSegment, type SegmentContext, type SegmentWriter } from './segment-writer.js';

/** Takes the frames of a film, in order. */
export interface Recorder {
  /** Saves the state before the first frame of a new film. */
  begin(state: FilmState): Promise<void>;
  /**
   * Takes a frame; keeps what is needed to go on after it, when it is time to.
   *
   * @param state - After the frame. Copied where it is kept for later.
   * @param frameMs - What the frame took: slow ones are never made twice.
   */
  take(picture: Rgb8Image, state: FilmState, calm: RateBackoff | undefined, frameMs: number): Promise<void>;
  /** Makes everything so far outlast the process. */
  save(state: FilmState, calm: RateBackoff | undefined): Promise<void>;
  /** Waits for the last segment to be sealed. */
  finish(): Promise<void>;
  /** Closes what is open; what is on disk stays. */
  close(): Promise<void>;
}

/** A state is saved at least so often: what is lost when the process is killed is less than that, or one frame. */
const SAVE_MS = 5_000;

/** Frames that take longer are kept one by one. */
const SLOW_FRAME_MS = 1_000;

/** @param from - Where the film goes on. */
export function openRecorder(job: Job, plan: SegmentPlan, studio: SegmentContext, from: Checkpoint | null): Recorder {
  const { folder } = studio;
  let segment: SegmentWriter | undefined;
  /** Of the open segment, while it is not open yet. */
  let spooled: readonly number[] = from?.rawFrameCrcs ?? [];
  let sealing: Promise<void> = Promise.resolve();
  let savedAt = performance.now();

  const keep = async (checkpoint: Checkpoint) => {
    await job.checkLock();
    await studio.retryWhenDiskFull(() => saveCheckpoint(folder, job.file.id, checkpoint));
    savedAt = performance.now();
    const kept = await pruneStates(folder, checkpoint.frame, plan);
    // A station needs none of its segment's frames.
    const needed = kept
      .filter(({ frame }) => plan.restartPointOf(frame) !== frame)
      .map(({ frame }) => plan.segmentOf(frame));
    await pruneRawFrames(folder, Math.min(plan.segmentOf(checkpoint.frame), ...needed));
  };
  const save = async (state: FilmState, calm: RateBackoff | undefined) => {
    await sealing;
    await segment?.sync();
    await keep({ ...state, rateBackoff: calm, rawFrameCrcs: segment?.rawFrameCrcs ?? spooled });
  };
  const closeSegment = async () => {
    const open = segment;
    segment = undefined;
    await open?.close();
  };
  return {
    begin: (state) => keep({ ...state, rateBackoff: undefined, rawFrameCrcs: [] }),
    save,
    async take(picture, state, calm, frameMs) {
      const frame = state.frame - 1;
      if (frame >= plan.first) {
        segment ??= await openSegment(studio, plan.segmentOf(frame), spooled);
        await segment.write(picture);
      }
      if (plan.restartPointOf(state.frame) === state.frame) {
        const done = segment;
        segment = undefined;
        spooled = [];
        const { master } = state;
        const copy = { ...master, data: master.data.slice() };
        await sealing;
        sealing = (async () => {
          try {
            await done?.seal();
          } finally {
            await done?.close();
          }
          await keep({ frame: state.frame, master: copy, rateBackoff: calm, rawFrameCrcs: [] });
        })();
        sealing.catch(() => undefined); // told to whoever waits for it next
      } else if (frameMs >= SLOW_FRAME_MS || performance.now() - savedAt >= SAVE_MS) await save(state, calm);
    },
    finish: () => sealing,
    async close() {
      await closeSegment();
      await sealing.catch(() => undefined);
    },
  };
}
