import { type ErrorCode } from '../errors.js';
import type { Model } from '../models/model.js';
import { type Still, type StillPlan, type StillRequest } from './still.js';
/**
 * The data that a worker starts with: the part of the network that it needs (graphs are plain data) and the plan of
 * all pictures.
 */
export interface WorkerSettings extends Model {
    readonly plan: StillPlan;
    /** Number of threads of its engine. */
    readonly threads: number;
    /** Most memory that its open sessions may take, in bytes. */
    readonly memoryBytes: number;
}
/** A message to a worker: grow a picture, or stop and end. */
export type WorkerRequest = {
    readonly do: 'grow';
    readonly request: StillRequest;
} | {
    readonly do: 'end';
};
/** The single reply to a request for a picture. */
export type WorkerReply = {
    readonly is: 'grown';
    readonly still: Still;
} | {
    readonly is: 'failed';
    readonly error: unknown;
    readonly user?: {
        readonly code: ErrorCode;
        readonly hint: string | undefined;
    };
};
