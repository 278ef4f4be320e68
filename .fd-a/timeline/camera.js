// The camera: how much the picture is zoomed, turned and moved from one frame to the next. Its settings are speeds, so
// the move of a frame is their integral over the time since the frame before: the motion is the same at any frame rate.
import { openStream } from '../tensor/random.js';
import { compileSchedule, knotsWithin } from './schedule.js';
/** The keys of a zoom; exactly one is given. */
export const ZOOM_KINDS = ['doubles', 'halves', 'perSecond', 'perFrame'];
/** The move that changes nothing. */
export const STILL = { zoom: 1, radians: 0, panX: 0, panY: 0, focusX: 0, focusY: 0 };
/**
 * Compiles a camera to the move over an interval of its own time, in seconds: from the frame before to this frame.
 *
 * @param seed - Chooses where the focus starts its wandering.
 * @throws RangeError when a schedule is wrong (see `compileSchedule`) or a zoom or a period is not above 0.
 */
export function compileCamera(spec, seed) {
    const zoom = compileZoom(spec.zoom);
    const degrees = integralOf(spec.rotate, compileSchedule(spec.rotate));
    const panX = integralOf(spec.pan.x, compileSchedule(spec.pan.x));
    const panY = integralOf(spec.pan.y, compileSchedule(spec.pan.y));
    const focus = compileDrift(spec.drift, seed);
    return (from, to) => ({
        zoom: zoom(from, to),
        radians: (degrees(from, to) * Math.PI) / 180,
        panX: panX(from, to),
        panY: panY(from, to),
        ...focus(to),
    });
}
function compileZoom(spec) {
    if ('perFrame' in spec) {
        const ratio = compileSchedule(spec.perFrame, { mix: 'ratio' });
        return (_from, to) => ratio(to);
    }
    // The logarithm of the zoom adds up over time.
    if ('perSecond' in spec) {
        const ratio = compileSchedule(spec.perSecond, { mix: 'ratio' });
        return exponentialOf(integralOf(spec.perSecond, (seconds) => Math.log(ratio(seconds))));
    }
    const [times, direction] = 'doubles' in spec ? [spec.doubles, 1] : [spec.halves, -1];
    const time = compileSchedule(times, { mix: 'ratio' });
    return exponentialOf(integralOf(times, (seconds) => (direction * Math.LN2) / time(seconds)));
}
function exponentialOf(integral) {
    return (from, to) => Math.exp(integral(from, to));
}
/** Nodes (as fractions of the interval) and weights of Gauss-Legendre quadrature on three points, exact to degree 5. */
const GAUSS = [
    { node: 0.5 - Math.sqrt(0.15), weight: 5 / 18 },
    { node: 0.5, weight: 8 / 18 },
    { node: 0.5 + Math.sqrt(0.15), weight: 5 / 18 },
];
/** Longest piece integrated at once, in seconds: a frame at 25 fps. Slow frame rates must not skip quick waves. */
const PIECE_SECONDS = 0.04;
/** Integrates a speed that follows a schedule, piece by smooth piece: no piece spans a jump or a corner of it. */
function integralOf(spec, speed) {
    // One product instead of a sum: exact, and a hundred times faster.
    if (spec.kind === 'constant')
        return (from, to) => speed(from) * (to - from);
    return (from, to) => {
        const ends = [...knotsWithin(spec, from, to), to];
        let sum = 0;
        let start = from;
        for (const end of ends) {
            const pieces = Math.ceil((end - start) / PIECE_SECONDS);
            const length = (end - start) / pieces;
            for (let piece = 0; piece < pieces; piece++) {
                for (const { node, weight } of GAUSS)
                    sum += weight * length * speed(start + (piece + node) * length);
            }
            start = end;
        }
        return sum;
    };
}
/** Fractions approximate the golden ratio worst of all numbers, so swings with this ratio never repeat together. */
const GOLDEN = (1 + Math.sqrt(5)) / 2;
function compileDrift({ amount, period }, seed) {
    if (!(period > 0))
        throw new RangeError(`Expected \`period\` to be above 0 s, got \`${period}\`.`);
    const reach = compileSchedule(amount);
    const random = openStream(seed, 'drift');
    const swings = (slowest) => {
        const phases = [random.uniform(), random.uniform()];
        return (seconds) => (Math.sin(2 * Math.PI * (seconds / slowest + phases[0])) +
            Math.sin(2 * Math.PI * ((seconds * GOLDEN) / slowest + phases[1]))) /
            2;
    };
    const across = swings(period);
    // Their periods differ by the square root of the golden ratio, so across and down never repeat together either.
    const down = swings(period / Math.sqrt(GOLDEN));
    return (seconds) => ({ focusX: reach(seconds) * across(seconds), focusY: reach(seconds) * down(seconds) });
}
//# sourceMappingURL=camera.js.map