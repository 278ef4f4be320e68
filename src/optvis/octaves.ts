// Octaves: the same neurons climbed at several scales of one picture, from coarse to fine, as in google/deepdream, but
// at every key of a film. A neuron makes forms of a fixed number of pixels; in a small copy of the picture they are
// large parts of it, and a step there costs a fraction of one at full size. The changes in the copy are enlarged
// and added to the picture, so the picture keeps its detail.

import { openStream, type RandomStream } from '../tensor/random.js';
import type { Tensor } from '../tensor/tensor.js';
import { type Climb, type ObjectiveTerm, openAscent, type Scores, type SessionSource } from './ascend.js';
import { type OctaveCopies, openOctaveCopies } from './octave-copies.js';
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
   * @param random - The key of the random offsets, besides the octave and the step.
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

/** The scores of the coarsest octave that was climbed; the others see only parts of its forms. */
export function coarsestScores(octaves: readonly Scores[]): Scores {
  return octaves.find((scores) => scores.length > 0) ?? [];
}

/** An octave rolls by at most this share of its short side, or a roll would wrap its large forms around. */
const JITTER_SHARE = 1 / 8;

/**
 * Opens nothing yet: sessions come from `sessions`.
 *
 * @param tiling - How to cut pictures that are too large for the network as a whole. @default not cut
 */
export function openOctaveAscent(untiled: SessionSource, tiling?: Tiling): OctaveAscent {
  const sessions = tiling === undefined ? untiled : tiledSessions(untiled, tiling);
  // One ascent per octave, since an ascent keeps buffers of one size.
  const ascents: ReturnType<typeof openAscent>[] = [];
  let copies: OctaveCopies | undefined;
  return {
    async climb(master, objective, { octaves, jitter, ...how }, { seed, frame }, signal) {
      const scales = octaves.map(({ scale }) => scale);
      if (copies?.fits(master.shape, scales) !== true) copies = openOctaveCopies(master.shape, scales, copies);
      const pictures = copies.take(master);
      const scores: Scores[] = [];
      for (const [i, { scale, ...steps }] of octaves.entries()) {
        const picture = pictures[i]!;
        copies.bring(i, master);
        if (steps.steps === 0) scores.push([]);
        else {
          ascents[i] ??= openAscent(sessions);
          const [height, width] = picture.shape.slice(2) as [number, number];
          const most = Math.floor(JITTER_SHARE * Math.min(height, width));
          const rolls = rollsOf({ height, width }, scale === 1 ? jitter : Math.min(jitter, most), (use, step) =>
            // The coarsest octave draws the same numbers as a picture of one scale and as that of a smaller film.
            openStream(seed, use, frame, step, ...(i === 0 ? [] : [i])),
          );
          scores.push(await ascents[i].climb(picture, objective, { ...how, ...steps, ...rolls }, signal));
        }
      }
      copies.bring(octaves.length, master);
      return scores;
    },
  };

  /** The roll of each step: a jitter, and an offset of the tiles if the picture is cut. */
  function rollsOf(
    size: { readonly height: number; readonly width: number },
    jitter: number,
    draw: (use: 'jitter' | 'tiles', step: number) => RandomStream,
  ): Pick<Climb, 'jitterAt' | 'carriesPositions'> {
    const jitterAt = (step: number) => randomOffset(draw('jitter', step), jitter);
    if (tiling === undefined || tileCount(size, tiling) === 1) return { jitterAt };
    return {
      carriesPositions: true,
      jitterAt(step) {
        const { dy, dx } = jitterAt(step);
        const shift = tileShift(size, tiling, draw('tiles', step));
        return { dy: dy + shift.dy, dx: dx + shift.dx };
      },
    };
  }
}
