import { type Problem } from '../../errors.js';
/** An error as `--json` prints it. */
export interface ErrorReport {
    readonly kind: 'error';
    /** The preset as written on the command line; null when the call as a whole is wrong. */
    readonly preset: string | null;
    /** An `ErrorCode`, SYSTEM (an error of the operating system) or BUG. */
    readonly code: string;
    readonly message: string;
    readonly hint: string | null;
    /** The problems of a preset, each with the path to its value and its location. */
    readonly problems?: readonly Problem[];
    readonly exitCode: 1 | 2;
}
/** @param preset - As written on the command line; null when the call as a whole is wrong. */
export declare function toErrorReport(error: unknown, preset?: string | null): ErrorReport;
/** The message, and the hint (if any) on the line below. */
export declare function formatErrorReport({ preset, message, hint, code }: ErrorReport): string;
