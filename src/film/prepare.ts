// All that can be known and refused before the first frame: the network, its layers and neurons, the size, the timeline.

import type { Engine } from '../engines/engine.js';
import { onnxEngine } from '../engines/onnx-engine.js';
import { openNetwork } from '../models/load.js';
import type { Model } from '../models/model.js';
import { checkPictureSize } from '../network/layers.js';
import { openSessionCache, type SessionCache } from '../network/session-cache.js';
import { toTimelinePlan } from '../preset/plan.js';
import type { Settings } from '../preset/settings.js';
import { createTimeline, type Timeline } from '../timeline/timeline.js';
import { resolveFromAtlas } from './atlas-choice.js';
import { foundItems, type ResolvedSettings, resolveNeurons } from './resolve-neurons.js';

/** A film that can be rendered. `close` it when done. */
export interface PreparedFilm {
  /** With every random neuron drawn. */
  readonly settings: ResolvedSettings;
  readonly model: Model;
  readonly engine: Engine;
  readonly sessions: SessionCache;
  readonly timeline: Timeline;
  /** The layers on stage, each once, in the order of their first entrance. */
  readonly layers: readonly string[];
  /** Smallest square picture that all of them can take, in pixels. */
  readonly minimumSize: number;
  close(): Promise<void>;
}

/** How a film is prepared. */
export interface PrepareOptions {
  /** Threads of the engine. @default all */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens what a film needs and checks all of it.
 *
 * @throws UserError NETWORK_UNKNOWN, LAYER_UNKNOWN, NEURON_UNKNOWN, NEURON_DEAD, SIZE_TOO_SMALL, ENGINE_UNAVAILABLE; ATLAS_MISSING, ATLAS_UNUSABLE.
 */
export async function prepareFilm(given: Settings, { threads, signal }: PrepareOptions = {}): Promise<PreparedFilm> {
  const [model, engine] = await Promise.all([
    openNetwork(given.network),
    onnxEngine(threads === undefined ? {} : { threads }),
  ]);
  signal?.throwIfAborted();
  const settings = await resolveFromAtlas(given, model);
  const layers = [...new Set(foundItems(settings, model).map((item) => item.layer))];
  const smallest = checkPictureSize(model, settings, layers);
  const sessions = openSessionCache(model, engine, signal);
  try {
    const cast = await resolveNeurons(settings, model, sessions.of, signal);
    const entries = cast.cycle.items.map(({ layer, neuron, holdSeconds, blendSeconds }) => ({
      neuron: { layer, index: neuron },
      holdSeconds,
      blendSeconds,
    }));
    return {
      settings: cast,
      model,
      engine,
      sessions,
      timeline: createTimeline(toTimelinePlan(settings, entries)),
      layers,
      minimumSize: smallest,
      close: sessions.close,
    };
  } catch (error) {
    await sessions.close();
    throw error;
  }
}
