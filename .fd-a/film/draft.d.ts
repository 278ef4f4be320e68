import type { Settings } from '../preset/settings.js';
/**
 * The settings of a draft: smaller frames, and fewer per second. The coarsest octave has the film's size, and the growth
 * goes through the film's first sizes, so the forms are the same ones; finer octaves are left out. Where the film has
 * one scale only, what is measured in its pixels (jitter and smooth) shrinks with the frames. The timeline in seconds
 * stays. A file gets the name `NAME.draft.mp4`, so that a draft never replaces its film.
 */
export declare function toDraft(settings: Settings): Settings;
/** The name of a draft for the name of its film, with an extension or without. */
export declare function toDraftName(name: string): string;
