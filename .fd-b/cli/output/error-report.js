// Formats errors for people and programs. An error that the user can fix has a code and a hint; an error of the
// operating system keeps its message; everything else is a bug and shows its stack.
import { isSystemError, UserError } from '../../errors.js';
/** @param preset - As written on the command line; null when the call as a whole is wrong. */
export function toErrorReport(error, preset = null) {
    const kind = 'error';
    if (error instanceof UserError) {
        const { code, message, hint = null, problems, exitCode } = error;
        return { kind, preset, code, message, hint, ...(problems.length === 0 ? {} : { problems }), exitCode };
    }
    if (isSystemError(error))
        return { kind, preset, code: 'SYSTEM', message: error.message, hint: null, exitCode: 1 };
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const hint = 'this is a bug in neurozoom; please report it with the lines above';
    return { kind, preset, code: 'BUG', message: stack, hint, exitCode: 1 };
}
/** The message, and the hint (if any) on the line below. */
export function formatErrorReport({ preset, message, hint, code }) {
    // PRESET_INVALID messages already name the file.
    const subject = preset === null || code === 'PRESET_INVALID' || message.includes(preset) ? '' : `${preset}: `;
    return `error: ${subject}${message}${hint === null ? '' : `\n  hint: ${hint}`}`;
}
//# sourceMappingURL=error-report.js.map