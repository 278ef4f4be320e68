// The ascent: steps up the gradient of a cast of neurons, on the float master picture. Each step rolls the picture by a random offset, asks the
// engine for the gradient, conditions it, and adds it with a fixed RMS.

import type { Evaluation, Session } from '../engines/engine.js';
import { gaussianBlur } from '../tensor/filter.js';
import { type Tensor, tensor } from '../tensor/tensor.js';
import { type Conditioner, normalize, openConditioner, rootMeanSquare } from './conditioning.js';
import { type ObjectiveKind, positionInput } from './objective.js';
import { addRolled, type Offset, roll } from './transform.js';

/** What may be climbed: a neuron, or another reading of a layer. */
export interface ObjectiveTarget {
  readonly layer: string;
  /** The channel that counts. */
  readonly index?: number;
  /** How much each channel (of 'gram': each pair of channels) counts, in place of `index`; may change between steps. */
  readonly direction?: ArrayLike<number>;
  /** @default 'channel' */
  readonly kind?: ObjectiveKind;
  /** Of 'neuron': how far down and to the right, from 0 to 1. */
  readonly position?: { readonly y: number; readonly x: number };
}

/** A neuron on stage, or another aim. */
export interface ObjectiveTerm {
  readonly neuron: ObjectiveTarget;
  /** Its share; below 0 it is climbed down from. Those of a film's cast are above 0 and sum to 1. */
  readonly weight: number;
}

/** How one call of `climb` climbs. */
export interface Climb {
  readonly steps: number;
  /** RMS of one step's change, in the master's units ([-1, 1] is black to white). */
  readonly rate: number;
  /** Weights of the gradient's bands from fine to coarse. */
  readonly bands: readonly number[];
  /** Liveliness of colour: 1 calm, 2 lively. */
  readonly color: number;
  /** Standard deviation of the blur on the first step's gradient, in pixels; 0 is none. */
  readonly smooth: number;
  /** 'raw' only normalises the gradient. */
  readonly look: 'natural' | 'raw';
  /** The roll of each step. */
  jitterAt(step: number): Offset;
}

/** The score of every neuron of the cast at the first step, in the cast's order. Empty when there was no step. */
export type Scores = readonly number[];

/** Where sessions come from: one for each layer and reading ('channel' unless told), opened when first asked for. */
export type SessionSource = (layer: string, kind?: ObjectiveKind) => Promise<SessionOfLayer>;

/** A session whose graph has one tap: this layer. */
export interface SessionOfLayer {
  readonly session: Session;
  /** Neurons of the layer, or whatever else its weights weigh. */
  readonly channels: number;
}

/** Climbs pictures; keeps buffers of the last size. */
export interface Ascent {
  /**
   * Climbs in place.
   *
   * @param picture - The master, `[1, 3, height, width]`, centred on 0.
   * @throws NotFiniteError when the gradient is not finite.
   */
  climb(picture: Tensor, cast: readonly ObjectiveTerm[], how: Climb, signal?: AbortSignal): Promise<Scores>;
}

/** The master's values are held in this range: the network saw no brighter white, and without bounds the brightest grow for ever. */
export const MASTER_BOUND = 1.25;

/** An ascent whose sessions come from `sessions`. */
export function openAscent(sessions: SessionSource): Ascent {
  let scratch: Scratch | undefined;
  return {
    async climb(picture, cast, how, signal) {
      if (scratch?.image.data.length !== picture.data.length || scratch.image.shape[3] !== picture.shape[3]) {
        scratch = openScratch(picture.shape);
      }
      const { image, conditioner } = scratch;
      let measured: Measured | undefined;
      let scores: Scores | undefined;
      for (let step = 0; step < how.steps; step++) {
        signal?.throwIfAborted();
        const offset = how.jitterAt(step);
        // The network wants RGB in [0, 1].
        roll(picture, image, offset, { scale: 0.5, offset: 0.5 });
        const { gradient, ...now } = await gradientOf(sessions, image, cast, measured);
        scores ??= now.scores;
        measured = now;
        const direction = step === 0 && how.smooth > 0 ? image : gradient;
        if (direction === image) gaussianBlur(gradient, image, how.smooth);
        if (how.look === 'raw') normalize(direction.data);
        else conditioner.condition(direction.data, { bands: how.bands, color: how.color });
        addRolled(
          direction,
          picture,
          { dy: -offset.dy, dx: -offset.dx },
          {
            rate: how.rate,
            low: -MASTER_BOUND,
            high: MASTER_BOUND,
          },
        );
      }
      return scores ?? [];
    },
  };
}

