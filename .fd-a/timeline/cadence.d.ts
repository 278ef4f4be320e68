import type { CameraMove } from './camera.js';
import type { ScheduleSpec } from './schedule-kinds.js';
/** Most frames from one key to the next. */
export declare const MAX_CADENCE = 12;
/** Frames from key to key as a schedule, rounded, 1 (every frame is a key) to 12; or 'auto': see `compileCadence`. */
export type CadencePlan = ScheduleSpec | 'auto';
/** Which frames are keys. */
export interface Cadence {
    isKey(frame: number): boolean;
    /** Frames from the key before this one to this one, for a key after the first: 1 to `MAX_CADENCE`. */
    gapBefore(frame: number): number;
}
/** What a cadence depends on. */
export interface CadenceContext {
    readonly frameCount: number;
    /** How many frames at the beginning are keys in any case; at least 1. */
    readonly firstKeys: number;
    /** Frames per second. */
    readonly fps: number;
    /** Time of a frame. */
    readonly secondsOf: (frame: number) => number;
    /** The camera's move from the frame before to this one. */
    readonly moveAt: (frame: number) => CameraMove;
}
/**
 * Compiles a cadence. Where it is constant, keys are the multiples of it; where it changes, a key follows when the
 * frames since the key before, each counted as a share of its own cadence, make one. The first frames and the last one
 * are always keys. 'auto' is about seven keys a second, and more where the camera is fast.
 *
 * @throws RangeError as `compileSchedule`.
 */
export declare function compileCadence(spec: CadencePlan, context: CadenceContext): Cadence;
/** How far a move goes: its magnification as a logarithm, its turn in radians and its pan in frames, added up. */
export declare function motionOf({ zoom, radians, panX, panY }: CameraMove): number;
