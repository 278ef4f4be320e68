import type { Settings } from '../preset/settings.js';
import type { Timeline } from '../timeline/timeline.js';
/**
 * Checks the octaves and the cadence of a film.
 *
 * @param smallest - The smallest master that the film's layers can take, in pixels a side.
 * @throws UserError SIZE_TOO_SMALL for an octave, with the smallest one that fits; PRESET_INVALID for a cadence, with
 *   the largest one that the motion allows.
 */
export declare function checkAscent(settings: Settings, timeline: Timeline, smallest: number): void;
