/** What went wrong, for programs; the message says it for people. */
export type ErrorCode = 'ARGUMENT_INVALID' | 'PRESET_UNREADABLE' | 'PRESET_INVALID' | 'PICTURE_UNREADABLE' | 'SOUND_UNREADABLE' | 'SOUND_UNUSABLE' | 'NETWORK_UNKNOWN' | 'NETWORK_UNREADABLE' | 'NETWORK_NOT_PULLED' | 'DOWNLOAD_FAILED' | 'STORE_UNUSABLE' | 'PREPROCESSING_UNKNOWN' | 'OP_UNSUPPORTED' | 'LAYER_UNKNOWN' | 'NEURON_UNKNOWN' | 'NEURON_DEAD' | 'SIZE_TOO_SMALL' | 'ENGINE_UNAVAILABLE' | 'ATLAS_MISSING' | 'ATLAS_UNUSABLE' | 'OUTPUT_UNWRITABLE' | 'FILM_EXISTS' | 'DISK_FULL' | 'FFMPEG_MISSING' | 'FFMPEG_LACKS_CODEC' | 'FFMPEG_FAILED' | 'FILM_INCOMPLETE' | 'JOB_BUSY' | 'JOB_DIFFERS' | 'JOB_DAMAGED' | 'MEMORY_SHORT' | 'ENGINE_STALLED' | 'NOT_FINITE';
/** Something wrong with one value of a preset. */
export interface Problem {
    /** Keys and indices from the top of the preset down, as in ['cycle', 'neurons', 2]; empty for the preset as a whole. */
    readonly path: readonly (string | number)[];
    readonly message: string;
    /** Line and column in the preset's text, from 1. Absent for an object, and for a value that an override put in. */
    readonly location?: {
        readonly line: number;
        readonly column: number;
    };
}
/** A failure that its reader can put right: what happened, and (in `hint`) what to do about it. */
export declare class UserError extends Error {
    readonly name = "UserError";
    readonly code: ErrorCode;
    /** What to do, in one sentence or a short list. */
    readonly hint: string | undefined;
    /** The problems of a preset, which the message lists too; plain data. */
    readonly problems: readonly Problem[];
    constructor(code: ErrorCode, message: string, details?: {
        hint?: string | undefined;
        cause?: unknown;
        problems?: readonly Problem[];
    });
    /** Process exit code: 2 for wrong input, 1 for what fails midway. */
    get exitCode(): 1 | 2;
}
/**
 * Whether an error is one of the operating system: it has a code, such as ENOENT, and the call that failed.
 *
 * @param codes - Which codes. @default any
 */
export declare function isSystemError(error: unknown, ...codes: readonly string[]): error is Error & {
    readonly code: string;
};
