// Grows pictures of many neurons, several at a time where that is faster. A picture depends only on its request and
// the plan, not on other pictures and not on the order in which they finish.
import { openWorkerPool } from './worker-pool.js';
/**
 * Grows pictures and yields them in the order in which they finish. When the caller leaves the loop or the signal
 * aborts, unfinished pictures are dropped.
 *
 * @throws The reason of the signal when it aborts.
 */
export async function* growStills(model, requests, plan, options = {}) {
    const layers = new Set(requests.flatMap(({ objective }) => objective.map(({ neuron }) => neuron.layer)));
    const workers = await openWorkerPool(model, [...layers], plan, requests.length, options);
    try {
        yield* shared(workers, requests);
    }
    finally {
        await Promise.all(workers.map((worker) => worker.close()));
    }
}
/** Gives each worker a request, and the next one when it is done. */
async function* shared(workers, requests) {
    const growing = new Map();
    let next = 0;
    const begin = (worker) => {
        const index = next;
        const request = requests[index];
        if (request === undefined)
            return;
        next += 1;
        const grown = worker.grow(request).then((still) => ({ worker, still: { ...still, index } }));
        grown.catch(() => undefined); // the loop throws it later, unless another error ends the loop first
        growing.set(worker, grown);
    };
    for (const worker of workers)
        begin(worker);
    while (growing.size > 0) {
        const { worker, still } = await Promise.race(growing.values());
        growing.delete(worker);
        begin(worker);
        yield still;
    }
}
//# sourceMappingURL=grow-stills.js.map