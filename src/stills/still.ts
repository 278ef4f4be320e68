// Grows one picture from noise (or a photo) to its full size and records its score.

import { evaluate, type ObjectiveTerm, type SessionSource, sessionsOf } from '../optvis/ascend.js';
import { showMaster } from '../optvis/grade.js';
import { type GrowingMaster, type GrowthPlan, growing, growthShares, masterSize, startMaster } from '../optvis/grow.js';
import { openOctaveAscent } from '../optvis/octaves.js';
import { largestTile, type Tiling, tiledSessions } from '../optvis/tiles.js';
import type { Rgb8Image } from '../tensor/pixels.js';
import type { Tensor } from '../tensor/tensor.js';

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
 * Larger masters are climbed in tiles, since InceptionV3 up to mixed4 takes 1.1 GB at 1024 px. The context covers most
 * of mixed4's receptive field; pixels farther away have little influence.
 */
const TILING: Tiling = { side: 896, context: 64 };

/**
 * Size of the largest input of the network while a picture grows: its master, or a tile with its context. In pixels.
 */
export function largestEvaluated(plan: StillPlan): { readonly height: number; readonly width: number } {
  return largestTile(masterSize(plan, 1), TILING);
}

/** Grows a picture. The same request and plan give the same picture, on any number of threads (see `openEngine`). */
export async function growStill(
  sessions: SessionSource,
  request: StillRequest,
  plan: StillPlan,
  observer: StillObserver = {},
): Promise<Still> {
  const still = openStill(sessions, request, plan, observer);
  while (!(await still.grow())) observer.signal?.throwIfAborted();
  return still.finish();
}

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
export function openStill(
  untiled: SessionSource,
  { objective, seed }: StillRequest,
  plan: StillPlan,
  { signal, onPiece }: StillObserver = {},
  shownTerms = objective.length,
): OpenStill {
  const tiling = { ...TILING, signal };
  const sessions = tiledSessions(untiled, tiling);
  const shown = objective.slice(0, shownTerms);
  const pieces = growing(openOctaveAscent(untiled, tiling), objective, { ...plan, seed }, signal);
  const shares = growthShares(plan);
  const curve: number[] = [];
  let last: GrowingMaster | undefined;
  return {
    async grow() {
      const { value } = await pieces.next();
      if (value === undefined) return true;
      last = value;
      if (value.scores.length > 0) curve.push(weighted(shown, value.scores));
      onPiece?.(value.done, value.of, shares[value.done - 1]!);
      return value.done === value.of;
    },
    async finish() {
      const { master } = last!;
      const end = weighted(shown, await scoresOf(sessions, master, shown));
      const outputs = await scoresOf(sessions, master, shown.map(toOutput));
      const { width, height } = plan;
      const data = new Uint8Array(width * height * 3);
      showMaster(master, plan.margin, plan.grade, { width, height, data });
      const first = plan.init ?? startMaster(plan, 1, seed);
      const start = weighted(shown, await scoresOf(sessions, first, shown));
      return {
        ...{ width, height, data },
        ...{ startScore: start, endScore: end, curve: [...curve, end] },
        isActive: outputs.some((output) => output !== 0),
      };
    },
  };
}

/** The output of the layer for the same neurons. */
function toOutput({ neuron, weight }: ObjectiveTerm): ObjectiveTerm {
  const { layer, index, direction } = neuron;
  const channels = { ...(index === undefined ? {} : { index }), ...(direction === undefined ? {} : { direction }) };
  return { neuron: { layer, ...channels, kind: 'activation' }, weight };
}

function weighted(objective: readonly ObjectiveTerm[], scores: readonly number[]): number {
  return objective.reduce((sum, { weight }, i) => sum + weight * scores[i]!, 0);
}

/** The score of each term on a master. */
async function scoresOf(
  sessions: SessionSource,
  master: Tensor,
  objective: readonly ObjectiveTerm[],
): Promise<number[]> {
  const image = { shape: master.shape, data: master.data.map((value) => 0.5 * value + 0.5) };
  const scores: number[] = [];
  const atOnce = sessionsOf(objective);
  for (const { neuron } of objective) {
    scores.push((await evaluate(sessions, image, [{ neuron, weight: 1 }], atOnce)).score);
  }
  return scores;
}
