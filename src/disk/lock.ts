// One process at a time: a lock file that names its holder, and whose modification time is the holder's heartbeat. A
// lock is taken over when its holder has ended, which the process table says on the same system; elsewhere (another
// host, another container, a process number used again) when the heartbeat has stopped for long enough.

import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { isSystemError } from '../errors.js';
import { TEMPORARY } from './durable.js';
import { ifExists } from './files.js';
import type { Heartbeat } from './heartbeat.js';

/** The process that holds a lock. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** When the lock was taken, ISO 8601. */
  readonly since: string;
  /** Time since its last heartbeat. Milliseconds. */
  readonly silentMs: number;
}

/** A lock that is ours. */
export interface Lock {
  /**
   * Whose lock was taken over, because it was silent for too long or by force; null where there was none, or its
   * process had ended.
   */
  readonly takenFrom: LockHolder | null;
  /** Whether it is still ours: another process may have taken it over. */
  isHeld(): Promise<boolean>;
  /** Safe any number of times; leaves a lock that is no longer ours alone. */
  release(): Promise<void>;
}

/** How a lock is taken. */
export interface LockOptions {
  /** Takes it from any holder. @default false */
  readonly force?: boolean | undefined;
  /**
   * Waits for a holder that cannot be asked until it shows a heartbeat, or has been silent for so long that its lock is
   * taken over. Called once, when the waiting begins. @default not to wait
   */
  readonly onWait?: ((holder: LockHolder, leftMs: number) => void) | undefined;
  /** Ends the waiting: with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds between two heartbeats. @default 15000 */
  readonly heartbeatMs?: number | undefined;
}

const HEARTBEAT_MS = 15_000;

/**
 * After so long without a heartbeat the lock of another host is taken over. Minutes, since a machine may be paused and
 * file servers may lag.
 */
const SILENT_MS = 10 * 60_000;

/**
 * The same for a holder on a host of our name that is not this system: before a reboot, or in a container that was
 * started again.
 */
const SILENT_HERE_MS = 60_000;

/**
 * Takes a lock, or says who holds it.
 *
 * @param path - Of the lock file, in a folder that exists.
 * @throws The system's error when the file cannot be written; the signal's reason.
 */
export async function takeLock(
  path: string,
  { force = false, onWait, signal, heartbeatMs = HEARTBEAT_MS }: LockOptions = {},
): Promise<Lock | { readonly holder: LockHolder }> {
  const ours = thisProcess();
  const mine = JSON.stringify({ ...ours, since: new Date().toISOString(), token: randomUUID() } satisfies LockText);
  let takenFrom: LockHolder | null = null;
  let seen: Found | undefined;
  for (;;) {
    const { created, now } = await create(path, mine);
    if (created) return openLock(path, mine, heartbeatMs, takenFrom);
    const found = await read(path);
    if (found === null) continue; // released a moment ago
    const { holder, left } = judge(found, ours, now);
    if (left > 0 && !force) {
      const isWaiting = onWait !== undefined && left < Infinity;
      if (!isWaiting || (seen !== undefined && !isSame(seen, found))) return { holder: holder! };
      if (seen === undefined) onWait(holder!, left);
      seen = found;
      await sleep(Math.min(left, heartbeatMs / 15), undefined, { signal }).catch(() => signal?.throwIfAborted());
    } else if (await displace(path, found)) {
      takenFrom = left > -Infinity ? holder : null;
    }
  }
}

/** The holder of a lock; `null` where there is none, or `takeLock` would take it over. */
export async function lockHolder(path: string): Promise<LockHolder | null> {
  const found = await read(path);
  if (found === null) return null;
  const { holder, left } = judge(found, thisProcess(), Date.now());
  return left > 0 ? holder : null;
}

/** What a lock file holds. */
interface LockText extends ProcessId {
  readonly since: string;
  /** Of this lock alone. */
  readonly token: string;
}

interface ProcessId {
  readonly pid: number;
  readonly host: string;
  /** The start of the system and the number space that `pid` counts in; `null` where the system does not say. */
  readonly system: string | null;
  /**
   * When the process began, as the system counts it: process numbers are used again. `null` where the system does not
   * say.
   */
  readonly began: string | null;
}

/** A lock file as it was found. */
interface Found {
  readonly text: string;
  /** Its last heartbeat, by the clock of the file system. Milliseconds. */
  readonly modified: number;
}

function isSame(one: Found, other: Found): boolean {
  return one.text === other.text && one.modified === other.modified;
}

