// One picture: grown from noise (or from a photo) to its full size, with what is known of its climb.

import { evaluate, type ObjectiveTerm, openAscent, type SessionSource } from '../optvis/ascend.js';
import { showMaster } from '../optvis/grade.js';
import { type GrowingMaster, type GrowthPlan, growing, growthShares, startMaster } from '../optvis/grow.js';
import { masterSize } from '../optvis/growth.js';
import { tiledSessions } from '../optvis/tiles.js';
import type { Rgb8Image } from '../tensor/pixels.js';
import type { Tensor } from '../tensor/tensor.js';

/** What a picture shows: neurons (or other aims) with their weights, and the seed of its noise. */
export interface StillRequest {
  readonly objective: readonly ObjectiveTerm[];
  readonly seed: number;
}

/** How pictures grow, whatever they show. */
export type StillPlan = Omit<GrowthPlan, 'seed'>;

/** A finished picture. */
export interface Still extends Rgb8Image {
  /**
   * The weighted scores of the cast (each the neuron's mean before its activation): on noise (or the photo) of the picture's own size, since neurons see
   * the borders too, and small pictures are all border; ...
   */
  readonly startScore: number;
  /** ... and on the finished picture. */
  readonly endScore: number;
  /** Before the steps at each size and in each round at full size, and at the end: how fast it takes off. */
  readonly curve: readonly number[];
  /** Whether any neuron of the cast gives anything out at the end; one whose ReLU never lets anything through does not. */
  readonly isActive: boolean;
}

/** Who watches a picture grow: told of every piece of its way. */
export interface StillObserver {
  readonly signal?: AbortSignal | undefined;
  /** `share`: how much of the work is done, from 0 to 1. Large sizes take longer than small ones. */
  readonly onPiece?: ((done: number, of: number, share: number) => void) | undefined;
}

/** Larger masters are climbed in tiles of at most this many pixels a side: at 1024 px InceptionV3 to mixed4 takes 1.1 GB. */
export const TILE_SIDE = 768;

/** A good part of what a neuron of mixed4 sees; what lies farther off hardly counts. */
const TILE_CONTEXT = 64;

/** The largest picture that the network sees while a picture grows: its master, or a tile with its context. In pixels. */
export function largestEvaluated(plan: StillPlan): { readonly height: number; readonly width: number } {
  const { height, width } = masterSize(plan, 1);
  const tile = TILE_SIDE + 2 * TILE_CONTEXT;
  return { height: Math.min(height, tile), width: Math.min(width, tile) };
}

/** Grows a picture. Deterministic in request and plan, on one machine; the engine's threads make no difference on networks tried so far. */
export async function growStill(
  sessions: SessionSource,
  request: StillRequest,
  plan: StillPlan,
  watch: StillObserver = {},
): Promise<Still> {
  const still = openStill(sessions, request, plan, watch);
  while (!(await still.grow())) watch.signal?.throwIfAborted();
  return still.finish();
}

/** A picture on its way. */
export interface OpenStill {
  /** Goes on by a piece. @returns whether that was the last. */
  grow(): Promise<boolean>;
  /** The picture, once it is grown. */
  finish(): Promise<Still>;
}

/**
 * Begins a picture.
 *
 * @param request - Of its cast the first `plain` aims are what it shows; what follows only helps.
 */
export function openStill(
  untiled: SessionSource,
  { objective: cast, seed }: StillRequest,
  plan: StillPlan,
  { signal, onPiece }: StillObserver = {},
  plain = cast.length,
): OpenStill {
  const sessions = tiledSessions(untiled, { side: TILE_SIDE, context: TILE_CONTEXT, seed, signal });
  const shown = cast.slice(0, plain);
  const pieces = growing(openAscent(sessions), cast, { ...plan, seed }, signal);
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

/** What the layer gives out for the same channels. */
function toOutput({ neuron, weight }: ObjectiveTerm): ObjectiveTerm {
  const { layer, index, direction } = neuron;
  const channels = { ...(index === undefined ? {} : { index }), ...(direction === undefined ? {} : { direction }) };
  return { neuron: { layer, ...channels, kind: 'activation' }, weight };
}

function weighted(cast: readonly ObjectiveTerm[], scores: readonly number[]): number {
  return cast.reduce((sum, { weight }, i) => sum + weight * scores[i]!, 0);
}

/** Of a master as it stands, each aim's own. */
async function scoresOf(sessions: SessionSource, master: Tensor, cast: readonly ObjectiveTerm[]): Promise<number[]> {
  const image = { shape: master.shape, data: master.data.map((value) => 0.5 * value + 0.5) };
  const scores: number[] = [];
  for (const { neuron } of cast) scores.push((await evaluate(sessions, image, [{ neuron, weight: 1 }])).score);
  return scores;
}
