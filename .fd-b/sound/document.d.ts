import { z } from 'zod';
/** What is stored beside the arrays of measurements. */
export declare const analysisSchema: z.ZodObject<{
    seconds: z.ZodNumber;
    count: z.ZodInt;
    beats: z.ZodNullable<z.ZodObject<{
        tempo: z.ZodNumber;
        times: z.ZodReadonly<z.ZodArray<z.ZodNumber>>;
        beatsPerBar: z.ZodInt;
        firstBar: z.ZodInt;
    }, z.core.$strict>>;
    sections: z.ZodReadonly<z.ZodArray<z.ZodObject<{
        from: z.ZodNumber;
        to: z.ZodNumber;
        label: z.ZodString;
        level: z.ZodNumber;
    }, z.core.$strict>>>;
}, z.core.$strict>;
