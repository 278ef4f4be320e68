// The heartbeat of a lock: a thread that rewrites the lock file at intervals, so that its modification time shows that
// the holder is running. It is a thread because one call of the engine may block the main thread for minutes. Rewriting
// sets the time of the file server; `utimes` would set the time of this host.
import { open } from 'node:fs/promises';
import { workerData } from 'node:worker_threads';
import { ifExists } from './files.js';
if (isHeartbeat(workerData)) {
    const { lock, text, everyMs } = workerData;
    // After a failure, such as a full disk, the next beat may succeed.
    setInterval(() => void beat(lock, text).catch(() => undefined), everyMs);
}
/**
 * Rewrites a lock file that is still ours. It is read and written through the same open file, since another file may
 * replace it at any time.
 */
async function beat(lock, text) {
    const file = await ifExists(open(lock, 'r+'));
    if (file === null)
        return;
    try {
        if ((await file.readFile('utf8')) === text)
            await file.write(text, 0);
    }
    finally {
        await file.close();
    }
}
function isHeartbeat(data) {
    return typeof data === 'object' && data !== null && 'lock' in data && 'everyMs' in data;
}
//# sourceMappingURL=heartbeat.js.map