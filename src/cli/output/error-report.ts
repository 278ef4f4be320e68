// Formats errors for people and programs. An error that the user can fix has a code and a hint; an error of the
// operating system keeps its message; everything else is a bug and shows its stack.

import { isSystemError, type Problem, UserError } from '../../errors.js';

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
export function toErrorReport(error: unknown, preset: string | null = null): ErrorReport {
  const kind = 'error';
  if (error instanceof UserError) {
    const { code, message, hint = null, problems, exitCode } = error;
    return { kind, preset, code, message, hint, ...(problems.length === 0 ? {} : { problems }), exitCode };
  }
  if (isSystemError(error)) return { kind, preset, code: 'SYSTEM', message: error.message, hint: null, exitCode: 1 };
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const hint = 'this is a bug in neurozoom; please report it with the lines above';
  return { kind, preset, code: 'BUG', message: stack, hint, exitCode: 1 };
}

/** The message, and the hint (if any) on the line below. */
export function formatErrorReport({ preset, message, hint, code }: ErrorReport): string {
  // PRESET_INVALID messages already name the file.
  const subject = preset === null || code === 'PRESET_INVALID' || message.includes(preset) ? '' : `${preset}: `;
  return `error: ${subject}${message}${hint === null ? '' : `\n  hint: ${hint}`}`;
}
