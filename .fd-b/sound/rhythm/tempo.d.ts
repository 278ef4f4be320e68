/** The tempos that are looked for, in beats per minute. */
export declare const TEMPOS: {
    readonly min: 55;
    readonly max: 205;
};
/**
 * The period of the beat.
 *
 * @param envelope - From `beatEnvelope`.
 * @returns In seconds; null where nothing repeats.
 */
export declare function beatPeriod(envelope: Float64Array): number | null;
