// Octaves: the same neurons climbed at several scales of one picture, from coarse to fine (google/deepdream's octaves,
// kept alive in a film). A neuron makes forms of a fixed number of pixels; in a small copy of the picture they are
// large parts of it, and a step there costs a fraction of one at full size. What the climb changed in the copy is
// enlarged and added to the picture, so that nothing of its detail is lost.

import { openStream } from '../tensor/random.js';
import { resize } from '../tensor/resample.js';
import type { Tensor } from '../tensor/tensor.js';
import { type Climb, MASTER_BOUND, type ObjectiveTerm, openAscent, type Scores, type SessionSource } from './ascend.js';
import { type Tiling, tileCount, tiledSessions, tileShift } from './tiles.js';
import { randomOffset } from './transform.js';

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
   * @param random - What the offsets follow from, besides the octave and the step.
   * @returns The scores at the first step of each octave, in their order.
   * @throws NotFiniteError when the gradient is not finite.
   */
  climb(
    master: Tensor,
    objective: readonly ObjectiveTerm[],
    how: OctaveClimb,
    random: { readonly seed: number; readonly frame: number },
    signal?: AbortSignal,
  ): Promise<readonly Scores[]>;
}

/** The scores of the coarsest octave that was climbed: the others see parts of its forms. */
export function coarsestScores(octaves: readonly Scores[]): Scores {
  return octaves.find((scores) => scores.length > 0) ?? [];
}

/** An octave rolls by at most this share of its short side, or a roll would wrap its large forms around. */
const JITTER_SHARE = 1 / 8;

/**
 * Opens nothing yet: sessions come from `sessions`.
 *
 * @param tiling - How pictures are cut that are too large for the network as a whole. @default none is
 */
export function openOctaveAscent(untiled: SessionSource, tiling?: Tiling): OctaveAscent {
  const sessions = tiling === undefined ? untiled : tiledSessions(untiled, tiling);
  // One for each octave: an ascent keeps the buffers of one size.
  const ascents: ReturnType<typeof openAscent>[] = [];
  return {
    async climb(master, objective, { octaves, jitter, ...how }, { seed, frame }, signal) {
      const scores: Scores[] = [];
      for (const [i, octave] of octaves.entries()) {
        ascents[i] ??= openAscent(sessions);
        const ascent = ascents[i];
        const { scale, ...steps } = octave;
        // The coarsest octave draws what a picture of one scale draws, and what the coarsest of a smaller film draws.
        const finer = i === 0 ? [] : [i];
        const climb = (picture: Tensor) => {
          const [height, width] = picture.shape.slice(2) as [number, number];
          const share = Math.floor(JITTER_SHARE * Math.min(height, width));
          const most = scale === 1 ? jitter : Math.min(jitter, share);
          const rollAt = (step: number) => randomOffset(openStream(seed, 'jitter', frame, step, ...finer), most);
          if (tiling === undefined || tileCount({ height, width }, tiling) === 1) {
            return ascent.climb(picture, objective, { ...how, ...steps, jitterAt: rollAt }, signal);
          }
          const jitterAt = (step: number) => {
            const { dy, dx } = rollAt(step);
            const shift = tileShift({ height, width }, tiling, openStream(seed, 'tiles', frame, step, ...finer));
            return { dy: dy + shift.dy, dx: dx + shift.dx };
          };
          return ascent.climb(picture, objective, { ...how, ...steps, jitterAt, carriesPositions: true }, signal);
        };
        if (octave.steps === 0) scores.push([]);
        else if (scale === 1) scores.push(await climb(master));
        else scores.push(await climbCopy(master, scale, climb));
      }
      return scores;
    },
  };
}

/** Climbs a smaller copy, and adds what has changed in it to the master. */
async function climbCopy(master: Tensor, scale: number, climb: (copy: Tensor) => Promise<Scores>): Promise<Scores> {
  const [height, width] = master.shape.slice(2) as [number, number];
  const small = resize(master, Math.max(1, Math.round(height * scale)), Math.max(1, Math.round(width * scale)));
  const before = small.data.slice();
  const scores = await climb(small);
  for (let i = 0; i < before.length; i++) small.data[i]! -= before[i]!;
  const change = resize(small, height, width).data;
  const { data } = master;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]! + change[i]!;
    data[i] = value < -MASTER_BOUND ? -MASTER_BOUND : value > MASTER_BOUND ? MASTER_BOUND : value;
  }
  return scores;
}
