// Errors as people and programs see them. What the user can put right has a code and a hint; what the operating system
// refused has its own words; everything else is a bug and shows its stack.

import { isSystemError, type Problem, UserError } from '../../errors.js';

/** An error as `--json` prints it. */
export interface ErrorReport {
  readonly kind: 'error';
  /** As written on the command line; null when the call as a whole is wrong. */
  readonly preset: string | null;
  /** An `ErrorCode`, or SYSTEM (the operating system refused something) or BUG. */
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

/** The message in one line and, where there is one, the hint below it. */
export function formatErrorReport({ preset, message, hint, code }: ErrorReport): string {
  // The problems of a preset name their file themselves.
  const subject = preset === null || code === 'PRESET_INVALID' || message.includes(preset) ? '' : `${preset}: `;
  return `error: ${subject}${message}${hint === null ? '' : `\n  hint: ${hint}`}`;
}
