// From settings to the timeline's plan, once the random neurons are drawn.

import type { CycleEntry } from '../timeline/cycle.js';
import type { TimelinePlan } from '../timeline/timeline.js';
import type { Settings } from './settings.js';

/**
 * The plan of a film's timeline.
 *
 * @param entries - The cycle with its random neurons drawn, in the order of the settings' items; at least one.
 */
export function toTimelinePlan(settings: Settings, entries: readonly CycleEntry[]): TimelinePlan {
  const { fps, durationSeconds, seed, opening, camera, ascent, grade } = settings;
  return {
    fps,
    durationSeconds,
    seed,
    shortSide: Math.min(settings.width, settings.height),
    opening,
    cycle: { order: settings.cycle.order, entries },
    camera,
    ascent,
    grade,
  };
}
