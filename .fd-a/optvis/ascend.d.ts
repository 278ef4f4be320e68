import type { Evaluation, Session } from '../engines/engine.js';
import { type Tensor } from '../tensor/tensor.js';
import { type ObjectiveKind } from './objective.js';
import { type Offset } from './transform.js';
/** What is climbed: a channel of a layer, or a direction in the space of its channels. */
export interface ObjectiveTarget {
    readonly layer: string;
    /** The channel to climb, from 0. */
    readonly index?: number;
    /**
     * Instead of `index`, the weight of each channel (for 'gram', of each pair of channels). May change between steps.
     */
    readonly direction?: ArrayLike<number>;
    /** What is measured of the channels. @default 'channel' */
    readonly kind?: ObjectiveKind;
    /** For 'neuron': how far down and to the right, from 0 to 1. */
    readonly position?: {
        readonly y: number;
        readonly x: number;
    };
}
/** A target and its weight in the objective. */
export interface ObjectiveTerm {
    readonly neuron: ObjectiveTarget;
    /** A weight below 0 pushes the picture away from the target. The weights of a film are above 0 and sum to 1. */
    readonly weight: number;
}
/** How a picture climbs. */
export interface Climb {
    readonly steps: number;
    /** RMS of one step's change, in the master's units ([-1, 1] is black to white). */
    readonly rate: number;
    /** Weights of the gradient's bands, from fine to coarse. */
    readonly bands: readonly number[];
    /** Strength of colour: 1 calm, 2 lively. */
    readonly color: number;
    /** Standard deviation of the blur on the first step's gradient, in pixels; 0 is none. */
    readonly smooth: number;
    /** 'raw' only normalises the gradient. */
    readonly look: 'natural' | 'raw';
    /** The roll of each step. */
    jitterAt(step: number): Offset;
    /** Whether positions of neurons move with the roll: for rolls that are more than a jitter. @default false */
    readonly carriesPositions?: boolean | undefined;
}
/** The score of every term of the objective at the first step, in order. Empty if there was no step. */
export type Scores = readonly number[];
/**
 * Provides sessions: one per layer and objective kind ('channel' by default), opened when first needed.
 *
 * @param atOnce - How many different sessions the objective evaluates in each step, this one included. @default 1
 */
export type SessionSource = (layer: string, kind?: ObjectiveKind, atOnce?: number) => Promise<SessionOfLayer>;
/** The session of one layer and objective kind. */
export interface SessionOfLayer {
    readonly session: Session;
    /** The length of its weights: channels of the layer, or for 'gram' pairs of them. */
    readonly channels: number;
}
/** Climbs pictures. Keeps its buffers for the next picture of the same size. */
export interface Ascent {
    /**
     * Changes a picture in place so that it raises the objective.
     *
     * @param picture - The master, `[1, 3, height, width]`, centred on 0.
     * @throws NotFiniteError when the gradient is not finite.
     */
    climb(picture: Tensor, objective: readonly ObjectiveTerm[], how: Climb, signal?: AbortSignal): Promise<Scores>;
}
/**
 * The master's values stay within plus and minus this, since the network was not trained on brighter whites, and the
 * brightest values would otherwise grow without limit.
 */
export declare const MASTER_BOUND = 1.25;
/** Opens an ascent. It holds only memory, so it need not be closed. */
export declare function openAscent(sessions: SessionSource): Ascent;
/** The number of different sessions that an objective needs. */
export declare function sessionsOf(objective: readonly ObjectiveTerm[]): number;
/**
 * Evaluates terms of one session together.
 *
 * @param image - `[1, 3, height, width]`, RGB in [0, 1].
 * @param atOnce - See `SessionSource`.
 */
export declare function evaluate(sessions: SessionSource, image: Tensor, terms: readonly ObjectiveTerm[], atOnce?: number): Promise<Evaluation>;
