// The cadence: which frames are keys, those that are climbed. A pure function of the frame's number, so keys
// do not depend on the frame that a render starts from.
import { compileSchedule } from './schedule.js';
/** Most frames from one key to the next. */
export const MAX_CADENCE = 12;
/** Divisible by every cadence, so sums of its fractions are exact. */
const COMMON_MULTIPLE = 27_720;
/** By default there are about this many keys a second: no pulse was seen with a key in three frames at 24 fps. */
const KEYS_PER_SECOND = 7.5;
/**
 * By default the picture moves by at most this much from key to key: the magnification as a logarithm, the turn in
 * radians, and the pan in frames, added up. New detail comes with keys only.
 */
const MOST_MOTION = Math.log(1.1);
/**
 * Compiles a cadence. Where it is constant, keys are the multiples of it; where it changes, a key follows when the
 * frames since the key before, each counted as a share of its own cadence, make one. The first frames and the last one
 * are always keys. 'auto' is about seven keys a second, and more where the camera is fast.
 *
 * @throws RangeError as `compileSchedule`.
 */
export function compileCadence(spec, context) {
    const { frameCount, firstKeys } = context;
    const cadenceAt = spec === 'auto' ? autoCadence(context) : scheduled(spec, context);
    const isConstant = spec !== 'auto' && spec.kind === 'constant';
    const isOnGrid = isConstant ? (frame) => frame % cadenceAt(0) === 0 : gridOf(cadenceAt);
    const isKey = (frame) => frame < firstKeys || frame === frameCount - 1 || isOnGrid(frame);
    return {
        isKey,
        gapBefore(frame) {
            let before = frame - 1;
            while (before > 0 && !isKey(before))
                before -= 1;
            return frame - before;
        },
    };
}
function scheduled(spec, { secondsOf }) {
    const schedule = compileSchedule(spec);
    return (frame) => Math.min(MAX_CADENCE, Math.max(1, Math.round(schedule(secondsOf(frame)))));
}
function autoCadence({ fps, moveAt }) {
    const most = Math.min(MAX_CADENCE, Math.max(1, Math.round(fps / KEYS_PER_SECOND)));
    if (most === 1)
        return () => 1;
    return (frame) => Math.min(most, Math.max(1, Math.floor(MOST_MOTION / motionOf(moveAt(frame)))));
}
/** How far a move goes: its magnification as a logarithm, its turn in radians and its pan in frames, added up. */
export function motionOf({ zoom, radians, panX, panY }) {
    return Math.abs(Math.log(zoom)) + Math.abs(radians) + Math.abs(panX) + Math.abs(panY);
}
/** Keys of a cadence that changes; counts from the first frame on, once for each frame. */
function gridOf(cadenceAt) {
    const sums = [0];
    return (frame) => {
        for (let next = sums.length; next <= frame; next++)
            sums.push(sums[next - 1] + COMMON_MULTIPLE / cadenceAt(next));
        const beats = (at) => Math.floor(sums[at] / COMMON_MULTIPLE);
        return frame === 0 || beats(frame) > beats(frame - 1);
    };
}
//# sourceMappingURL=cadence.js.map