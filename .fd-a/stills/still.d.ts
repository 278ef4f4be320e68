import { type ObjectiveTerm, type SessionSource } from '../optvis/ascend.js';
import { type GrowthPlan } from '../optvis/grow.js';
import type { Rgb8Image } from '../tensor/pixels.js';
/** The objective of a picture and the seed of its noise. */
export interface StillRequest {
    readonly objective: readonly ObjectiveTerm[];
    readonly seed: number;
}
/** How pictures grow, apart from their seed. */
export type StillPlan = Omit<GrowthPlan, 'seed'>;
/** A finished picture. */
export interface Still extends Rgb8Image {
    /**
     * Score at the start: the objective (each neuron's mean before the activation, weighted) on noise or the photo. It is
     * measured at the full size, because borders excite neurons too and a small picture consists mostly of borders.
     */
    readonly startScore: number;
    /** Score of the finished picture. */
    readonly endScore: number;
    /** The scores before the steps at each size and in each round at full size, and the final score. */
    readonly curve: readonly number[];
    /** Whether any neuron of the objective is active at the end. The ReLU of a dead neuron outputs 0. */
    readonly isActive: boolean;
}
/** Progress and cancellation of a picture's growth. */
export interface StillObserver {
    readonly signal?: AbortSignal | undefined;
    /**
     * Called after each size and round. `share` is the finished share of the work, from 0 to 1. Large sizes take longer
     * than small ones.
     */
    readonly onPiece?: ((done: number, of: number, share: number) => void) | undefined;
}
/**
 * Size of the largest input of the network while a picture grows: its master, or a tile with its context. In pixels.
 */
export declare function largestEvaluated(plan: StillPlan): {
    readonly height: number;
    readonly width: number;
};
/** Grows a picture. The same request and plan give the same picture, on any number of threads (see `onnxEngine`). */
export declare function growStill(sessions: SessionSource, request: StillRequest, plan: StillPlan, observer?: StillObserver): Promise<Still>;
/** A picture that grows step by step. */
export interface OpenStill {
    /** Grows by one size or round. @returns Whether that was the last. */
    grow(): Promise<boolean>;
    /** Returns the picture after the last step. */
    finish(): Promise<Still>;
}
/**
 * Starts a picture.
 *
 * @param shownTerms - How many terms of the objective the scores include; the later ones only guide the climb.
 */
export declare function openStill(untiled: SessionSource, { objective, seed }: StillRequest, plan: StillPlan, { signal, onPiece }?: StillObserver, shownTerms?: number): OpenStill;
