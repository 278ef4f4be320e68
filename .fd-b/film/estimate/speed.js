// Measures the speed of this machine in a short time: evaluations of a network at two sizes, and the pixel work of a
// few frames.
import { openStream } from '../../tensor/random.js';
import { tensor } from '../../tensor/tensor.js';
import { makeFrames } from '../frames/frames.js';
import { framesOptionsOf } from '../prepare.js';
/** The time limit for measuring the evaluations of one layer, in seconds. */
const MEASURE_SECONDS = 0.3;
/**
 * Measures how long evaluations of one layer take, for any number of operations.
 *
 * @param sides - Sides of the square pictures to measure with, in pixels: the smallest and the largest of interest.
 * @returns the seconds of an evaluation for its operations: a fixed part, and a part per operation.
 */
export async function measureEvaluations(sessions, costs, layer, sides) {
    const session = await sessions(layer);
    const timeAt = (side, times) => timeOf(session, layer, side, times);
    const { least } = sides;
    const small = { operations: costs(layer, least, least).operations, seconds: await timeAt(least, 3) };
    // Time grows with the pixels: this is the largest picture for which two evaluations stay within the limit.
    const affordable = Math.floor(least * Math.sqrt(MEASURE_SECONDS / 2 / small.seconds));
    const side = Math.min(sides.most, affordable);
    // Two nearly equal sizes do not determine the slope.
    if (side < least * 1.25)
        return (operations) => (operations / small.operations) * small.seconds;
    const large = { operations: costs(layer, side, side).operations, seconds: await timeAt(side, 2) };
    const slope = (large.seconds - small.seconds) / (large.operations - small.operations);
    const perOperation = Math.max(slope, (0.5 * large.seconds) / large.operations);
    const fixed = Math.max(0, large.seconds - perOperation * large.operations);
    return (operations) => fixed + perOperation * operations;
}
/** The shortest of several evaluations, since other load only makes them longer. */
async function timeOf({ session, channels }, layer, side, times) {
    const image = tensor([1, 3, side, side]);
    openStream(0, 'speed').fillUniform(image.data, 0, 1);
    const weights = new Map([[layer, new Float32Array(channels).fill(1 / channels)]]);
    let shortest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < times; i++) {
        const start = performance.now();
        await session.evaluate({ image, weights });
        shortest = Math.min(shortest, performance.now() - start);
    }
    return shortest / 1000;
}
/**
 * Measures the pixel work of a film: renders a few small frames like its middle one, with an engine that does nothing.
 */
export async function measurePixels(settings, timeline) {
    const middle = timeline.shot(timeline.frameCount >> 1);
    const side = TRIAL_SIDE;
    const secondsWith = async (steps) => {
        const { rate, bands } = middle.ascent;
        const octaves = [{ scale: 1, steps, rate, bands }];
        const shot = { ...middle, isKey: true, scale: 1, ascent: { ...middle.ascent, steps, octaves } };
        const frames = makeFrames({
            ...framesOptionsOf({ settings, timeline, minimumSize: 1, sessions: { of: async () => IDLE } }),
            timeline: { ...timeline, frameCount: TRIAL_FRAMES, shot: (frame) => ({ ...shot, frame }) },
            opening: { ...settings.opening, show: true },
            ...{ width: side, height: side, margin: 0 },
        });
        let shortest = Number.POSITIVE_INFINITY;
        let start = performance.now();
        for await (const _ of frames) {
            const end = performance.now();
            shortest = Math.min(shortest, end - start);
            start = end;
        }
        return shortest / 1000;
    };
    const [one, three] = [await secondsWith(1), await secondsWith(3)];
    const step = Math.max(0, three - one) / 2;
    return { step: step / side ** 2, frame: Math.max(0, one - step) / side ** 2 };
}
/** Frames of this side, in pixels, do not fit into the processor's caches, like those of films. */
const TRIAL_SIDE = 192;
/** Enough frames for the JavaScript compiler to optimise the loops. */
const TRIAL_FRAMES = 8;
/** A session whose evaluation is a copy. */
const IDLE = {
    channels: 2 ** 16,
    session: {
        evaluate: async ({ image }) => ({ score: 0, gradient: { shape: image.shape, data: image.data.slice() } }),
        close: async () => undefined,
    },
};
//# sourceMappingURL=speed.js.map