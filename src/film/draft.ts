// A draft: the same shots, small and fast, for a first look at a preset.

import { extname } from 'node:path';
import { lowestTerms } from '../preset/frame-rate.js';
import type { Settings } from '../preset/settings.js';
import { mapValues } from '../timeline/schedule.js';

/** Short side of a draft's frames, in pixels: enough for every layer but the deepest and for an eye to judge a motion. */
const SHORT_SIDE = 160;

/** Frames per second that a draft stays under by leaving out every other frame. */
const MOST_FPS = 16;

/** Most frames made one: a preset zooms by up to 2 a frame, and a warp can follow 2^6. */
const MOST_SKIP = 6;

/**
 * The settings of a draft: smaller frames, fewer a second; the timeline in seconds stays as it is. Its file is called `NAME.draft.mp4`, so that it
 * takes no film's place.
 */
export function toDraft(settings: Settings): Settings {
  const factor = Math.min(1, SHORT_SIDE / Math.min(settings.width, settings.height));
  const even = (pixels: number) => 2 * Math.max(8, Math.round((pixels * factor) / 2));
  const { numerator, denominator } = settings.fps;
  const skip = Math.min(MOST_SKIP, Math.max(1, Math.ceil(numerator / denominator / MOST_FPS)));
  const { zoom } = settings.camera;
  const { file } = settings.output;
  return {
    ...settings,
    width: even(settings.width),
    height: even(settings.height),
    fps: lowestTerms(numerator, denominator * skip),
    camera: {
      ...settings.camera,
      // The one speed that is told by the frame: two frames' zoom in one.
      zoom: 'perFrame' in zoom ? { perFrame: mapValues(zoom.perFrame, (ratio) => ratio ** skip) } : zoom,
    },
    ascent: { ...settings.ascent, margin: Math.round(settings.ascent.margin * Math.sqrt(factor)) },
    output: { ...settings.output, file: file === null ? null : toDraftName(file) },
  };
}

/** The name of a draft beside the name of its film, with an ending or without. */
export function toDraftName(name: string): string {
  const ending = extname(name);
  return `${name.slice(0, name.length - ending.length)}.draft${ending}`;
}
