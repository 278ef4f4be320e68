import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { renameDurably, writeDurably } from '../../src/disk/durable.js';

/** The codes with which the next renames fail, and the pauses after them. */
const busy = vi.hoisted(() => ({ codes: [] as string[], pauses: [] as number[] }));
vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof import('node:fs/promises')>();
  const failing: typeof rename = async (from, to) => {
    const code = busy.codes.shift();
    if (code !== undefined) throw Object.assign(new Error(code), { code, syscall: 'rename' });
    return fs.rename(from, to);
  };
  return { ...fs, rename: failing };
});
vi.mock('node:timers/promises', () => ({ setTimeout: async (ms: number) => void busy.pauses.push(ms) }));

const folder = mkdtempSync(join(tmpdir(), 'neurozoom-durable-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => Object.assign(busy, { codes: [], pauses: [] }));

describe('a file that another program holds open', () => {
  it.each(['EPERM', 'EBUSY'])(
    'is replaced after some attempts that fail with %s, with longer and longer pauses',
    async (code) => {
      const path = join(folder, code);
      writeFileSync(path, 'old');
      busy.codes = [code, code, code];
      await writeDurably(path, 'new', Buffer.from('er'));
      expect(readFileSync(path, 'utf8')).toBe('newer');
      expect(busy.pauses).toEqual([20, 40, 80]);
    },
  );

  it('fails after about a second, and the old file stays', async () => {
    const path = join(folder, 'kept');
    writeFileSync(path, 'old');
    busy.codes = Array.from({ length: 50 }, () => 'EBUSY');
    await expect(writeDurably(path, 'new')).rejects.toThrow('EBUSY');
    expect(busy.pauses.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(2000);
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).not.toContain('kept.tmp');
  });

  it('is not waited for after another error', async () => {
    busy.codes = ['EXDEV'];
    await expect(renameDurably(join(folder, 'a'), join(folder, 'b'))).rejects.toThrow('EXDEV');
    expect(busy.pauses).toEqual([]);
  });
});
