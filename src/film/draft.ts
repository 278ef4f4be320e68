// Makes the settings of a draft: the same shots, small and fast, for a first look at a preset.

import { extname } from 'node:path';
import { lowestTerms } from '../preset/frame-rate.js';
import type { Settings } from '../preset/settings.js';
import { mapValues } from '../timeline/schedule.js';

/** Short side of a draft's frames, in pixels: enough for every layer but the deepest, and to judge a motion by eye. */
const SHORT_SIDE = 160;

/** A draft has at most this many frames per second; it skips frames of the film. */
const MAX_FPS = 16;

/** At most this many frames become one: a preset zooms by up to 2 per frame, and a warp can follow 2^6. */
const MAX_SKIP = 6;

/**
 * The settings of a draft: smaller frames, and fewer per second. Values in pixels of the picture (jitter and smooth)
 * shrink with the frames; times in seconds stay. A file gets the name `NAME.draft.mp4`, so that a draft never replaces
 * its film.
 */
export function toDraft(settings: Settings): Settings {
  const { width, height, camera, ascent, output } = settings;
  const factor = Math.min(1, SHORT_SIDE / Math.min(width, height));
  const even = (pixels: number) => 2 * Math.max(8, Math.round((pixels * factor) / 2));
  const smaller = (pixels: number) => pixels * factor;
  const { numerator, denominator } = settings.fps;
  const skip = Math.min(MAX_SKIP, Math.max(1, Math.ceil(numerator / denominator / MAX_FPS)));
  const { zoom } = camera;
  return {
    ...settings,
    width: even(width),
    height: even(height),
    fps: lowestTerms(numerator, denominator * skip),
    camera: {
      ...camera,
      // The only speed per frame: one frame of the draft zooms as far as the frames that it replaces.
      zoom: 'perFrame' in zoom ? { perFrame: mapValues(zoom.perFrame, (ratio) => ratio ** skip) } : zoom,
    },
    ascent: {
      ...ascent,
      margin: Math.round(ascent.margin * Math.sqrt(factor)),
      jitter: mapValues(ascent.jitter, smaller),
      smooth: mapValues(ascent.smooth, smaller),
    },
    output: { ...output, file: output.file === null ? null : toDraftName(output.file) },
  };
}

/** The name of a draft for the name of its film, with or without extension. */
export function toDraftName(name: string): string {
  const extension = extname(name);
  return `${name.slice(0, name.length - extension.length)}.draft${extension}`;
}
