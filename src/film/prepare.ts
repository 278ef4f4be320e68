// Opens everything that a film needs and checks it before the first frame: network, neurons, size, timeline.

import type { Engine } from '../engines/engine.js';
import { openEngine } from '../engines/open-engine.js';
import { openNetwork } from '../models/load.js';
import type { Model } from '../models/model.js';
import { checkPictureSize, noteOnSize } from '../network/layers.js';
import { openSessionCache, type SessionCache } from '../network/session-cache.js';
import { masterSize } from '../optvis/grow.js';
import { largestTile } from '../optvis/tiles.js';
import { toTimelinePlan } from '../preset/plan.js';
import type { Settings } from '../preset/settings.js';
import { createTimeline, type Timeline } from '../timeline/timeline.js';
import { checkAscent } from './check-ascent.js';
import { type FilmSound, openFilmSound, withSound } from './film-sound.js';
import { flashWatchOf } from './flashes.js';
import { isComposedBeside } from './frames/compositor.js';
import type { FramesOptions } from './frames/frames.js';
import { FILM_TILING } from './frames/keys.js';
import { drawNeurons, findNeurons, type ResolvedSettings } from './resolve-neurons.js';

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
  /** The film's track; null for a silent film. */
  readonly sound: FilmSound | null;
  /** A sentence on how pictures are fitted to a network with a fixed picture size. */
  readonly note?: string | undefined;
  /** Closes the sessions, and the engine unless it came from the options. */
  close(): Promise<void>;
}

/** Options for preparing a film. */
export interface PrepareOptions {
  /** Threads of the engine. They change the speed, not the frames. @default all processors of the machine */
  readonly threads?: number | undefined;
  /** The engine counts as hung after this many milliseconds (see `EngineOptions`). @default 120000 */
  readonly stallMs?: number | undefined;
  /** Called when the engine crashed or hung and was replaced (see `EngineOptions`). The frames are the same. */
  readonly onEngineReplaced?: ((reason: string) => void) | undefined;
  /** An engine to use instead of one that is opened here; the options above then have no effect. It stays open. */
  readonly engine?: Engine | undefined;
  /** Stops at once; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens everything that a film needs and checks it. Takes about a second, and some more for each random neuron.
 *
 * @throws UserError NETWORK_UNKNOWN, LAYER_UNKNOWN, NEURON_UNKNOWN, NEURON_DEAD, SIZE_TOO_SMALL, ENGINE_UNAVAILABLE,
 *   ENGINE_FAILED, ATLAS_MISSING, ATLAS_UNUSABLE, SOUND_UNREADABLE, SOUND_UNUSABLE.
 */
export async function prepareFilm(
  given: Settings,
  { threads, stallMs, onEngineReplaced, engine: own, signal }: PrepareOptions = {},
): Promise<PreparedFilm> {
  const opening = Promise.resolve(
    own ?? openEngine({ threads, isBusy: isComposedBeside(given), stallMs, onReplaced: onEngineReplaced }),
  );
  const closeEngine = async () => {
    if (own === undefined) await opening.then((engine) => engine.close());
  };
  try {
    const reading = [openNetwork(given.network), openFilmSound(given.sound, signal), opening] as const;
    const [model, sound, engine] = await Promise.all(reading);
    signal?.throwIfAborted();
    return await prepareOn({ model, sound, engine, closeEngine }, given, signal);
  } catch (error) {
    await closeEngine().catch(() => undefined); // an engine that failed to open was the error, or came with another
    throw error;
  }
}

interface Opened extends Pick<PreparedFilm, 'model' | 'sound' | 'engine'> {
  closeEngine(): Promise<void>;
}

async function prepareOn(
  { model, sound, engine, closeEngine }: Opened,
  given: Settings,
  signal: AbortSignal | undefined,
): Promise<PreparedFilm> {
  const named = await findNeurons(given, model);
  const layers = [...new Set(named.cycle.items.map(({ layer }) => layer))];
  const minimumSize = checkPictureSize(model, named, layers);
  const note = noteOnSize(model, named, layers);
  const { width, height, ascent } = named;
  const largest = largestTile(masterSize({ width, height, margin: ascent.margin }, 1), FILM_TILING);
  const sessions = openSessionCache(model, engine, { largest, signal });
  try {
    const settings = await drawNeurons(named, model, sessions.of, signal);
    const timeline = createTimeline(withSound(toTimelinePlan(settings, undefined, minimumSize), settings, sound));
    checkAscent(settings, timeline, minimumSize);
    const close = async () => {
      await sessions.close();
      await closeEngine();
    };
    return { settings, model, engine, sessions, timeline, layers, minimumSize, sound, note, close };
  } catch (error) {
    await sessions.close();
    throw error;
  }
}

/**
 * The options of the frames, from the settings, timeline and sessions of a film.
 *
 * @param shown - First and last frame that are shown, from 0. @default all
 */
export function framesOptionsOf(
  {
    settings,
    timeline,
    sessions,
    minimumSize,
  }: {
    readonly settings: Settings;
    readonly timeline: Timeline;
    readonly sessions: Pick<SessionCache, 'of'>;
    readonly minimumSize: number;
  },
  shown: { readonly first: number; readonly last: number } = { first: 0, last: timeline.frameCount - 1 },
): FramesOptions {
  const { width, height, opening, look, seed, ascent } = settings;
  return {
    flash: flashWatchOf(settings, shown),
    ...{ timeline, opening, width, height, look, seed, minimumSize },
    margin: ascent.margin,
    sessions: sessions.of,
  };
}
