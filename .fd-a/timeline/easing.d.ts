/** The names of the easings, as a keyframe's `ease` gives them. */
export declare const EASES: readonly ['linear', 'in', 'out', 'in-out', 'step'];
/** The name of an easing, as presets write it. */
export type Ease = (typeof EASES)[number];
/** An easing takes the fraction of the way in time (0 to 1) to the fraction of the way in value. */
export type Easing = (t: number) => number;
/** The same speed all the way. */
export declare function easeLinear(t: number): number;
/** Gentle start, fast arrival: the first half of the smoothstep, stretched to the whole way. */
export declare function easeSmoothIn(t: number): number;
/** Fast start, gentle arrival: the second half of the smoothstep, stretched to the whole way. */
export declare function easeSmoothOut(t: number): number;
/** Gentle at both ends: the smoothstep, whose speed is 0 at either end. */
export declare function easeSmoothInOut(t: number): number;
/** Keeps the value and jumps on arrival. */
export declare function easeStep(t: number): number;
/** Every easing by its name. */
export declare const EASINGS: {
    readonly [K in Ease]: Easing;
};
