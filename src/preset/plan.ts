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
    ascent: { ...ascent, octaves: ascent.octaves === 'auto' ? octavesFor(settings) : ascent.octaves },
    grade,
  };
}

/**
 * Short side of the coarsest octave that `auto` aims at, in pixels: a form of a middle layer, 30 to 120 px, is then a
 * good part of the frame.
 */
const COARSEST_PIXELS = 200;

function octavesFor({ width, height }: Settings): number {
  return Math.max(1, 1 + Math.round(Math.log2(Math.min(width, height) / COARSEST_PIXELS)));
}
