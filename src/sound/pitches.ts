// How strong each of the twelve pitches is over time, as weights for twelve neurons.

import type { SoundAnalysis } from './analysis.js';
import { smoothed } from './rhythm/envelope.js';
import { CHROMA_RATE, PITCHES } from './spectra.js';

/** Rows of twelve weights, evenly apart. */
export interface PitchWeights {
  /** Rows per second. */
  readonly rate: number;
  /** From C up; each row sums to 1, with at most three weights above 0. */
  readonly rows: Float32Array;
}

/** More pitches at a time would be a muddle, and each costs an evaluation of the network. */
const MOST = 3;
/** Strong pitches stand out by this power. */
const POWER = 3;

/**
 * The weights of the pitches over a track. In silence they stay as they were.
 *
 * @param blendSeconds - How long a pitch takes to replace another, 0 or more.
 */
export function pitchWeights({ spectra: { chroma } }: SoundAnalysis, blendSeconds: number): PitchWeights {
  const count = chroma.length / PITCHES;
  // A Gaussian goes from a tenth to nine tenths of a step in 2.6 deviations.
  const sigma = Math.max(1e-3, (blendSeconds * CHROMA_RATE) / 2.6);
  const pitches = Array.from({ length: PITCHES }, (_, pitch) =>
    smoothed(
      Float64Array.from({ length: count }, (_, n) => chroma[n * PITCHES + pitch]! / 255),
      sigma,
    ),
  );
  const rows = new Float32Array(count * PITCHES);
  let before = Float64Array.from({ length: PITCHES }, (_, pitch) => Number(pitch === 0));
  for (let n = 0; n < count; n++) {
    const row = strongest(Float64Array.from(pitches, (values) => values[n]! ** POWER));
    if (row !== undefined) before = row;
    rows.set(before, n * PITCHES);
  }
  return { rate: CHROMA_RATE, rows };
}

/** The strongest as weights; each fades to 0 as it falls behind the others. Undefined in silence. */
function strongest(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> | undefined {
  const limit = [...values].sort((a, b) => b - a)[MOST]!;
  const above = values.map((value) => Math.max(0, value - limit));
  const sum = above.reduce((all, value) => all + value, 0);
  return sum < 1e-6 ? undefined : above.map((value) => value / sum);
}
