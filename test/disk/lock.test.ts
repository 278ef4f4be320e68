import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Lock, type LockHolder, type LockOptions, lockHolder, takeLock } from '../../src/disk/lock.js';

/** While set, the system hides its processes, as on macOS and Windows. */
const proc = vi.hoisted(() => ({ isHidden: false }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const hide =
    <A extends readonly unknown[], R>(read: (path: string, ...rest: A) => R) =>
    (path: string, ...rest: A): R => {
      if (proc.isHidden && String(path).startsWith('/proc/')) throw new Error('there is no /proc');
      return read(path, ...rest);
    };
  return { ...fs, readFileSync: hide(fs.readFileSync as never), readlinkSync: hide(fs.readlinkSync as never) };
});

const MINUTE = 60_000;

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neurozoom-lock-'));
  path = join(folder, 'lock');
});
afterEach(() => {
  proc.isHidden = false;
  rmSync(folder, { recursive: true, force: true });
});

/** Takes the lock until the end of the test. */
async function taken(options?: LockOptions): Promise<Lock> {
  const lock = await takeLock(path, options);
  if ('holder' in lock) throw new Error(`held by ${lock.holder.pid} on ${lock.holder.host}`);
  onTestFinished(() => lock.release());
  return lock;
}

/** A lock file as another process would write it, silent for this many milliseconds. */
async function writeLock(changes: Readonly<Record<string, unknown>>, silentMs = 0): Promise<void> {
  rmSync(path, { force: true });
  const lock = await taken();
  const text = readFileSync(path, 'utf8');
  await lock.release();
  writeFileSync(path, JSON.stringify({ ...JSON.parse(text), ...changes }));
  silence(silentMs);
}

function silence(ms: number): void {
  const then = new Date(Date.now() - ms);
  utimesSync(path, then, then);
}

