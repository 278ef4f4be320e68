// The growth: from noise at a few pixels, climb, enlarge a little, climb again, up to the full size. A large picture that starts from noise gets stuck:
// there is no good way to shape its overall structure (D. Osinga, "What do computers see?").

import { openStream } from '../tensor/random.js';
import { resize } from '../tensor/resample.js';
import { type Tensor, tensor } from '../tensor/tensor.js';
import type { Ascent, Climb, Scores, WeightedNeuron } from './ascend.js';
import { type Grade, holdStatistics } from './grade.js';
import { type FrameSize, type Growth, growthScales, masterSize } from './growth.js';
import { addNoise, firstNoise } from './noise.js';
import { randomOffset } from './transform.js';

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
  /** Steps at full size after the growth, each smaller than the one before and without fresh noise. @default none */
  readonly finish?: number | undefined;
  readonly grade: Grade;
}

/** Who watches a growth. */
export interface GrowthWatch {
  readonly signal?: AbortSignal | undefined;
  /** Called after every size, with the scores before its steps. */
  readonly onSize?: ((done: number, of: number, scores: Scores) => void) | undefined;
}

/** Grows a master from noise. Deterministic in its plan and cast. */
export async function growMaster(
  ascent: Ascent,
  cast: readonly WeightedNeuron[],
  plan: GrowthPlan,
  { signal, onSize }: GrowthWatch = {},
): Promise<Tensor> {
  const { seed, climb } = plan;
  const scales = growthScales(plan, plan, leastScale(plan, plan.minimumSize));
  let master = startMaster(plan, scales[0]!, seed);
  for (const [i, scale] of scales.entries()) {
    if (i > 0) master = enlargeMaster(plan, master, scale, scale / scales[i - 1]!);
    const frame = -1 - i; // the frames before a film's frame 0, for the random streams
    addNoise(master, tensor(master.shape), climb.noise, openStream(seed, 'noise', frame));
    const scores = await climbSeeded(ascent, master, cast, climb, { seed, frame }, signal);
    holdStatistics(master, plan.margin, plan.grade);
    onSize?.(i + 1, scales.length, scores);
  }
  await finishMaster(ascent, master, cast, plan, signal);
  return master;
}

/** Steps between two corrections of the tone, as in a frame. */
const FINISH_ROUND = 4;

/** The last steps: smaller and smaller, so that what the growth's noise and its large steps left rough is smoothed out. */
async function finishMaster(
  ascent: Ascent,
  master: Tensor,
  cast: readonly WeightedNeuron[],
  plan: GrowthPlan,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { climb, seed, finish = 0 } = plan;
  const frame = Number.MIN_SAFE_INTEGER; // before all sizes
  for (let done = 0; done < finish; done += FINISH_ROUND) {
    const steps = Math.min(FINISH_ROUND, finish - done);
    const rate = climb.rate * (1 - done / finish);
    await climbSeeded(ascent, master, cast, { ...climb, steps, rate }, { seed, frame: frame + done }, signal);
    holdStatistics(master, plan.margin, plan.grade);
  }
}

/** Climbs with the offsets of a seed and a frame. */
export function climbSeeded(
  ascent: Ascent,
  master: Tensor,
  cast: readonly WeightedNeuron[],
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
