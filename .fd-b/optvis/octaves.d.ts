import type { Tensor } from '../tensor/tensor.js';
import { type Climb, type ObjectiveTerm, type Scores, type SessionSource } from './ascend.js';
import { type Tiling } from './tiles.js';
/** One scale at which a picture is climbed. */
export interface Octave {
    /** Size of the copy that is climbed, as a fraction of the picture's: above 0, at most 1. */
    readonly scale: number;
    /** Whole, 0 or more. */
    readonly steps: number;
    /** RMS of one step's change, in the master's units. */
    readonly rate: number;
    /** Weights of the gradient's bands, from fine to coarse. */
    readonly bands: readonly number[];
}
/** How a picture is climbed at all of its octaves. */
export interface OctaveClimb extends Omit<Climb, 'jitterAt' | 'steps' | 'rate' | 'bands'> {
    /** From coarse to fine. */
    readonly octaves: readonly Octave[];
    /** Largest roll before a step, in whole pixels; an octave rolls by at most an eighth of its short side. */
    readonly jitter: number;
}
/** Climbs pictures at several scales; keeps buffers of the last sizes. */
export interface OctaveAscent {
    /**
     * Climbs in place, from the first octave to the last.
     *
     * @param master - `[1, 3, height, width]`, centred on 0.
     * @param random - The key of the random offsets, besides the octave and the step.
     * @returns The scores at the first step of each octave, in their order.
     * @throws NotFiniteError when the gradient is not finite.
     */
    climb(master: Tensor, objective: readonly ObjectiveTerm[], how: OctaveClimb, random: {
        readonly seed: number;
        readonly frame: number;
    }, signal?: AbortSignal): Promise<readonly Scores[]>;
}
/** The scores of the coarsest octave that was climbed; the others see only parts of its forms. */
export declare function coarsestScores(octaves: readonly Scores[]): Scores;
/**
 * Opens nothing yet: sessions come from `sessions`.
 *
 * @param tiling - How to cut pictures that are too large for the network as a whole. @default not cut
 */
export declare function openOctaveAscent(untiled: SessionSource, tiling?: Tiling): OctaveAscent;
