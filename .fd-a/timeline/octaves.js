// Octaves over time: at which scales a picture is climbed, and how much at each.
//
// How far the coarsest octave lies below the picture is its depth, in halvings: 0 is the picture itself, 2 a quarter of
// its size. A depth between whole numbers fades the coarsest octave in, so that a changing size of forms shows no jump.
import { compileSchedule } from './schedule.js';
/** Most octaves. More would make copies of a few pixels. */
export const MAX_OCTAVES = 6;
/** Smallest short side of an octave, in pixels: the stride of the deepest layers of most networks. */
export const LEAST_OCTAVE = 32;
/** Size of the forms by default, as a share of the frame's short side. */
export const DEFAULT_FORM = 0.3;
/**
 * Size of the forms that a neuron of a middle layer makes, in pixels: 30 to 120. With `DEFAULT_FORM` the coarsest
 * octave has 200 px on its short side.
 */
const FORM_PIXELS = 60;
/**
 * When smaller scales have climbed the forms, full size adds only faint detail: factors on the bands, from fine to
 * coarse, and on the rate.
 */
const FINEST = { bands: [1, 1, 0.4, 0, 0, 0, 0, 0], rate: 0.75 };
/**
 * Compiles octaves to a function of time, of the steps, rate and bands of the whole climb, and of the picture's size as
 * a fraction of the frame's, which is below 1 while it grows. Octaves larger than the picture are left out then.
 *
 * @param shortSide - Of the frame, in pixels.
 * @returns From coarse to fine; the last has scale 1, unless a list says otherwise.
 */
export function compileOctaves(plan, shortSide) {
    if (typeof plan === 'number')
        return (_seconds, climb, size) => halvings(plan - 1 + Math.log2(size), climb);
    if ('form' in plan) {
        const form = compileSchedule(plan.form);
        return (seconds, climb, size) => {
            const depth = Math.log2((shortSide * size * form(seconds)) / FORM_PIXELS);
            return halvings(Math.min(depth, plan.deepest, MAX_OCTAVES - 1), climb);
        };
    }
    const compiled = plan.map(({ scale, ...values }) => ({
        scale,
        steps: compileSchedule(values.steps),
        rate: compileSchedule(values.rate),
        bands: values.bands.map((band) => compileSchedule(band)),
    }));
    return (seconds, _climb, size) => octavesWithin(compiled, size).map(({ scale, steps, rate, bands }) => ({
        scale,
        steps: Math.max(0, Math.round(steps(seconds))),
        rate: rate(seconds),
        bands: bands.map((band) => band(seconds)),
    }));
}
/**
 * The octaves of a smaller picture: as large in pixels, up to the first that the picture does not exceed, which becomes
 * the picture itself.
 *
 * @param octaves - From coarse to fine.
 * @param size - Of the picture, as a fraction of the one that has all octaves.
 */
export function octavesWithin(octaves, size) {
    const whole = octaves.findIndex(({ scale }) => scale >= size);
    return octaves
        .slice(0, whole < 0 ? undefined : whole + 1)
        .map((octave) => ({ ...octave, scale: Math.min(1, octave.scale / size) }));
}
/** Octaves down to a depth, each half the next. */
function halvings(depth, { steps, rate, bands }) {
    const below = Math.max(0, depth);
    const coarsest = Math.ceil(below);
    const detail = Math.min(1, below);
    const finest = {
        rate: rate * (1 + detail * (FINEST.rate - 1)),
        bands: bands.map((band, k) => band * (1 + detail * (FINEST.bands[k] - 1))),
    };
    return Array.from({ length: coarsest + 1 }, (_, i) => {
        const depthHere = coarsest - i;
        return {
            scale: 2 ** -depthHere,
            // Half of the steps at twice the size, where each costs four times as much.
            steps: steps === 0 ? 0 : Math.max(1, Math.round(steps * 2 ** Math.min(0, depthHere - below))),
            ...(depthHere === 0 ? finest : { rate: rate * Math.min(1, 1 + below - depthHere), bands }),
        };
    });
}
//# sourceMappingURL=octaves.js.map