interface Scratch {
  readonly image: Tensor;
  readonly conditioner: Conditioner;
}

function openScratch(shape: readonly number[]): Scratch {
  return { image: tensor(shape), conditioner: openConditioner({ height: shape[2]!, width: shape[3]! }) };
}

interface Measured {
  /** RMS of each neuron's own gradient, in the cast's order. */
  readonly rms: readonly number[];
  readonly scores: Scores;
}

/**
 * The gradient of a cast: each neuron's own gradient is brought to unit RMS, then weighted. Neurons of one layer whose RMS is known share one
 * evaluation, since the gradient is linear in the weights.
 *
 * @param before - What an earlier step measured on nearly the same picture.
 */
async function gradientOf(
  sessions: SessionSource,
  image: Tensor,
  cast: readonly ObjectiveTerm[],
  before: Measured | undefined,
): Promise<Measured & { readonly gradient: Tensor }> {
  const first = cast[0]!.neuron;
  if (before !== undefined && cast.every(({ neuron }) => isReadTogether(neuron, first))) {
    const shares = cast.map(({ neuron, weight }, i) => ({ neuron, weight: share(weight, before.rms[i]!) }));
    const { gradient } = await evaluate(sessions, image, shares);
    return { ...before, gradient };
  }
  const rms: number[] = [];
  const scores: number[] = [];
  let sum: Tensor | undefined;
  for (const { neuron, weight } of cast) {
    const { gradient, score } = await evaluate(sessions, image, [{ neuron, weight: 1 }]);
    const own = rootMeanSquare(gradient.data);
    rms.push(own);
    scores.push(score);
    sum = addTo(sum, gradient, share(weight, own));
  }
  return { gradient: sum!, rms, scores };
}

function isReadTogether(a: ObjectiveTarget, b: ObjectiveTarget): boolean {
  return a.layer === b.layer && a.kind === b.kind && a.position?.y === b.position?.y && a.position?.x === b.position?.x;
}

/** Evaluates aims that are read together. */
export async function evaluate(
  sessions: SessionSource,
  image: Tensor,
  aims: readonly ObjectiveTerm[],
): Promise<Evaluation> {
  const { layer, kind, position: place } = aims[0]!.neuron;
  const { session, channels } = await sessions(layer, kind);
  const weights = new Float32Array(channels);
  for (const { neuron, weight } of aims) {
    const { index, direction } = neuron;
    if (index !== undefined) weights[index]! += weight;
    if (direction === undefined) continue;
    if (direction.length !== channels) {
      throw new RangeError(`Expected \`direction\` to have ${channels} numbers for ${layer}, got ${direction.length}.`);
    }
    for (let i = 0; i < channels; i++) weights[i]! += weight * direction[i]!;
  }
  const rows = new Map([[layer, weights]]);
  if (place !== undefined) rows.set(positionInput(layer), Float32Array.of(place.y, place.x));
  return session.evaluate({ image, weights: rows });
}

/** The factor that brings a gradient of this RMS to its weight; a neuron without gradient has no say. */
function share(weight: number, rms: number): number {
  return rms === 0 ? 0 : weight / rms;
}

/** `sum + factor * more`, into the buffer of either. */
function addTo(sum: Tensor | undefined, more: Tensor, factor: number): Tensor {
  const to = sum ?? more;
  const [a, b] = [to.data, more.data];
  if (sum === undefined) for (let i = 0; i < a.length; i++) a[i]! *= factor;
  else for (let i = 0; i < a.length; i++) a[i]! += factor * b[i]!;
  return to;
}
