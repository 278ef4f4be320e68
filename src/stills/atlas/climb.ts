// From a grown picture to what an atlas keeps of a neuron.

import type { ClimbMeasures, SeenClass } from '../../atlas/atlas.js';
import { measurePicture, rounded } from '../../atlas/measure.js';
import type { Rgb8Image } from '../../tensor/pixels.js';
import type { Still } from '../still.js';
import type { JournalEntry } from './journal.js';
import { shrunk } from './sheets.js';

/** Measures a neuron by its picture and its climb. */
export async function measureStill(
  neuron: number,
  still: Still,
  cell: number,
  classesOf: (picture: Rgb8Image) => Promise<readonly SeenClass[]>,
): Promise<JournalEntry> {
  const thumbnail = await shrunk(still, cell);
  const classes = await classesOf(still);
  return { measured: { neuron, ...climbMeasures(still), classes, ...measurePicture(thumbnail) }, thumbnail };
}

/** What a climb's scores tell. */
export function climbMeasures({ startScore, endScore, curve, isActive: lit }: Still): Omit<ClimbMeasures, 'classes'> {
  return {
    scoreStart: digits(startScore),
    scoreEnd: digits(endScore),
    convergence: rounded(convergence(curve), 3),
    dead: !lit,
  };
}

/**
 * The share of the climb that was still to come when half of the gain was made: near 1 for what takes off at once. A climb that gained nothing has none.
 *
 * @param curve - Scores at even distances, from the first to the last; at least two.
 */
export function convergence(curve: readonly number[]): number {
  const [start, end] = [curve[0]!, curve.at(-1)!];
  const half = (start + end) / 2;
  if (!(end > start)) return 0;
  const after = curve.findIndex((score) => score >= half);
  const [low, high] = [curve[after - 1]!, curve[after]!];
  const at = after - 1 + (half - low) / (high - low);
  return 1 - at / (curve.length - 1);
}

function digits(score: number): number {
  return Number(score.toPrecision(6));
}