/** Starts the heartbeat of a lock that was just taken. */
function openLock(path: string, text: string, everyMs: number, takenFrom: LockHolder | null): Lock {
  const data: Heartbeat = { lock: path, text, everyMs };
  const heartbeat = new Worker(HEARTBEAT, { workerData: data });
  heartbeat.on('error', () => undefined); // without it the lock is still a lock
  heartbeat.unref();
  const isHeld = async () => (await read(path))?.text === text;
  return {
    takenFrom,
    isHeld,
    async release() {
      await heartbeat.terminate();
      if (await isHeld()) await rm(path, { force: true });
    },
  };
}

/**
 * Threads run JavaScript only: where this file is run from its source, by tsx or vitest, the thread is taken from the
 * last build.
 */
const HEARTBEAT = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/disk/heartbeat.js' : './heartbeat.js',
  import.meta.url,
);

/**
 * Whether the holder may still run.
 *
 * @param now - By the clock of the file system.
 * @returns `left`: how long it must stay silent until its lock is taken over, in milliseconds; at most 0 when it is
 *   time, `Infinity` when it certainly runs and `-Infinity` when it certainly does not.
 */
function judge(
  found: Found,
  ours: ProcessId,
  now: number,
): { readonly holder: LockHolder | null; readonly left: number } {
  const text = parse(found.text);
  if (text === null) return { holder: null, left: -Infinity };
  const silentMs = Math.max(0, now - found.modified);
  const { pid, host, since } = text;
  return { holder: { pid, host, since, silentMs }, left: timeLeft(text, ours, silentMs) };
}

function timeLeft({ host, system, pid, began }: LockText, ours: ProcessId, silentMs: number): number {
  if (host !== ours.host) return SILENT_MS - silentMs;
  if (system !== ours.system) return SILENT_HERE_MS - silentMs;
  if (!isRunning(pid)) return -Infinity;
  const now = beganAt(pid);
  // The number may have been given to another process; where that cannot be seen, the heartbeat decides.
  if (began === null || now === null) return SILENT_MS - silentMs;
  return now === began ? Infinity : -Infinity;
}

/**
 * Creates the lock file, with its contents or not at all.
 *
 * @returns `created`: false when there is one. `now`: the time of the file system, in milliseconds.
 */
async function create(path: string, text: string): Promise<{ readonly created: boolean; readonly now: number }> {
  const part = `${path}.${randomUUID()}${TEMPORARY}`;
  try {
    await writeFile(part, text, { flag: 'wx' });
    const now = (await stat(part)).mtimeMs;
    try {
      // Not every file system has links; there the file is empty for a moment.
      await link(part, path).catch((error: unknown) => {
        if (isSystemError(error, 'EEXIST')) throw error;
        return writeFile(path, text, { flag: 'wx' });
      });
      return { created: true, now };
    } catch (error) {
      if (isSystemError(error, 'EEXIST')) return { created: false, now };
      throw error;
    }
  } finally {
    await rm(part, { force: true });
  }
}

/**
 * Removes a lock that was found. Another process may do the same at this moment and take the lock, or the holder may
 * wake up: what was removed is looked at, and put back unless it is what was found.
 *
 * @returns Whether it was removed.
 */
async function displace(path: string, found: Found): Promise<boolean> {
  const aside = `${path}.${randomUUID()}${TEMPORARY}`;
  try {
    if ((await ifExists(rename(path, aside).then(() => true))) === null) return false;
    const removed = await read(aside);
    if (removed === null || isSame(removed, found)) return true;
    await create(path, removed.text);
    return false;
  } finally {
    await rm(aside, { force: true });
  }
}

async function read(path: string): Promise<Found | null> {
  const text = await ifExists(readFile(path, 'utf8'));
  const stats = await ifExists(stat(path));
  return text === null || stats === null ? null : { text, modified: stats.mtimeMs };
}

/** Null for what is no lock of ours, such as a file cut short by a power cut. */
function parse(text: string): LockText | null {
  try {
    const { pid, host, system = null, began = null, since, token } = JSON.parse(text) as Partial<LockText>;
    if (typeof pid !== 'number' || typeof host !== 'string') return null;
    return { pid, host, system, began, since: String(since), token: String(token) };
  } catch {
    return null;
  }
}

function thisProcess(): ProcessId {
  return { pid: process.pid, host: hostname(), system: systemId(), began: beganAt(process.pid) };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return isSystemError(error, 'EPERM'); // it runs, as another user
  }
}

/** Linux: the boot, and the namespace of process numbers (see pid_namespaces(7)), which differs between containers. */
function systemId(): string | null {
  return orNull(() => {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  });
}

/**
 * Linux: when the process began, in ticks since the boot; field 22 of proc(5) `stat`, counted behind the name, which
 * may hold anything.
 */
function beganAt(pid: number): string | null {
  return orNull(() => {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return status.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  });
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
