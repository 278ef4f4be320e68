import type { FilmEvent } from '../../film/events.js';
/** A log that events are written to. */
export interface EventLog {
    write(event: FilmEvent & {
        readonly preset: string;
    }): void;
}
/**
 * Opens a log. New lines are appended to the file.
 *
 * @param warn - Called once when the log can no longer be written. The render continues.
 * @throws UserError OUTPUT_UNWRITABLE when the file cannot be opened.
 */
export declare function openEventLog(path: string, warn: (message: string) => void): EventLog;
