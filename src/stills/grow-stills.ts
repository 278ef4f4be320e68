// Pictures of many neurons: several at a time where that is faster, each as it comes. What a picture looks like depends on its request and the plan
// alone, not on the pictures beside it, nor on who was done first.

import type { Model } from '../models/model.js';
import type { Still, StillPlan, StillRequest } from './still.js';
import { openWorkerPool, type PictureWorker, type WorkerPoolOptions } from './worker-pool.js';

/** A finished picture and its place among the requests. */
export interface IndexedStill extends Still {
  /** Of its request, from 0. */
  readonly index: number;
}

/**
 * Grows pictures, in the order in which they are done. When the caller stops asking, or aborts the signal, what is in the making is given up.
 *
 * @throws what the signal was aborted with.
 */
export async function* growStills(
  model: Model,
  requests: readonly StillRequest[],
  plan: StillPlan,
  options: WorkerPoolOptions = {},
): AsyncGenerator<IndexedStill, void, void> {
  const layers = new Set(requests.flatMap(({ objective: cast }) => cast.map(({ neuron }) => neuron.layer)));
  const crew = await openWorkerPool(model, [...layers], plan, requests.length, options);
  try {
    yield* shared(crew, requests);
  } finally {
    await Promise.all(crew.map((hand) => hand.close()));
  }
}

/** Hands the requests out, one to each hand, the next to whoever is done. */
async function* shared(
  crew: readonly PictureWorker[],
  requests: readonly StillRequest[],
): AsyncGenerator<IndexedStill, void, void> {
  const growing = new Map<PictureWorker, Promise<{ readonly hand: PictureWorker; readonly still: IndexedStill }>>();
  let next = 0;
  const begin = (hand: PictureWorker) => {
    const index = next;
    const request = requests[index];
    if (request === undefined) return;
    next += 1;
    const grown = hand.grow(request).then((still) => ({ hand, still: { ...still, index } }));
    grown.catch(() => undefined); // told of when its turn comes; by then another may have ended it all
    growing.set(hand, grown);
  };
  for (const hand of crew) begin(hand);
  while (growing.size > 0) {
    const { hand, still } = await Promise.race(growing.values());
    growing.delete(hand);
    begin(hand);
    yield still;
  }
}
