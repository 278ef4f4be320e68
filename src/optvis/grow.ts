// The growth: from noise at a few pixels, climb, enlarge a little, climb again, up to the full size. A large picture that starts from noise gets stuck:
// there is no good way to shape its overall structure (D. Osinga, "What do computers see?").

import { openStream } from '../tensor/random.js';
import { resize } from '../tensor/resample.js';
import { type Tensor, tensor } from '../tensor/tensor.js';
import type { Ascent, Climb, ObjectiveTerm, Scores } from './ascend.js';
import { type Grade, holdStatistics } from './grade.js';
import { type FrameSize, type Growth, growthScales, masterSize } from './growth.js';
import { addNoise, firstNoise, randomOffset } from './transform.js';

/** How a picture climbs, its random offsets and noise told by their size. */
export interface SeededClimb extends Omit<Climb, 'jitterAt'> {
  /** Largest roll of the picture before a step, in whole pixels. */
  readonly jitter: number;
  /** Amplitude of the fresh noise before the steps, in the master's units. */
  readonly noise: number;
}

/** What a grown picture depends on, and on nothing else. */
export interface GrowthPlan extends Growth, FrameSize {
  readonly seed: number;
  /** Smallest master that the layers can take, in pixels a side. */
  readonly minimumSize: number;
  /** Its steps are those at each size. */
  readonly climb: SeededClimb;
  readonly grade: Grade;
  /** Steps at full size after the growth, each smaller than the one before and without fresh noise. @default none */
  readonly finish?: number | undefined;
  /**
   * A picture to dream on in place of noise: a master of full size. It is there at every size anew, with what the climb made of the smaller ones (the
   * octaves of DeepDream, google/deepdream).
   */
  readonly init?: Tensor | undefined;
}

/** A master on its way. */
export interface GrowingMaster {
  /** Changed by what comes next. */
  readonly master: Tensor;
  /** Pieces of the way that are done: sizes, then rounds of the last steps. */
  readonly done: number;
  readonly of: number;
  /** Before the steps of this piece, in the cast's order. */
  readonly scores: Scores;
}

/** Steps between two corrections of the tone at full size, as in a frame. */
const FINISH_ROUND = 4;

/** The random streams of the last rounds: before those of all sizes. */
const FINISH_FRAME = -1_000_000;

/** The pieces of a growth: its sizes, as scales of the frame, and the rounds at full size, as how many steps each has. */
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

/** How much of the work is done after each piece, the last 1: each step costs as much as the master has pixels. */
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
 * Grows a master piece by piece. Deterministic in its plan and objective, also when it continues from a piece that was
 * saved.
 *
 * @param from - A piece to continue after; its master is taken over without a copy. @default the beginning
 */
export async function* growing(
  ascent: Ascent,
  cast: readonly ObjectiveTerm[],
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
    const frame = -1 - i; // the frames before a film's frame 0, for the random streams
    addNoise(master, tensor(master.shape), climb.noise, openStream(seed, 'noise', frame));
    const scores = await climbSeeded(ascent, master, cast, climb, { seed, frame }, signal);
    holdStatistics(master, plan.margin, plan.grade);
    yield { master, done: i + 1, of, scores };
  }
  // Smaller and smaller steps, so that what noise and large steps left rough is smoothed out.
  for (const [round, steps] of rounds.entries()) {
    if (scales.length + round < known) continue;
    const done = round * FINISH_ROUND;
    const last = { ...climb, steps, rate: climb.rate * (1 - done / finish) };
    const scores = await climbSeeded(ascent, master, cast, last, { seed, frame: FINISH_FRAME + done }, signal);
    holdStatistics(master, plan.margin, plan.grade);
    yield { master, done: scales.length + round + 1, of, scores };
  }
}

/** Climbs with the offsets of a seed and a frame. */
export function climbSeeded(
  ascent: Ascent,
  master: Tensor,
  cast: readonly ObjectiveTerm[],
  climb: SeededClimb,
  { seed, frame }: { readonly seed: number; readonly frame: number },
  signal?: AbortSignal,
): Promise<Scores> {
  const jitterAt = (step: number) => randomOffset(openStream(seed, 'jitter', frame, step), climb.jitter);
  return ascent.climb(master, cast, { ...climb, jitterAt }, signal);
}

/** The first noise of a seed, at a scale of the frame. */
export function startMaster(frame: FrameSize, scale: number, seed: number): Tensor {
  const { height, width } = masterSize(frame, scale);
  return firstNoise(height, width, openStream(seed, 'first noise'));
}

/** The master, enlarged by a ratio to another scale of the frame. */
export function enlargeMaster(frame: FrameSize, master: Tensor, scale: number, ratio: number): Tensor {
  const { height, width } = masterSize(frame, scale);
  return resize(master, height, width, { ratio });
}

/** The smallest scale of a frame that layers can take; above 1 when they cannot take the frame at all. */
export function leastScale({ width, height, margin }: FrameSize, minimumSize: number): number {
  return (minimumSize - 2 * margin) / Math.min(width, height);
}

/** A master of full size as it is at a scale. */
function atScale(frame: FrameSize, full: Tensor, scale: number): Tensor {
  return enlargeMaster(frame, full, scale, scale);
}

/** Adds what the picture dreamt on has at a scale and lost on the way there from a smaller one. */
function addLost(frame: FrameSize, master: Tensor, init: Tensor, scale: number, before: number): void {
  const now = atScale(frame, init, scale).data;
  const then = enlargeMaster(frame, atScale(frame, init, before), scale, scale / before).data;
  for (let i = 0; i < now.length; i++) master.data[i]! += now[i]! - then[i]!;
}
