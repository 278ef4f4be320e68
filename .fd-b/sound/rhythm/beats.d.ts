/**
 * The times of the beats, in seconds, rising.
 *
 * @param envelope - From `beatEnvelope`.
 * @param period - Of the beat, in seconds.
 */
export declare function findBeats(envelope: Float64Array, period: number): readonly number[];
