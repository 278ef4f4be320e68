// Schedules: values over time. A schedule is written as data (`ScheduleSpec`), so that a file can hold it, and compiled
// to a function of time without memory, so that any moment can be asked for alone.
import { KINDS, } from './schedule-kinds.js';
const MIXERS = {
    linear: (from, to, t) => from + (to - from) * t,
    ratio: (from, to, t) => from * (to / from) ** t,
};
/** A schedule that has the same value all the time. */
export function constant(value) {
    return { kind: 'constant', value };
}
/**
 * A schedule that passes through values at moments.
 *
 * @param frames - Their times in seconds, 0 or more and rising, their values, and how each moves to the next one.
 *   `ease` is 'linear' by default.
 */
export function keyframes(frames) {
    return { kind: 'keyframes', keyframes: frames.map((frame) => ({ ease: 'linear', ...frame })) };
}
/** A schedule that swings between two values. `phase` is 0 by default: it starts at `low`. */
export function wave(swing) {
    return { kind: 'wave', phase: 0, ...swing };
}
/**
 * Compiles a schedule to a function of time.
 *
 * @throws RangeError when a value or a time is not finite, a list is empty or its times do not rise, a period is not
 *   above 0, or a value to be mixed by ratio is not above 0.
 */
export function compileSchedule(spec, { mix = 'linear' } = {}) {
    for (const value of valuesOf(spec)) {
        if (!Number.isFinite(value) || (mix === 'ratio' && value <= 0)) {
            throw new RangeError(`Expected \`value\` to be ${mix === 'ratio' ? 'above 0' : 'a finite number'}, got \`${value}\`.`);
        }
    }
    return kindOf(spec).compile(spec, MIXERS[mix]);
}
/** Every value that a schedule names, in order; it never goes beyond the least and the greatest of them. */
export function valuesOf(spec) {
    const values = [];
    mapValues(spec, (value) => {
        values.push(value);
        return value;
    });
    return values;
}
/** The same schedule with every value that it names changed. */
export function mapValues(spec, change) {
    return kindOf(spec).mapValues(spec, change);
}
/**
 * The moments strictly inside an interval where the schedule jumps or bends (keyframes, the corners of a triangle),
 * rising. Between them it is smooth, which is what an integral over it needs to know.
 */
export function knotsWithin(spec, from, to) {
    return kindOf(spec).knots(spec, from, to);
}
/** What is known of a schedule's kind. The table gives each kind its own entry, which the compiler cannot follow. */
function kindOf(spec) {
    return KINDS[spec.kind];
}
//# sourceMappingURL=schedule.js.map