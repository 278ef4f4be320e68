import { z } from 'zod';
/** Extension of a job's folder, which lies beside its film and has the film's name. */
export declare const JOB_EXTENSION = ".zoom";
/** Version of the job folder's format. Raise it when the format of any file in the folder changes. */
export declare const JOB_VERSION = 1;
declare const jobSchema: z.ZodObject<{
    version: z.ZodLiteral<1>;
    id: z.ZodUUID;
    name: z.ZodString;
    command: z.ZodNullable<z.ZodReadonly<z.ZodArray<z.ZodString>>>;
    identity: z.ZodObject<{
        program: z.ZodString;
        settings: z.ZodObject<{
            title: z.ZodNullable<z.ZodString>;
            width: z.ZodInt;
            height: z.ZodInt;
            fps: z.ZodObject<{
                numerator: z.ZodNumber;
                denominator: z.ZodNumber;
            }, z.core.$strict>;
            ascent: z.ZodObject<{
                margin: z.ZodNumber;
            }, z.core.$loose>;
            output: z.ZodObject<{
                format: z.ZodString;
                quality: z.ZodNullable<z.ZodNumber>;
            }, z.core.$loose>;
        }, z.core.$loose>;
        frames: z.ZodObject<{
            first: z.ZodInt;
            last: z.ZodInt;
        }, z.core.$strict>;
        segmentFrames: z.ZodInt;
        network: z.ZodString;
        engine: z.ZodString;
        ffmpeg: z.ZodString;
    }, z.core.$strict>;
    mixed: z.ZodReadonly<z.ZodArray<z.ZodString>>;
}, z.core.$strict>;
/**
 * The description of a job.
 *
 * - `id`: unique to this job, and part of its checkpoints.
 * - `name`: the name of the film if it has no title.
 * - `command`: the words of the command line that resumes it, without the film's folder; null if there was none.
 * - `mixed`: the differences with which it was resumed by force, oldest first, as texts.
 */
export type JobFile = Readonly<z.infer<typeof jobSchema>>;
/** The folder of a film's job. */
export declare function jobFolderOf(film: string): string;
/** The film of a job's folder. */
export declare function filmOf(folder: string): string;
/** Writes the file durably. */
export declare function writeJobFile(folder: string, job: JobFile): Promise<void>;
/**
 * Reads the file.
 *
 * @returns `null` if there is none.
 * @throws UserError JOB_DAMAGED when it is damaged; JOB_DIFFERS when another version of neurozoom wrote it in another
 *   format.
 */
export declare function readJobFile(folder: string): Promise<JobFile | null>;
/** The hint for every damaged job. */
export declare const FRESH_HINT = "render with --fresh to start over";
export {};
