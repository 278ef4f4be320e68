import type { ScheduleSpec } from './schedule-kinds.js';
/** The move that turns the frame before into this one. */
export interface CameraMove {
    /** Magnification: 1 holds still, above 1 zooms in, below 1 out. */
    readonly zoom: number;
    /** Positive turns the picture clockwise, as seen on the screen (y points down). */
    readonly radians: number;
    /** Fraction of the width by which the camera moves right, so that the picture moves left. */
    readonly panX: number;
    /** Fraction of the height by which the camera moves down, so that the picture moves up. */
    readonly panY: number;
    /** The point that zoom and rotation do not move, as an offset right of the exact centre in widths. */
    readonly focusX: number;
    /** The same, below the centre, in heights. */
    readonly focusY: number;
}
/** The keys of a zoom; exactly one is given. */
export declare const ZOOM_KINDS: readonly ['doubles', 'halves', 'perSecond', 'perFrame'];
/**
 * The speed of the zoom: `doubles`, the seconds in which the picture doubles in size; `halves`, the same outwards;
 * `perSecond`, a ratio of sizes; `perFrame`, a ratio per frame, whatever the frame rate. All are mixed by ratio.
 */
export type ZoomSpec = {
    readonly doubles: ScheduleSpec;
} | {
    readonly halves: ScheduleSpec;
} | {
    readonly perSecond: ScheduleSpec;
} | {
    readonly perFrame: ScheduleSpec;
};
/** How the focus wanders about the centre, so that no point of the picture stays fixed. */
export interface DriftSpec {
    /** How far it goes at most, as a fraction of the width (across) and of the height (down). 0 to 0.5. */
    readonly amount: ScheduleSpec;
    /** Period of its slowest swing, in seconds, above 0. */
    readonly period: number;
}
/** A camera as data: its speeds, and how far its focus wanders. */
export interface CameraSpec {
    readonly zoom: ZoomSpec;
    /** Degrees per second; positive turns the picture clockwise. */
    readonly rotate: ScheduleSpec;
    /** Fractions of the frame's width and height per second; positive moves the camera right and down. */
    readonly pan: {
        readonly x: ScheduleSpec;
        readonly y: ScheduleSpec;
    };
    readonly drift: DriftSpec;
}
/** The move that changes nothing. */
export declare const STILL: CameraMove;
/**
 * Compiles a camera to the move over an interval of its own time, in seconds: from the frame before to this frame.
 *
 * @param seed - Chooses where the focus starts its wandering.
 * @throws RangeError when a schedule is wrong (see `compileSchedule`) or a zoom or a period is not above 0.
 */
export declare function compileCamera(spec: CameraSpec, seed: number): (from: number, to: number) => CameraMove;
