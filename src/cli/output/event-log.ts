// The log of a render (`--log FILE`): a JSON line for each frame and each other event, for people and for alarms.

import { appendFileSync } from 'node:fs';
import { UserError } from '../../errors.js';
import type { FilmEvent } from '../../film/events.js';

/** Writes events. */
export interface EventLog {
  write(event: FilmEvent & { readonly preset: string }): void;
}

/**
 * Opens a log; what is in the file stays.
 *
 * @param warn - Called once when the log can no longer be written: no reason to stop a render.
 * @throws UserError OUTPUT_UNWRITABLE.
 */
export function openEventLog(path: string, warn: (message: string) => void): EventLog {
  try {
    appendFileSync(path, '');
  } catch (cause) {
    throw new UserError('OUTPUT_UNWRITABLE', `the log '${path}' cannot be written: ${messageOf(cause)}`, {
      hint: 'choose another file for --log',
      cause,
    });
  }
  let isBroken = false;
  return {
    write(event) {
      try {
        // Synchronously: the line is on disk if the process is killed right after.
        appendFileSync(path, `${JSON.stringify({ time: new Date().toISOString(), ...event })}\n`);
        isBroken = false;
      } catch (error) {
        if (!isBroken) warn(`warning: the log ${path} cannot be written: ${messageOf(error)}`);
        isBroken = true;
      }
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
