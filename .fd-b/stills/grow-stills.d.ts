import type { Model } from '../models/model.js';
import type { Still, StillPlan, StillRequest } from './still.js';
import { type WorkerPoolOptions } from './worker-pool.js';
/** A finished picture and the index of its request. */
export interface IndexedStill extends Still {
    /** The index of its request, from 0. */
    readonly index: number;
}
/**
 * Grows pictures and yields them in the order in which they finish. When the caller leaves the loop or the signal
 * aborts, unfinished pictures are dropped.
 *
 * @throws The reason of the signal when it aborts.
 */
export declare function growStills(model: Model, requests: readonly StillRequest[], plan: StillPlan, options?: WorkerPoolOptions): AsyncGenerator<IndexedStill, void, void>;
