// Makes the settings of a draft: the same shots, small and fast, for a first look at a preset.
import { extname } from 'node:path';
import { lowestTerms } from '../preset/frame-rate.js';
import { octavesWithin } from '../timeline/octaves.js';
import { mapValues } from '../timeline/schedule.js';
/** A draft's frames have a quarter of the film's size. */
const FACTOR = 1 / 4;
/** Short side of a draft's frames at least, in pixels: enough for every layer but the deepest, and to judge a motion. */
const LEAST_SHORT_SIDE = 160;
/** A draft has at most this many frames per second; it skips frames of the film. */
const MAX_FPS = 16;
/** At most this many frames become one: a preset zooms by up to 2 per frame, and a warp can follow 2^6. */
const MAX_SKIP = 6;
/**
 * The settings of a draft: smaller frames, and fewer per second. The coarsest octave has the film's size, and the growth
 * goes through the film's first sizes, so the forms are the same ones; finer octaves are left out. Where the film has
 * one scale only, what is measured in its pixels (jitter and smooth) shrinks with the frames. The timeline in seconds
 * stays. A file gets the name `NAME.draft.mp4`, so that a draft never replaces its film.
 */
export function toDraft(settings) {
    const { width, height, camera, ascent, opening, output } = settings;
    const short = Math.min(width, height);
    const factor = Math.min(1, Math.max(FACTOR, LEAST_SHORT_SIDE / short));
    const even = (pixels) => 2 * Math.max(8, Math.round((pixels * factor) / 2));
    const hasOneScale = ascent.octaves === 1;
    const smaller = (pixels) => (hasOneScale ? pixels * factor : pixels);
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
        opening: { ...opening, enlargements: enlargementsUpTo(opening, short, factor) },
        ascent: {
            ...ascent,
            octaves: fewerOctaves(ascent.octaves, factor),
            margin: hasOneScale ? Math.round(ascent.margin * Math.sqrt(factor)) : ascent.margin,
            jitter: mapValues(ascent.jitter, smaller),
            smooth: mapValues(ascent.smooth, smaller),
        },
        output: { ...output, file: output.file === null ? null : toDraftName(output.file) },
    };
}
/** The enlargements of the growth up to a fraction of the film's size. */
function enlargementsUpTo({ enlargements, fromPixels }, short, factor) {
    if (fromPixels >= short * factor)
        return enlargements;
    const share = Math.log((short * factor) / fromPixels) / Math.log(short / fromPixels);
    return Math.max(1, Math.round(enlargements * share));
}
/** The octaves of a film that a smaller one has too. */
function fewerOctaves(octaves, factor) {
    if (octaves === 'auto')
        return octaves;
    if (typeof octaves === 'number')
        return Math.max(1, Math.round(octaves + Math.log2(factor)));
    return octavesWithin(octaves, factor);
}
/** The name of a draft for the name of its film, with an extension or without. */
export function toDraftName(name) {
    const extension = extname(name);
    return `${name.slice(0, name.length - extension.length)}.draft${extension}`;
}
//# sourceMappingURL=draft.js.map