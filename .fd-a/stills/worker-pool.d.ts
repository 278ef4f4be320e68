import type { Model } from '../models/model.js';
import { type Still, type StillPlan, type StillRequest } from './still.js';
/** Grows one picture at a time. */
export interface PictureWorker {
    grow(request: StillRequest): Promise<Still>;
    close(): Promise<void>;
}
/** Threads and cancellation of a pool. */
export interface WorkerPoolOptions {
    /** @default all */
    readonly threads?: number | undefined;
    readonly signal?: AbortSignal | undefined;
}
/**
 * Opens the fastest pool for a number of pictures of one plan. The pictures are the same in any pool.
 *
 * @param layers - All layers that the pictures need.
 */
export declare function openWorkerPool(model: Model, layers: readonly string[], plan: StillPlan, pictures: number, { threads, signal }?: WorkerPoolOptions): Promise<readonly PictureWorker[]>;
