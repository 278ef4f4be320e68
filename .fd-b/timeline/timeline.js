// The timeline: everything that changes over a film, as a pure function of the frame's number. Frames can be asked for
// in any order, or alone; nothing here depends on the picture's contents.
import { compileCadence } from './cadence.js';
import { compileCamera, STILL } from './camera.js';
import { compileCycle } from './cycle.js';
import { compileOctaves } from './octaves.js';
import { compileSchedule } from './schedule.js';
/**
 * Compiles a film's plan.
 *
 * @throws RangeError when the plan is impossible: a schedule, the cycle or the camera is wrong (see there), the frame
 *   rate or the duration is not above 0, or a shown opening is not shorter than the film.
 */
export function createTimeline(plan) {
    const { fps, opening } = plan;
    const frameCount = frameCountOf(plan);
    const timeOf = (frame) => (frame * fps.denominator) / fps.numerator;
    const openingSeconds = opening.show ? opening.seconds : 0;
    requireRange('fps', fps.numerator / fps.denominator, 0, Infinity);
    requireRange('durationSeconds', plan.durationSeconds, 0, Infinity);
    if (opening.show)
        requireRange('opening.seconds', openingSeconds, 0, plan.durationSeconds);
    const activeAt = compileCycle(plan.cycle, plan.seed);
    const moveOver = compileCamera(plan.camera, plan.seed);
    const ascentAt = compileAscent(plan.ascent, plan.shortSide);
    const gradeAt = compileGrade(plan.grade);
    // The first frame at or after the end of the opening; to a millionth of a frame, since 0.1 s is not exact.
    const growthFrames = Math.ceil((openingSeconds * fps.numerator) / fps.denominator - 1e-6);
    const growthSteps = spread(opening.enlargements * opening.steps, growthFrames);
    const startScale = Math.min(1, opening.fromPixels / plan.shortSide);
    // The first frame of full size is made from a smaller one, so it is climbed.
    const firstKeys = growthFrames + 1;
    const secondsOf = (frame) => Math.max(0, timeOf(frame) - openingSeconds);
    const moveAt = (frame) => frame < firstKeys - 1 || frame === 0 ? STILL : moveOver(secondsOf(frame - 1), secondsOf(frame));
    const cadence = compileCadence(plan.ascent.cadence, {
        ...{ frameCount, firstKeys, secondsOf, moveAt },
        fps: fps.numerator / fps.denominator,
    });
    return {
        frameCount,
        durationSeconds: timeOf(frameCount),
        growthOctaves: (size, steps) => ascentAt(0, { crossfade: 0, gap: 1, size, growthSteps: steps }).octaves,
        shot(frame) {
            if (!Number.isInteger(frame) || frame < 0 || frame >= frameCount) {
                throw new RangeError(`Expected \`frame\` to be an integer from 0 to ${frameCount - 1}, got \`${frame}\`.`);
            }
            const seconds = timeOf(frame);
            const clock = secondsOf(frame);
            const grows = frame < growthFrames;
            const active = activeAt(clock);
            const isKey = cadence.isKey(frame);
            const gap = isKey && frame > 0 ? cadence.gapBefore(frame) : 1;
            const scale = grows ? startScale ** (1 - frame / growthFrames) : 1;
            const ascent = ascentAt(clock, {
                ...{ crossfade: active.crossfade, gap, size: scale },
                growthSteps: grows ? growthSteps(frame) : undefined,
            });
            return {
                frame,
                seconds,
                phase: grows ? 'growth' : 'film',
                scale,
                active,
                move: moveAt(frame),
                isKey,
                ascent: isKey ? ascent : unclimbed(ascent),
                grade: gradeAt(clock, gap),
            };
        },
    };
}
/** How many frames a film has: its duration in whole frames, at least one. */
export function frameCountOf({ durationSeconds, fps }) {
    return Math.max(1, Math.round((durationSeconds * fps.numerator) / fps.denominator));
}
function requireRange(name, value, above, below) {
    if (!(value > above && value < below)) {
        throw new RangeError(`Expected \`${name}\` to be above ${above} and below ${below}, got \`${value}\`.`);
    }
}
/** Spreads `total` steps evenly over frames, at least one on each: a frame that is only enlarged would be blurred. */
function spread(total, frames) {
    const upTo = (frame) => Math.floor((frame * total) / frames);
    return (frame) => Math.max(1, upTo(frame + 1) - upTo(frame));
}
/**
 * A key stands for all frames since the key before. Forms settle, so the change is less than the sum over those frames:
 * the rate grows with this power of their number.
 */
const RATE_POWER = 0.25;
function compileAscent(plan, shortSide) {
    const steps = compileSchedule(plan.steps);
    const rate = compileSchedule(plan.rate);
    const jitter = compileSchedule(plan.jitter);
    const noise = compileSchedule(plan.noise);
    const blendNoise = compileSchedule(plan.blendNoise);
    const smooth = compileSchedule(plan.smooth);
    const color = compileSchedule(plan.color);
    const bands = plan.bands.map((band) => compileSchedule(band));
    const octaves = compileOctaves(plan.octaves, shortSide);
    return (seconds, { crossfade, gap, size, growthSteps }) => {
        const faster = gap ** RATE_POWER;
        const own = {
            steps: growthSteps ?? Math.max(0, Math.round(steps(seconds))),
            rate: rate(seconds),
            bands: bands.map((band) => band(seconds)),
        };
        return {
            ...own,
            rate: own.rate * faster,
            octaves: octaves(seconds, own, size).map((octave) => ({ ...octave, rate: octave.rate * faster })),
            jitter: Math.max(0, Math.round(jitter(seconds))),
            // Noises of several frames add up by their squares.
            noise: noise(seconds) * (1 + blendNoise(seconds) * crossfade) * Math.sqrt(gap),
            smooth: smooth(seconds),
            color: color(seconds),
        };
    };
}
function unclimbed(ascent) {
    return { ...ascent, steps: 0, noise: 0, octaves: [] };
}
function compileGrade(plan) {
    const servo = compileSchedule(plan.servo);
    const contrast = compileSchedule(plan.contrast);
    const brightness = compileSchedule(plan.brightness);
    const saturation = compileSchedule(plan.saturation);
    return (seconds, gap) => ({
        // The remaining distance shrinks by the same factor in every frame.
        servo: gap === 1 ? servo(seconds) : 1 - (1 - servo(seconds)) ** gap,
        contrast: contrast(seconds),
        brightness: brightness(seconds),
        saturation: saturation(seconds),
    });
}
//# sourceMappingURL=timeline.js.map