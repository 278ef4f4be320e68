import { type Attempt } from '../encode/failure.js';
/** The properties of every task on a finished file. */
export interface Tools {
    /** The result of `findFfmpeg`. */
    readonly ffmpeg: {
        readonly path: string;
    };
    /** Aborting it kills ffmpeg, removes the partial file and rejects with its reason. */
    readonly signal?: AbortSignal | undefined;
}
/** One input of ffmpeg. */
export interface FfmpegInput {
    readonly options: readonly string[];
    /** Absolute path, or relative to the `cwd` of the task. */
    readonly path: string;
}
/** One run of ffmpeg on finished files. */
export interface FfmpegTask {
    readonly inputs: readonly FfmpegInput[];
    /** All arguments between the inputs and the name of the output. */
    readonly options: readonly string[];
    /** Absolute path; an existing file is overwritten. */
    readonly output: string;
    /** The folder for relative names of inputs. */
    readonly cwd?: string;
    /** For the error message. */
    readonly attempt: Attempt;
}
/**
 * Runs the task to its end. Tasks with the same ffmpeg run side by side.
 *
 * @throws UserError FFMPEG_FAILED or DISK_FULL with ffmpeg's last words; the signal's reason when it aborts.
 */
export declare function runFfmpegTask({ ffmpeg, signal }: Tools, task: FfmpegTask): Promise<void>;
