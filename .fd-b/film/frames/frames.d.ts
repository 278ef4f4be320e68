import { UserError } from '../../errors.js';
import type { Scores } from '../../optvis/ascend.js';
import type { NotFiniteError } from '../../optvis/conditioning.js';
import type { Rgb8Image } from '../../tensor/pixels.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { OpeningPlan, Shot } from '../../timeline/timeline.js';
import { type KeyOptions } from './keys.js';
/**
 * Everything that the next frame depends on besides the settings. Random numbers are a function of seed and frame, so
 * there is no other state.
 */
export interface FilmState {
    /** The next frame, from 0. */
    readonly frame: number;
    /** The frame that the master belongs to: the last key before the next frame; -1 before the first. */
    readonly key: number;
    /** The master of that key, which the next frames grow out of, `[1, 3, height, width]`, margins included. */
    readonly master: Tensor;
    /** Before frame 0, while the growth that comes before it is not complete: how many of its sizes are done. */
    readonly grown?: number | undefined;
}
/** Everything that a film's frames depend on. */
export interface FramesOptions extends KeyOptions {
    readonly opening: OpeningPlan;
    /** The state to continue from. The generator uses and modifies its master. @default the beginning */
    readonly from?: FilmState | undefined;
    /** Whether pictures are made on a thread beside the film's. They are the same. @default for large frames */
    readonly isComposedBeside?: boolean | undefined;
    /** Called after each size of a growth that comes before frame 0. */
    readonly onGrowth?: ((done: number, of: number) => void) | undefined;
}
/** How long the parts of a frame took, in milliseconds. */
export interface FrameTimes {
    /** Zoom, rotation, noise. */
    readonly warp: number;
    readonly climb: number;
    /** Tone correction and conversion to bytes. */
    readonly grade: number;
}
/** A frame as the recurrence yields it: the picture, and the state after it. */
export interface MadeFrame {
    readonly shot: Shot;
    /** The next frame overwrites its bytes. */
    readonly picture: Rgb8Image;
    /** Of each octave in `shot.ascent.octaves`; none between keys. */
    readonly scores: readonly Scores[];
    /** The film's state after this frame. Its master is not modified. */
    readonly state: FilmState;
    readonly times: FrameTimes;
}
/** A frame as programs get it. */
export interface FilmFrame {
    /** Its number in the film, from 0. */
    readonly index: number;
    /** In pixels. */
    readonly width: number;
    readonly height: number;
    /** 8 bits a channel, interleaved R, G, B, row by row: `3 * width * height` bytes. The next frame overwrites them. */
    readonly bytes: Uint8Array;
    /**
     * The score of each neuron in `shot.active.neurons`, in that order: its mean before the activation at the coarsest
     * octave, measured before the frame's steps. Empty when the frame has no steps.
     */
    readonly scores: readonly number[];
    /** The same at each octave in `shot.ascent.octaves`, from coarse to fine. */
    readonly octaveScores: readonly (readonly number[])[];
    /** All values of the timeline at this frame. */
    readonly shot: Shot;
}
/** The error for a film that cannot continue because of NaN or infinite values. */
export declare function notFiniteError(frame: number, cause: NotFiniteError): UserError;
/** The part of a frame that programs get. Shares its bytes. */
export declare function toFilmFrame({ shot, scores, picture }: MadeFrame): FilmFrame;
/**
 * Makes all frames (or those from `from` on) in order, one at a time. The same options give the same frames, in one run
 * or in several.
 *
 * @throws NotFiniteError when the master or a gradient is no longer finite.
 */
export declare function makeFrames(options: FramesOptions): AsyncGenerator<MadeFrame, void, void>;
/**
 * The states before frame 0. Where the film shows its growth there is one: noise. Otherwise there is one after each
 * size of the growth; the last of them is complete.
 */
export declare function openingStates(options: FramesOptions): AsyncGenerator<FilmState, void, void>;
