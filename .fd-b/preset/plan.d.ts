import type { CycleEntry } from '../timeline/cycle.js';
import type { TimelinePlan } from '../timeline/timeline.js';
import type { Settings } from './settings.js';
/**
 * The plan of a film's timeline, for `createTimeline`.
 *
 * @param entries - The cycle, at least one entry. @default the neurons of the settings
 * @param smallest - The smallest master that the film's layers can take, in pixels a side: octaves chosen by
 *   the size of forms are not smaller. @default any
 * @throws RangeError without `entries`, when a neuron of the settings has no number yet: `prepareFilm` finds and draws
 *   them.
 */
export declare function toTimelinePlan(settings: Settings, entries?: readonly CycleEntry[], smallest?: number): TimelinePlan;
