// One process at a time: a lock file that names who holds it. The lock of a process that is gone is taken over.

import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { TEMPORARY } from './durable.js';

/** Who holds a lock. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, as the system counts it: process numbers are used again. `null` where it does not tell. */
  readonly began: string | null;
  /** When the lock was taken, ISO 8601; for people. */
  readonly since: string;
}

/** A lock that is ours. */
export interface Lock {
  /** Whether it still is: somebody may have removed it by hand. */
  isHeld(): Promise<boolean>;
  /** Safe any number of times; leaves a lock that is no longer ours alone. */
  release(): Promise<void>;
}

/**
 * Takes a lock, or says who has it.
 *
 * @param path - Of the lock file; its folder stands.
 * @throws The system's error when the file cannot be written.
 */
export async function takeLock(path: string): Promise<Lock | { readonly holder: LockHolder }> {
  const mine = JSON.stringify({
    ...{ pid: process.pid, host: hostname(), began: await beganAt(process.pid), since: new Date().toISOString() },
    token: randomUUID(),
  });
  const isHeld = async () => (await read(path)) === mine;
  const release = async () => {
    if (await isHeld()) await rm(path, { force: true });
  };
  for (;;) {
    if (await create(path, mine)) return { isHeld, release };
    const other = await read(path);
    if (other === null) continue; // released this moment
    const holder = parse(other);
    if (holder !== null && (await isAlive(holder))) return { holder };
    await remove(path, other);
  }
}

/** Who holds a lock; `null` for nobody, or somebody who is gone. */
export async function lockHolder(path: string): Promise<LockHolder | null> {
  const holder = parse((await read(path)) ?? '');
  return holder !== null && (await isAlive(holder)) ? holder : null;
}

/** The file appears with its contents, or not at all. @returns false when there is one. */
async function create(path: string, text: string): Promise<boolean> {
  const part = `${path}.${randomUUID()}${TEMPORARY}`;
  try {
    await writeFile(part, text, { flag: 'wx' });
    // Not every file system has links; there the file is empty for a moment.
    await link(part, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') throw error;
      return writeFile(path, text, { flag: 'wx' });
    });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(part, { force: true });
  }
}

/** Removes the lock of somebody gone. Another may do the same at this moment and take the lock: what is removed is looked at, and put back if it is theirs. */
async function remove(path: string, stale: string): Promise<void> {
  const aside = `${path}.${randomUUID()}${TEMPORARY}`;
  try {
    await rename(path, aside);
    const removed = await read(aside);
    if (removed !== null && removed !== stale) await create(path, removed);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

async function read(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

/** Null for what is no lock of ours, such as a file cut short by a power cut. */
function parse(text: string): LockHolder | null {
  try {
    const { pid, host, began, since } = JSON.parse(text) as Partial<LockHolder>;
    if (typeof pid !== 'number' || typeof host !== 'string') return null;
    return { pid, host, began: typeof began === 'string' ? began : null, since: String(since) };
  } catch {
    return null;
  }
}

/** What runs on another machine cannot be asked, and counts as alive. */
async function isAlive({ pid, host, began }: LockHolder): Promise<boolean> {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const now = await beganAt(pid);
  return began === null || now === null || now === began;
}

/** The start of the system and of the process since then (Linux); see proc(5), field 22 of `stat`, counted behind the name, which may hold anything. */
async function beganAt(pid: number): Promise<string | null> {
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    const status = await readFile(`/proc/${pid}/stat`, 'utf8');
    return `${boot.trim()} ${status.slice(status.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return null;
  }
}
