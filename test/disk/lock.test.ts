import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Lock, lockHolder, takeLock } from '../../src/disk/lock.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neurozoom-lock-'));
  path = join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function taken(): Promise<Lock> {
  const lock = await takeLock(path);
  if ('holder' in lock) throw new Error(`held by ${lock.holder.pid}`);
  return lock;
}

it('is held by one until released, and says by whom', async () => {
  const lock = await taken();
  expect(await takeLock(path)).toMatchObject({ holder: { pid: process.pid, host: hostname() } });
  expect(await lockHolder(path)).toMatchObject({ pid: process.pid });
  await lock.release();
  await lock.release();
  expect(await lockHolder(path)).toBeNull();
  expect(readdirSync(folder)).toEqual([]);
  await taken();
});

it('is given to one of many who ask at once', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => takeLock(path)));
  expect(all.filter((lock) => !('holder' in lock))).toHaveLength(1);
  expect(readdirSync(folder)).toEqual(['lock']);
});

it('of a process that is gone is given to one of many who ask at once', async () => {
  const { pid, ended } = gone();
  await ended;
  for (let round = 0; round < 20; round++) {
    writeFileSync(path, JSON.stringify({ pid, host: hostname(), began: null, since: 'then' }));
    const all = await Promise.all(Array.from({ length: 5 }, () => takeLock(path)));
    const mine = all.filter((lock): lock is Lock => !('holder' in lock));
    expect(mine).toHaveLength(1);
    expect(await mine[0]!.isHeld()).toBe(true);
    await mine[0]!.release();
  }
  expect(readdirSync(folder)).toEqual([]);
});

it.each([
  ['cut short by a power cut', ''],
  ['that is none of ours', '{"pid": "12"}'],
])('%s is taken over', async (_what, text) => {
  writeFileSync(path, text);
  await taken();
});

it.skipIf(process.platform !== 'linux')('of another process that had our number is taken over', async () => {
  const lock = await taken();
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace(/"began":"[^"]*"/, '"began":"another boot 12"'));
  expect(await lock.isHeld()).toBe(false);
  await taken();
  const now = readFileSync(path, 'utf8');
  await lock.release();
  expect(readFileSync(path, 'utf8')).toBe(now);
});

it('of another machine counts as held', async () => {
  writeFileSync(path, JSON.stringify({ pid: 1, host: `not-${hostname()}`, began: null, since: 'then' }));
  expect(await takeLock(path)).toMatchObject({ holder: { pid: 1 } });
});

/** A process that ends at once. */
function gone(): { readonly pid: number; readonly ended: Promise<unknown> } {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  return { pid: child.pid!, ended: new Promise((resolve) => child.once('exit', resolve)) };
}
