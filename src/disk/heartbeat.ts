// The heartbeat of a lock: a thread that rewrites the lock file at intervals, so that its modification time says that
// the holder runs. A thread of its own, because one call of the engine may block the main thread for minutes. Rewriting
// takes the time of the file server; `utimes` would take that of this host.

import { open } from 'node:fs/promises';
import { workerData } from 'node:worker_threads';
import { ifExists } from './files.js';

/** What the thread is started with. */
export interface Heartbeat {
  /** The lock file. */
  readonly lock: string;
  /** What it holds while the lock is ours. */
  readonly text: string;
  readonly everyMs: number;
}

if (isHeartbeat(workerData)) {
  const { lock, text, everyMs } = workerData;
  // A failure, such as a full disk, is no reason to stop: the next beat may succeed.
  setInterval(() => void beat(lock, text).catch(() => undefined), everyMs);
}

/**
 * Rewrites a lock file that is still ours: another file may have taken its name, so what is read and written is one and
 * the same open file.
 */
async function beat(lock: string, text: string): Promise<void> {
  const file = await ifExists(open(lock, 'r+'));
  if (file === null) return;
  try {
    if ((await file.readFile('utf8')) === text) await file.write(text, 0);
  } finally {
    await file.close();
  }
}

function isHeartbeat(data: unknown): data is Heartbeat {
  return typeof data === 'object' && data !== null && 'lock' in data && 'everyMs' in data;
}
