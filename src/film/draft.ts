// A draft: the same shots, small and fast, for a first look at a preset.

import type { Settings } from '../preset/settings.js';
import type { ScheduleSpec } from '../timeline/schedule.js';

/** Short side of a draft's frames, in pixels: enough for every layer but the deepest and for an eye to judge a motion. */
const SHORT_SIDE = 160;

/** Frames per second that a draft stays under by leaving out every other frame. */
const MOST_FPS = 16;

/** The settings of a draft: smaller frames, fewer a second; the timeline in seconds stays as it is. */
export function toDraft(settings: Settings): Settings {
  const factor = Math.min(1, SHORT_SIDE / Math.min(settings.width, settings.height));
  const even = (pixels: number) => 2 * Math.max(8, Math.round((pixels * factor) / 2));
  const { numerator, denominator } = settings.fps;
  const skip = Math.max(1, Math.ceil(numerator / denominator / MOST_FPS));
  const { zoom } = settings.camera;
  return {
    ...settings,
    width: even(settings.width),
    height: even(settings.height),
    fps: lowestTerms(numerator, denominator * skip),
    camera: {
      ...settings.camera,
      // The one speed that is told by the frame: two frames' zoom in one.
      zoom: 'perFrame' in zoom ? { perFrame: toPower(zoom.perFrame, skip) } : zoom,
    },
    ascent: { ...settings.ascent, margin: Math.round(settings.ascent.margin * Math.sqrt(factor)) },
  };
}

function toPower(spec: ScheduleSpec, power: number): ScheduleSpec {
  if (typeof spec === 'number') return spec ** power;
  if ('wave' in spec) return { ...spec, low: spec.low ** power, high: spec.high ** power };
  return spec.map((keyframe) => ({ ...keyframe, value: keyframe.value ** power }));
}

function lowestTerms(numerator: number, denominator: number): Settings['fps'] {
  let [a, b] = [numerator, denominator];
  while (b > 0) [a, b] = [b, a % b];
  return { numerator: numerator / a, denominator: denominator / a };
}
