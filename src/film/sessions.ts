// The sessions of a film: one a layer, opened when a neuron of it first comes on stage; the least recently used are closed, so that a film through
// many layers does not keep all their weights in memory.

import type { Engine } from '../engines/engine.js';
import type { Model } from '../models/model.js';
import type { SessionOfLayer, SessionSource } from '../optvis/ascend.js';
import { scoreGraph } from '../optvis/objective.js';
import { findLayer } from './neurons.js';

/** Two on stage during a hand-over, and one that has just left and may come back. */
const MOST_OPEN = 3;

/** Opens sessions when they are asked for. `close` closes all that are open; nothing may be evaluated then. */
export interface Sessions {
  readonly of: SessionSource;
  close(): Promise<void>;
}

/** Opens nothing yet; layers must be those of the model. */
export function openSessions(model: Model, engine: Engine, signal?: AbortSignal): Sessions {
  // In the order of their last use.
  const open = new Map<string, Promise<SessionOfLayer>>();
  const opened = async (layer: string): Promise<SessionOfLayer> => {
    const graph = scoreGraph(model.image, [{ layer, node: findLayer(model, layer).node }]);
    const channels = graph.weights.get(layer)!.attributes.shape[1] as number;
    return { session: await engine.open(graph, signal), channels };
  };
  return {
    async of(layer) {
      const found = open.get(layer) ?? opened(layer);
      open.delete(layer);
      open.set(layer, found);
      if (open.size > MOST_OPEN) {
        const [oldest] = open.keys();
        const left = open.get(oldest!)!;
        open.delete(oldest!);
        await (await left).session.close();
      }
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
