import { type Path } from '../schema/fields.js';
import type { SourceLocation } from './text-problems.js';
/** A problem to report, with its source: a location in the text, or an override. */
export interface ReportedProblem {
    /** Empty for the preset as a whole. */
    readonly path: Path;
    readonly message: string;
    readonly location?: SourceLocation | undefined;
    /** The override as the user wrote it. */
    readonly origin?: string | undefined;
}
/** What a report needs besides the problems. */
export interface ReportOptions {
    /** The preset's name. */
    readonly name: string;
    /** Its whole text. */
    readonly text: string;
    /** How many more problems there are than those given. @default 0 */
    readonly more?: number;
}
/**
 * Reports problems in the order of their lines, those without a line first:
 *
 *     presets/cathedral.yaml:14:13  camera.zoom.perSecond[2].at: expected a time after 4s ..., got 3.5s
 *       14 |     - { at: 3.5s, value: 1.04 }
 *          |             ^^^^
 */
export declare function report(problems: readonly ReportedProblem[], { name, text, more }: ReportOptions): string;
/** Writes a path: `camera.zoom.doubles[2].at`. */
export declare function formatPath(path: Path): string;
