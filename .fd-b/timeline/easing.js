// Easings: how a value moves from one keyframe to the next. Each is a function that takes 0 to 0 and 1 to 1 and rises
// in between, named as in d3-ease (in: gentle start, out: gentle end). The gentle ones are all parts of one curve, the
// smoothstep 3t^2 - 2t^3, so that they fit each other.
/** The names of the easings, as a keyframe's `ease` gives them. */
export const EASES = ['linear', 'in', 'out', 'in-out', 'step'];
/** The same speed all the way. */
export function easeLinear(t) {
    return t;
}
/** Gentle start, fast arrival: the first half of the smoothstep, stretched to the whole way. */
export function easeSmoothIn(t) {
    return (t * t * (3 - t)) / 2;
}
/** Fast start, gentle arrival: the second half of the smoothstep, stretched to the whole way. */
export function easeSmoothOut(t) {
    return 1 - easeSmoothIn(1 - t);
}
/** Gentle at both ends: the smoothstep, whose speed is 0 at either end. */
export function easeSmoothInOut(t) {
    return t * t * (3 - 2 * t);
}
/** Keeps the value and jumps on arrival. */
export function easeStep(t) {
    return t < 1 ? 0 : 1;
}
/** Every easing by its name. */
export const EASINGS = {
    linear: easeLinear,
    in: easeSmoothIn,
    out: easeSmoothOut,
    'in-out': easeSmoothInOut,
    step: easeStep,
};
//# sourceMappingURL=easing.js.map