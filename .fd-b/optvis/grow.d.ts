import { type Tensor } from '../tensor/tensor.js';
import type { Climb, ObjectiveTerm, Scores } from './ascend.js';
import { type Grade } from './grade.js';
import { type Octave, type OctaveAscent } from './octaves.js';
/** A frame and the margin around it, in pixels. */
export interface FrameSize {
    readonly width: number;
    readonly height: number;
    /** Pixels of the master beyond each edge of the frame. */
    readonly margin: number;
}
/** How a picture grows from a few pixels to its full size. */
export interface Growth {
    /** Short side of the picture at the start, in pixels. */
    readonly fromPixels: number;
    /** How many times it is enlarged, by equal ratios. */
    readonly enlargements: number;
}
/** How a picture climbs, with random offsets and noise up to a size. */
export interface SeededClimb extends Omit<Climb, 'jitterAt'> {
    /** The largest roll of the picture before a step, in whole pixels. */
    readonly jitter: number;
    /** Amplitude of the fresh noise before the steps, in the master's units. */
    readonly noise: number;
}
/** Everything that a grown picture depends on besides its objective. */
export interface GrowthPlan extends Growth, FrameSize {
    readonly seed: number;
    /** Side of the smallest master that the layers accept, in pixels. */
    readonly minimumSize: number;
    /** `steps` counts the steps at each size. */
    readonly climb: SeededClimb;
    readonly grade: Grade;
    /** The octaves of a picture at a scale of the frame, in place of the one of `climb`. @default one scale */
    readonly octavesAt?: ((scale: number) => readonly Octave[]) | undefined;
    /** Steps at full size after the growth, each smaller than the one before and without fresh noise. @default none */
    readonly finish?: number | undefined;
    /**
     * A master of full size to start from instead of noise. Each size starts from it again, plus the changes that the
     * climb made at the smaller sizes (the octaves of google/deepdream).
     */
    readonly init?: Tensor | undefined;
}
/** A master after a piece of its growth. */
export interface GrowingMaster {
    /** Modified by the next piece. */
    readonly master: Tensor;
    /** The number of finished pieces: sizes, then rounds of the last steps. */
    readonly done: number;
    readonly of: number;
    /** The scores before the steps of this piece, in the objective's order. */
    readonly scores: Scores;
}
/** The part of the work that is done after each piece; 1 after the last. The work of a step is the master's pixels. */
export declare function growthShares(plan: Omit<GrowthPlan, 'seed'>): readonly number[];
/**
 * Grows a master piece by piece. The plan and the objective determine the result, even if it resumes from a saved
 * piece.
 *
 * @param from - A piece to resume after; its master is used without a copy. @default the beginning
 */
export declare function growing(ascent: OctaveAscent, objective: readonly ObjectiveTerm[], plan: GrowthPlan, signal?: AbortSignal, from?: Pick<GrowingMaster, 'master' | 'done'>): AsyncGenerator<GrowingMaster, void, void>;
/** Height and width of the master at a scale of the frame (1 is full size), in pixels. The margin does not shrink. */
export declare function masterSize({ width, height, margin }: FrameSize, scale: number): {
    readonly height: number;
    readonly width: number;
};
/**
 * The scales of a growth: equal ratios from the first scale to 1.
 *
 * @param smallest - The smallest scale that the layers accept. @default none
 */
export declare function growthScales({ fromPixels, enlargements }: Growth, { width, height }: FrameSize, smallest?: number): readonly number[];
/** The first noise of a seed, at a scale of the frame. */
export declare function startMaster(frame: FrameSize, scale: number, seed: number): Tensor;
/** Enlarges a master by a ratio, to another scale of the frame. */
export declare function enlargeMaster(frame: FrameSize, master: Tensor, scale: number, ratio: number): Tensor;
/** The smallest scale of a frame that the layers accept; above 1 if they do not even accept the full frame. */
export declare function leastScale({ width, height, margin }: FrameSize, minimumSize: number): number;
