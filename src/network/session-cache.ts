// Open sessions, one for each layer and objective kind. The least recently used are closed when others are needed, so a
// film through many layers does not keep all their weights in memory.

import { totalmem } from 'node:os';
import type { Engine, Session } from '../engines/engine.js';
import { ShapeError } from '../graph/shapes.js';
import type { Layer, Model } from '../models/model.js';
import type { SessionOfLayer, SessionSource } from '../optvis/ascend.js';
import { fixedSizeSession } from '../optvis/fixed-size.js';
import { type ObjectiveKind, scoreGraph } from '../optvis/objective.js';
import { type LayerCosts, layerCosts, sessionBytes } from './layer-costs.js';
import { findLayer, fixedSize, takes } from './layers.js';

/**
 * This many sessions stay open whatever they need: those of a crossfade. At 512 px an open session takes 100 to 400 MB,
 * and opening one takes half a second.
 */
export const MOST_OPEN = 2;

/** How a session cache works. */
export interface SessionCacheOptions {
  /** The largest pictures that will be evaluated, in pixels. @default 512 x 512 */
  readonly largest?: { readonly height: number; readonly width: number } | undefined;
  /**
   * The memory that all open sessions may take, in bytes, by estimate. An objective that needs more sessions at once
   * than fit opens and closes them at every step. @default half of the machine's
   */
  readonly memoryBytes?: number | undefined;
  /** Refuses to open sessions once it aborts. */
  readonly signal?: AbortSignal | undefined;
}

/** Opens sessions when they are first needed. */
export interface SessionCache {
  /** The source of sessions. Those that an objective needs at once (see `SessionSource`) stay open together. */
  readonly of: SessionSource;
  /** Closes all that are open. Nothing may be evaluated at the time or after it. */
  close(): Promise<void>;
  /**
   * Gives up sessions that may hang. Idle ones are closed at once, one that computes when it returns, and no others are
   * opened here.
   *
   * @returns A new cache with the same options.
   */
  replace(): SessionCache;
}

/** Opens a cache for the layers of a network. Opens no session yet. */
export function openSessionCache(model: Model, engine: Engine, options: SessionCacheOptions = {}): SessionCache {
  const { largest = { height: 512, width: 512 }, signal } = options;
  const memoryBytes = options.memoryBytes ?? machineMemory() / 2;
  const costs = layerCosts(model);
  /** In the order of their last use. */
  const entries = new Map<string, Entry>();
  let isReplaced = false;

  const open = async (layer: string, kind: ObjectiveKind): Promise<GuardedSession> => {
    if (isReplaced) throw new Error('Expected a session cache in use, got one that was replaced.');
    const found = findLayer(model, layer);
    const graph = scoreGraph(model.image, [{ layer, node: found.node, kind }]);
    const channels = graph.weights.get(layer)!.attributes.shape[1] as number;
    return guarded(anySize(await engine.open(graph, signal), found), channels);
  };
  /** Closes the least recently used until a session of the layer has room. */
  const makeRoomFor = async (layer: string, atOnce: number) => {
    const bytes = (sum: number, entry: { readonly layer: string }) => sum + estimate(costs, entry.layer, largest);
    const fits = () => {
      if (entries.size < MOST_OPEN) return true;
      return entries.size < atOnce && [...entries.values(), { layer }].reduce(bytes, 0) <= memoryBytes;
    };
    while (!fits()) {
      const [key, { opened }] = entries.entries().next().value!;
      entries.delete(key);
      await opened.then(
        (session) => session.close(),
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
        entry = entries.get(key); // another caller may have asked for it meanwhile
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
      await Promise.allSettled(left.map(async ({ opened }) => (await opened).close()));
    },
    replace() {
      isReplaced = true;
      for (const { opened } of entries.values()) opened.then((session) => session.abandon()).catch(() => undefined);
      entries.clear();
      return openSessionCache(model, engine, options);
    },
  };
}

/** A session for pictures of any size, also of a layer that takes one size only. */
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
  readonly opened: Promise<GuardedSession>;
}

/** A session that knows whether it computes. */
interface GuardedSession extends SessionOfLayer {
  close(): Promise<void>;
  /** Closes the session as soon as it does not compute. */
  abandon(): Promise<void>;
}

function guarded(session: Session, channels: number): GuardedSession {
  let running: Promise<unknown> = Promise.resolve();
  return {
    channels,
    session: {
      evaluate(inputs) {
        const result = session.evaluate(inputs);
        running = result.catch(() => undefined);
        return result;
      },
      close: session.close,
    },
    close: session.close,
    abandon: async () => {
      await running;
      await session.close();
    },
  };
}

/** A layer that the size does not fit has no estimate; opening it fails for its own reasons. */
function estimate(costs: LayerCosts, layer: string, { height, width }: { height: number; width: number }): number {
  try {
    return sessionBytes(costs(layer, height, width));
  } catch (error) {
    if (error instanceof ShapeError) return 0;
    throw error;
  }
}

/** The memory of this machine, or what its container may use. Bytes. */
export function machineMemory(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Infinity);
}
