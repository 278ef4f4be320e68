// The log of a render (`--log FILE`): one JSON line a frame, and one for everything else that happens, for people and for alarms.

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
 * @param complain - Told once, when it can no longer be written: no reason to stop a film.
 * @throws UserError OUTPUT_UNWRITABLE.
 */
export function openEventLog(path: string, complain: (message: string) => void): EventLog {
  try {
    appendFileSync(path, '');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UserError('OUTPUT_UNWRITABLE', `the log '${path}' cannot be written: ${why}`, {
      hint: 'choose another file for --log',
      cause,
    });
  }
  let isBroken = false;
  return {
    write(event) {
      try {
        // At once: the line is there when the process is killed the moment after.
        appendFileSync(path, `${JSON.stringify({ time: new Date().toISOString(), ...event })}\n`);
        isBroken = false;
      } catch (error) {
        if (!isBroken)
          complain(`the log ${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
        isBroken = true;
      }
    },
  };
}
