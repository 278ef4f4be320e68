// Doubles for the heavy parts: an engine whose scores and gradients are what the test says.

import type { Engine, Session } from '../../src/engines/engine.js';
import type { SessionSource } from '../../src/optvis/ascend.js';
import { type Tensor, tensor } from '../../src/tensor/tensor.js';

/** What a fake evaluation gives for an image and the weights of the layer. */
export type Landscape = (image: Tensor, weights: Float32Array) => { readonly score: number; readonly gradient: Tensor };

/** Sessions that all climb the same landscape; `evaluations` counts the calls. */
export function fakeSessions(
  landscape: Landscape,
  channels = 8,
): SessionSource & { readonly evaluations: Map<string, number> } {
  const evaluations = new Map<string, number>();
  const source = async (layer: string) => ({
    channels,
    session: {
      evaluate: async ({ image, weights }: Parameters<Session['evaluate']>[0]) => {
        evaluations.set(layer, (evaluations.get(layer) ?? 0) + 1);
        return landscape(image, weights.get(layer)!);
      },
      close: () => Promise.resolve(),
    },
  });
  return Object.assign(source, { evaluations });
}

/** An engine that opens nothing; `log` tells what was opened and closed. */
export function fakeEngine(log: string[]): Engine {
  return {
    name: 'cpu',
    description: 'a fake',
    threads: 1,
    allocate: (shape) => tensor(shape),
    close: async () => undefined,
    openReader: () => Promise.reject(new Error('a fake reads nothing')),
    open: async (graph) => {
      const layer = [...graph.weights.keys()].join();
      log.push(`open ${layer}`);
      return {
        evaluate: async ({ image: { shape, data } }) => ({ score: 0, gradient: { shape, data: data.slice() } }),
        close: async () => {
          log.push(`close ${layer}`);
        },
      };
    },
  };
}
