import type { ClimbMeasures, SeenClass } from '../../atlas/atlas.js';
import type { Rgb8Image } from '../../tensor/pixels.js';
import type { Still } from '../still.js';
import type { JournalEntry } from './journal.js';
/** Measures a neuron from its picture and its ascent. */
export declare function measureStill(neuron: number, still: Still, cell: number, classesOf: (picture: Rgb8Image) => Promise<readonly SeenClass[]>): Promise<JournalEntry>;
/** The measures of an ascent. */
export declare function climbMeasures({ startScore, endScore, curve, isActive }: Still): Omit<ClimbMeasures, 'classes'>;
/**
 * The share of the ascent that remained when half of the gain was reached: near 1 for a neuron whose score rises at
 * once, 0 for an ascent without gain.
 *
 * @param curve - Scores at equal intervals, from the first to the last; at least two.
 */
export declare function convergence(curve: readonly number[]): number;
