import type { SessionSource } from '../optvis/ascend.js';
import { type Still, type StillObserver, type StillPlan, type StillRequest } from './still.js';
/** Variations to grow. */
export interface VariationsRequest {
    /** At least two with the same objective, each with its own seed. */
    readonly requests: readonly StillRequest[];
    /** Weight of the diversity, relative to a weight of 1 for the objective. */
    readonly diversity: number;
}
/** Grows variations. Each depends on all the others. */
export declare function growVariations(sessions: SessionSource, { requests, diversity }: VariationsRequest, plan: StillPlan, { signal, onPiece }?: StillObserver): Promise<readonly Still[]>;
