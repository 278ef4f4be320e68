// The part of an analysis that is stored as JSON, as a schema: a file of the cache may be damaged or of another origin.
import { z } from 'zod';
import { MAX_SECONDS } from './decode.js';
import { RATE } from './spectra.js';
const time = z
    .number()
    .min(0)
    .max(MAX_SECONDS + 1);
/** What is stored beside the arrays of measurements. */
export const analysisSchema = z.strictObject({
    seconds: time,
    /** Measurements. */
    count: z
        .int()
        .min(1)
        .max((MAX_SECONDS + 1) * RATE),
    beats: z
        .strictObject({
        tempo: z.number().min(1).max(1000),
        times: z.array(time).min(1).readonly(),
        beatsPerBar: z.int().min(3).max(4),
        firstBar: z.int().min(0).max(3),
    })
        .nullable(),
    sections: z
        .array(z.strictObject({ from: time, to: time, label: z.string().max(9), level: z.number().max(0) }))
        .min(1)
        .readonly(),
});
//# sourceMappingURL=document.js.map