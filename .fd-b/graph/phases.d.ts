import type { Pair, Window } from './attributes.js';
/**
 * How one axis is divided into phases: row r of the map is row i of phase a where
 * r = stride * i + a + tap - (padding before).
 */
export interface PhaseAxis {
    /** 2, or 1 if the axis has a single phase. */
    readonly stride: number;
    /** The tap of the kernel that reads row i of phase 0 for row i of the window's output. */
    readonly tap: number;
    /** How many more rows a phase has than the window's output, so that every row of the map is in a phase. */
    readonly extra: number;
    /** The interleaved phases may have one row too many: whether it lies before the map rather than after it. */
    readonly excessBefore: boolean;
}
/** Whether a window divides its map into phases: its stride is 2 along one axis and at most 2 along the other. */
export declare function hasPhases({ window, strides, padding }: Window): boolean;
/** The phases of the rows and the columns. The window must have phases. */
export declare function phaseAxes({ window, strides, padding }: Window): readonly [rows: PhaseAxis, columns: PhaseAxis];
/** All phases in order, rows first. */
export declare function phasesOf([rows, columns]: readonly [PhaseAxis, PhaseAxis]): readonly Pair[];
