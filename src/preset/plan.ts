// From settings to the timeline's plan, once every neuron has a number.

import type { CycleEntry } from '../timeline/cycle.js';
import type { TimelinePlan } from '../timeline/timeline.js';
import type { CycleItem, Settings } from './settings.js';

/**
 * The plan of a film's timeline, for `createTimeline`.
 *
 * @param entries - The cycle, at least one entry. @default the neurons of the settings
 * @throws RangeError without `entries`, when a neuron of the settings has no number yet: `prepareFilm` finds and draws
 *   them.
 */
export function toTimelinePlan(
  settings: Settings,
  entries: readonly CycleEntry[] = settings.cycle.items.map(entryOf),
): TimelinePlan {
  const { fps, durationSeconds, seed, opening, camera, ascent, grade } = settings;
  return {
    fps,
    durationSeconds,
    seed,
    shortSide: Math.min(settings.width, settings.height),
    opening,
    cycle: { order: settings.cycle.order, entries },
    camera,
    ascent: { ...ascent, octaves: ascent.octaves === 'auto' ? octavesFor(settings) : ascent.octaves },
    grade,
  };
}

function entryOf(item: CycleItem): CycleEntry {
  if (item.kind !== 'neuron') throw new RangeError(`Expected every neuron to have a number, got a '${item.kind}'.`);
  const { layer, neuron, holdSeconds, blendSeconds } = item;
  return { neuron: { layer, index: neuron }, holdSeconds, blendSeconds };
}

/**
 * Short side of the coarsest octave that `auto` aims at, in pixels: a form of a middle layer, 30 to 120 px, is then a
 * good part of the frame.
 */
const COARSEST_PIXELS = 200;

function octavesFor({ width, height }: Settings): number {
  return Math.max(1, 1 + Math.round(Math.log2(Math.min(width, height) / COARSEST_PIXELS)));
}
