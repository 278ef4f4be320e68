// Writes the frames of a film and its checkpoints to disk. A segment is sealed while the next one is being made; the
// checkpoint that needs it is saved after that.
import { pruneStates, saveCheckpoint } from './checkpoint.js';
import { pruneRawFrames } from './raw-frames.js';
import { openSegment } from './segment-writer.js';
/** A checkpoint is saved this often: a killed process loses less than that, or one frame. */
const SAVE_MS = 5_000;
/** Saving takes at most this share of the time: checkpoints of large films on slow disks are saved less often. */
const SAVE_SHARE = 0.1;
/** @param from - The frame at which the film resumes. */
export function openRecorder(job, plan, segments, from) {
    const { folder } = segments;
    let segment;
    /** The CRC-32 of the raw frames that exist when the next segment is opened. */
    let crcs = from?.rawFrameCrcs ?? [];
    let sealing = Promise.resolve();
    let savedAt = performance.now();
    let saveMs = 0;
    const isTimeToSave = () => performance.now() - savedAt >= Math.max(SAVE_MS, saveMs / SAVE_SHARE);
    const keep = async (checkpoint) => {
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
    const save = async (state, rateBackoff) => {
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
                sealing = (async () => {
                    try {
                        await done?.seal();
                    }
                    finally {
                        await done?.close();
                    }
                    await keep({ ...state, rateBackoff, rawFrameCrcs: [] });
                })();
                sealing.catch(() => undefined); // the next call that waits for it gets the error
            }
            else if (isTimeToSave())
                await save(state, rateBackoff);
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
//# sourceMappingURL=recorder.js.map