// The one error class for what the user can put right; anything else that is thrown is a bug and keeps its stack. And
// errors of the operating system.
/** Codes of failures that happen midway, after good input: exit code 1 instead of 2. */
const MIDWAY = new Set([
    'DISK_FULL',
    'DOWNLOAD_FAILED',
    'FFMPEG_FAILED',
    'FILM_INCOMPLETE',
    'ENGINE_STALLED',
    'NOT_FINITE',
]);
/** A failure that its reader can put right: what happened, and (in `hint`) what to do about it. */
export class UserError extends Error {
    name = 'UserError';
    code;
    /** What to do, in one sentence or a short list. */
    hint;
    /** The problems of a preset, which the message lists too; plain data. */
    problems;
    constructor(code, message, details = {}) {
        super(message, { cause: details.cause });
        this.code = code;
        this.hint = details.hint;
        this.problems = details.problems ?? [];
    }
    /** Process exit code: 2 for wrong input, 1 for what fails midway. */
    get exitCode() {
        return MIDWAY.has(this.code) ? 1 : 2;
    }
}
/**
 * Whether an error is one of the operating system: it has a code, such as ENOENT, and the call that failed.
 *
 * @param codes - Which codes. @default any
 */
export function isSystemError(error, ...codes) {
    if (!(error instanceof Error && 'code' in error && 'syscall' in error))
        return false;
    return codes.length === 0 || codes.includes(String(error.code));
}
//# sourceMappingURL=errors.js.map