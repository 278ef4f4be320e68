// A cache of open sessions, one per layer and objective kind. The least recently used are closed when others are
// needed, so a film through many layers does not keep the weights of all of them in memory.

import { totalmem } from 'node:os';
import type { Engine, Session } from '../engines/engine.js';
import { type EngineOptions, openEngine } from '../engines/open-engine.js';
import { ShapeError } from '../graph/shapes.js';
import type { Layer, Model } from '../models/model.js';
import type { SessionOfLayer, SessionSource } from '../optvis/ascend.js';
import { fixedSizeSession } from '../optvis/fixed-size.js';
import { type ObjectiveKind, scoreGraph } from '../optvis/objective.js';
import { type LayerCosts, layerCosts, sessionBytes } from './layer-costs.js';
import { findLayer, fixedSize, takes } from './layers.js';

/**
 * This many sessions stay open whatever memory they take, since a crossfade needs two. At 512 px an open session takes
 * 100 to 400 MB, and opening one takes half a second.
 */
export const ALWAYS_OPEN = 2;

/** Options of a session cache. */
export interface SessionCacheOptions {
  /** The largest pictures that will be evaluated, in pixels. @default 512 x 512 */
  readonly largest?: { readonly height: number; readonly width: number } | undefined;
  /**
   * The memory that all open sessions may take together, in bytes (estimated). If an objective needs more sessions at
   * once than fit, they are opened and closed at every step. @default half of the machine's memory
   */
  readonly memoryBytes?: number | undefined;
  /** After it aborts, no sessions are opened. */
  readonly signal?: AbortSignal | undefined;
}

/** Opens sessions when they are needed, and keeps them. */
export interface SessionCache {
  /** The source of sessions. Sessions that an objective needs at once (see `SessionSource`) stay open together. */
  readonly of: SessionSource;
  /** Closes all open sessions. None may be evaluated during or after this. */
  close(): Promise<void>;
}

/** Opens a cache for the layers of a network. Opens no session yet. */
export function openSessionCache(model: Model, engine: Engine, options: SessionCacheOptions = {}): SessionCache {
  const { largest = { height: 512, width: 512 }, signal } = options;
  const memoryBytes = options.memoryBytes ?? machineMemory() / 2;
  const costs = layerCosts(model);
  /** Ordered by last use. */
  const entries = new Map<string, Entry>();

  const open = async (layer: string, kind: ObjectiveKind): Promise<SessionOfLayer> => {
    const found = findLayer(model, layer);
    const graph = scoreGraph(model.image, [{ layer, node: found.node, kind }]);
    const channels = graph.weights.get(layer)!.attributes.shape[1] as number;
    return { session: anySize(await engine.open(graph, signal), found), channels };
  };
  /** Closes the least recently used sessions until there is room for a session of the layer. */
  const makeRoomFor = async (layer: string, atOnce: number) => {
    const bytes = (sum: number, entry: { readonly layer: string }) => sum + estimate(costs, entry.layer, largest);
    const fits = () => {
      if (entries.size < ALWAYS_OPEN) return true;
      return entries.size < atOnce && [...entries.values(), { layer }].reduce(bytes, 0) <= memoryBytes;
    };
    while (!fits()) {
      const [key, { opened }] = entries.entries().next().value!;
      entries.delete(key);
      await opened.then(
        ({ session }) => session.close(),
        () => undefined,
      );
    }
  };
  return {
    async of(layer, kind = 'channel', atOnce = 1) {
      const key = `${kind} ${layer}`;
      let entry = entries.get(key);
      if (entry === undefined) {
        await makeRoomFor(layer, atOnce);
        entry = entries.get(key); // another caller may have opened it meanwhile
        entry ??= { layer, opened: open(layer, kind) };
      }
      entries.delete(key);
      entries.set(key, entry);
      const { opened } = entry;
      try {
        return await opened;
      } catch (error) {
        if (entries.get(key)?.opened === opened) entries.delete(key); // the next call tries again
        throw error;
      }
    },
    async close() {
      const left = [...entries.values()];
      entries.clear();
      // A session that failed to open has reported that to its caller.
      await Promise.allSettled(left.map(async ({ opened }) => (await opened).session.close()));
    },
  };
}

/** Opens an engine and a cache on it; `close` closes both. @throws UserError as `openEngine`. */
export async function openSessionsOn(
  options: EngineOptions,
  model: Model,
  cacheOptions: SessionCacheOptions = {},
): Promise<SessionCache> {
  const engine = await openEngine(options);
  const cache = openSessionCache(model, engine, cacheOptions);
  const close = async () => {
    await cache.close();
    await engine.close();
  };
  return { of: cache.of, close };
}

/** A session for pictures of any size, even for a layer with a fixed size. */
function anySize(session: Session, layer: Layer): Session {
  const fixed = fixedSize(layer);
  if (fixed === undefined) return session;
  const tiled = fixedSizeSession(session, fixed);
  const whole = new Map<string, boolean>();
  return {
    close: session.close,
    evaluate(inputs) {
      const [, , height = 0, width = 0] = inputs.image.shape;
      const key = `${height} ${width}`;
      const isWhole = whole.get(key) ?? (!fixed.hasPatches && takes(layer, height, width));
      whole.set(key, isWhole);
      return isWhole ? session.evaluate(inputs) : tiled.evaluate(inputs);
    },
  };
}

interface Entry {
  readonly layer: string;
  readonly opened: Promise<SessionOfLayer>;
}

/** The memory of a session; 0 if the layer does not accept the size, so that opening the session reports the error. */
function estimate(costs: LayerCosts, layer: string, { height, width }: { height: number; width: number }): number {
  try {
    return sessionBytes(costs(layer, height, width));
  } catch (error) {
    if (error instanceof ShapeError) return 0;
    throw error;
  }
}

/** The memory of this machine or the limit of its container, in bytes. */
export function machineMemory(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Infinity);
}
