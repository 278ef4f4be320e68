// One picture: grown from noise to its full size, with what is known of its climb.

import { openAscent, type SessionSource, type WeightedNeuron } from '../optvis/ascend.js';
import { showMaster } from '../optvis/grade.js';
import { type GrowthPlan, growMaster } from '../optvis/grow.js';
import type { Tensor } from '../tensor/tensor.js';

/** What a picture shows: neurons with their weights, and the seed of its noise. */
export interface StillRequest {
  readonly cast: readonly WeightedNeuron[];
  readonly seed: number;
}

/** How pictures grow, whatever they show. */
export type StillPlan = Omit<GrowthPlan, 'seed'>;

/** A finished picture. */
export interface Still {
  readonly width: number;
  readonly height: number;
  /** 8 bits a channel, interleaved R, G, B. */
  readonly data: Uint8Array;
  /** The weighted scores of the cast (each the neuron's mean before its activation): on the first noise, ... */
  readonly startScore: number;
  /** ... and on the finished picture. */
  readonly endScore: number;
  /** Before the steps at each size, from the first to the last, and at the end: how fast it takes off. */
  readonly curve: readonly number[];
  /** Whether any neuron of the cast gives anything out at the end; one whose ReLU never lets anything through does not. */
  readonly lit: boolean;
}

/** Grows a picture. Deterministic in request and plan, on one machine; the engine's threads make no difference on networks tried so far. */
export async function growStill(
  sessions: SessionSource,
  { cast, seed }: StillRequest,
  plan: StillPlan,
  signal?: AbortSignal,
): Promise<Still> {
  const ascent = openAscent(sessions);
  const curve: number[] = [];
  const master = await growMaster(
    ascent,
    cast,
    { ...plan, seed },
    { signal, onSize: (_done, _of, scores) => curve.push(weighted(cast, scores)) },
  );
  curve.push(weighted(cast, await scoresOf(sessions, master, cast)));
  const outputs = await scoresOf(sessions, master, cast, 'output');
  const { width, height } = plan;
  const data = new Uint8Array(width * height * 3);
  showMaster(master, plan.margin, plan.grade, { width, height, data });
  return {
    ...{ width, height, data, curve },
    startScore: curve[0]!,
    endScore: curve.at(-1)!,
    lit: outputs.some((output) => output !== 0),
  };
}

function weighted(cast: readonly WeightedNeuron[], scores: readonly number[]): number {
  return cast.reduce((sum, { weight }, i) => sum + weight * scores[i]!, 0);
}

/** Of a master as it stands, each neuron's own. */
async function scoresOf(
  sessions: SessionSource,
  master: Tensor,
  cast: readonly WeightedNeuron[],
  reading?: 'output',
): Promise<number[]> {
  const image = { shape: master.shape, data: master.data.map((value) => 0.5 * value + 0.5) };
  const scores: number[] = [];
  for (const { neuron } of cast) {
    const { session, channels } = await sessions(neuron.layer, reading);
    const weights = new Float32Array(channels);
    weights[neuron.index] = 1;
    scores.push((await session.evaluate({ image, weights: new Map([[neuron.layer, weights]]) })).score);
  }
  return scores;
}