/** Another process that holds the lock. */
async function otherHolder(): Promise<ChildProcess> {
  const module = pathToFileURL(join(import.meta.dirname, '../../dist/disk/lock.js')).href;
  const program = `
    const { takeLock } = await import(${JSON.stringify(module)});
    await takeLock(${JSON.stringify(path)});
    console.log('taken');
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout!, 'data');
  return child;
}

describe('a lock', () => {
  it('is held by one process until released, and names its holder', async () => {
    const lock = await taken();
    expect(lock.takenFrom).toBeNull();
    expect(await takeLock(path)).toMatchObject({ holder: { pid: process.pid, host: hostname() } });
    expect(await lockHolder(path)).toMatchObject({ pid: process.pid });
    await lock.release();
    await lock.release();
    expect(await lockHolder(path)).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
    await taken();
  });

  it('is given to one of many that ask at once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => takeLock(path)));
    const locks = all.filter((lock): lock is Lock => !('holder' in lock));
    expect(locks).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(['lock']);
    await locks[0]!.release();
  });

  it('of a process that has ended is given to one of many that ask at once', async () => {
    const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(child, 'exit');
    for (let round = 0; round < 10; round++) {
      await writeLock({ pid: child.pid });
      const all = await Promise.all(Array.from({ length: 5 }, () => takeLock(path)));
      const locks = all.filter((lock): lock is Lock => !('holder' in lock));
      expect(locks).toHaveLength(1);
      expect(await locks[0]!.isHeld()).toBe(true);
      expect(locks[0]!.takenFrom).toBeNull();
      await locks[0]!.release();
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['cut short by a power cut', ''],
    ['of another program', '{"pid": "12"}'],
  ])('%s is taken over', async (_what, text) => {
    writeFileSync(path, text);
    await taken();
  });

  it('of a process on this system is held as long as the process exists, even if it is stopped', async () => {
    const child = await otherHolder();
    child.kill('SIGSTOP');
    silence(60 * MINUTE);
    expect(await takeLock(path)).toMatchObject({ holder: { pid: child.pid } });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect((await taken()).takenFrom).toBeNull();
  });

  it.skipIf(process.platform !== 'linux')(
    'of a process whose number another process has now is taken over',
    async () => {
      await writeLock({ began: '12' });
      const lock = await taken();
      const other = readFileSync(path, 'utf8').replace(/"token":"[^"]*"/, '"token":"another"');
      writeFileSync(path, other);
      expect(await lock.isHeld()).toBe(false);
      await lock.release();
      expect(readFileSync(path, 'utf8')).toBe(other);
    },
  );
});

describe('a lock whose holder the process table does not show', () => {
  const OTHER = { host: 'another-host', pid: 7, system: null, began: null };

  it('is held while its heartbeat is at most ten minutes old', async () => {
    await writeLock(OTHER, 9 * MINUTE);
    const found = await takeLock(path);
    expect(found).toMatchObject({ holder: { pid: 7, host: 'another-host' } });
    expect((found as { holder: LockHolder }).holder.silentMs).toBeGreaterThan(8.9 * MINUTE);
    expect(await lockHolder(path)).toMatchObject({ host: 'another-host' });
  });

  it('is taken over after that, and names the former holder', async () => {
    await writeLock(OTHER, 11 * MINUTE);
    expect(await lockHolder(path)).toBeNull();
    const { takenFrom } = await taken();
    expect(takenFrom).toMatchObject({ pid: 7, host: 'another-host' });
    expect(takenFrom!.silentMs).toBeGreaterThan(10.9 * MINUTE);
  });

  it('is taken over by one of many that ask at once', async () => {
    for (let round = 0; round < 10; round++) {
      await writeLock(OTHER, 11 * MINUTE);
      const all = await Promise.all(Array.from({ length: 5 }, () => takeLock(path)));
      const locks = all.filter((lock): lock is Lock => !('holder' in lock));
      expect(locks).toHaveLength(1);
      await locks[0]!.release();
    }
  });

  it('is taken at once by force, even from a running process, which notices', async () => {
    await writeLock(OTHER);
    const first = await taken({ force: true });
    expect(first.takenFrom).toMatchObject({ host: 'another-host' });
    const second = await taken({ force: true });
    expect(second.takenFrom).toMatchObject({ pid: process.pid });
    expect([await first.isHeld(), await second.isHeld()]).toEqual([false, true]);
  });

  it('is taken over after a wait', async () => {
    await writeLock(OTHER, 10 * MINUTE - 300);
    const waits: number[] = [];
    const lock = await taken({ heartbeatMs: 100, onWait: (_holder, leftMs) => waits.push(leftMs) });
    expect(lock.takenFrom).toMatchObject({ host: 'another-host' });
    expect(waits).toEqual([expect.closeTo(150, -3)]);
  });

  it('is left to its holder if a heartbeat comes during the wait', async () => {
    await writeLock(OTHER, 9 * MINUTE);
    expect(await takeLock(path, { heartbeatMs: 100, onWait: () => silence(0) })).toMatchObject({ holder: { pid: 7 } });
  });

  it('ends the wait after an abort', async () => {
    await writeLock(OTHER);
    const abort = new AbortController();
    const waiting = takeLock(path, { signal: abort.signal, onWait: () => abort.abort(new Error('stopped')) });
    await expect(waiting).rejects.toThrow('stopped');
    expect(await lockHolder(path)).toMatchObject({ pid: 7 });
  });

  it.skipIf(process.platform !== 'linux')(
    'because it ran in another container or before a reboot, on a host of our name, is taken over after one minute',
    async () => {
      const system = 'another-boot pid:[1]';
      await writeLock({ system }, 0.5 * MINUTE);
      expect(await takeLock(path)).toMatchObject({ holder: { host: hostname() } });
      await writeLock({ system }, 2 * MINUTE);
      expect((await taken()).takenFrom).toMatchObject({ host: hostname() });
    },
  );

  it('is taken over from a reused process number if the system does not say when processes began', async () => {
    proc.isHidden = true;
    await writeLock({}, 9 * MINUTE);
    expect(await takeLock(path)).toMatchObject({ holder: { pid: process.pid } });
    silence(11 * MINUTE);
    expect((await taken()).takenFrom).toMatchObject({ pid: process.pid });
  });
});

it('shows a heartbeat while its holder computes without yielding', async () => {
  const lock = await taken({ heartbeatMs: 5 });
  silence(11 * MINUTE);
  const before = statSync(path).mtimeMs;
  const deadline = performance.now() + 20_000;
  const cell = new Int32Array(new SharedArrayBuffer(4));
  // This thread never yields, as in a long call of the engine.
  while (statSync(path).mtimeMs === before && performance.now() < deadline) Atomics.wait(cell, 0, 0, 1);
  expect(Date.now() - statSync(path).mtimeMs).toBeLessThan(MINUTE);
  expect(await lock.isHeld()).toBe(true);
});
