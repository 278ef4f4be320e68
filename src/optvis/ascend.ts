// The ascent: steps up the gradient of an objective, on the float master picture. Each step rolls the picture by a
// random offset, asks the engine for the gradient, conditions it, and adds it with a fixed RMS.

import type { Evaluation, Session } from '../engines/engine.js';
import { gaussianBlur } from '../tensor/filter.js';
import { type Tensor, tensor } from '../tensor/tensor.js';
import { type Conditioner, normalize, openConditioner, rootMeanSquare } from './conditioning.js';
import { type ObjectiveKind, positionInput } from './objective.js';
import { addRolled, type Offset, roll } from './transform.js';

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
  readonly position?: { readonly y: number; readonly x: number };
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
export const MASTER_BOUND = 1.25;

/** Opens an ascent. It holds only memory, so it need not be closed. */
export function openAscent(sessions: SessionSource): Ascent {
  let scratch: Scratch | undefined;
  return {
    async climb(picture, objective, how, signal) {
      if (scratch?.image.data.length !== picture.data.length || scratch.image.shape[3] !== picture.shape[3]) {
        scratch = openScratch(picture.shape);
      }
      const { image, conditioner } = scratch;
      let measured: Measured | undefined;
      let scores: Scores | undefined;
      for (let step = 0; step < how.steps; step++) {
        signal?.throwIfAborted();
        const offset = how.jitterAt(step);
        // The network reads RGB in [0, 1].
        roll(picture, image, offset, { scale: 0.5, offset: 0.5 });
        const rolled = how.carriesPositions === true ? moved(objective, offset, image.shape) : objective;
        const { gradient, ...now } = await gradientOf(sessions, image, rolled, measured);
        scores ??= now.scores;
        measured = now;
        const direction = step === 0 && how.smooth > 0 ? image : gradient;
        if (direction === image) gaussianBlur(gradient, image, how.smooth);
        if (how.look === 'raw') normalize(direction.data);
        else conditioner.condition(direction.data, { bands: how.bands, color: how.color });
        const back = { dy: -offset.dy, dx: -offset.dx };
        addRolled(direction, picture, back, { rate: how.rate, low: -MASTER_BOUND, high: MASTER_BOUND });
      }
      return scores ?? [];
    },
  };
}

/** An objective whose positions are rolled with the picture. */
function moved(objective: readonly ObjectiveTerm[], { dy, dx }: Offset, shape: readonly number[]): ObjectiveTerm[] {
  const [height, width] = shape.slice(2) as [number, number];
  const around = (position: number) => position - Math.floor(position);
  return objective.map(({ neuron, weight }) => {
    if (neuron.position === undefined) return { neuron, weight };
    const { y, x } = neuron.position;
    return { neuron: { ...neuron, position: { y: around(y + dy / height), x: around(x + dx / width) } }, weight };
  });
}

interface Scratch {
  readonly image: Tensor;
  readonly conditioner: Conditioner;
}

function openScratch(shape: readonly number[]): Scratch {
  return { image: tensor(shape), conditioner: openConditioner({ height: shape[2]!, width: shape[3]! }) };
}

interface Measured {
  /** RMS of the gradient of each term, in the objective's order. */
  readonly rms: readonly number[];
  readonly scores: Scores;
}

/**
 * The gradient of an objective: the gradient of each term is scaled to unit RMS, then weighted. Terms of one session
 * whose RMS is known share one evaluation, since the gradient is linear in the weights.
 *
 * @param before - The measurements of an earlier step on nearly the same picture.
 */
async function gradientOf(
  sessions: SessionSource,
  image: Tensor,
  objective: readonly ObjectiveTerm[],
  before: Measured | undefined,
): Promise<Measured & { readonly gradient: Tensor }> {
  const first = objective[0]!.neuron;
  if (before !== undefined && objective.every(({ neuron }) => isEvaluatedWith(neuron, first))) {
    const shares = objective.map(({ neuron, weight }, i) => ({ neuron, weight: share(weight, before.rms[i]!) }));
    const { gradient } = await evaluate(sessions, image, shares);
    return { ...before, gradient };
  }
  const atOnce = sessionsOf(objective);
  const rms: number[] = [];
  const scores: number[] = [];
  let sum: Tensor | undefined;
  for (const { neuron, weight } of objective) {
    const { gradient, score } = await evaluate(sessions, image, [{ neuron, weight: 1 }], atOnce);
    const own = rootMeanSquare(gradient.data);
    rms.push(own);
    scores.push(score);
    sum = addTo(sum, gradient, share(weight, own));
  }
  return { gradient: sum!, rms, scores };
}

function isEvaluatedWith(a: ObjectiveTarget, b: ObjectiveTarget): boolean {
  return a.layer === b.layer && a.kind === b.kind && a.position?.y === b.position?.y && a.position?.x === b.position?.x;
}

/** The number of different sessions that an objective needs. */
export function sessionsOf(objective: readonly ObjectiveTerm[]): number {
  return new Set(objective.map(({ neuron: { layer, kind = 'channel' } }) => `${kind} ${layer}`)).size;
}

/**
 * Evaluates terms of one session together.
 *
 * @param image - `[1, 3, height, width]`, RGB in [0, 1].
 * @param atOnce - See `SessionSource`.
 */
export async function evaluate(
  sessions: SessionSource,
  image: Tensor,
  terms: readonly ObjectiveTerm[],
  atOnce = 1,
): Promise<Evaluation> {
  const { layer, kind, position } = terms[0]!.neuron;
  const { session, channels } = await sessions(layer, kind, atOnce);
  const weights = new Float32Array(channels);
  for (const { neuron, weight } of terms) {
    const { index, direction } = neuron;
    if (index !== undefined) weights[index]! += weight;
    if (direction === undefined) continue;
    if (direction.length !== channels) {
      throw new RangeError(`Expected \`direction\` to have ${channels} numbers for ${layer}, got ${direction.length}.`);
    }
    for (let i = 0; i < channels; i++) weights[i]! += weight * direction[i]!;
  }
  const rows = new Map([[layer, weights]]);
  if (position !== undefined) rows.set(positionInput(layer), Float32Array.of(position.y, position.x));
  return session.evaluate({ image, weights: rows });
}

/** The factor that scales a gradient of this RMS to its weight; 0 for a term without gradient. */
function share(weight: number, rms: number): number {
  return rms === 0 ? 0 : weight / rms;
}

/** `sum + factor * more`, in the buffer of `sum`, or of `more` when there is no sum yet. */
function addTo(sum: Tensor | undefined, more: Tensor, factor: number): Tensor {
  const to = sum ?? more;
  const [a, b] = [to.data, more.data];
  if (sum === undefined) for (let i = 0; i < a.length; i++) a[i]! *= factor;
  else for (let i = 0; i < a.length; i++) a[i]! += factor * b[i]!;
  return to;
}
