import type { Engine } from '../engines/engine.js';
import type { Model } from '../models/model.js';
import { type SessionCache } from '../network/session-cache.js';
import type { Settings } from '../preset/settings.js';
import { type Timeline } from '../timeline/timeline.js';
import type { FramesOptions } from './frames/frames.js';
import { type ResolvedSettings } from './resolve-neurons.js';
/** A film that is ready to be rendered. Close it when done. */
export interface PreparedFilm {
    /** The settings with a number for every neuron: atlas choices, class names and random neurons are resolved. */
    readonly settings: ResolvedSettings;
    readonly model: Model;
    readonly engine: Engine;
    readonly sessions: SessionCache;
    readonly timeline: Timeline;
    /** The layers that the film uses, each once, in the order of the cycle. */
    readonly layers: readonly string[];
    /** Side of the smallest square picture that all of them accept, in pixels. */
    readonly minimumSize: number;
    /** A sentence on how pictures are fitted to a network with a fixed picture size. */
    readonly note?: string | undefined;
    /** Closes the sessions. */
    close(): Promise<void>;
}
/** Options for preparing a film. */
export interface PrepareOptions {
    /** Threads of onnxruntime. They change the speed, not the frames. @default all processors of the machine */
    readonly threads?: number | undefined;
    /** An engine to use instead of onnxruntime on the CPU; `threads` then has no effect. */
    readonly engine?: Engine | undefined;
    /** Stops at once; the promise rejects with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
}
/**
 * Opens everything that a film needs and checks it. Takes about a second, and some more for each random neuron.
 *
 * @throws UserError NETWORK_UNKNOWN, LAYER_UNKNOWN, NEURON_UNKNOWN, NEURON_DEAD, SIZE_TOO_SMALL, ENGINE_UNAVAILABLE,
 *   ATLAS_MISSING, ATLAS_UNUSABLE.
 */
export declare function prepareFilm(given: Settings, { threads, engine: own, signal }?: PrepareOptions): Promise<PreparedFilm>;
/** The options of the frames, from the settings, timeline and sessions of a film. */
export declare function framesOptionsOf({ settings, timeline, sessions, minimumSize, }: {
    readonly settings: Settings;
    readonly timeline: Timeline;
    readonly sessions: Pick<SessionCache, 'of'>;
    readonly minimumSize: number;
}): FramesOptions;
