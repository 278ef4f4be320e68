// The growth of a picture: climb from noise at a few pixels, enlarge a little, climb again, up to the full size. A
// large picture that starts from noise gets stuck, as nothing shapes its overall structure (D. Osinga, "What do
// computers see?").

import { openStream } from '../tensor/random.js';
import { resize } from '../tensor/resample.js';
import type { Tensor } from '../tensor/tensor.js';
import type { Climb, ObjectiveTerm, Scores } from './ascend.js';
import { type Grade, holdStatistics } from './grade.js';
import { coarsestScores, type Octave, type OctaveAscent } from './octaves.js';
import { addNoise, firstNoise } from './transform.js';

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

/** Steps between two corrections of the tone at full size, about as many as in a frame. */
const FINISH_ROUND = 4;

/** The frame number of the first round's random streams; no size has it. */
const FINISH_FRAME = -1_000_000;

/** The pieces of a growth: its sizes as scales of the frame, and the steps of each round at full size. */
function piecesOf(plan: Omit<GrowthPlan, 'seed'>): {
  readonly scales: readonly number[];
  readonly rounds: readonly number[];
} {
  const { finish = 0, minimumSize } = plan;
  return {
    scales: growthScales(plan, plan, leastScale(plan, minimumSize)),
    rounds: Array.from({ length: Math.ceil(finish / FINISH_ROUND) }, (_, i) =>
      Math.min(FINISH_ROUND, finish - i * FINISH_ROUND),
    ),
  };
}

/** The part of the work that is done after each piece; 1 after the last. The work of a step is the master's pixels. */
export function growthShares(plan: Omit<GrowthPlan, 'seed'>): readonly number[] {
  const { scales, rounds } = piecesOf(plan);
  const workAt = (scale: number, steps: number) => {
    const { height, width } = masterSize(plan, scale);
    return steps * height * width;
  };
  const work = [...scales.map((scale) => workAt(scale, plan.climb.steps)), ...rounds.map((steps) => workAt(1, steps))];
  const all = work.reduce((sum, piece) => sum + piece, 0);
  let done = 0;
  return work.map((piece, i) => {
    done += piece;
    return i === work.length - 1 ? 1 : done / all;
  });
}

/**
 * Grows a master piece by piece. The plan and the objective determine the result, even if it resumes from a saved
 * piece.
 *
 * @param from - A piece to resume after; its master is used without a copy. @default the beginning
 */
export async function* growing(
  ascent: OctaveAscent,
  objective: readonly ObjectiveTerm[],
  plan: GrowthPlan,
  signal?: AbortSignal,
  from?: Pick<GrowingMaster, 'master' | 'done'>,
): AsyncGenerator<GrowingMaster, void, void> {
  const { seed, climb, init, finish = 0 } = plan;
  const { scales, rounds } = piecesOf(plan);
  const of = scales.length + rounds.length;
  const known = from?.done ?? 0;
  let master =
    from?.master ?? (init === undefined ? startMaster(plan, scales[0]!, seed) : atScale(plan, init, scales[0]!));
  for (const [i, scale] of scales.entries()) {
    if (i < known) continue;
    if (i > 0) {
      const larger = enlargeMaster(plan, master, scale, scale / scales[i - 1]!);
      if (init !== undefined) addLost(plan, larger, init, scale, scales[i - 1]!);
      master = larger;
    }
    const frame = -1 - i; // the random streams of the frames before a film's frame 0
    addNoise(master, climb.noise, openStream(seed, 'noise', frame));
    const octaves = plan.octavesAt?.(scale) ?? [{ scale: 1, ...climb }];
    const scores = await ascent.climb(master, objective, { ...climb, octaves }, { seed, frame }, signal);
    holdStatistics(master, plan.margin, plan.grade);
    yield { master, done: i + 1, of, scores: coarsestScores(scores) };
  }
  // Ever smaller steps smooth the roughness that noise and large steps left.
  for (const [round, steps] of rounds.entries()) {
    if (scales.length + round < known) continue;
    const done = round * FINISH_ROUND;
    const octaves = [{ ...climb, scale: 1, steps, rate: climb.rate * (1 - done / finish) }];
    const drawn = { seed, frame: FINISH_FRAME + done };
    const scores = await ascent.climb(master, objective, { ...climb, octaves }, drawn, signal);
    holdStatistics(master, plan.margin, plan.grade);
    yield { master, done: scales.length + round + 1, of, scores: coarsestScores(scores) };
  }
}

/** Height and width of the master at a scale of the frame (1 is full size), in pixels. The margin does not shrink. */
export function masterSize(
  { width, height, margin }: FrameSize,
  scale: number,
): { readonly height: number; readonly width: number } {
  return { height: Math.ceil(height * scale) + 2 * margin, width: Math.ceil(width * scale) + 2 * margin };
}

/**
 * The scales of a growth: equal ratios from the first scale to 1.
 *
 * @param smallest - The smallest scale that the layers accept. @default none
 */
export function growthScales(
  { fromPixels, enlargements }: Growth,
  { width, height }: FrameSize,
  smallest = 0,
): readonly number[] {
  const start = Math.min(1, Math.max(fromPixels / Math.min(width, height), smallest));
  return Array.from({ length: enlargements + 1 }, (_, i) => (enlargements === 0 ? 1 : start ** (1 - i / enlargements)));
}

/** The first noise of a seed, at a scale of the frame. */
export function startMaster(frame: FrameSize, scale: number, seed: number): Tensor {
  const { height, width } = masterSize(frame, scale);
  return firstNoise(height, width, openStream(seed, 'first noise'));
}

/** Enlarges a master by a ratio, to another scale of the frame. */
export function enlargeMaster(frame: FrameSize, master: Tensor, scale: number, ratio: number): Tensor {
  const { height, width } = masterSize(frame, scale);
  return resize(master, height, width, { ratio });
}

/** The smallest scale of a frame that the layers accept; above 1 if they do not even accept the full frame. */
export function leastScale({ width, height, margin }: FrameSize, minimumSize: number): number {
  return (minimumSize - 2 * margin) / Math.min(width, height);
}

/** Reduces a master of full size to a scale. */
function atScale(frame: FrameSize, full: Tensor, scale: number): Tensor {
  return enlargeMaster(frame, full, scale, scale);
}

/** Adds the detail that the starting picture has at a scale and does not have at the smaller one before. */
function addLost(frame: FrameSize, master: Tensor, init: Tensor, scale: number, before: number): void {
  const now = atScale(frame, init, scale).data;
  const then = enlargeMaster(frame, atScale(frame, init, before), scale, scale / before).data;
  for (let i = 0; i < now.length; i++) master.data[i]! += now[i]! - then[i]!;
}
