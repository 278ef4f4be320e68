// The sessions of a film in the making, which are replaced when the engine hangs.

import { openSessionCache } from '../network/session-cache.js';
import type { SessionSource } from '../optvis/ascend.js';
import type { PreparedFilm } from './prepare.js';

/** Sessions that can be replaced. */
export interface SessionKeeper {
  /** Those of now. */
  of(): SessionSource;
  /** Leaves those that hang to themselves, since nothing can end them, and opens others. */
  renew(): void;
  close(): Promise<void>;
}

/** Begins with the sessions of the prepared film, and closes them in its place. */
export function keepSessions(prepared: PreparedFilm, signal?: AbortSignal): SessionKeeper {
  let now = prepared.sessions;
  return {
    of: () => now.of,
    renew() {
      now = openSessionCache(prepared.model, prepared.engine, signal);
    },
    close: () => now.close(),
  };
}
