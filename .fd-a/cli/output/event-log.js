// Writes the log of a render (`--log FILE`): one JSON line per event, for people and for monitoring.
import { appendFileSync } from 'node:fs';
import { UserError } from '../../errors.js';
/**
 * Opens a log. New lines are appended to the file.
 *
 * @param warn - Called once when the log can no longer be written. The render continues.
 * @throws UserError OUTPUT_UNWRITABLE when the file cannot be opened.
 */
export function openEventLog(path, warn) {
    try {
        appendFileSync(path, '');
    }
    catch (cause) {
        throw new UserError('OUTPUT_UNWRITABLE', `the log '${path}' cannot be written: ${messageOf(cause)}`, {
            hint: 'choose another file for --log',
            cause,
        });
    }
    let isBroken = false;
    return {
        write(event) {
            try {
                // Synchronous, so that the line is written even if the process is killed right after.
                appendFileSync(path, `${JSON.stringify({ time: new Date().toISOString(), ...event })}\n`);
                isBroken = false;
            }
            catch (error) {
                if (!isBroken)
                    warn(`warning: the log ${path} cannot be written: ${messageOf(error)}`);
                isBroken = true;
            }
        },
    };
}
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}
//# sourceMappingURL=event-log.js.map