// Locks for one process at a time: a lock file names its holder, and its modification time is the holder's heartbeat. A
// lock is taken over when its holder has ended. On the same system the process table says so; otherwise (another host,
// another container, a reused process number) the lock is taken over when the heartbeat has stopped for long enough.
import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { isSystemError } from '../errors.js';
import { TEMPORARY } from './durable.js';
import { ifExists } from './files.js';
const HEARTBEAT_MS = 15_000;
/**
 * The lock of another host is taken over after this long without a heartbeat. It is minutes because a machine may be
 * suspended and file servers may lag.
 */
const SILENT_MS = 10 * 60_000;
/**
 * The same for a holder on a host with our name that is not this system: before a reboot, or in a container that was
 * restarted.
 */
const SILENT_HERE_MS = 60_000;
/**
 * Takes a lock, or returns its holder.
 *
 * @param path - Path of the lock file, in an existing folder.
 * @throws The system's error when the file cannot be written; the signal's reason.
 */
export async function takeLock(path, { force = false, onWait, signal, heartbeatMs = HEARTBEAT_MS } = {}) {
    const ours = thisProcess();
    const mine = JSON.stringify({ ...ours, since: new Date().toISOString(), token: randomUUID() });
    let takenFrom = null;
    let seen;
    for (;;) {
        const { created, now } = await create(path, mine);
        if (created)
            return openLock(path, mine, heartbeatMs, takenFrom);
        const found = await read(path);
        if (found === null)
            continue; // released a moment ago
        const { holder, left } = judge(found, ours, now);
        if (left > 0 && !force) {
            const isWaiting = onWait !== undefined && left < Infinity;
            if (!isWaiting || (seen !== undefined && !isSame(seen, found)))
                return { holder: holder };
            if (seen === undefined)
                onWait(holder, left);
            seen = found;
            await sleep(Math.min(left, heartbeatMs / 15), undefined, { signal }).catch(() => signal?.throwIfAborted());
        }
        else if (await displace(path, found)) {
            takenFrom = left > -Infinity ? holder : null;
        }
    }
}
/** The holder of a lock; `null` if there is none or `takeLock` would take it over. */
export async function lockHolder(path) {
    const found = await read(path);
    if (found === null)
        return null;
    const { holder, left } = judge(found, thisProcess(), Date.now());
    return left > 0 ? holder : null;
}
function isSame(one, other) {
    return one.text === other.text && one.modified === other.modified;
}
/** Starts the heartbeat of a lock that was just taken. */
function openLock(path, text, everyMs, takenFrom) {
    const data = { lock: path, text, everyMs };
    const heartbeat = new Worker(HEARTBEAT, { workerData: data });
    heartbeat.on('error', () => undefined); // the lock also works without a heartbeat
    heartbeat.unref();
    const isHeld = async () => (await read(path))?.text === text;
    return {
        takenFrom,
        isHeld,
        async release() {
            await heartbeat.terminate();
            if (await isHeld())
                await rm(path, { force: true });
        },
    };
}
/**
 * Threads run only JavaScript. If this file runs from its source (tsx, vitest), the thread comes from the last build.
 */
const HEARTBEAT = new URL(import.meta.url.endsWith('.ts') ? '../../dist/disk/heartbeat.js' : './heartbeat.js', import.meta.url);
/**
 * Judges whether the holder may still be running.
 *
 * @param now - By the clock of the file system.
 * @returns `left`: how long it must stay silent until its lock is taken over, in milliseconds; at most 0 if the lock
 *   can be taken over now, `Infinity` if it is certainly running and `-Infinity` if it certainly is not.
 */
function judge(found, ours, now) {
    const text = parse(found.text);
    if (text === null)
        return { holder: null, left: -Infinity };
    const silentMs = Math.max(0, now - found.modified);
    const { pid, host, since } = text;
    return { holder: { pid, host, since, silentMs }, left: timeLeft(text, ours, silentMs) };
}
function timeLeft({ host, system, pid, began }, ours, silentMs) {
    if (host !== ours.host)
        return SILENT_MS - silentMs;
    if (system !== ours.system)
        return SILENT_HERE_MS - silentMs;
    if (!isRunning(pid))
        return -Infinity;
    const now = beganAt(pid);
    // The number may belong to another process by now. If the start time is unknown, the heartbeat decides.
    if (began === null || now === null)
        return SILENT_MS - silentMs;
    return now === began ? Infinity : -Infinity;
}
/**
 * Creates the lock file together with its contents.
 *
 * @returns `created`: false if the file exists. `now`: the time of the file system, in milliseconds.
 */
async function create(path, text) {
    const part = `${path}.${randomUUID()}${TEMPORARY}`;
    try {
        await writeFile(part, text, { flag: 'wx' });
        const now = (await stat(part)).mtimeMs;
        try {
            // Some file systems have no links; on these the file is empty for a moment.
            await link(part, path).catch((error) => {
                if (isSystemError(error, 'EEXIST'))
                    throw error;
                return writeFile(path, text, { flag: 'wx' });
            });
            return { created: true, now };
        }
        catch (error) {
            if (isSystemError(error, 'EEXIST'))
                return { created: false, now };
            throw error;
        }
    }
    finally {
        await rm(part, { force: true });
    }
}
/**
 * Removes a lock that was read before. Another process may do the same at this moment and take the lock, or the holder
 * may resume: the removed file is read again, and put back unless it is the same.
 *
 * @returns whether it was removed.
 */
async function displace(path, found) {
    const aside = `${path}.${randomUUID()}${TEMPORARY}`;
    try {
        if ((await ifExists(rename(path, aside).then(() => true))) === null)
            return false;
        const removed = await read(aside);
        if (removed === null || isSame(removed, found))
            return true;
        await create(path, removed.text);
        return false;
    }
    finally {
        await rm(aside, { force: true });
    }
}
async function read(path) {
    const text = await ifExists(readFile(path, 'utf8'));
    const stats = await ifExists(stat(path));
    return text === null || stats === null ? null : { text, modified: stats.mtimeMs };
}
/** Parses a lock file; null if it is not valid, for example cut short by a power cut. */
function parse(text) {
    try {
        const { pid, host, system = null, began = null, since, token } = JSON.parse(text);
        if (typeof pid !== 'number' || typeof host !== 'string')
            return null;
        return { pid, host, system, began, since: String(since), token: String(token) };
    }
    catch {
        return null;
    }
}
function thisProcess() {
    return { pid: process.pid, host: hostname(), system: systemId(), began: beganAt(process.pid) };
}
function isRunning(pid) {
    try {
        return process.kill(pid, 0);
    }
    catch (error) {
        return isSystemError(error, 'EPERM'); // it runs as another user
    }
}
/** Linux: the boot and the process namespace (see pid_namespaces(7)), which differs between containers. */
function systemId() {
    return orNull(() => {
        const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
        return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
    });
}
/**
 * Linux: when the process began, in ticks since the boot. This is field 22 of proc(5) `stat`, found by counting from
 * the end of the name, which may contain any characters.
 */
function beganAt(pid) {
    return orNull(() => {
        const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
        return status.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? null;
    });
}
function orNull(read) {
    try {
        return read();
    }
    catch {
        return null;
    }
}
//# sourceMappingURL=lock.js.map