// The sessions of a film or of pictures: one for a layer and what is read of it, opened when first needed; the least recently used are closed, so that
// a film through many layers does not keep all their weights in memory.

import type { Engine } from '../engines/engine.js';
import type { Model } from '../models/model.js';
import type { SessionOfLayer, SessionSource } from '../optvis/ascend.js';
import { type ObjectiveKind, scoreGraph } from '../optvis/objective.js';
import { findLayer } from './layers.js';

/** Those on stage during a hand-over: an open session at 512 px takes 100 to 400 MB, opening one again half a second. */
export const MOST_OPEN = 2;

/** Opens sessions when they are asked for. `close` closes all that are open; nothing may be evaluated then. */
export interface SessionCache {
  readonly of: SessionSource;
  close(): Promise<void>;
}

/** Opens nothing yet; layers must be those of the model. */
export function openSessionCache(model: Model, engine: Engine, signal?: AbortSignal): SessionCache {
  // In the order of their last use.
  const open = new Map<string, Promise<SessionOfLayer>>();
  const opened = async (layer: string, kind: ObjectiveKind): Promise<SessionOfLayer> => {
    const graph = scoreGraph(model.image, [{ layer, node: findLayer(model, layer).node, kind }]);
    const channels = graph.weights.get(layer)!.attributes.shape[1] as number;
    return { session: await engine.open(graph, signal), channels };
  };
  return {
    async of(layer, kind = 'channel') {
      const key = `${kind} ${layer}`;
      const known = open.get(key);
      // Before the new one is opened: never more than these at a time.
      while (known === undefined && open.size >= MOST_OPEN) {
        const [oldest, leaving] = open.entries().next().value!;
        open.delete(oldest);
        // One that failed to open has said so to whoever asked for it.
        await leaving.then(
          ({ session }) => session.close(),
          () => undefined,
        );
      }
      // Somebody else may have asked for it meanwhile.
      const found = known ?? open.get(key) ?? opened(layer, kind);
      open.delete(key);
      open.set(key, found);
      return found;
    },
    async close() {
      const left = [...open.values()];
      open.clear();
      // One that failed to open has said so to whoever asked for it.
      await Promise.allSettled(left.map(async (one) => (await one).session.close()));
    },
  };
}
